"""Coverage matrix of an evidence log: a row for each indicator and a column for each session.

It is divided into tables that fit on a landscape page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from math import ceil
from typing import Any, Final

from assembler.model.review.evidence import Colour
from assembler.model.review.evidence_log import Coverage, Judgement, compute_coverage
from assembler.values.joined_items import join_codes
from assembler.views.evidence_data import EvidenceData
from assembler.views.judgement_symbols import build_letter
from assembler.views.report_data import NOTHING

MAX_SESSIONS = 16
"""Maximum number of session columns that are legible next to the indicators' names on A4 landscape."""

_LETTER_RANK: Final = {
    judged: rank
    for rank, judged in enumerate((colour, fact) for colour in (*Colour, None) for fact in (True, False))
}
"""Order of the letters in a cell: by judgement, and facts before other records."""
Letters = dict[tuple[str, str], list[dict[str, Any]]]


def build_coverage_tables(log: EvidenceData) -> list[dict[str, Any]]:
    """Return the coverage matrix as tables of at most ``MAX_SESSIONS`` sessions each.

    There are no tables if there are no sessions.
    """
    matrix = _build_matrix(log)
    letters = _build_letters(log)
    return [_build_part(log, matrix, part, letters) for part in split_evenly(matrix.sessions)]


def split_evenly(sessions: Sequence[str], most: int = MAX_SESSIONS) -> list[tuple[str, ...]]:
    """Split ``sessions`` into as few parts as possible, of similar length and with at most ``most`` sessions.

    >>> [len(part) for part in split_evenly([f"I{number}" for number in range(30)])]
    [15, 15]
    >>> split_evenly([])
    []
    """
    if not sessions:
        return []
    size = ceil(len(sessions) / ceil(len(sessions) / most))
    return [tuple(sessions[start : start + size]) for start in range(0, len(sessions), size)]


def _build_matrix(log: EvidenceData) -> Coverage:
    """Return which indicators of the benchmark are covered by each session that was held or has records."""
    return compute_coverage(log.records, log.indicators, log.list_sessions())


def _build_letters(log: EvidenceData) -> Letters:
    """Map each indicator and session to letters, one for each judgement of facts and of other records."""
    judged = log.judged
    counted = Counter([(each.indicator, each.session, judged[key]) for key, each in log.records.items()])
    build = cache(_build_letter)
    found: Letters = {}
    for (code, session, judgement), times in sorted(
        counted.items(), key=lambda item: _LETTER_RANK[item[0][2]]
    ):
        found.setdefault((code, session), []).append(build(judgement, times))
    return found


def _build_letter(judgement: Judgement, times: int) -> dict[str, Any]:
    return build_letter(judgement[0], fact=judgement[1], times=times)


def _build_part(
    log: EvidenceData, matrix: Coverage, sessions: tuple[str, ...], letters: Letters
) -> dict[str, Any]:
    return {
        "first": log.session_name(sessions[0]),
        "last": log.session_name(sessions[-1]),
        "sessions": [{"code": name, "total": str(matrix.total_of(name))} for name in sessions],
        "width": len(sessions) + 2,
        "groups": list(_build_groups(log, matrix, sessions, letters)),
    }


def _build_groups(
    log: EvidenceData, matrix: Coverage, sessions: tuple[str, ...], letters: Letters
) -> Iterator[dict[str, Any]]:
    """Yield each pillar with a row for each indicator that has records or is planned in ``sessions``.

    ``left`` lists the codes of the other indicators.
    """
    visit = log.data.visit.sessions
    planned = {name: frozenset(visit[name].indicators) for name in sessions if name in visit}
    for dimension in log.data.context.benchmark.dimensions:
        rows = {
            each.code: [
                {
                    "signs": letters.get((each.code, name), []),
                    "planned": name in planned and each.code in planned[name],
                }
                for name in sessions
            ]
            for each in dimension.indicators
        }
        covered = {
            code: cells
            for code, cells in rows.items()
            if any(each["signs"] or each["planned"] for each in cells)
        }
        yield {
            "name": log.data.context.translate_wording(dimension.name),
            "rows": [
                {
                    "indicator": log.indicators[code],
                    "cells": cells,
                    "sessions": str(matrix.sessions_of(code) or NOTHING),
                }
                for code, cells in covered.items()
            ],
            "left": join_codes(
                (code for code in rows if code not in covered), log.data.context.language.code
            ),
        }
