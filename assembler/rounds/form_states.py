"""The forms of a review on a day: which are sent, overdue and returned, and how complete they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from assembler.diagnostics import Diagnostic
from assembler.model.documents.document_type import DocumentType
from assembler.model.documents.form import FormManifest
from assembler.model.paths import FILES_BY_HEADER, value_at, value_below
from assembler.store.project.project import Project
from assembler.store.records.record import Record
from assembler.store.records.record_data import rows_now, value_now
from assembler.store.returns.decisions import Decision
from assembler.store.returns.returned_forms import returns_of, sent_forms
from assembler.structs import Struct, field, replace
from assembler.views.parts import parts
from assembler.word.forms.manifest import manifest_from_data

NOT_SENT, OUT, LATE, BACK = "not sent", "out", "late", "back"
"""The states of a form."""


class Filled(Struct, frozen=True):
    """How many of the questions of a section or an indicator have an answer in the record."""

    code: str
    answered: int
    asked: int
    name: str = ""
    """What the section or indicator is called, in English."""


class FormState(Struct, frozen=True):
    """One form of a review: ``part`` is whose it is (a peer, an interview), "" where there is only one.

    ``state`` is ``not sent``, ``out``, ``late`` or ``back``; days are ISO 8601, "" where nobody knows.
    ``conflicts`` are the open ones, ``decisions`` all that is open about the form, with the conflicts.
    ``title`` is what the form is called, in English; ``days_late`` is 0 where it is not overdue.
    """

    type: str
    part: str
    state: str
    due: str = ""
    sent: str = ""
    built_again: str = ""
    """The day of a later sending that has not come back, where an earlier one has."""
    languages: tuple[str, ...] = ()
    returned: str = ""
    returned_by: str = ""
    returns: int = 0
    conflicts: int = 0
    sections: tuple[Filled, ...] = ()
    indicators: tuple[Filled, ...] = ()
    missing: int = 0
    """How many answers are required by a rule, and not there; all other open questions are optional."""
    decisions: int = 0
    title: str = ""
    days_late: int = 0

    @property
    def name(self) -> str:
        """Its type, and whose it is."""
        return f"{self.type} {self.part}".strip()

    @property
    def label(self) -> str:
        """Its title, and whose it is."""
        return f"{self.title or self.type} {self.part}".strip()


class Sent(Struct, frozen=True):
    """The forms of one type and part that were sent, the last one last, each with its day."""

    manifests: list[tuple[date, FormManifest]] = field(default_factory=list)

    @property
    def ids(self) -> frozenset[str]:
        """The numbers of the forms."""
        return frozenset(each.id for _, each in self.manifests)

    @property
    def last(self) -> tuple[str, ...]:
        """The id of the last sending in each language and house style."""
        return tuple({each.series: each.id for _, each in self.manifests}.values())


SentForms = Mapping[tuple[str, str], Sent]
"""The forms that were sent, by type and part."""


def find_sent(project: Project, record: str) -> dict[tuple[str, str], Sent]:
    """Every form and report that was made from ``record``, by type and part."""
    found: dict[tuple[str, str], Sent] = {}
    for digest, day in sent_forms(project, record).items():
        manifest = manifest_from_data(project.form(digest))
        found.setdefault((manifest.type, manifest.part), Sent()).manifests.append((day, manifest))
    for each in found.values():
        each.manifests.sort(key=lambda pair: (pair[0], pair[1].number))
    return found


def documents_of(project: Project, record: Record) -> tuple[DocumentType, ...]:
    """The document types that are made from records of this kind, in the order of a review."""
    kinds = (record.kind, *FILES_BY_HEADER[record.kind])
    types = [project.document_type(name) for name in project.document_types()]
    found = (each for each in types if each.record in kinds)
    return tuple(sorted(found, key=lambda each: (kinds.index(each.record), each.name)))


def find_forms(project: Project, record: Record, sent: SentForms, today: date) -> Iterator[FormState]:
    """Every form that the review has, in the order in which they go out."""
    for each in documents_of(project, record):
        if each.kind != "form":
            continue
        for part in _parts(each, record, sent):
            yield _state(project, record, each, part, sent.get((each.name, part)), today=today)


def _parts(declared: DocumentType, record: Record, sent: SentForms) -> Iterable[str]:
    """The parts that a form is made for; where files of the record have errors, also those it was sent to."""
    known = parts(declared.parts, record) if declared.parts else ("",)
    reached = (part for name, part in sent if name == declared.name) if record.unreadable else ()
    return dict.fromkeys((*known, *reached))


def with_missing(
    forms: Iterable[FormState], sent: SentForms, diagnostics: Iterable[Diagnostic]
) -> Iterator[FormState]:
    """The forms, each with the number of required answers that it asks for and the record lacks."""
    wanted = [each.location.position for each in diagnostics if each.rule.startswith(REQUIRED)]
    for form in forms:
        made = sent.get((form.type, form.part))
        places = places_asked(made.manifests[-1][1]) if made else frozenset()
        yield replace(form, missing=sum(where in places for where in wanted))


REQUIRED = ("missing-", "unanswered-")
"""How the rules are called that require an answer."""


def places_asked(manifest: FormManifest) -> frozenset[str]:
    """Every path that a form asks about, with all that it lies in: ``a.b.c`` is also about ``a.b``."""
    asked = (*(each.path for each in manifest.fields), *(each.path for each in manifest.lists))
    paths = [path.split(".") for path in asked]
    return frozenset(".".join(path[:end]) for path in paths for end in range(1, len(path) + 1))


def _state(
    project: Project, record: Record, declared: DocumentType, part: str, sent: Sent | None, *, today: date
) -> FormState:
    due = _due(record, declared, part)
    title = title_of(declared)
    if sent is None:
        return FormState(declared.name, part, NOT_SENT, _shown(due), title=title)
    returns = {each.id: returns_of(project, each.id) for _, each in sent.manifests}
    back = [line for lines in returns.values() for line in lines]
    last: Mapping[str, Any] = max(back, key=lambda line: str(line.get("collected", "")), default={})
    day, manifest = sent.manifests[-1]
    delivered = _delivered(record, declared)
    is_back = bool(back) or delivered is not None
    state = BACK if is_back else LATE if due is not None and today > due else OUT
    again = day.isoformat() if back and not any(returns[form] for form in sent.last) else ""
    sections, indicators = _filled(record, manifest, _names(project, declared, manifest))
    return FormState(
        type=declared.name,
        part=part,
        state=state,
        due=_shown(due),
        sent=day.isoformat(),
        built_again=again,
        languages=tuple(dict.fromkeys(each.language for _, each in sent.manifests)),
        returned=str(last.get("collected", ""))[:10] or _shown(delivered),
        returned_by=str(last.get("who", "")),
        returns=len({line.get("digest") for line in back}),
        conflicts=int(last.get("conflicts", 0)),
        sections=sections,
        indicators=indicators,
        title=title,
        days_late=(today - due).days if due is not None and state == LATE else 0,
    )


def _shown(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def title_of(declared: DocumentType) -> str:
    """What a document of the type is called, without what its title says of one of them.

    >>> import types
    >>> title_of(types.SimpleNamespace(title="Desk review {city_of} – {peer}"))  # type: ignore[arg-type]
    'Desk review'
    """
    return re.split(r"[\s:–]*\{", declared.title)[0] or declared.name


def _names(project: Project, declared: DocumentType, manifest: FormManifest) -> Mapping[str, str]:
    """What sections and indicators are called, by their code: the benchmark's name or the first question."""
    asked = [(each.code, each.title) for each in declared.fields.values()]
    asked += [(each.code, each.title) for each in declared.lists.values()]
    names: dict[str, str] = {}
    for code, title in asked:
        names.setdefault(_item(code), title.partition(":")[0])
    if manifest.benchmark:
        benchmark = project.benchmark(manifest.benchmark)
        names |= {each.code: each.label for each in benchmark.indicators()}
        names |= {each.code: each.name.text for each in benchmark.dimensions}
    return names


