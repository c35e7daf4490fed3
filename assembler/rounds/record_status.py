"""Status of a record: its forms and reports, the open decisions, broken rules and next steps.

A record with a status is a review, a charter round, an agenda, an evaluation or a meeting.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from assembler.assembly.orders.resolve import build_empty_record
from assembler.collect.open_decisions import is_open, list_findings
from assembler.diagnostics import Diagnostic, Location
from assembler.errors import AssemblyError, ProjectError
from assembler.model.paths import value_at
from assembler.model.review.baseline import BaselineReport
from assembler.model.types.multilingual_text import MultilingualText
from assembler.model.types.values import Text
from assembler.rounds.due_promises import OverduePromise, find_overdue_promises, list_follow_up_steps
from assembler.rounds.form_states import (
    NOT_SENT,
    REQUIRED_PREFIXES,
    RETURNED,
    FormState,
    SentForms,
    add_decision_counts,
    add_missing_counts,
    find_choices_forms,
    find_document_types,
    find_forms,
    find_sendings,
    list_asked_paths,
)
from assembler.rounds.next_steps import ReviewProgress, list_next_steps
from assembler.rounds.report_states import ReportState, find_reports
from assembler.rules.check_record import check_record_rules
from assembler.store.project.project import Project
from assembler.store.project.round_defaults import with_round_defaults
from assembler.store.records.record import Record
from assembler.store.records.record_files import file_name_of
from assembler.store.returns.decisions import Decision, read_decisions
from assembler.store.returns.form_logs import list_sent_forms, list_sent_records
from assembler.structs import Struct, as_data, replace
from assembler.views.document_parts import PART_KINDS, list_parts
from assembler.word.forms.manifest import manifest_from_data


class RecordStatus(Struct, frozen=True):
    """A record on a given day: its forms and reports, the rules that its answers break, and the next steps.

    ``decisions`` are the open decisions on what returned forms contained, such as unreadable answers,
    conflicts and comments.
    """

    record: str
    day: str
    title: str
    forms: tuple[FormState, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    next: tuple[str, ...] = ()
    trail: tuple[Mapping[str, Any], ...] = ()
    """Changes made by returned forms (lines of ``audit.jsonl``), oldest first, if requested."""
    decisions: tuple[Decision, ...] = ()
    reports: tuple[ReportState, ...] = ()
    candidate_findings: tuple[Decision, ...] = ()
    """Findings on which the team has not decided yet."""
    overdue_promises: tuple[OverduePromise, ...] = ()
    kind: str = "review"
    """The kind of the record's header file."""

    @property
    def candidates(self) -> tuple[str, ...]:
        """Names of the candidate findings."""
        return tuple(each.code for each in self.candidate_findings)

    @property
    def overview(self) -> dict[str, Any]:
        """A summary of forms, decisions and promises as counts, with the next due date and the longest delay.

        ``percent`` is the percentage of questions answered, or None if there are no questions.
        """
        questions = sum(each.asked for form in self.forms for each in form.sections)
        answered = sum(each.answered for form in self.forms for each in form.sections)
        waiting = [form.due for form in self.forms if form.due and form.state not in (NOT_SENT, RETURNED)]
        return {
            "sent": sum(form.state != NOT_SENT for form in self.forms),
            "returned": sum(form.state == RETURNED for form in self.forms),
            "due": min(waiting, default=""),
            "percent": (200 * answered + questions) // (2 * questions) if questions else None,
            "decisions": len(self.decisions),
            "days_overdue": max((form.days_overdue for form in self.forms), default=0),
            "overdue_promises": len(self.overdue_promises),
        }

    def as_dict(self) -> dict[str, Any]:
        """Return the status as plain data, for ``--format json``."""
        data = {
            name: [each.as_dict() for each in getattr(self, name)]
            for name in ("diagnostics", "decisions", "candidate_findings")
        }
        return {**as_data(self), "overview": self.overview, "candidates": self.candidates, **data}


KINDS_WITH_FORMS = ("review", "charter", "agenda", "evaluation", "meeting")
"""Header files of the records in the overview. Municipalities' records are listed under their agenda."""


def list_records(project: Project) -> tuple[str, ...]:
    """Return the names of the project's own records with forms, except examples.

    A review for which only empty forms have been sent has no record yet, but its name is included.
    """
    folders = {name: project.record_folder(name) for name in project.records()}
    own = {name: folder for name, folder in folders.items() if folder.is_relative_to(project.root)}
    names = [
        name
        for name, folder in own.items()
        if any((folder / f"{kind}.yaml").is_file() for kind in KINDS_WITH_FORMS)
    ]
    sent = (name for name in list_sent_records(project) if name not in folders)
    names += [name for name in sent if _find_empty_record(project, name)]
    return tuple(name for name in names if not name.startswith("examples/"))


def sort_by_urgency(statuses: Iterable[RecordStatus]) -> tuple[RecordStatus, ...]:
    """Return the records sorted by days overdue, longest first, then by title."""
    by_title = sorted(statuses, key=lambda each: (each.title.casefold(), each.record))
    return tuple(sorted(by_title, key=lambda each: -each.overview["days_overdue"]))


