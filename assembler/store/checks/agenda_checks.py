"""Does what an edition of a policy agenda refers to exist: the edition, its areas, the ministries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic, Level
from assembler.store.records.record import Record
from assembler.store.yaml.suggest import suggestion
from assembler.store.yaml.yaml_path import join_path

if TYPE_CHECKING:
    from assembler.model.reference.agenda import AgendaEdition
    from assembler.model.reference.policy_agenda import PolicyAgenda


def unknown_in_agenda(record: Record, edition: AgendaEdition, agenda: PolicyAgenda) -> Iterator[Diagnostic]:
    """The edition, areas and ministries that ``record`` names and ``agenda`` does not have.

    An area of another edition is one of them: what is said about it would be shown nowhere.
    """
    if edition.number not in (numbers := [each.number for each in agenda.editions]):
        yield _error("unknown-edition", record, ("number",), f"the agenda has no edition {edition.number}",
                     f"one of: {', '.join(map(str, numbers))}")  # fmt: skip
    yield from _unknown_areas(record, edition, agenda)
    yield from _unknown_ministries(record, edition, agenda)


def _unknown_areas(record: Record, edition: AgendaEdition, agenda: PolicyAgenda) -> Iterator[Diagnostic]:
    here = {area.code: area for area in agenda.areas_of(edition.number)}
    elsewhere = {area.code: area for area in agenda.areas}
    for code in edition.entries:
        if code in here:
            continue
        what, hint = f"there is no policy area `{code}`", suggestion(code, tuple(here))
        if area := elsewhere.get(code):
            what = f"`{code}` is no policy area of edition {edition.number}"
            hint = f"write it under {area.merged_into}" if area.merged_into else "leave it out"
        yield _error("unknown-area", record, ("entries", code), what, hint)


def _unknown_ministries(record: Record, edition: AgendaEdition, agenda: PolicyAgenda) -> Iterator[Diagnostic]:
    known = tuple(each.code for each in agenda.ministries)
    for code, entry in edition.entries.items():
        for at, effort in enumerate(entry.efforts):
            if effort.ministry and effort.ministry not in known:
                path = ("entries", code, "efforts", at, "ministry")
                yield _error("unknown-ministry", record, path, f"there is no ministry `{effort.ministry}`",
                             suggestion(effort.ministry, known))  # fmt: skip


def _error(rule: str, record: Record, path: tuple[str | int, ...], what: str, hint: str) -> Diagnostic:
    return Diagnostic(rule, Level.ERROR, record.locate(join_path(("agenda", *path))), what, hint)
