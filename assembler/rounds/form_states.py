"""States of a record's forms on a given day: not sent, sent, overdue or returned, and how complete."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from assembler.diagnostics import Diagnostic
from assembler.model.documents.document_type import DocumentType
from assembler.model.documents.form_manifest import FormField, FormManifest
from assembler.model.paths import FILES_BY_HEADER, names_path, value_at, value_below
from assembler.store.project.agenda_records import iter_choices
from assembler.store.project.project import Project
from assembler.store.project.round_defaults import find_round_due
from assembler.store.records.record import Record
from assembler.store.records.record_data import current_rows, current_value
from assembler.store.returns.decisions import Decision
from assembler.store.returns.form_logs import list_sent_forms, read_returns
from assembler.structs import Struct, field, replace
from assembler.views.document_parts import list_parts
from assembler.word.forms.manifest import manifest_from_data

NOT_SENT, SENT, OVERDUE, RETURNED = "not sent", "sent", "overdue", "returned"
"""The states of a form."""


class Completeness(Struct, frozen=True):
    """The number of questions in a section or about an indicator, and how many the record answers."""

    code: str
    answered: int
    asked: int
    name: str = ""
    """The English name of the section or indicator."""


class FormState(Struct, frozen=True):
    """One form of a record: its state, its dates and its completeness.

    ``part`` is the document part, such as a peer or an interview, or "" if the form has none. ``state`` is
    ``not sent``, ``sent``, ``overdue`` or ``returned``. Days are in ISO 8601, or "" if unknown. ``conflicts``
    is the number of open conflicts, and ``decisions`` the number of all open decisions about the form,
    including conflicts. ``title`` is the English title of the form. ``days_overdue`` is 0 if the form is not
    overdue.
    """

    type: str
    part: str
    state: str
    due: str = ""
    sent: str = ""
    built_again: str = ""
    """Day of a later sending that is not returned yet although an earlier one was, or "" if there is none."""
    languages: tuple[str, ...] = ()
    returned: str = ""
    returned_by: str = ""
    returns: int = 0
    conflicts: int = 0
    sections: tuple[Completeness, ...] = ()
    indicators: tuple[Completeness, ...] = ()
    missing: int = 0
    """Number of answers that a rule requires and the record lacks. Other questions are optional."""
    decisions: int = 0
    title: str = ""
    days_overdue: int = 0
    respondents: bool = False
    """True if many people return copies of the form. ``returns`` then counts the respondents."""
    asked: int = 0
    """Number of people who get a form with respondents, or 0 if unknown."""

    @property
    def share(self) -> str:
        """The share of questions that are answered, as text.

        For a survey, it is the number of people who have responded.
        """
        if self.respondents:
            return f"{self.returns} of {self.asked} people" if self.asked else f"{self.returns} people"
        asked = sum(each.asked for each in self.sections)
        return f"{sum(each.answered for each in self.sections)} of {asked}" if asked else ""

    @property
    def name(self) -> str:
        """The document type, followed by the part if there is one."""
        return f"{self.type} {self.part}".strip()

    @property
    def label(self) -> str:
        """The title of the form, followed by the part if there is one."""
        return f"{self.title or self.type} {self.part}".strip()


class Sendings(Struct, frozen=True):
    """The forms of one document type and part that were sent, in order, each with the day of its sending."""

    manifests: list[tuple[date, FormManifest]] = field(default_factory=list)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all sent forms."""
        return frozenset(each.id for _, each in self.manifests)

    @property
    def last(self) -> tuple[str, ...]:
        """The ids of the most recently sent forms, one for each language and house style."""
        return tuple({each.series: each.id for _, each in self.manifests}.values())


SentForms = Mapping[tuple[str, str], Sendings]
"""Maps a document type and part to the forms that were sent."""


def find_sendings(project: Project, record: str) -> dict[tuple[str, str], Sendings]:
    """Group all forms and reports built from ``record`` by document type and part, such as a peer."""
    return _group_sendings(project, list_sent_forms(project, record))


def _group_sendings(project: Project, sent: Mapping[str, date]) -> dict[tuple[str, str], Sendings]:
    """Group the forms with the ids in ``sent`` by type and part, each with the day on which it was sent."""
    sendings: dict[tuple[str, str], Sendings] = {}
    for digest, day in sent.items():
        manifest = manifest_from_data(project.form(digest))
        sendings.setdefault((manifest.type, manifest.part), Sendings()).manifests.append((day, manifest))
    for each in sendings.values():
        each.manifests.sort(key=lambda pair: (pair[0], pair[1].number))
    return sendings


def find_document_types(project: Project, record: Record) -> tuple[DocumentType, ...]:
    """Return the document types built from records of this kind, in the order of a review.

    A type that needs data from its own file comes after the types that fill that file.
    """
    kinds = (record.kind, *FILES_BY_HEADER[record.kind])
    types = [project.document_type(name) for name in project.document_types()]
    fitting = (each for each in types if each.record in kinds)

    def sort_key(each: DocumentType) -> tuple[int, bool, str]:
        needs_own = any(path.startswith(f"{each.record}.") for path in each.needs)
        return kinds.index(each.record), needs_own, each.name

    return tuple(sorted(fitting, key=sort_key))