def compute_status(project: Project, name: str, today: date) -> RecordStatus:
    """Return the status of the record ``name`` on ``today``.

    Files with errors count as missing. Raises ProjectError if there is no such record, and DataError if its
    header file has errors.
    """
    empty = None if name in project.records() else _find_empty_record(project, name)
    record = with_round_defaults(project, empty or project.record(name))
    sent = find_sendings(project, record.name)
    violations = check_record_rules(project, _add_empty_baseline(record, sent))
    record = _add_empty_baseline(replace(record, entities=record.readable_entities), sent)
    decisions, damaged = _load_decisions(project, record)
    open_ = tuple(each for each in decisions if is_open(each, record))
    forms = tuple(add_missing_counts(find_forms(project, record, sent, today), sent, violations))
    forms = tuple(add_decision_counts(forms, sent, decisions, open_))
    if record.kind == "agenda":
        forms += tuple(find_choices_forms(project, record, today))
    if record.kind == "charter" and "progress" not in record.entities:
        forms = tuple(form for form in forms if form.state != NOT_SENT)
    errors = (each for of_file in record.unreadable.values() for each in of_file)
    diagnostics = (*errors, *record.diagnostics, *damaged, *_drop_awaited(violations, forms, sent))
    reports = find_reports(project, record, sent)
    progress = _find_progress(project, record, reports, open_)
    steps = [
        *list_next_steps(forms, _count_errors(diagnostics, forms, sent), progress),
        *list_follow_up_steps(project, record, sent, today),
    ]
    return RecordStatus(
        record.name,
        today.isoformat(),
        _find_title(project, record),
        forms,
        diagnostics,
        tuple(steps),
        decisions=open_,
        reports=reports,
        candidate_findings=tuple(each for each in list_findings(record) if is_open(each, record)),
        overdue_promises=find_overdue_promises(project, record, today),
        kind=record.kind,
    )


def _find_title(project: Project, record: Record) -> str:
    """Return the record's title, in English if possible, or its city and project if it has no title."""
    about = record.about
    title: MultilingualText | Text | None = getattr(about, "title", None)
    if isinstance(title, MultilingualText):
        title = title.text_in(("en",))
    if title is not None:
        return title.text
    cities = [project.city(id_).name("en") for id_ in about.city_ids if record.kind == "review"]
    return " – ".join((*cities, about.project))


def _load_decisions(project: Project, record: Record) -> tuple[tuple[Decision, ...], tuple[Diagnostic, ...]]:
    """Return the stored decisions, and the diagnostics if they cannot be read."""
    try:
        return read_decisions(project, record.name), ()
    except AssemblyError as error:
        location = Location(project.display_path(project.root / error.location) if error.location else "")
        return (), tuple(replace(each, location=location) for each in error.as_diagnostics(location))


def _find_progress(
    project: Project, record: Record, reports: Sequence[ReportState], open_: Sequence[Decision]
) -> ReviewProgress:
    """Return the progress of the review apart from its forms."""
    types = find_document_types(project, record)
    missing: dict[str, list[str]] = {}
    for each in types if not record.unreadable else ():
        if each.kind == "form" and each.parts and not list_parts(each.parts, record):
            missing.setdefault(PART_KINDS[each.parts].hint, []).append(each.name)
    not_ready = {
        each.name for each in types if not all(value_at(record.entities, path) for path in each.needs)
    }
    return ReviewProgress(
        not_ready=not_ready,
        missing_parts=missing,
        reports=reports,
        decisions=open_,
        unreadable=tuple(map(file_name_of, record.unreadable)),
    )


def _add_empty_baseline(record: Record, sent: SentForms) -> Record:
    """Return the record, with an empty baseline report added if a sent form asks for one that is missing."""
    if "baseline" in record.entities or "baseline" not in _collect_asked_paths(sent.values()):
        return record
    return record.with_entities({"baseline": BaselineReport()})


def _find_empty_record(project: Project, name: str) -> Record | None:
    """Return an empty record if forms were sent for a record that does not exist yet, or else None."""
    for digest in list_sent_forms(project, name):
        manifest = manifest_from_data(project.form(digest))
        with suppress(ProjectError):
            return build_empty_record(project, manifest.benchmark, manifest.city, name)
    return None


def _drop_awaited(
    diagnostics: Iterable[Diagnostic], forms: Iterable[FormState], sent: SentForms
) -> tuple[Diagnostic, ...]:
    """Return the diagnostics, except those about missing answers in forms that are still to be returned."""
    awaited = _collect_asked_paths(
        sent.get((form.type, form.part)) for form in forms if form.state not in (NOT_SENT, RETURNED)
    )
    return tuple(each for each in diagnostics if not _is_awaited(each, awaited))


def _count_errors(diagnostics: Iterable[Diagnostic], forms: Iterable[FormState], sent: SentForms) -> int:
    """Return the number of diagnostics of level error.

    Required answers that are missing are not counted if a form that was sent asks for them.
    """
    questions = _collect_asked_paths(
        sent.get((form.type, form.part)) for form in forms if form.state != NOT_SENT
    )
    return sum(each.is_error and not _is_awaited(each, questions) for each in diagnostics)


def _collect_asked_paths(sent: Iterable[Any]) -> frozenset[str]:
    """Return the paths of all answers in the last form of each item of ``sent``, and the paths above them."""
    return frozenset(path for each in sent if each for path in list_asked_paths(each.manifests[-1][1]))


def _is_awaited(diagnostic: Diagnostic, questions: frozenset[str]) -> bool:
    """Return whether the diagnostic reports that a required answer is missing at a path in ``questions``."""
    return diagnostic.rule.startswith(REQUIRED_PREFIXES) and diagnostic.location.position in questions
