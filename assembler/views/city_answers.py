"""What a city said about each indicator, in short, for those who prepare a visit: peers and their team."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any

from assembler.errors import ProjectError
from assembler.model.reference.benchmark import Dimension, Indicator
from assembler.model.review.baseline import BaselineReport, SelfAssessment
from assembler.model.types.content import Text
from assembler.values.lists import join_items
from assembler.views.block import Block
from assembler.views.context import Sight
from assembler.views.excerpt import excerpt

ACHIEVEMENT, WEAK_POINTS, REASON = 170, 120, 170
"""How many letters of an answer stand in a grid."""
_BASELINE = "baseline-report"

More = Callable[[str], dict[str, Any]]
"""What a grid shows of an indicator besides: by its code."""


def groups(sight: Sight, also: Collection[str], more: More) -> list[dict[str, Any]]:
    """The groups of the benchmark, each with a block for every indicator that the peers go through.

    Those are the indicators about which the city said anything, those in ``also``, and all of them where the
    city said nothing at all; the codes of the others stand in ``left``, in a sentence.
    """
    told = {code for code, each in _answers(sight).items() if each != SelfAssessment()}
    wanted = {*told, *also} or {each.code for each in sight.benchmark.indicators()}
    found = (_group(sight, each, wanted, more) for each in sight.benchmark.dimensions)
    return [each for each in found if each["indicators"] or each["left"]]


def _answers(sight: Sight) -> dict[str, SelfAssessment]:
    return (sight.record.find(BaselineReport) or BaselineReport()).assessments


def _group(sight: Sight, dimension: Dimension, wanted: Collection[str], more: More) -> dict[str, Any]:
    shown = [each for each in dimension.indicators if each.code in wanted]
    left = [each.code for each in dimension.indicators if each.code not in wanted]
    return {
        "code": dimension.code,
        "name": sight.wording(dimension.name),
        "indicators": [_indicator(sight, each, more) for each in shown],
        "left": join_items(left, sight.language.code),
    }


def _indicator(sight: Sight, indicator: Indicator, more: More) -> Block:
    answer = _answers(sight).get(indicator.code, SelfAssessment())
    return Block(
        "indicator",
        indicator.code,
        label=sight.says(indicator.label),
        statement=sight.wording(indicator.statement),
        **city_says(sight, indicator.code, answer),
        **more(indicator.code),
    )


def city_says(sight: Sight, code: str, answer: SelfAssessment) -> dict[str, Any]:
    """The city's answer, cut politely, each text in its own language; "" for what it did not say.

    ``references`` are the codes of the baseline report where the whole of it stands.
    """
    said = {
        "achievement": (answer.achievement, ACHIEVEMENT),
        "weak_points": (answer.weak_points, WEAK_POINTS),
        "left_out": (answer.left_out, REASON),
    }
    references = list(_references(sight, code, {name: text for name, (text, _) in said.items()}))
    return {
        **{name: excerpt(text, most) if text else "" for name, (text, most) in said.items()},
        "no_weak_points": answer.no_weak_points,
        "own_rating": sight.says(answer.rating.label) if answer.rating else "",
        "silent": answer == SelfAssessment(),
        "references": join_items(references, sight.language.code),
    }


def _references(sight: Sight, code: str, said: dict[str, Text | None]) -> Iterator[str]:
    """The codes of the answers in the baseline report; none where a project has no such form."""
    try:
        fields = sight.project.document_type(_BASELINE).blocks["indicator"].fields
    except (ProjectError, KeyError):
        return
    yield from (f"{code}.{fields[name].code}" for name, text in said.items() if text and name in fields)
