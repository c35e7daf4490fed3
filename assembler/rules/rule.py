"""What a rule about a record looks like, and how it words a diagnostic."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from assembler.diagnostics import Diagnostic, Level
from assembler.errors import DataError
from assembler.model.types.content import Text
from assembler.store.records.record import Record

if TYPE_CHECKING:
    from assembler.model.reference.agenda import AgendaEdition
    from assembler.model.reference.benchmark import Benchmark
    from assembler.model.reference.charter import CharterVersion, Signature
    from assembler.model.reference.policy_agenda import PolicyAgenda
    from assembler.model.review.baseline import BaselineReport, SelfAssessment
    from assembler.model.review.desk import DeskReviews, TeamDeskReview
    from assembler.model.review.evidence import EvidenceRecord
    from assembler.model.review.feedback import FeedbackReport
    from assembler.model.review.review import PersonRole
    from assembler.model.review.visit import Visit

Rule = Callable[[Record, "Benchmark"], Iterator[Diagnostic]]
"""A rule about a record of a review: its name, with dashes, names the diagnostics."""
AgendaRule = Callable[[Record, "PolicyAgenda"], Iterator[Diagnostic]]
"""The same about an edition of a policy agenda."""
CharterRule = Callable[[Record, "CharterVersion"], Iterator[Diagnostic]]
"""The same about a charter round and the version that is signed."""
Against = TypeVar("Against", "Benchmark", "PolicyAgenda", "CharterVersion")


def tell(
    rules: Iterable[Callable[[Record, Against], Iterator[Diagnostic]]], record: Record, against: Against
) -> tuple[Diagnostic, ...]:
    """Everything that ``rules`` find in ``record``, rule by rule; ``against`` is what it is held against."""
    return tuple(diagnostic for rule in rules for diagnostic in rule(record, against))


def tell_readable(
    rules: Iterable[Callable[[Record, Against], Iterator[Diagnostic]]], record: Record, against: Against
) -> tuple[Diagnostic, ...]:
    """The same, without the rules that need a file with errors: those errors are reported in their place."""
    found: list[Diagnostic] = []
    for rule in rules:
        with suppress(DataError):
            found += tell((rule,), record, against)
    return tuple(found)


def report_of(record: Record) -> BaselineReport:
    """The baseline report, or an empty one."""
    from assembler.model.review.baseline import BaselineReport

    return record.baseline or BaselineReport()


def desks_of(record: Record) -> DeskReviews:
    """The peers' desk reviews, or none."""
    from assembler.model.review.desk import DeskReviews

    return record.find(DeskReviews) or DeskReviews()


def team_desk_of(record: Record) -> TeamDeskReview:
    """The team's grid, or an empty one."""
    from assembler.model.review.desk import TeamDeskReview

    return record.find(TeamDeskReview) or TeamDeskReview()


def visit_of(record: Record) -> Visit:
    """The visit, or one without sessions."""
    from assembler.model.review.visit import Visit

    return record.find(Visit) or Visit()


def evidence_of(record: Record) -> Mapping[str, EvidenceRecord]:
    """The evidence records by name, or none."""
    from assembler.model.review.evidence import EvidenceLog

    return (record.find(EvidenceLog) or EvidenceLog()).records


def feedback_of(record: Record) -> FeedbackReport:
    """The feedback report, or an empty one."""
    from assembler.model.review.feedback import FeedbackReport

    return record.find(FeedbackReport) or FeedbackReport()


def edition_of(record: Record) -> AgendaEdition:
    """The edition of a policy agenda; DataError where the record is about something else."""
    from assembler.model.reference.agenda import AgendaEdition

    return record.require(AgendaEdition)


def signatures(record: Record) -> Iterator[tuple[str, Signature]]:
    """Each signature of a charter round with its path; none where the record is about something else."""
    from assembler.model.reference.charter import CharterRound

    found = record.find(CharterRound)
    for number, each in enumerate(found.signatures if found else ()):
        yield f"charter.signatures[{number}]", each


def initials_of(record: Record, roles: Collection[PersonRole] = ()) -> tuple[str, ...]:
    """The initials of the team's members, of those with one of ``roles`` if any are named."""
    people = (each.person for each in record.review.team.members if not roles or each.role in roles)
    return tuple(person.initials for person in people if person.initials)


def answered(record: Record, benchmark: Benchmark) -> Iterator[tuple[str, SelfAssessment]]:
    """The indicators that are answered and not left out: code and assessment, in the benchmark's order."""
    known = report_of(record).assessments
    for indicator in benchmark.indicators():
        found = known.get(indicator.code)
        if found is not None and has_answer(found) and not said(found.left_out):
            yield indicator.code, found


def has_answer(assessment: SelfAssessment) -> bool:
    """Whether anything at all is answered, the reason for leaving out aside."""
    from assembler.model.review.baseline import SelfAssessment

    return assessment.model_copy(update={"left_out": None}) != SelfAssessment()


def said(text: Text | None) -> bool:
    """Whether ``text`` holds words.

    >>> said(None), said(Text(text=" ")), said(Text(text="Plan"))
    (False, False, True)
    """
    return text is not None and bool(text.text.strip())


def and_all(words: Iterable[str]) -> str:
    """The words as one reads them out.

    >>> and_all(["how", "why", "who"]), and_all(["how"])
    ('how, why and who', 'how')
    """
    *rest, last = words
    return f"{', '.join(rest)} and {last}" if rest else last


def days_between(first: date, last: date) -> str:
    """The days from ``first`` to ``last`` as people say them.

    >>> days_between(date(2026, 3, 1), date(2026, 3, 2))
    '1 day'
    """
    count = (last - first).days
    return f"{count} day{'' if count == 1 else 's'}"


def error(rule: str, record: Record, path: str, what: str, hint: str) -> Diagnostic:
    """A diagnostic that the report is not complete without mending."""
    return Diagnostic(rule, Level.ERROR, record.locate(path), what, hint)


def warning(rule: str, record: Record, path: str, what: str, hint: str) -> Diagnostic:
    """A diagnostic that somebody should look at."""
    return Diagnostic(rule, Level.WARNING, record.locate(path), what, hint)


def info(rule: str, record: Record, path: str, what: str, hint: str) -> Diagnostic:
    """A diagnostic that is good to know."""
    return Diagnostic(rule, Level.INFO, record.locate(path), what, hint)
