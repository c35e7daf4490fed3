"""The coverage matrix of an evidence log: indicators by sessions, in parts that fit on a page on its side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import ceil
from typing import Any, Final

from assembler.model.evidence import Colour, EvidenceRecord
from assembler.model.evidence_log import Coverage, by_session, coverage
from assembler.model.visit import SessionKind, held
from assembler.views.evidence_judgement import sign
from assembler.views.evidence_logging import NOTHING, Logging

SESSIONS_ABREAST = 16
"""As many columns as can be read beside the name of an indicator on A4 on its side."""

_NATURES: Final = tuple((colour, fact) for colour in (*Colour, None) for fact in (True, False))
Judged = tuple[Colour | None, bool]
Signs = dict[tuple[str, str], Counter[Judged]]


def coverage_parts(log: Logging) -> list[dict[str, Any]]:
    """The matrix in tables of at most ``SESSIONS_ABREAST`` sessions; none where nothing was held or heard."""
    matrix = _matrix(log)
    signs = _signs(log)
    return [_part(log, matrix, part, signs) for part in evenly(matrix.sessions)]


def evenly(sessions: Sequence[str], most: int = SESSIONS_ABREAST) -> list[tuple[str, ...]]:
    """``sessions`` in as few parts as can be, none of more than ``most``, all about as long.

    >>> [len(part) for part in evenly([f"I{number}" for number in range(30)])]
    [15, 15]
    >>> evenly([])
    []
    """
    if not sessions:
        return []
    size = ceil(len(sessions) / ceil(len(sessions) / most))
    return [tuple(sessions[at : at + size]) for at in range(0, len(sessions), size)]


def _matrix(log: Logging) -> Coverage:
    """Every indicator of the benchmark, and every session that was held or brought something."""
    asking = (SessionKind.INTERVIEW, SessionKind.WORKSHOP)
    took_place = {name for kind in asking for name in held(log.about.visit.sessions, kind)}
    codes = (each.code for each in log.about.sight.benchmark.indicators())
    return coverage(log.records, codes, took_place | set(by_session(log.records)))


def _signs(log: Logging) -> Signs:
    """By indicator and session, how many records there are of each colour, facts apart from the rest."""
    found: Signs = {}
    for each in log.records.values():
        found.setdefault((each.indicator, each.session), Counter())[_judged(each)] += 1
    return found


def _judged(record: EvidenceRecord) -> Judged:
    return record.colour, record.is_fact


def _part(log: Logging, matrix: Coverage, sessions: tuple[str, ...], signs: Signs) -> dict[str, Any]:
    return {
        "first": log.session(sessions[0]),
        "last": log.session(sessions[-1]),
        "sessions": [{"code": name, "total": str(matrix.total_of(name))} for name in sessions],
        "width": len(sessions) + 2,
        "groups": list(_groups(log, matrix, sessions, signs)),
    }


def _groups(
    log: Logging, matrix: Coverage, sessions: tuple[str, ...], signs: Signs
) -> Iterator[dict[str, Any]]:
    """Pillar by pillar a row for each of its indicators, also for those of which nothing was heard."""
    for dimension in log.about.sight.benchmark.dimensions:
        yield {
            "name": log.about.sight.wording(dimension.name),
            "rows": [
                {
                    "indicator": log.indicator(each.code),
                    "cells": [_cell(log, each.code, name, signs) for name in sessions],
                    "sessions": str(matrix.sessions_of(each.code) or NOTHING),
                }
                for each in dimension.indicators
            ],
        }


def _cell(log: Logging, code: str, name: str, signs: Signs) -> dict[str, Any]:
    found = signs.get((code, name))
    session = log.about.visit.sessions.get(name)
    return {
        "signs": [sign(c, fact=fact, times=found[c, fact]) for c, fact in _NATURES if found[c, fact]]
        if found
        else [],
        "planned": session is not None and code in session.indicators,
    }