def find_forms(project: Project, record: Record, sent: SentForms, today: date) -> Iterator[FormState]:
    """Yield the state of every form of the record, in the order in which the forms are sent."""
    for declared in find_document_types(project, record):
        if declared.kind != "form":
            continue
        for part in _find_parts(declared, record, sent):
            sendings = sent.get((declared.name, part))
            yield _build_state(project, record, declared, part, sendings, today=today)


def find_choices_forms(project: Project, guide: Record, today: date) -> Iterator[FormState]:
    """Yield the state of each form in which a municipality makes its choices from ``guide``.

    The ``part`` of each state is the name of the municipality's record.
    """
    for name, _ in iter_choices(project, guide.name):
        record = project.record(name)
        for form in find_forms(project, record, find_sendings(project, name), today):
            yield replace(form, part=name)


def _find_parts(declared: DocumentType, record: Record, sent: SentForms) -> Iterable[str]:
    """Return the parts for which the form exists, or "" for a form without parts.

    If the record has files with errors, the parts to which the form was sent are added. A form that can be
    sent for single groups of indicators exists for the groups that were sent or, if none was, for all of them
    together. An optional form exists only once it has been sent.
    """
    sent_to = [part for name, part in sent if name == declared.name]
    if declared.optional:
        return sorted(sent_to)
    if declared.excerpts:
        return sent_to or ("",)
    parts = list_parts(declared.parts, record) if declared.parts else ("",)
    return dict.fromkeys((*parts, *(sent_to if record.unreadable else ())))


def add_missing_counts(
    forms: Iterable[FormState], sent: SentForms, diagnostics: Iterable[Diagnostic]
) -> Iterator[FormState]:
    """Yield the forms, each with the number of required answers that are missing from the record."""
    missing = [each.location.position for each in diagnostics if each.rule.startswith(REQUIRED_PREFIXES)]
    for form in forms:
        sendings = sent.get((form.type, form.part))
        asked = list_asked_paths(sendings.manifests[-1][1]) if sendings else frozenset()
        yield replace(form, missing=sum(path in asked for path in missing))


REQUIRED_PREFIXES = ("missing-", "unanswered-")
"""Prefixes of the ids of rules that report missing required answers."""


def list_asked_paths(manifest: FormManifest) -> frozenset[str]:
    """Return the paths of all answers in a form, and every path above them.

    For the answer ``a.b.c``, these include ``a`` and ``a.b``.
    """
    named = (*(each.path for each in manifest.fields), *(each.path for each in manifest.lists))
    paths = [path.split(".") for path in named]
    return frozenset(".".join(path[:end]) for path in paths for end in range(1, len(path) + 1))


def _build_state(
    project: Project, record: Record, declared: DocumentType, part: str, sent: Sendings | None, *, today: date
) -> FormState:
    due = find_round_due(project, record, declared) or _find_due_day(record, declared, part)
    title = short_title(declared)
    if sent is None:
        return FormState(declared.name, part, NOT_SENT, _format_day(due), title=title)
    returns = {each.id: read_returns(project, each.id) for _, each in sent.manifests}
    returned = [line for lines in returns.values() for line in lines]
    last: Mapping[str, Any] = max(returned, key=lambda line: str(line.get("collected", "")), default={})
    day, manifest = sent.manifests[-1]
    delivered = _find_delivery_day(record, declared)
    copies = len({line.get("digest") for line in returned})
    asked = (value_at(record.entities, _ASKED_PATH) or 0) if declared.respondents else 0
    is_past = due is not None and today > due
    expected = asked if declared.respondents and not is_past else 1
    is_returned = copies >= (expected or 1) or delivered is not None
    state = RETURNED if is_returned else OVERDUE if is_past else SENT
    again = day.isoformat() if returned and not any(returns[form] for form in sent.last) else ""
    names = _load_item_names(project, declared, manifest)
    sections, indicators = _count_answers(record, manifest, declared, names)
    return FormState(
        type=declared.name,
        part=part,
        state=state,
        due=_format_day(due),
        sent=day.isoformat(),
        built_again=again,
        languages=tuple(dict.fromkeys(each.language for _, each in sent.manifests)),
        returned=str(last.get("collected", ""))[:10] or _format_day(delivered),
        returned_by=str(last.get("who", "")),
        returns=copies,
        conflicts=int(last.get("conflicts", 0)),
        sections=sections,
        indicators=indicators,
        title=title,
        days_overdue=(today - due).days if due is not None and state == OVERDUE else 0,
        respondents=declared.respondents,
        asked=asked,
    )


