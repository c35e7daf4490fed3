"""Choices for fields that refer to the benchmark's indicators or the team's members."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.documents.form import ChoiceItem
    from assembler.model.reference.benchmark import Benchmark


def list_reference_choices(
    record: Record, benchmark: Benchmark | None, translate: Callable[[str], str]
) -> Mapping[str, Sequence[ChoiceItem]]:
    """Return the choices for each kind of reference, in the order of the benchmark or team."""
    return {
        "indicator": tuple(_list_indicators(benchmark, translate)),
        "member": tuple(_list_members(record)),
    }


def _list_indicators(benchmark: Benchmark | None, translate: Callable[[str], str]) -> Iterator[ChoiceItem]:
    from assembler.model.documents.form import ChoiceItem

    for each in benchmark.indicators() if benchmark else ():
        yield ChoiceItem(each.code, translate(each.label))


def _list_members(record: Record) -> Iterator[ChoiceItem]:
    from assembler.model.documents.form import ChoiceItem

    for member in record.review.team.members if "review" in record.entities else ():
        if initials := member.person.initials:
            yield ChoiceItem(initials, member.person.office.text)
