"""R48: the seven sections of the background must be given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_records import MISSING_BACKGROUND
from assembler.model.review.baseline import Background
from assembler.rules.rule import baseline_of, has_text
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.benchmark import Benchmark

_SECTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "features": ("figures",),
    "role": ("organisation_chart", "bodies"),
    "levels": ("responsibilities",),
    "decisions": ("political_bodies",),
    "steering": ("strategies",),
    "cooperation": ("arrangements",),
    "funding": ("budgets",),
})  # fmt: skip
"""Maps each section's text to its tables and pictures, in the order of the guide."""


def missing_background(record: Record, _benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Check that each section of the background has a text, a table or a picture (S0:641-642; R48).

    It is enough if the text says why a section is left out.
    """
    background = baseline_of(record).background
    missing = [text for text, others in _SECTIONS.items() if not _is_given(background, text, others)]
    if len(missing) == len(_SECTIONS):
        yield MISSING_BACKGROUND.at(record.locate("baseline.background"), "all", count=len(missing))
        return
    numbers = {text: number for number, text in enumerate(_SECTIONS, 1)}
    for text in missing:
        yield MISSING_BACKGROUND.at(record.locate(f"baseline.background.{text}"), section=numbers[text])


def _is_given(background: Background, text: str, others: tuple[str, ...]) -> bool:
    return has_text(getattr(background, text)) or any(getattr(background, name) for name in others)