def _format_day(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def short_title(declared: DocumentType) -> str:
    """Return the title of a document type up to its first placeholder.

    >>> import types
    >>> short_title(types.SimpleNamespace(title="Desk review {city_of} – {peer}"))  # type: ignore[arg-type]
    'Desk review'
    """
    return re.split(r"[\s:–]*\{", declared.title)[0] or declared.name


def _load_item_names(project: Project, declared: DocumentType, manifest: FormManifest) -> Mapping[str, str]:
    """Map the code of each section and indicator to its name in the benchmark.

    Codes that the benchmark does not contain are mapped to the title of the first question with this code.
    """
    questions = [(each.code, each.title) for each in declared.fields.values()]
    questions += [(each.code, each.title) for each in declared.lists.values()]
    names: dict[str, str] = {}
    for code, title in questions:
        names.setdefault(_find_item_code(code), title.partition(":")[0])
    if manifest.benchmark:
        benchmark = project.benchmark(manifest.benchmark)
        names |= {each.code: each.label for each in benchmark.indicators()}
        names |= {each.code: each.name.text for each in benchmark.dimensions}
    return names


def add_decision_counts(
    forms: Iterable[FormState], sent: SentForms, decisions: Sequence[Decision], open_: Sequence[Decision]
) -> Iterator[FormState]:
    """Yield the forms, each with the number of open decisions about its answers.

    Earlier versions stored only the number of conflicts in a return. Where there is no list of decisions,
    this number is used.
    """
    listed = {each.manifest for each in decisions}
    for form in forms:
        sendings = sent.get((form.type, form.part))
        own = [each for each in open_ if (each.form, each.part) == (form.type, form.part)]
        conflicts = sum(each.kind == "conflict" for each in own)
        if sendings and not listed & sendings.ids:
            conflicts = form.conflicts
        yield replace(form, conflicts=conflicts, decisions=max(len(own), conflicts))


def _find_due_day(record: Record, declared: DocumentType, part: str) -> date | None:
    """Return the first of the type's due dates that is in the record, or None.

    ``part`` replaces ``*`` in the paths of the dates.
    """
    paths = (tuple(part if name == "*" else name for name in path.split(".")) for path in declared.due)
    days: Iterator[date | None] = (value_below(record.entities, path) for path in paths)
    return next((day for day in days if day is not None), None)


_ASKED_PATH = "evaluation.asked"
_DELIVERY_PATH = "review.delivered"


def _find_delivery_day(record: Record, declared: DocumentType) -> date | None:
    """Return the date of submission in the record, or None if the form does not ask for it."""
    is_asked = any(each.path == _DELIVERY_PATH for each in declared.fields.values())
    return value_at(record.entities, _DELIVERY_PATH) if is_asked else None


def _count_answers(
    record: Record, manifest: FormManifest, declared: DocumentType, names: Mapping[str, str]
) -> tuple[tuple[Completeness, ...], tuple[Completeness, ...]]:
    """Return the counts of answers by section and, if the codes identify indicators, by indicator.

    Not counted are questions whose answers are stored in an invalid file, unanswered questions about optional
    items, and check boxes that together answer one question. Both results are empty for a form of which many
    people return copies (``respondents``).
    """
    if declared.respondents:
        return (), ()
    optional = _find_optional_items(manifest, declared)
    counts: dict[str, list[bool]] = {}
    for each in manifest.fields:
        if each.path.partition(".")[0] in record.unreadable:
            continue
        if each.kind == "flag" and names_path(each.path):
            continue
        is_given = current_value(record, each) is not None
        if is_given or _find_item(each) not in optional:
            counts.setdefault(_find_item_code(each.row_code), []).append(is_given)
    for listed in manifest.lists:
        if listed.path.partition(".")[0] in record.unreadable:
            continue
        counts.setdefault(_find_item_code(listed.code), []).append(bool(current_rows(record, listed)))
    sections: dict[str, list[bool]] = {}
    for code, answers in counts.items():
        sections.setdefault(code.partition("/")[0], []).extend(answers)
    indicators = {code: answers for code, answers in counts.items() if "/" in code}
    return _build_completeness(sections, names), _build_completeness(indicators, names)


def _find_optional_items(manifest: FormManifest, declared: DocumentType) -> frozenset[tuple[str, str]]:
    """Return the items of optional blocks, recognised by the names of their answers."""
    names: dict[tuple[str, str], set[str]] = {}
    for each in manifest.fields:
        names.setdefault(_find_item(each), set()).add(
            each.path.partition(f".{_find_item_code(each.row_code)}.")[2]
        )
    optional = [block.answer_paths for block in declared.blocks.values() if block.optional]
    return frozenset(item for item, each in names.items() if each in optional)


def _find_item(field: FormField) -> tuple[str, str]:
    """Return the item that ``field`` is about: the path of the mapping that contains it, and its code."""
    code = _find_item_code(field.row_code)
    return field.path.partition(f".{code}.")[0], code


def _find_item_code(code: str) -> str:
    """Return the code of the indicator or section that contains a question.

    >>> _find_item_code("GG/A/1.12"), _find_item_code("B5.2"), _find_item_code("I28-2.1")
    ('GG/A/1', 'B5', 'I28-2')
    """
    return code.partition(".")[0]


def _build_completeness(
    counts: Mapping[str, Sequence[bool]], names: Mapping[str, str]
) -> tuple[Completeness, ...]:
    return tuple(
        Completeness(code, sum(answers), len(answers), names.get(code, ""))
        for code, answers in counts.items()
        if answers
    )
