"""A plan of a batch: which documents to make of which records, in which languages and house styles.

It is kept as a YAML file. Every list of names may hold patterns (``examples/*``, ``*``).
"""

from __future__ import annotations

import re
from typing import Annotated, Final, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from assembler.model.types.content import Frozen

Name = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
"""A name, or a pattern in which ``*`` stands for any letters and ``?`` for one."""
Names = tuple[Name, ...]
_LONGEST: Final = 255
"""Bytes of a name that file systems take."""
_RESERVED: Final = re.compile(r"(?i)(con|prn|aux|nul|com[1-9]|lpt[1-9])(\..*)?")


class PlanEntry(Frozen):
    """One product: types x records (or benchmarks x cities) x languages x house styles x editions x parts.

    >>> PlanEntry(types=("desk-review",), records=("examples/havenstad",)).house_styles
    ('plain',)
    """

    types: Annotated[Names, Field(min_length=1)]
    records: Names = ()
    """Records; without any, ``benchmarks`` and ``cities`` give empty forms."""
    benchmarks: Names = ()
    cities: Names = ()
    """Cities of empty forms, or some of the cities of a charter round."""
    languages: Names = ()
    """None: the language of each record."""
    house_styles: Annotated[Names, Field(min_length=1)] = ("plain",)
    editions: Names = ()
    """None: the first that a type declares."""
    parts: Names = ()
    """Peers or interviews; none: all of them."""
    draft: bool = False

    @model_validator(mode="after")
    def _about_something(self) -> Self:
        if not self.records and not (self.benchmarks and self.cities):
            raise ValueError("name records, or benchmarks and cities for empty forms")
        return self


def _something(entries: tuple[PlanEntry, ...]) -> tuple[PlanEntry, ...]:
    if not entries:
        raise ValueError("the plan asks for nothing")
    return entries


def _folder(path: str) -> str:
    steps = re.split(r"[/\\]", path)
    if not path.isprintable() or any(len(step.encode()) > _LONGEST for step in steps):
        raise ValueError("this is not the path of a folder; write one like build/batch")
    for step in steps:
        if _RESERVED.fullmatch(step) or (step.endswith((".", " ")) and step not in (".", "..")):
            raise ValueError(f"Windows takes no folder {step!r}; choose another name")
    return path


class BatchPlan(Frozen):
    """What a plan file says; ``output`` is a folder beside the file's project, empty for ``build/``."""

    documents: Annotated[tuple[PlanEntry, ...], AfterValidator(_something)]
    output: Annotated[str, AfterValidator(_folder)] = ""
    pdf: bool = False
    """Whether each document is made as a PDF too."""
    pages: bool = False
    """Whether LibreOffice's page numbers are written into the tables of contents of the Word files."""
