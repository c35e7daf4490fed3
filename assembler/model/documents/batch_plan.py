"""Batch plan: which documents to build from which records, in which languages and house styles.

A plan is a YAML file. Every list of names may contain patterns (``examples/*``, ``*``).
"""

from __future__ import annotations

import re
from typing import Annotated, Final, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from assembler.model.types.content import Frozen

Name = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
"""A name, or a pattern in which ``*`` matches any characters and ``?`` one character."""
Names = tuple[Name, ...]
_MAX_NAME_BYTES: Final = 255
"""Maximum length of a file name in bytes, the limit of common file systems."""
_RESERVED_NAME: Final = re.compile(r"(?i)(con|prn|aux|nul|com[1-9]|lpt[1-9])(\..*)?")


class PlanEntry(Frozen):
    """One product: types x records (or benchmarks x cities) x languages x house styles x editions x parts.

    >>> PlanEntry(types=("desk-review",), records=("examples/havenstad",)).house_styles
    ('plain',)
    """

    types: Annotated[Names, Field(min_length=1)]
    records: Names = ()
    """Records; without any, ``benchmarks`` and ``cities`` select empty forms."""
    benchmarks: Names = ()
    cities: Names = ()
    """Cities of empty forms, or some of the cities of a charter round."""
    languages: Names = ()
    """Empty: the language of each record."""
    house_styles: Annotated[Names, Field(min_length=1)] = ("plain",)
    editions: Names = ()
    """Empty: the first edition that a type declares."""
    parts: Names = ()
    """Peers or interviews; empty: all of them."""
    draft: bool = False

    @model_validator(mode="after")
    def _require_records(self) -> Self:
        if not self.records and not (self.benchmarks and self.cities):
            raise ValueError("name records, or benchmarks and cities for empty forms")
        return self


def _require_entries(entries: tuple[PlanEntry, ...]) -> tuple[PlanEntry, ...]:
    if not entries:
        raise ValueError("the plan has no entries")
    return entries


def _validate_folder(path: str) -> str:
    steps = re.split(r"[/\\]", path)
    if not path.isprintable() or any(len(step.encode()) > _MAX_NAME_BYTES for step in steps):
        raise ValueError("not a valid path of a folder; write one like build/batch")
    for step in steps:
        if _RESERVED_NAME.fullmatch(step) or (step.endswith((".", " ")) and step not in (".", "..")):
            raise ValueError(f"Windows does not allow a folder named {step!r}; choose another name")
    return path


class BatchPlan(Frozen):
    """Contents of a plan file; ``output`` is a folder in the project, empty for ``build/``."""

    documents: Annotated[tuple[PlanEntry, ...], AfterValidator(_require_entries)]
    output: Annotated[str, AfterValidator(_validate_folder)] = ""
    pdf: bool = False
    """Also convert each document to PDF."""
    pages: bool = False
    """Write LibreOffice's page numbers into the tables of contents of the Word files."""
