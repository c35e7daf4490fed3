"""Record headers, the files that say what each record is about: their base class and types of codes."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from assembler.model.types.values import Frozen, Image

LanguageTag = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")]
Initials = Annotated[str, Field(pattern=r"^\w{1,4}$")]
BenchmarkTag = Annotated[str, Field(pattern=r"^[a-z0-9-]+@[0-9a-z]+$")]
"""One version of a benchmark: ``inti-cities@2009b``."""


class RecordHeader(Frozen):
    """Base class of record headers.

    ``language`` is the default language of the record's texts.
    """

    project: str
    language: LanguageTag
    example: bool = False
    """True for invented data, which documents mark as such."""
    logo: Image | None = None
    """Mark of the network or project, for the covers of documents."""
    licence: str = ""
    """Licence under which documents are published, printed on their covers ("CC BY 4.0")."""

    @property
    def city_ids(self) -> tuple[str, ...]:
        """Ids of the cities that the record is about.

        There are none by default. Headers of records about cities override this property.
        """
        return ()

    @property
    def benchmark_tag(self) -> str:
        """Benchmark and version that the record uses, or "" if it uses none."""
        return ""
