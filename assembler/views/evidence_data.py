"""Data of the evidence log: all records and their analysis."""

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
from assembler.values.joined_items import join_items
from assembler.values.plain_text import capitalise
from assembler.views.context import ViewContext
from assembler.views.report_data import ReportData, format_session_name, load_report_data


class EvidenceData(Struct, frozen=True):
    """A review and its evidence.

    ``records`` maps names to evidence records. ``judged`` maps these names to judgements, ``by_session`` maps
    sessions to their records, and ``confirming`` maps names to the sessions that confirm the record,
    including its own. ``single`` contains the facts reported in only one session, ``against`` those that a
    fact from another session contradicts, and ``unused`` the records that no finding refers to.
    ``in_findings`` and ``in_recommendations`` map the name of each record to the findings and recommendations
    that use it.
    """

    data: ReportData
    records: Mapping[str, EvidenceRecord]
    judged: Mapping[str, Judgement]
    opinions: frozenset[str]
    """Names of the records that are opinions."""
    by_session: Mapping[str, Mapping[str, EvidenceRecord]]
    in_order: Sequence[tuple[str, EvidenceRecord]]
    """All records, sorted by session and then by number."""
    confirming: Mapping[str, frozenset[str]]
    single: Mapping[str, EvidenceRecord]
    against: Mapping[str, EvidenceRecord]
    unused: Mapping[str, EvidenceRecord]
    in_findings: Mapping[str, tuple[str, ...]]
    in_recommendations: Mapping[str, tuple[str, ...]]
    indicators: Mapping[str, str]
    """Maps each indicator's code to its code and label in the document's language, in benchmark order."""

    def group_by_indicator(
        self, records: Mapping[str, EvidenceRecord]
    ) -> dict[str, dict[str, EvidenceRecord]]:
        """Group ``records`` by indicator code, in benchmark order."""
        return group_by_indicator(records, self.indicators)

    def list_sessions(self) -> list[str]:
        """Return the names of the interviews and workshops that were held or have records, in order."""
        kinds = (SessionKind.INTERVIEW, SessionKind.WORKSHOP)
        sessions = {name for kind in kinds for name in filter_held(self.data.visit.sessions, kind)}
        return sort_sessions(sessions | set(self.by_session))

    def session_name(self, name: str) -> str:
        """Return the name of a session in the document's language, such as ``Interview 17``."""
        return format_session_name(name, self.data.context)

    def describe_guests(self, session: Session | None) -> str:
        """Return the distinct categories of a session's guests, or "" if none are known."""
        kinds = dict.fromkeys(each.category for each in session.interviewees) if session else {}
        labels = [self.data.context.translate(kind.label) for kind in kinds]
        return capitalise(join_items(labels, self.data.context.language.code)) if labels else ""


def load_evidence_data(context: ViewContext) -> EvidenceData:
    """Load the evidence in the record of ``context``, with its analysis."""
    data = load_report_data(context)
    records, in_findings = data.records, map_to_findings(data.report)
    sessions, grouped = find_confirming_sessions(records), group_by_session(records)
    return EvidenceData(
        data,
        records,
        judged=read_judgements(records),
        opinions=frozenset(key for key, each in records.items() if each.nature is Nature.OPINION),
        by_session=grouped,
        in_order=[each for inside in grouped.values() for each in _sort_by_number(inside)],
        confirming=sessions,
        single=find_single_source(records, sessions),
        against=find_contradicted(records),
        unused=find_unused(records, in_findings),
        in_findings=in_findings,
        in_recommendations=map_to_recommendations(data.report),
        indicators={
            each.code: f"{each.code} {context.translate(each.label)}"
            for each in context.benchmark.indicators()
        },
    )


def _sort_by_number(inside: Mapping[str, EvidenceRecord]) -> list[tuple[str, EvidenceRecord]]:
    return sorted(inside.items(), key=lambda item: item[1].sequence)
