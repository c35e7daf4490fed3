"""Summaries of a city's answers by indicator, for the peers and the team preparing a visit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from itertools import pairwise
from math import ceil
from typing import Any

from assembler.errors import ProjectError
from assembler.model.reference.benchmark import Dimension, Indicator
from assembler.model.review.baseline import BaselineReport, SelfAssessment
from assembler.model.types.values import Text
from assembler.values.joined_items import join_items
from assembler.views.block import Block
from assembler.views.context import ViewContext
from assembler.views.text_shortening import shorten

ACHIEVEMENT, WEAK_POINTS, REASON = 170, 120, 170
"""Maximum length of an answer in a grid, in characters."""
_BASELINE = "baseline-report"
_PILLARS = 4
"""Number of styles that have the colour of a pillar."""
_MOST_ROWS = 6
"""Maximum number of indicators on a sheet of those on which the city says nothing."""

ExtraNames = Callable[[str], dict[str, Any]]
"""A function that returns additional data for the block of an indicator, given the indicator's code."""


def build_groups(
    context: ViewContext, also: Collection[str], build_extra: ExtraNames
) -> list[dict[str, Any]]:
    """Return the groups of the benchmark, with a block for each indicator to be reviewed.

    An indicator is reviewed if the city answered it or if ``also`` contains it. If no indicator qualifies,
    all are reviewed. ``build_extra`` returns additional data for the block of an indicator. For the other
    indicators, ``silent_sheets`` contains short blocks with the city's reasons for leaving them out, in
    sheets of about equal length, and ``left`` is a text with their codes. ``pillar`` is the number of the
    group's colour, 1 to 4.
    """
    answered = {code for code, each in _find_answers(context).items() if not _is_unanswered(each)}
    wanted = {*answered, *also} or {each.code for each in context.benchmark.indicators()}
    found = (
        _build_group(context, each, index % _PILLARS + 1, wanted, build_extra)
        for index, each in enumerate(context.benchmark.dimensions)
    )
    return [each for each in found if each["indicators"] or each["left"]]


def _find_answers(context: ViewContext) -> dict[str, SelfAssessment]:
    return (context.record.find(BaselineReport) or BaselineReport()).assessments


def _is_unanswered(answer: SelfAssessment) -> bool:
    """Return whether the answer is empty, apart from any reason for leaving the indicator out."""
    return answer.model_copy(update={"left_out": None}) == SelfAssessment()


def _build_group(
    context: ViewContext,
    dimension: Dimension,
    pillar: int,
    wanted: Collection[str],
    build_extra: ExtraNames,
) -> dict[str, Any]:
    shown = [each for each in dimension.indicators if each.code in wanted]
    others = [each for each in dimension.indicators if each.code not in wanted]
    return {
        "code": dimension.code,
        "pillar": pillar,
        "name": context.translate_wording(dimension.name),
        "indicators": [_build_indicator(context, each, build_extra) for each in shown],
        "silent_sheets": _split_evenly([_build_silent(context, each) for each in others], _MOST_ROWS),
        "left": join_items([each.code for each in others], context.language.code),
    }


def _split_evenly(blocks: list[Block], most: int) -> list[list[Block]]:
    """Return ``blocks`` in as few lists as possible, of at most ``most`` each and about equal in length."""
    sheets = ceil(len(blocks) / most)
    ends = [len(blocks) * number // sheets for number in range(1, sheets + 1)]
    return [blocks[start:end] for start, end in pairwise([0, *ends])]


def _build_silent(context: ViewContext, indicator: Indicator) -> Block:
    answer = _find_answers(context).get(indicator.code, SelfAssessment())
    reason = shorten(answer.left_out, REASON) if answer.left_out else ""
    return Block("silent", indicator.code, label=context.translate(indicator.label), left_out=reason)


def _build_indicator(context: ViewContext, indicator: Indicator, build_extra: ExtraNames) -> Block:
    answer = _find_answers(context).get(indicator.code, SelfAssessment())
    return Block(
        "indicator",
        indicator.code,
        label=context.translate(indicator.label),
        statement=context.translate_wording(indicator.statement),
        **build_answer(context, indicator.code, answer),
        **build_extra(indicator.code),
    )


def build_answer(context: ViewContext, code: str, answer: SelfAssessment) -> dict[str, Any]:
    """Return the city's answer in shortened form.

    Each text remains in its own language. Missing texts are "". ``references`` are the codes under which the
    complete answers are in the baseline report.
    """
    texts = {
        "achievement": (answer.achievement, ACHIEVEMENT),
        "weak_points": (answer.weak_points, WEAK_POINTS),
        "left_out": (answer.left_out, REASON),
    }
    references = list(_find_references(context, code, {name: text for name, (text, _) in texts.items()}))
    return {
        **{name: shorten(text, most) if text else "" for name, (text, most) in texts.items()},
        "no_weak_points": answer.no_weak_points,
        "own_rating": context.translate(answer.rating.label) if answer.rating else "",
        "silent": answer == SelfAssessment(),
        "references": join_items(references, context.language.code),
    }


def _find_references(context: ViewContext, code: str, texts: dict[str, Text | None]) -> Iterator[str]:
    """Yield the codes under which ``texts`` are printed in the baseline report.

    Missing texts have no code. There are no codes if the project has no baseline report.
    """
    try:
        fields = context.project.document_type(_BASELINE).blocks["indicator"].fields
    except (ProjectError, KeyError):
        return
    yield from (f"{code}.{fields[name].code}" for name, text in texts.items() if text and name in fields)
