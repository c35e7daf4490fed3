"""Batch plans: the documents to build, with their records, languages and house styles.

A plan is a YAML file. Any list of names may contain patterns (``examples/*``, ``*``).
"""

from __future__ import annotations

import re
from typing import Annotated, Final, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from assembler.model.types.invalid_value import InvalidValueError
from assembler.model.types.values import Frozen

Name = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
"""A name or a pattern; ``*`` matches any number of characters and ``?`` exactly one."""
Names = tuple[Name, ...]
_MAX_NAME_BYTES: Final = 255
"""Maximum length of a file name, in bytes, on common file systems."""
_RESERVED_NAME: Final = re.compile(r"(?i)(con|prn|aux|nul|com[1-9]|lpt[1-9])(\..*)?")


class PlanEntry(Frozen):
    """An entry of a batch plan: one document for each combination of the names in its lists.

    The combinations are types x records (or benchmarks x cities) x languages x house styles x editions
    x parts.

    >>> PlanEntry(types=("desk-review",), records=("examples/havenstad",)).house_styles
    ('plain',)
    """

    types: Annotated[Names, Field(min_length=1)]
    records: Names = ()
    """Records to build from; if empty, ``benchmarks`` and ``cities`` select empty forms."""
    benchmarks: Names = ()
    cities: Names = ()
    """Cities for which to build empty forms, or a selection of the cities in a charter round."""
    languages: Names = ()
    """Languages of the documents; by default the language of each record."""
    house_styles: Annotated[Names, Field(min_length=1)] = ("plain",)
    editions: Names = ()
    """Editions to build; by default the first that each type declares."""
    parts: Names = ()
    """Peers or interviews to build for; by default all of them."""
    draft: bool = False

    @model_validator(mode="after")
    def _require_records(self) -> Self:
        if not self.records and not (self.benchmarks and self.cities):
            raise InvalidValueError("no records")
        return self


def _require_entries(entries: tuple[PlanEntry, ...]) -> tuple[PlanEntry, ...]:
    if not entries:
        raise InvalidValueError("no entries")
    return entries


def _validate_folder(path: str) -> str:
    steps = re.split(r"[/\\]", path)
    if not path.isprintable() or any(len(step.encode()) > _MAX_NAME_BYTES for step in steps):
        raise InvalidValueError("folder")
    for step in steps:
        if _RESERVED_NAME.fullmatch(step) or (step.endswith((".", " ")) and step not in (".", "..")):
            raise InvalidValueError("folder name", folder=step)
    return path


class BatchPlan(Frozen):
    """Contents of a plan file. ``output`` is a folder in the project, by default ``build/``."""

    documents: Annotated[tuple[PlanEntry, ...], AfterValidator(_require_entries)]
    output: Annotated[str, AfterValidator(_validate_folder)] = ""
    pdf: bool = False
    """Also convert each document to PDF."""
    pages: bool = False
    """Also fill in the page numbers in the Word files' tables of contents, as laid out by LibreOffice."""
