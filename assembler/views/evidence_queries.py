"""What the evidence log looks at: all records, and what they say together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assembler.model.review.evidence import EvidenceRecord, Nature
from assembler.model.review.evidence_log import (
    Judgement,
    find_confirming_sessions,
    find_contradicted,
    find_single_source,
    find_unused,
    group_by_indicator,
    group_by_session,
    read_judgements,
)
from assembler.model.review.feedback import map_to_findings, map_to_recommendations
from assembler.model.review.visit import Session, SessionKind, filter_held, sort_sessions
from assembler.structs import Struct
from assembler.values.lists import join_items
from assembler.values.text import capitalise
from assembler.views.context import Sight
from assembler.views.feedback_context import Reporting, reporting, session_name

NOTHING = "–"
"""Stands where a number or letter would stand if there were one."""


class Logging(Struct, frozen=True):
    """A review and its evidence: ``records`` by name.

    ``single``, ``against`` and ``unused`` are the views of ``model.review.evidence_log``; what uses a record
    stands
    by its name in ``in_findings`` and ``in_recommendations``.
    """

    about: Reporting
    records: Mapping[str, EvidenceRecord]
    judged: Mapping[str, Judgement]
    opinions: frozenset[str]
    """The names of the records that are opinions."""
    by_session: Mapping[str, Mapping[str, EvidenceRecord]]
    in_order: Sequence[tuple[str, EvidenceRecord]]
    """Session by session as people count them, within each by number: a record is found by its name."""
    confirming: Mapping[str, frozenset[str]]
    single: Mapping[str, EvidenceRecord]
    against: Mapping[str, EvidenceRecord]
    unused: Mapping[str, EvidenceRecord]
    in_findings: Mapping[str, tuple[str, ...]]
    in_recommendations: Mapping[str, tuple[str, ...]]
    indicators: Mapping[str, str]
    """By its code, in the benchmark's order, ``GG/I/3`` and what the indicator is called in the document."""

    def by_indicator(self, records: Mapping[str, EvidenceRecord]) -> dict[str, dict[str, EvidenceRecord]]:
        """``records`` by the code of their indicator, in the benchmark's order."""
        return group_by_indicator(records, self.indicators)

    def took_place(self) -> list[str]:
        """The interviews and workshops that were held or brought something, as people count them."""
        asking = (SessionKind.INTERVIEW, SessionKind.WORKSHOP)
        were = {name for kind in asking for name in filter_held(self.about.visit.sessions, kind)}
        return sort_sessions(were | set(self.by_session))

    def session(self, name: str) -> str:
        """What a session is called in the document's language: ``Interview 17``."""
        return session_name(name, self.about.sight)

    def guests(self, session: Session | None) -> str:
        """The kinds of people that a session heard, each once; nothing where none are known."""
        kinds = dict.fromkeys(each.category for each in session.interviewees) if session else {}
        said = [self.about.sight.says(kind.label) for kind in kinds]
        return capitalise(join_items(said, self.about.sight.language.code)) if said else ""


def logging(sight: Sight) -> Logging:
    """All evidence of the record that ``sight`` looks at."""
    about = reporting(sight)
    records, in_findings = about.records, map_to_findings(about.report)
    sessions, grouped = find_confirming_sessions(records), group_by_session(records)
    return Logging(
        about,
        records,
        judged=read_judgements(records),
        opinions=frozenset(key for key, each in records.items() if each.nature is Nature.OPINION),
        by_session=grouped,
        in_order=[each for inside in grouped.values() for each in _by_number(inside)],
        confirming=sessions,
        single=find_single_source(records, sessions),
        against=find_contradicted(records),
        unused=find_unused(records, in_findings),
        in_findings=in_findings,
        in_recommendations=map_to_recommendations(about.report),
        indicators={
            each.code: f"{each.code} {sight.says(each.label)}" for each in sight.benchmark.indicators()
        },
    )


def _by_number(inside: Mapping[str, EvidenceRecord]) -> list[tuple[str, EvidenceRecord]]:
    return sorted(inside.items(), key=lambda item: item[1].sequence)
