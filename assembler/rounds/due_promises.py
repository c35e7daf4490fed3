"""Promises of a review on a given day: those that are overdue, and the follow-up that is due."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from assembler.errors import AssemblyError
from assembler.model.tracking.promise_register import PromiseRegister, end_of_half_year
from assembler.rounds.form_states import find_document_types
from assembler.store.project.project import Project
from assembler.store.records.record import Record
from assembler.structs import Struct
from assembler.views.promise_data import TrackedPromise, list_half_years_to_follow, list_promises


class OverduePromise(Struct, frozen=True):
    """An open promise that is past its deadline.

    ``text`` is what was promised or, if that is unknown, what was asked. ``deadline`` is in ISO 8601.
    ``owner`` is "" if no position is named.
    """

    code: str
    text: str
    owner: str
    deadline: str
    days_overdue: int


def find_overdue_promises(project: Project, record: Record, today: date) -> tuple[OverduePromise, ...]:
    """Return the overdue promises of ``record``, longest overdue first.

    The result is empty if a source of the register cannot be read. The record's diagnostics report the
    source.
    """
    try:
        promises = list_promises(project, record)
    except AssemblyError:
        return ()
    overdue = [
        _build_overdue(each, days) for each in promises if (days := each.state.count_days_overdue(today))
    ]
    return tuple(sorted(overdue, key=lambda each: -each.days_overdue))


def _build_overdue(promise: TrackedPromise, days: int) -> OverduePromise:
    stated, deadline = promise.promise, promise.state.deadline
    return OverduePromise(
        promise.code,
        " ".join((stated.action or promise.text).text.split()),
        stated.owner.text if stated.owner else "",
        deadline.isoformat() if deadline else "",
        days,
    )


def list_follow_up_steps(
    project: Project, record: Record, sent: Collection[tuple[str, str]], today: date
) -> Iterator[str]:
    """Yield a step for sending the follow-up of the last complete half-year.

    There is no step if no promises are open, or if the follow-up was sent or answered. ``sent`` contains the
    document type and the part of each form that was sent.
    """
    ended = [each for each in list_half_years_to_follow(record) if end_of_half_year(each) <= today]
    if not ended or not _is_report_missing(project, record, ended[-1]):
        return
    for declared in find_document_types(project, record):
        if declared.parts == "half-years" and (declared.name, ended[-1]) not in sent:
            yield f"send {declared.name} {ended[-1]}"


def _is_report_missing(project: Project, record: Record, half_year: str) -> bool:
    """Return whether promises were open before ``half_year`` but its follow-up contains no answers."""
    register = record.find(PromiseRegister) or PromiseRegister()
    if half_year in register.follow_ups and register.follow_ups[half_year].answers:
        return False
    try:
        promises = list_promises(project, record, before=half_year)
    except AssemblyError:
        return False
    return any(each.registered and each.state.is_open for each in promises)
