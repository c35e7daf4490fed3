"""Charts of a review, each with table rows that contain the same numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from assembler.model.review.baseline import OwnRating, Rating
from assembler.model.review.chart_texts import (
    EVIDENCE,
    NOT_JUDGED,
    NOT_RATED,
    OWN_RATINGS,
    RATINGS,
    TEAM_RATINGS,
)
from assembler.model.review.desk_reviews import TeamDeskReview
from assembler.model.review.evidence import Colour
from assembler.model.types.chart import PILLAR_COLOURS, SERIES_COLOURS, Bars, Chart, Series, Tone
from assembler.views.report_data import ReportData

WIDE = 22.0
"""Width of a chart on A4 landscape in centimetres."""
_NARROW = 17.0
_JUDGEMENTS = {
    Colour.MEETS: Tone.DARK,
    Colour.FAILS: Tone.LIGHT,
    Colour.INCONCLUSIVE: Tone.MEDIUM,
    None: Tone.WHITE,
}
_RATINGS = {
    OwnRating.BELOW: Tone.LIGHT,
    OwnRating.ABOVE: Tone.MEDIUM,
    OwnRating.WELL_ABOVE: Tone.DARK,
    OwnRating.UNKNOWN: Tone.LINES,
    OwnRating.CANNOT_TELL: Tone.DIAMONDS,
    OwnRating.NOT_IN_POWER: Tone.UPRIGHT_LINES,
    None: Tone.WHITE,
}
"""Tones of the judgements and of the ratings; None stands for records or indicators without one."""


def build_evidence_chart(data: ReportData) -> dict[str, Any]:
    """Return a chart of the evidence records by pillar or group and by judgement, with its table rows.

    The chart is "" if there are no records.
    """
    benchmark, translate = data.context.benchmark, data.context.translate
    counts = Counter((each.indicator.partition("/")[0], each.colour) for each in data.records.values())
    parts = {
        each.code: f"{each.code} {data.context.translate_wording(each.name)}" for each in benchmark.dimensions
    }
    numbers = {code: [counts[code, colour] for colour in (*Colour, None)] for code in parts}
    names = [*(data.choice_label(colour) for colour in Colour), translate(NOT_JUDGED)]
    chart = Chart(
        tuple(parts.values()),
        tuple(_build_series(names, numbers.values(), _JUDGEMENTS.values())),
        translate(EVIDENCE),
        bars=Bars.STACKED,
        colours=_choose_colours(tuple(parts)),
        width=WIDE,
    )
    rows = [_build_row(parts[code], inside) for code, inside in numbers.items()]
    return {"evidence_chart": chart if data.records else "", "evidence_rows": rows}


def build_ratings_chart(data: ReportData) -> dict[str, Any]:
    """Return a chart of the ratings by the city and by the team before the visit, with its table rows.

    All indicators that either of them rated are counted. The chart is "" if there are no ratings.
    """
    record, translate = data.context.record, data.context.translate
    answers = record.baseline.assessments if record.baseline else {}
    own = {code: each.rating for code, each in answers.items() if each.rating}
    entries = (record.find(TeamDeskReview) or TeamDeskReview()).entries
    team = {code: each.rating for code, each in entries.items() if each.rating}
    used = [rating for rating in OwnRating if rating in {*own.values(), *team.values()}]
    missing = len(own) != len(team) or own.keys() != team.keys()
    kinds: list[OwnRating | None] = [*used, *([None] if missing else [])]
    numbers = [_count_ratings(each, kinds, len(own.keys() | team.keys())) for each in (own, team)]
    names = [data.choice_label(kind) if kind else translate(NOT_RATED) for kind in kinds]
    bars = (translate(OWN_RATINGS), translate(TEAM_RATINGS))
    series = tuple(_build_series(names, numbers, map(_RATINGS.__getitem__, kinds)))
    chart = Chart(bars, series, translate(RATINGS), bars=Bars.STACKED, width=_NARROW)
    rows = [{"label": each.name, "own": str(each.values[0]), "team": str(each.values[1])} for each in series]
    return {"ratings_chart": chart if own or team else "", "ratings_rows": rows}


def _count_ratings(
    ratings: Mapping[str, OwnRating | Rating], kinds: Sequence[OwnRating | None], total: int
) -> list[int]:
    counts = Counter(ratings.values())
    return [counts[kind] if kind else total - len(ratings) for kind in kinds]


def _build_series(
    names: Sequence[str], numbers: Iterable[Sequence[int]], tones: Iterable[Tone]
) -> Iterator[Series]:
    """Yield a series for each name, in its tone.

    Each item of ``numbers`` contains one value for each series.
    """
    yield from map(Series, names, zip(*numbers, strict=True), tones)


def _choose_colours(codes: Sequence[str]) -> tuple[str, ...]:
    """Return a colour for each code.

    Pillars have their own colours. Other codes get the series colours in turn.
    """
    return tuple(
        PILLAR_COLOURS.get(code, SERIES_COLOURS[number % len(PILLAR_COLOURS)])
        for number, code in enumerate(codes)
    )


def _build_row(name: str, numbers: Sequence[int]) -> dict[str, str]:
    keys = ("meets", "fails", "inconclusive", "unjudged")
    row = dict(zip(keys, map(str, numbers), strict=True))
    return {"name": name, **row, "total": str(sum(numbers))}
