"""The coverage matrix of an evidence log: indicators by sessions, in parts that fit on a page on its side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from math import ceil
from typing import Any, Final

from assembler.model.review.evidence import Colour
from assembler.model.review.evidence_log import Coverage, Judgement, compute_coverage
from assembler.views.evidence_judgement import sign
from assembler.views.evidence_queries import NOTHING, Logging

SESSIONS_ABREAST = 16
"""As many columns as can be read beside the name of an indicator on A4 on its side."""

_RANK: Final = {
    judged: rank
    for rank, judged in enumerate((colour, fact) for colour in (*Colour, None) for fact in (True, False))
}
"""In which order signs stand in a cell."""
Signs = dict[tuple[str, str], list[dict[str, Any]]]


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
    return compute_coverage(log.records, log.indicators, log.took_place())


def _signs(log: Logging) -> Signs:
    """By indicator and session, a sign for the records of each colour, facts apart from the rest."""
    judged = log.judged
    counted = Counter([(each.indicator, each.session, judged[key]) for key, each in log.records.items()])
    made = cache(_sign)
    found: Signs = {}
    for (code, session, said), times in sorted(counted.items(), key=lambda item: _RANK[item[0][2]]):
        found.setdefault((code, session), []).append(made(said, times))
    return found


def _sign(said: Judgement, times: int) -> dict[str, Any]:
    return sign(said[0], fact=said[1], times=times)


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
    visit = log.about.visit.sessions
    planned = {name: frozenset(visit[name].indicators) for name in sessions if name in visit}
    for dimension in log.about.sight.benchmark.dimensions:
        yield {
            "name": log.about.sight.wording(dimension.name),
            "rows": [
                {
                    "indicator": log.indicators[each.code],
                    "cells": [
                        {
                            "signs": signs.get((each.code, name), []),
                            "planned": name in planned and each.code in planned[name],
                        }
                        for name in sessions
                    ],
                    "sessions": str(matrix.sessions_of(each.code) or NOTHING),
                }
                for each in dimension.indicators
            ],
        }
