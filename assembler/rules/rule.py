"""Types of rules, functions that run them, and helpers shared by rules."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from assembler.diagnostics import Diagnostic, Level
from assembler.errors import DataError
from assembler.model.types.values import Text
from assembler.store.records.record import Record
from assembler.structs import replace

if TYPE_CHECKING:
    from assembler.model.reference.agenda_edition import AgendaEdition
    from assembler.model.reference.agenda_evaluations import Evaluation
    from assembler.model.reference.benchmark import Benchmark
    from assembler.model.reference.charter import CharterVersion, Signature
    from assembler.model.reference.findings_publications import Publication
    from assembler.model.reference.policy_agenda import PolicyAgenda
    from assembler.model.reference.progress_reports import CityProgress, Commitments
    from assembler.model.review.baseline import BaselineReport, SelfAssessment
    from assembler.model.review.desk_reviews import DeskReviews, TeamDeskReview
    from assembler.model.review.evidence import EvidenceRecord
    from assembler.model.review.feedback import FeedbackReport
    from assembler.model.review.review import PersonRole
    from assembler.model.review.visit import Visit

Rule = Callable[[Record, "Benchmark"], Iterator[Diagnostic]]
"""A rule for a review record. Its name, written with hyphens, is the id of its diagnostics."""
AgendaRule = Callable[[Record, "PolicyAgenda"], Iterator[Diagnostic]]
"""A rule for an edition of a policy agenda."""
CharterRule = Callable[[Record, "CharterVersion"], Iterator[Diagnostic]]
"""A rule for a charter round and the version that is signed."""
ProgressRule = Callable[[Record, "Commitments"], Iterator[Diagnostic]]
"""A rule for progress reports on a charter and the commitments of its versions."""
Against = TypeVar("Against", "Benchmark", "PolicyAgenda", "CharterVersion", "Commitments")


def run_rules(
    rules: Iterable[Callable[[Record, Against], Iterator[Diagnostic]]], record: Record, against: Against
) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of ``rules`` for ``record``.

    ``against`` is the reference data.
    """
    return tuple(diagnostic for rule in rules for diagnostic in rule(record, against))


def run_readable_rules(
    rules: Iterable[Callable[[Record, Against], Iterator[Diagnostic]]], record: Record, against: Against
) -> tuple[Diagnostic, ...]:
    """Run the rules whose files could all be read, and return their diagnostics.

    Errors in unreadable files are reported elsewhere.
    """
    diagnostics: list[Diagnostic] = []
    for rule in rules:
        with suppress(DataError):
            diagnostics += run_rules((rule,), record, against)
    return tuple(diagnostics)


def baseline_of(record: Record) -> BaselineReport:
    """Return the baseline report, or an empty one."""
    from assembler.model.review.baseline import BaselineReport

    return record.baseline or BaselineReport()


def desks_of(record: Record) -> DeskReviews:
    """Return the peers' desk reviews, which are empty if there are none."""
    from assembler.model.review.desk_reviews import DeskReviews

    return record.find(DeskReviews) or DeskReviews()


def team_desk_of(record: Record) -> TeamDeskReview:
    """Return the team's grid, or an empty one."""
    from assembler.model.review.desk_reviews import TeamDeskReview

    return record.find(TeamDeskReview) or TeamDeskReview()


def visit_of(record: Record) -> Visit:
    """Return the visit, or one without sessions."""
    from assembler.model.review.visit import Visit

    return record.find(Visit) or Visit()


def evidence_of(record: Record) -> Mapping[str, EvidenceRecord]:
    """Return the evidence records by name."""
    from assembler.model.review.evidence import EvidenceLog

    return (record.find(EvidenceLog) or EvidenceLog()).records


def feedback_of(record: Record) -> FeedbackReport:
    """Return the feedback report, or an empty one."""
    from assembler.model.review.feedback import FeedbackReport

    return record.find(FeedbackReport) or FeedbackReport()


def reviewed_indicators_of(record: Record) -> Collection[str]:
    """Return the codes of the indicators in the team's grid, in the evidence and in agreed findings."""
    from assembler.model.review.finding_support import collect_reviewed

    return collect_reviewed(feedback_of(record), evidence_of(record), team_desk_of(record).entries)


