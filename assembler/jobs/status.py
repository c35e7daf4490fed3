"""How far a review is: which forms are out, back and late, how complete the answers are, what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from assembler.errors import ProjectError
from assembler.jobs.next_steps import BACK, LATE, NOT_SENT, OUT, next_steps
from assembler.jobs.plain_record import rows_now, value_now
from assembler.jobs.record_asked import empty_record
from assembler.model.baseline import BaselineReport
from assembler.model.document_type import DocumentType
from assembler.model.finding import Finding
from assembler.model.form import FormManifest
from assembler.model.review import Review
from assembler.model.visit import Visit
from assembler.plain import Plain, as_data, field, replace
from assembler.rules import RULES_ABOUT, tell
from assembler.store.project import Project
from assembler.store.record import Record
from assembler.store.returns import returns_of, sent_forms, sent_records
from assembler.views.parts import parts
from assembler.word.form_manifest import manifest_from


class Filled(Plain, frozen=True):
    """How many of the questions of a section or an indicator have an answer in the record."""

    code: str
    answered: int
    asked: int


class FormState(Plain, frozen=True):
    """One form of a review: ``part`` is whose it is (a peer, an interview), "" where there is only one.

    ``state`` is ``not sent``, ``out``, ``late`` or ``back``; days are ISO 8601, "" where nobody knows.
    ``conflicts`` are those that the last return left open.
    """

    type: str
    part: str
    state: str
    due: str = ""
    sent: str = ""
    languages: tuple[str, ...] = ()
    returned: str = ""
    returned_by: str = ""
    returns: int = 0
    conflicts: int = 0
    sections: tuple[Filled, ...] = ()
    indicators: tuple[Filled, ...] = ()
    missing: int = 0
    """How many answers are required by a rule, and not there; all other open questions are optional."""

    @property
    def name(self) -> str:
        """Its type, and whose it is."""
        return f"{self.type} {self.part}".strip()


class ReviewStatus(Plain, frozen=True):
    """A review on a day: its forms, the rules that its answers break, and what comes next, in words."""

    record: str
    day: str
    title: str
    forms: tuple[FormState, ...] = ()
    findings: tuple[Finding, ...] = ()
    next: tuple[str, ...] = ()
    trail: tuple[Mapping[str, Any], ...] = ()
    """Who changed what by returning a form (lines of ``audit.jsonl``), the oldest first; if asked."""

    def as_dict(self) -> dict[str, Any]:
        """The same as plain data, for ``--format json``."""
        return as_data(self)


class _Sent(Plain, frozen=True):
    """The forms of one type and part that were sent, the last one last, each with its day."""

    manifests: list[tuple[date, FormManifest]] = field(default_factory=list)


def reviews(project: Project) -> tuple[str, ...]:
    """The names of the user's own reviews; those that came with the program are no one's work.

    One of which only empty forms went out has no record yet, and is a review all the same.
    """
    folders = {name: project.record_folder(name) for name in project.records()}
    own = {name: folder for name, folder in folders.items() if folder.is_relative_to(project.root)}
    names = [name for name, folder in own.items() if (folder / "review.yaml").is_file()]
    names += [name for name in sent_records(project) if name not in folders and _sent_first(project, name)]
    return tuple(name for name in names if not name.startswith("examples/"))


def status(project: Project, name: str, today: date) -> ReviewStatus:
    """The status of the review ``name`` on the day ``today``.

    ProjectError where there is no such record, DataError where it has faults or is about something else.
    """
    first = None if name in project.records() else _sent_first(project, name)
    record = first or project.record(name)
    sent = _sent(project, record.name)
    record = _with_baseline(project, record, sent)
    review = record.review
    findings = _broken(project, record)
    forms = tuple(_with_missing(_forms(project, record, sent, today), sent, findings))
    title = f"{project.city(review.city).name('en')} – {review.project}"
    steps = tuple(next_steps(forms, _to_mend(forms, sent, findings)))
    return ReviewStatus(record.name, today.isoformat(), title, forms, findings, steps)


def _with_baseline(project: Project, record: Record, sent: Iterable[tuple[str, str]]) -> Record:
    """The record, with an empty baseline report where a form asks for one: what it lacks is told, too."""
    asked = {project.document_type(kind).record for kind, _ in sent}
    if "baseline" not in asked - record.entities.keys():
        return record
    return replace(record, entities={**record.entities, "baseline": BaselineReport()})


def _sent_first(project: Project, name: str) -> Record | None:
    """The empty record from which forms were made before there was one; None where there were none."""
    for digest in sent_forms(project, name):
        manifest = manifest_from(project.form(digest))
        with suppress(ProjectError):
            return empty_record(project, manifest.benchmark, manifest.city, name)
    return None


def _sent(project: Project, record: str) -> dict[tuple[str, str], _Sent]:
    found: dict[tuple[str, str], _Sent] = {}
    for digest, day in sent_forms(project, record).items():
        manifest = manifest_from(project.form(digest))
        found.setdefault((manifest.type, manifest.part), _Sent()).manifests.append((day, manifest))
    for each in found.values():
        each.manifests.sort(key=lambda pair: pair[0])
    return found


def _forms(
    project: Project, record: Record, sent: Mapping[tuple[str, str], _Sent], today: date
) -> Iterator[FormState]:
    """Every form that the review has, in the order in which they go out."""
    types = [project.document_type(name) for name in project.document_types()]
    asked = [each for each in types if each.kind == "form" and each.record in _DUE]
    for each in sorted(asked, key=lambda each: list(_DUE).index(each.record)):
        for part in parts(each.parts, record) if each.parts else ("",):
            yield _state(project, record, each, part, sent.get((each.name, part)), today=today)


def _with_missing(
    forms: Iterable[FormState], sent: Mapping[tuple[str, str], _Sent], findings: Iterable[Finding]
) -> Iterator[FormState]:
    """The forms, each with the number of required answers that it asks for and the record lacks."""
    wanted = [each.place.where for each in findings if each.rule.startswith(_REQUIRED)]
    for form in forms:
        made = sent.get((form.type, form.part))
        places = _places(made.manifests[-1][1]) if made else frozenset()
        yield replace(form, missing=sum(where in places for where in wanted))


_REQUIRED = ("missing-", "unanswered-")
"""How the rules are called that require an answer."""


def _places(manifest: FormManifest) -> frozenset[str]:
    """Every path that a form asks about, with all that it lies in: ``a.b.c`` is also about ``a.b``."""
    asked = (*(each.path for each in manifest.fields), *(each.path for each in manifest.lists))
    paths = [path.split(".") for path in asked]
    return frozenset(".".join(path[:end]) for path in paths for end in range(1, len(path) + 1))


def _state(
    project: Project, record: Record, declared: DocumentType, part: str, sent: _Sent | None, *, today: date
) -> FormState:
    due = _DUE[declared.record](record, part)
    shown = "" if due is None else due.isoformat()
    if sent is None:
        return FormState(declared.name, part, NOT_SENT, shown)
    back = [line for _, each in sent.manifests for line in returns_of(project, each.id)]
    last: Mapping[str, Any] = max(back, key=lambda line: str(line.get("collected", "")), default={})
    day, manifest = sent.manifests[-1]
    late = due is not None and today > due
    delivered = record.held(Review).delivered if declared.record == "baseline" else None
    sections, indicators = _filled(record, manifest)
    return FormState(
        type=declared.name,
        part=part,
        state=BACK if back or delivered else LATE if late else OUT,
        due=shown,
        sent=day.isoformat(),
        languages=tuple(dict.fromkeys(each.language for _, each in sent.manifests)),
        returned=str(last.get("collected", ""))[:10] or ("" if delivered is None else delivered.isoformat()),
        returned_by=str(last.get("who", "")),
        returns=len({line.get("digest") for line in back}),
        conflicts=int(last.get("conflicts", 0)),
        sections=sections,
        indicators=indicators,
    )


def _baseline_due(record: Record, _part: str) -> date | None:
    return record.held(Review).deadline


def _before_the_visit(record: Record, _part: str) -> date | None:
    return record.held(Review).visit_start


def _session_day(record: Record, part: str) -> date | None:
    visit = record.find(Visit)
    session = visit.sessions.get(part) if visit else None
    return session.day if session and session.day else record.held(Review).visit_end


def _whenever(_record: Record, _part: str) -> None:
    return None


_DUE = {
    "baseline": _baseline_due,
    "desk": _before_the_visit,
    "team_desk": _before_the_visit,
    "visit": _session_day,
    "feedback": _whenever,
}
"""When a form about each kind of record is due; in the order of a review."""


def _filled(record: Record, manifest: FormManifest) -> tuple[tuple[Filled, ...], tuple[Filled, ...]]:
    """How much is answered: by section, and by indicator where the codes are those of indicators."""
    counts: dict[str, list[bool]] = {}
    for each in manifest.fields:
        counts.setdefault(_item(each.row_code), []).append(value_now(record, each) is not None)
    for listed in manifest.lists:
        counts.setdefault(_item(listed.code), []).append(bool(rows_now(record, listed)))
    sections: dict[str, list[bool]] = {}
    for code, answers in counts.items():
        sections.setdefault(code.partition("/")[0], []).extend(answers)
    indicators = {code: answers for code, answers in counts.items() if "/" in code}
    return _told(sections), _told(indicators)


def _item(code: str) -> str:
    """What a question belongs to: the indicator or the section.

    >>> _item("GG/A/1.12"), _item("B5.2"), _item("I28-2.1")
    ('GG/A/1', 'B5', 'I28-2')
    """
    return code.partition(".")[0]


def _told(counts: Mapping[str, Sequence[bool]]) -> tuple[Filled, ...]:
    return tuple(Filled(code, sum(answers), len(answers)) for code, answers in counts.items())


def _broken(project: Project, record: Record) -> tuple[Finding, ...]:
    """What the rules say of everything that the record has."""
    tag = record.about.benchmark_tag
    if not tag:
        return ()
    benchmark = project.benchmark(tag)
    kinds = (kind for kind in RULES_ABOUT if kind in record.entities)
    return tuple(finding for kind in kinds for finding in tell(RULES_ABOUT[kind], record, benchmark))


def _to_mend(
    forms: Iterable[FormState], sent: Mapping[tuple[str, str], _Sent], findings: Sequence[Finding]
) -> int:
    """How many answers break a rule, but for those that a form asks for and nobody gave."""
    out = [sent.get((form.type, form.part)) for form in forms if form.state != NOT_SENT]
    awaited = {where for each in out if each for where in _places(each.manifests[-1][1])}
    open_ = [each.rule.startswith(_REQUIRED) and each.place.where in awaited for each in findings]
    return sum(finding.is_error and not waits for finding, waits in zip(findings, open_, strict=True))
