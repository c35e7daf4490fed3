"""How far a review is: its forms and its report, what has to be decided, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from assembler.assembly.orders.resolve import empty_record
from assembler.collect.open_decisions import is_open
from assembler.diagnostics import Diagnostic, Level, Location
from assembler.errors import AssemblyError, ProjectError
from assembler.model.paths import value_at
from assembler.model.review.baseline import BaselineReport
from assembler.rounds.form_states import (
    BACK,
    NOT_SENT,
    REQUIRED,
    FormState,
    SentForms,
    documents_of,
    find_forms,
    find_sent,
    places_asked,
    with_decisions_of,
    with_missing,
)
from assembler.rounds.next_steps import Round, next_steps
from assembler.rounds.report_states import ReportState, find_reports
from assembler.rules import RULES_ABOUT, tell_readable
from assembler.store.project.project import Project
from assembler.store.records.file_kinds import file_of
from assembler.store.records.record import Record
from assembler.store.returns.decisions import Decision, read_decisions
from assembler.store.returns.returned_forms import sent_forms, sent_records
from assembler.structs import Struct, as_data, replace
from assembler.views.parts import PARTS, parts
from assembler.word.forms.manifest import manifest_from_data


class ReviewStatus(Struct, frozen=True):
    """A review on a day: its forms and reports, the rules that its answers break, and what comes next.

    ``decisions`` are open: answers that could not be read, conflicts, comments and texts that are no data.
    """

    record: str
    day: str
    title: str
    forms: tuple[FormState, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    next: tuple[str, ...] = ()
    trail: tuple[Mapping[str, Any], ...] = ()
    """Who changed what by returning a form (lines of ``audit.jsonl``), the oldest first; if asked."""
    decisions: tuple[Decision, ...] = ()
    reports: tuple[ReportState, ...] = ()

    @property
    def overview(self) -> dict[str, Any]:
        """One line about it: counts of forms, the next day on which one is due, per cent of the answers."""
        asked = sum(each.asked for form in self.forms for each in form.sections)
        answered = sum(each.answered for form in self.forms for each in form.sections)
        waiting = [form.due for form in self.forms if form.due and form.state not in (NOT_SENT, BACK)]
        return {
            "sent": sum(form.state != NOT_SENT for form in self.forms),
            "returned": sum(form.state == BACK for form in self.forms),
            "due": min(waiting, default=""),
            "percent": (200 * answered + asked) // (2 * asked) if asked else None,
            "decisions": len(self.decisions),
            "days_late": max((form.days_late for form in self.forms), default=0),
        }

    def as_dict(self) -> dict[str, Any]:
        """The same as plain data, for ``--format json``."""
        decisions = [each.as_dict() for each in self.decisions]
        return {"kind": "review", **as_data(self), "overview": self.overview, "decisions": decisions}


def reviews(project: Project) -> tuple[str, ...]:
    """The names of the user's own reviews; those that came with the program are no one's work.

    One of which only empty forms went out has no record yet, and is a review all the same.
    """
    folders = {name: project.record_folder(name) for name in project.records()}
    own = {name: folder for name, folder in folders.items() if folder.is_relative_to(project.root)}
    names = [name for name, folder in own.items() if (folder / "review.yaml").is_file()]
    names += [name for name in sent_records(project) if name not in folders and _sent_first(project, name)]
    return tuple(name for name in names if not name.startswith("examples/"))


def in_order(found: Iterable[ReviewStatus]) -> tuple[ReviewStatus, ...]:
    """The reviews with the one that is most days late first, then by their titles."""
    order = sorted(found, key=lambda each: (-each.overview["days_late"], each.title.casefold(), each.record))
    return tuple(order)


def status(project: Project, name: str, today: date) -> ReviewStatus:
    """The status of the review ``name`` on the day ``today``; a file with errors counts as not there.

    ProjectError where there is no such record, DataError where it has faults or is about something else.
    """
    first = None if name in project.records() else _sent_first(project, name)
    record = first or project.record(name)
    sent = find_sent(project, record.name)
    broken = _broken(project, _with_baseline(record, sent))
    record = _with_baseline(replace(record, entities=record.readable), sent)
    review = record.review
    known, damaged = _decisions(project, record)
    open_ = tuple(each for each in known if is_open(each, record))
    forms = tuple(with_missing(find_forms(project, record, sent, today), sent, broken))
    forms = tuple(with_decisions_of(forms, sent, known, open_))
    errors = (each for found in record.unreadable.values() for each in found)
    diagnostics = (*errors, *record.diagnostics, *damaged, *_told_now(broken, forms, sent))
    reports = find_reports(project, record, sent)
    title = f"{project.city(review.city).name('en')} – {review.project}"
    steps = next_steps(forms, sum(_to_fix(diagnostics, forms, sent)), _round(project, record, reports, open_))
    return ReviewStatus(record.name, today.isoformat(), title, forms, diagnostics, tuple(steps),
                        decisions=open_, reports=reports)  # fmt: skip


def _decisions(project: Project, record: Record) -> tuple[tuple[Decision, ...], tuple[Diagnostic, ...]]:
    """What was and is to be decided; a list that was damaged by hand is told, and the status goes on."""
    try:
        return read_decisions(project, record.name), ()
    except AssemblyError as error:
        place = Location(project.shown(project.root / error.location) if error.location else "")
        return (), (Diagnostic("damaged-decisions", Level.ERROR, place, error.message, error.hint),)


def _round(
    project: Project, record: Record, reports: Sequence[ReportState], open_: Sequence[Decision]
) -> Round:
    types = documents_of(project, record)
    missing: dict[str, list[str]] = {}
    for each in types if not record.unreadable else ():
        if each.kind == "form" and each.parts and not parts(each.parts, record):
            missing.setdefault(PARTS[each.parts].hint, []).append(each.name)
    early = {each.name for each in types if not all(value_at(record.entities, path) for path in each.needs)}
    return Round(early=early, missing_parts=missing, reports=reports, decisions=open_,
                 unreadable=tuple(map(file_of, record.unreadable)))  # fmt: skip


def _with_baseline(record: Record, sent: SentForms) -> Record:
    """The record, with an empty baseline report where a form asks for one: what it lacks is told, too."""
    if "baseline" in record.entities or "baseline" not in _asked(sent.values()):
        return record
    return record.with_entities({"baseline": BaselineReport()})


def _sent_first(project: Project, name: str) -> Record | None:
    """The empty record from which forms were made before there was one; None where there were none."""
    for digest in sent_forms(project, name):
        manifest = manifest_from_data(project.form(digest))
        with suppress(ProjectError):
            return empty_record(project, manifest.benchmark, manifest.city, name)
    return None


def _broken(project: Project, record: Record) -> tuple[Diagnostic, ...]:
    """What the rules say of everything that the record has; a rule about several files is asked once."""
    tag = record.about.benchmark_tag
    if not tag:
        return ()
    rules = (rule for kind, each in RULES_ABOUT.items() if kind in record.readable for rule in each)
    return tell_readable(dict.fromkeys(rules), record, project.benchmark(tag))


def _told_now(
    diagnostics: Iterable[Diagnostic], forms: Iterable[FormState], sent: SentForms
) -> tuple[Diagnostic, ...]:
    """The diagnostics without the answers that a form asks for which has not come back."""
    awaited = _asked(sent.get((form.type, form.part)) for form in forms if form.state not in (NOT_SENT, BACK))
    return tuple(each for each in diagnostics if not _waits(each, awaited))


def _to_fix(diagnostics: Iterable[Diagnostic], forms: Iterable[FormState], sent: SentForms) -> list[bool]:
    """For each diagnostic, whether an answer breaks a rule: one that a form asks for and lacks does not."""
    asked = _asked(sent.get((form.type, form.part)) for form in forms if form.state != NOT_SENT)
    return [each.is_error and not _waits(each, asked) for each in diagnostics]


def _asked(sent: Iterable[Any]) -> frozenset[str]:
    return frozenset(where for each in sent if each for where in places_asked(each.manifests[-1][1]))


def _waits(diagnostic: Diagnostic, asked: frozenset[str]) -> bool:
    return diagnostic.rule.startswith(REQUIRED) and diagnostic.location.position in asked
