"""Tables that refer to the records of an evidence log: by indicator, by session, and open questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from assembler.model.review.evidence import Colour, EvidenceRecord
from assembler.model.review.feedback import FindingState
from assembler.model.review.finding_support import assess_support
from assembler.values.joined_items import join_codes
from assembler.views.cross_references import References
from assembler.views.evidence_data import EvidenceData
from assembler.views.judgement_symbols import build_judgement_letters
from assembler.views.report_data import NOTHING

Records = Mapping[str, EvidenceRecord]


def build_indicator_rows(log: EvidenceData) -> list[dict[str, Any]]:
    """Return a row for each indicator with evidence, in benchmark order.

    In each row, opinions are listed separately from other records.
    """
    return [
        _build_indicator_row(log, code, inside)
        for code, inside in log.group_by_indicator(log.records).items()
    ]


def _build_indicator_row(log: EvidenceData, code: str, inside: Records) -> dict[str, Any]:
    judged: dict[Colour | None, list[str]] = {colour: [] for colour in (*Colour, None)}
    opinions: list[str] = []
    for key in inside:
        (opinions if key in log.opinions else judged[log.judged[key][0]]).append(key)
    team = log.data.report.judgements.get(code)
    return {
        "indicator": log.indicators[code],
        "judgement": log.data.choice_label(team.judgement if team else None),
        "sessions": str(len({each.session for each in inside.values()})),
        "meets": References(tuple(judged[Colour.MEETS])),
        "fails": References(tuple(judged[Colour.FAILS])),
        "inconclusive": References(tuple(judged[Colour.INCONCLUSIVE])),
        "unjudged": References(tuple(judged[None])),
        "opinions": References(tuple(opinions)),
    }


def build_session_rows(log: EvidenceData) -> list[dict[str, Any]]:
    """Return a row for each interview and workshop that was held or has records."""
    return [_build_session_row(log, name, log.by_session.get(name, {})) for name in log.list_sessions()]


def _build_session_row(log: EvidenceData, name: str, inside: Records) -> dict[str, Any]:
    session = log.data.visit.sessions.get(name)
    return {
        "code": name,
        "name": log.session_name(name),
        "day": log.data.format_day(session.day) if session else "",
        "guests": log.describe_guests(session),
        "team": join_codes(session.team, log.data.context.language.code) if session else "",
        "facts": References(tuple(key for key in inside if key not in log.opinions)),
        "opinions": References(tuple(key for key in inside if key in log.opinions)),
        "count": str(len(inside)),
    }


def build_single_source_rows(log: EvidenceData) -> list[dict[str, Any]]:
    """Return the facts reported in only one session, in the benchmark order of their indicators.

    These facts need another source (S0:878-880).
    """
    return _build_rows(log, log.single)


def build_unused_rows(log: EvidenceData) -> list[dict[str, Any]]:
    """Return the records that no finding refers to, in the benchmark order of their indicators."""
    return _build_rows(log, log.unused)


def build_unconfirmed_rows(log: EvidenceData) -> list[dict[str, Any]]:
    """Return the findings that the facts do not confirm (R16).

    Findings that the team rejected or uses only as context are omitted.
    """
    report, visit, needed = log.data.report, log.data.visit, log.data.review.limits.confirming_sessions
    rows = []
    for key, finding in report.findings.items():
        support = assess_support(finding, log.records, visit, needed)
        if finding.state not in (FindingState.REJECTED, FindingState.CONTEXT) and not support.is_confirmed:
            rows.append(
                {
                    "name": key,
                    "text": log.data.flatten(finding.text),
                    "fitting": References(support.fitting) or NOTHING,
                    "contrary": References(support.contrary) or NOTHING,
                }
            )
    return rows


def _build_rows(log: EvidenceData, records: Records) -> list[dict[str, Any]]:
    return [
        each for inside in log.group_by_indicator(records).values() for each in _build_brief_rows(log, inside)
    ]


def _build_brief_rows(log: EvidenceData, records: Records) -> Iterator[dict[str, Any]]:
    own = dict.fromkeys(("name", "label", "statement"))
    alike = {judged: {**own, **letters} for judged, letters in build_judgement_letters().items()}
    labels, judged = log.data.labels, log.judged
    for key, record in records.items():
        row: dict[str, Any] = alike[judged[key]].copy()
        row["name"], row["label"], row["statement"] = References((key,)), labels[key], record.statement
        yield row


def build_contradicted_rows(log: EvidenceData) -> list[dict[str, Any]]:
    """Return a row for each indicator on which facts from different sessions contradict each other."""
    return [
        _build_contradicted_row(log, code, inside)
        for code, inside in log.group_by_indicator(log.against).items()
    ]


def _build_contradicted_row(log: EvidenceData, code: str, inside: Records) -> dict[str, Any]:
    def build_side(colour: Colour) -> list[dict[str, Any]]:
        return list(
            _build_brief_rows(
                log, {key: each for key, each in inside.items() if log.judged[key][0] is colour}
            )
        )

    return {
        "indicator": log.indicators[code],
        "meets": build_side(Colour.MEETS),
        "fails": build_side(Colour.FAILS),
    }
