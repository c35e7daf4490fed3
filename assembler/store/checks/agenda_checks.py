"""Checks of the references of an agenda edition: the edition, its areas, the ministries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic, Level
from assembler.store.records.record import Record
from assembler.store.yaml.suggestions import suggest_name
from assembler.store.yaml.yaml_path import join_path

if TYPE_CHECKING:
    from assembler.model.reference.agenda import AgendaEdition
    from assembler.model.reference.policy_agenda import PolicyAgenda


def report_unknown_in_agenda(
    record: Record, edition: AgendaEdition, agenda: PolicyAgenda
) -> Iterator[Diagnostic]:
    """Yield errors for the edition, areas and ministries in ``record`` that ``agenda`` does not have.

    An area of another edition is an error too, because its text would not appear in any document.
    """
    if edition.number not in (numbers := [each.number for each in agenda.editions]):
        yield _build_error(
            "unknown-edition",
            record,
            ("number",),
            f"the agenda has no edition {edition.number}",
            f"one of: {', '.join(map(str, numbers))}",
        )
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
        what, hint = f"there is no policy area `{code}`", suggest_name(code, tuple(here))
        if area := elsewhere.get(code):
            what = f"`{code}` is no policy area of edition {edition.number}"
            hint = f"write it under {area.merged_into}" if area.merged_into else "leave it out"
        yield _build_error("unknown-area", record, ("entries", code), what, hint)


def _report_unknown_ministries(
    record: Record, edition: AgendaEdition, agenda: PolicyAgenda
) -> Iterator[Diagnostic]:
    known = tuple(each.code for each in agenda.ministries)
    for code, entry in edition.entries.items():
        for index, effort in enumerate(entry.efforts):
            if effort.ministry and effort.ministry not in known:
                path = ("entries", code, "efforts", index, "ministry")
                yield _build_error(
                    "unknown-ministry",
                    record,
                    path,
                    f"there is no ministry `{effort.ministry}`",
                    suggest_name(effort.ministry, known),
                )


def _build_error(rule: str, record: Record, path: tuple[str | int, ...], what: str, hint: str) -> Diagnostic:
    return Diagnostic(rule, Level.ERROR, record.locate(join_path(("agenda", *path))), what, hint)