def edition_of(record: Record) -> AgendaEdition:
    """Return the edition of a policy agenda.

    Raises DataError for other kinds of records.
    """
    from assembler.model.reference.agenda_edition import AgendaEdition

    return record.require(AgendaEdition)


def evaluation_of(record: Record) -> Evaluation:
    """Return the evaluation of a policy agenda.

    Raises DataError for other kinds of records.
    """
    from assembler.model.reference.agenda_evaluations import Evaluation

    return record.require(Evaluation)


def relax_for_source(record: Record, diagnostic: Diagnostic) -> Diagnostic:
    """Return ``diagnostic``, lowered to a warning if the evaluation reproduces a printed source."""
    return replace(diagnostic, level=Level.WARNING) if evaluation_of(record).as_printed else diagnostic


def publication_of(record: Record) -> Publication:
    """Return the findings publication.

    Raises DataError for other kinds of records.
    """
    from assembler.model.reference.findings_publications import Publication

    return record.require(Publication)


def iter_signatures(record: Record) -> Iterator[tuple[str, Signature]]:
    """Yield the path and value of each signature in a charter round.

    Other records have no signatures.
    """
    from assembler.model.reference.charter import CharterRound

    charter_round = record.find(CharterRound)
    for number, signature in enumerate(charter_round.signatures if charter_round else ()):
        yield f"charter.signatures[{number}]", signature


def iter_progress_reports(record: Record) -> Iterator[tuple[str, str, CityProgress]]:
    """Yield each city that reported, with the version of the charter that it signed and its report."""
    from assembler.model.reference.charter import CharterRound
    from assembler.model.reference.progress_reports import ProgressRound

    charter_round, edition = record.find(CharterRound), record.find(ProgressRound)
    if charter_round is None or edition is None:
        return
    for city, report in edition.filter_answered().items():
        yield city, charter_round.version_signed(city), report


def initials_of(record: Record, roles: Collection[PersonRole] = ()) -> tuple[str, ...]:
    """Return the initials of the team's members or, if ``roles`` are given, of members with these roles."""
    people = (each.person for each in record.review.team.members if not roles or each.role in roles)
    return tuple(person.initials for person in people if person.initials)


def iter_answered(record: Record, benchmark: Benchmark) -> Iterator[tuple[str, SelfAssessment]]:
    """Yield the code and assessment of each indicator that is answered and not left out.

    The indicators are in the order of the benchmark.
    """
    known = baseline_of(record).assessments
    for indicator in benchmark.indicators():
        assessment = known.get(indicator.code)
        if assessment is not None and has_answer(assessment) and not has_text(assessment.left_out):
            yield indicator.code, assessment


def has_answer(assessment: SelfAssessment) -> bool:
    """Return whether the assessment contains anything besides a reason for leaving it out."""
    from assembler.model.review.baseline import SelfAssessment

    return assessment.model_copy(update={"left_out": None}) != SelfAssessment()


def has_text(text: Text | None) -> bool:
    """Return whether ``text`` contains a letter or a digit.

    A dash alone is not a text.

    >>> has_text(None), has_text(Text(text=" – ")), has_text(Text(text="Plan"))
    (False, False, True)
    """
    return text is not None and any(map(str.isalnum, text.text))


def join_words(words: Iterable[str]) -> str:
    """Join ``words``, of which there must be at least one, with commas and "and".

    >>> join_words(["how", "why", "who"]), join_words(["how"])
    ('how, why and who', 'how')
    """
    *rest, last = words
    return f"{', '.join(rest)} and {last}" if rest else last


def join_some(words: Sequence[str], most: int = 6) -> str:
    """Join the first ``most`` of ``words``, followed by the number of those that are omitted.

    >>> join_some(["a", "b", "c"], most=2), join_some(["a", "b"])
    ('a, b and 1 more', 'a and b')
    """
    shown = list(words[:most])
    return join_words([*shown, f"{len(words) - most} more"] if len(words) > most else shown)


def format_days(first: date, last: date) -> str:
    """Return the number of days from ``first`` to ``last`` as text.

    >>> format_days(date(2026, 3, 1), date(2026, 3, 2))
    '1 day'
    """
    count = (last - first).days
    return f"{count} day{'' if count == 1 else 's'}"