def with_decisions_of(
    forms: Iterable[FormState], sent: SentForms, known: Sequence[Decision], open_: Sequence[Decision]
) -> Iterator[FormState]:
    """The forms, each with how much is to be decided about it.

    Of a return from before decisions were listed, what was noted of it counts.
    """
    noted = {each.manifest for each in known}
    for form in forms:
        made = sent.get((form.type, form.part))
        own = [each for each in open_ if (each.form, each.part) == (form.type, form.part)]
        conflicts = sum(each.kind == "conflict" for each in own)
        if made and not noted & made.ids:
            conflicts = form.conflicts
        yield replace(form, conflicts=conflicts, decisions=max(len(own), conflicts))


def _due(record: Record, declared: DocumentType, part: str) -> date | None:
    """The first of the declared dates that the record has."""
    paths = (tuple(part if name == "*" else name for name in path.split(".")) for path in declared.due)
    days: Iterator[date | None] = (value_below(record.entities, path) for path in paths)
    return next((day for day in days if day is not None), None)


_DELIVERED = "review.delivered"


def _delivered(record: Record, declared: DocumentType) -> date | None:
    """The date of submission, which may be entered by hand: for the form that asks for it."""
    asked = any(each.path == _DELIVERED for each in declared.fields.values())
    return value_at(record.entities, _DELIVERED) if asked else None


def _filled(
    record: Record, manifest: FormManifest, names: Mapping[str, str]
) -> tuple[tuple[Filled, ...], tuple[Filled, ...]]:
    """How much is answered: by section, and by indicator where the codes are those of indicators.

    Questions whose file has errors are not counted.
    """
    counts: dict[str, list[bool]] = {}
    for each in manifest.fields:
        if each.path.partition(".")[0] in record.unreadable:
            continue
        counts.setdefault(_item(each.row_code), []).append(value_now(record, each) is not None)
    for listed in manifest.lists:
        if listed.path.partition(".")[0] in record.unreadable:
            continue
        counts.setdefault(_item(listed.code), []).append(bool(rows_now(record, listed)))
    sections: dict[str, list[bool]] = {}
    for code, answers in counts.items():
        sections.setdefault(code.partition("/")[0], []).extend(answers)
    indicators = {code: answers for code, answers in counts.items() if "/" in code}
    return _as_filled(sections, names), _as_filled(indicators, names)


def _item(code: str) -> str:
    """What a question belongs to: the indicator or the section.

    >>> _item("GG/A/1.12"), _item("B5.2"), _item("I28-2.1")
    ('GG/A/1', 'B5', 'I28-2')
    """
    return code.partition(".")[0]


def _as_filled(counts: Mapping[str, Sequence[bool]], names: Mapping[str, str]) -> tuple[Filled, ...]:
    return tuple(
        Filled(code, sum(answers), len(answers), names.get(code, "")) for code, answers in counts.items()
    )
