"""The tables of an evidence log that refer to its records: by indicator, by session, and what is open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from assembler.model.evidence import Colour, EvidenceRecord, Nature
from assembler.model.evidence_log import by_indicator, by_session
from assembler.model.visit import SessionKind, held, in_order
from assembler.views.evidence_judgement import judgements
from assembler.views.evidence_logging import Logging
from assembler.views.reference import References

Records = Mapping[str, EvidenceRecord]


def by_indicator_rows(log: Logging) -> list[dict[str, Any]]:
    """A row for each indicator with evidence, in the benchmark's order: records by colour, opinions apart."""
    return [_of_indicator(log, code, inside) for code, inside in _by_indicator(log, log.records).items()]


def _by_indicator(log: Logging, records: Records) -> dict[str, dict[str, EvidenceRecord]]:
    return by_indicator(records, (each.code for each in log.about.sight.benchmark.indicators()))


def _of_indicator(log: Logging, code: str, inside: Records) -> dict[str, Any]:
    judged: dict[Colour | None, list[str]] = {colour: [] for colour in (*Colour, None)}
    opinions: list[str] = []
    for key, each in inside.items():
        (opinions if each.nature is Nature.OPINION else judged[each.colour]).append(key)
    return {
        "indicator": log.indicator(code),
        "sessions": str(len({each.session for each in inside.values()})),
        "meets": References(tuple(judged[Colour.MEETS])),
        "fails": References(tuple(judged[Colour.FAILS])),
        "inconclusive": References(tuple(judged[Colour.INCONCLUSIVE])),
        "unjudged": References(tuple(judged[None])),
        "opinions": References(tuple(opinions)),
    }


def _those(records: Records, *, opinions: bool) -> References:
    """The records that are opinions, or all others, by name."""
    return References(tuple(k for k, each in records.items() if (each.nature is Nature.OPINION) is opinions))


def by_session_rows(log: Logging) -> list[dict[str, Any]]:
    """A row for each interview and workshop that was held, also where nothing was written down."""
    sessions, heard = log.about.visit.sessions, by_session(log.records)
    asking = (SessionKind.INTERVIEW, SessionKind.WORKSHOP)
    took_place = {name for kind in asking for name in held(sessions, kind)}
    return [_of_session(log, name, heard.get(name, {})) for name in in_order(took_place | set(heard))]


def _of_session(log: Logging, name: str, inside: Records) -> dict[str, Any]:
    session = log.about.visit.sessions.get(name)
    return {
        "code": name,
        "name": log.session(name),
        "day": log.about.day(session.day) if session else "",
        "guests": log.guests(session),
        "team": ", ".join(session.team) if session else "",
        "facts": _those(inside, opinions=False),
        "opinions": _those(inside, opinions=True),
        "count": str(len(inside)),
    }


def single_source_rows(log: Logging) -> list[dict[str, Any]]:
    """Facts that one session alone brings, by indicator: what to ask somebody else (S0:878-880)."""
    return _rows(log, log.single)


def unused_rows(log: Logging) -> list[dict[str, Any]]:
    """What no finding names, by indicator."""
    return _rows(log, log.unused)


def _rows(log: Logging, records: Records) -> list[dict[str, Any]]:
    return [each for inside in _by_indicator(log, records).values() for each in _brief(log, inside)]


def _brief(log: Logging, records: Records) -> Iterator[dict[str, Any]]:
    signs = judgements()
    for key, record in records.items():
        yield {
            "name": References((key,)),
            "label": log.about.evidence_label(key),
            "statement": record.statement,
            **signs[record.colour, record.is_fact],
        }


def contradicted_rows(log: Logging) -> list[dict[str, Any]]:
    """A row for each indicator on which facts of different sessions speak against each other."""
    disputed = {key: each for key, each in log.records.items() if key in log.against}
    return [_disputed(log, code, inside) for code, inside in _by_indicator(log, disputed).items()]


def _disputed(log: Logging, code: str, inside: Records) -> dict[str, Any]:
    def side(colour: Colour) -> list[dict[str, Any]]:
        return list(_brief(log, {key: each for key, each in inside.items() if each.colour is colour}))

    return {"indicator": log.indicator(code), "meets": side(Colour.MEETS), "fails": side(Colour.FAILS)}
