"""Checks of references in an agenda edition: the edition, its areas and the ministries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.references import UNKNOWN_AREA, UNKNOWN_EDITION, UNKNOWN_MINISTRY
from assembler.store.records.record import Record
from assembler.store.yaml.suggestions import report_unknown
from assembler.store.yaml.yaml_path import join_path

if TYPE_CHECKING:
    from assembler.model.reference.agenda import AgendaEdition
    from assembler.model.reference.policy_agenda import PolicyAgenda


def report_unknown_in_agenda(
    record: Record, edition: AgendaEdition, agenda: PolicyAgenda
) -> Iterator[Diagnostic]:
    """Yield errors for the edition, areas and ministries in ``record`` that ``agenda`` does not contain.

    An area of another edition is also an error, because its text would not appear in any document.
    """
    if edition.number not in (numbers := [each.number for each in agenda.editions]):
        known = tuple(map(str, numbers))
        yield report_unknown(UNKNOWN_EDITION, _locate(record, "number"), str(edition.number), known)
    yield from _report_unknown_areas(record, edition, agenda)
    yield from _report_unknown_ministries(record, edition, agenda)


def _report_unknown_areas(
    record: Record, edition: AgendaEdition, agenda: PolicyAgenda
) -> Iterator[Diagnostic]:
    here = {area.code: area for area in agenda.areas_of(edition.number)}
    elsewhere = {area.code: area for area in agenda.areas}
    for code in edition.entries:
        if code in here:
            continue
        location, area = _locate(record, "entries", code), elsewhere.get(code)
        if area is None:
            yield report_unknown(UNKNOWN_AREA, location, code, tuple(here))
        elif area.merged_into:
            yield UNKNOWN_AREA.at(
                location, "merged", name=code, edition=edition.number, area=area.merged_into
            )
        else:
            yield UNKNOWN_AREA.at(location, "other", name=code, edition=edition.number)


def _report_unknown_ministries(
    record: Record, edition: AgendaEdition, agenda: PolicyAgenda
) -> Iterator[Diagnostic]:
    known = tuple(each.code for each in agenda.ministries)
    for code, entry in edition.entries.items():
        for index, effort in enumerate(entry.efforts):
            if effort.ministry and effort.ministry not in known:
                location = _locate(record, "entries", code, "efforts", index, "ministry")
                yield report_unknown(UNKNOWN_MINISTRY, location, effort.ministry, known)


def _locate(record: Record, *path: str | int) -> Location:
    return record.locate(join_path(("agenda", *path)))
