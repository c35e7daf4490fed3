"""The tables of an evidence log that refer to its records: by indicator, by session, and what is open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from assembler.model.review.evidence import Colour, EvidenceRecord
from assembler.values.lists import join_codes
from assembler.views.evidence_judgement import judgements
from assembler.views.evidence_queries import Logging
from assembler.views.reference import References

Records = Mapping[str, EvidenceRecord]


def by_indicator_rows(log: Logging) -> list[dict[str, Any]]:
    """A row for each indicator with evidence, in the benchmark's order: records by colour, opinions apart."""
    return [_of_indicator(log, code, inside) for code, inside in log.by_indicator(log.records).items()]


def _of_indicator(log: Logging, code: str, inside: Records) -> dict[str, Any]:
    judged: dict[Colour | None, list[str]] = {colour: [] for colour in (*Colour, None)}
    opinions: list[str] = []
    for key in inside:
        (opinions if key in log.opinions else judged[log.judged[key][0]]).append(key)
    return {
        "indicator": log.indicators[code],
        "sessions": str(len({each.session for each in inside.values()})),
        "meets": References(tuple(judged[Colour.MEETS])),
        "fails": References(tuple(judged[Colour.FAILS])),
        "inconclusive": References(tuple(judged[Colour.INCONCLUSIVE])),
        "unjudged": References(tuple(judged[None])),
        "opinions": References(tuple(opinions)),
    }


def by_session_rows(log: Logging) -> list[dict[str, Any]]:
    """A row for each interview and workshop that was held, also where nothing was written down."""
    return [_of_session(log, name, log.by_session.get(name, {})) for name in log.took_place()]


def _of_session(log: Logging, name: str, inside: Records) -> dict[str, Any]:
    session = log.about.visit.sessions.get(name)
    return {
        "code": name,
        "name": log.session(name),
        "day": log.about.day(session.day) if session else "",
        "guests": log.guests(session),
        "team": join_codes(session.team, log.about.sight.language.code) if session else "",
        "facts": References(tuple(key for key in inside if key not in log.opinions)),
        "opinions": References(tuple(key for key in inside if key in log.opinions)),
        "count": str(len(inside)),
    }


def single_source_rows(log: Logging) -> list[dict[str, Any]]:
    """Facts that one session alone brings, by indicator: what to ask somebody else (S0:878-880)."""
    return _rows(log, log.single)


def unused_rows(log: Logging) -> list[dict[str, Any]]:
    """What no finding names, by indicator."""
    return _rows(log, log.unused)


def _rows(log: Logging, records: Records) -> list[dict[str, Any]]:
    return [each for inside in log.by_indicator(records).values() for each in _brief(log, inside)]


def _brief(log: Logging, records: Records) -> Iterator[dict[str, Any]]:
    own = dict.fromkeys(("name", "label", "statement"))
    alike = {judged: {**own, **signs} for judged, signs in judgements().items()}
    labels, judged = log.about.labels, log.judged
    for key, record in records.items():
        row: dict[str, Any] = alike[judged[key]].copy()
        row["name"], row["label"], row["statement"] = References((key,)), labels[key], record.statement
        yield row


def contradicted_rows(log: Logging) -> list[dict[str, Any]]:
    """A row for each indicator on which facts of different sessions speak against each other."""
    return [_disputed(log, code, inside) for code, inside in log.by_indicator(log.against).items()]


def _disputed(log: Logging, code: str, inside: Records) -> dict[str, Any]:
    def side(colour: Colour) -> list[dict[str, Any]]:
        return list(_brief(log, {key: each for key, each in inside.items() if log.judged[key][0] is colour}))

    return {"indicator": log.indicators[code], "meets": side(Colour.MEETS), "fails": side(Colour.FAILS)}
