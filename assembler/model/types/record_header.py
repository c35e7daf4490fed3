"""What a record is about: every record has exactly one file that says so, and this is what it always says."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from assembler.model.types.content import Frozen

LanguageTag = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")]
Initials = Annotated[str, Field(pattern=r"^\w{1,4}$")]
BenchmarkTag = Annotated[str, Field(pattern=r"^[a-z0-9-]+@[0-9a-z]+$")]
"""A benchmark in one version: ``inti-cities@2009b``."""


class About(Frozen):
    """The beginning of a record. ``language`` is that of its texts where they do not say otherwise."""

    project: str
    language: LanguageTag
    example: bool = False
    """True for invented data; documents made from it say so."""

    @property
    def city_ids(self) -> tuple[str, ...]:
        """The cities that it is about: one for a review, any number for a charter round; ids."""
        return ()

    @property
    def benchmark_tag(self) -> str:
        """The benchmark in its version that it holds a city against; empty where there is none."""
        return ""
