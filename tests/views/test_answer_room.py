"""Recommendations stay together, below their finding or on a page of their own."""

from __future__ import annotations

import pytest

from assembler.model.review.feedback import FeedbackReport
from assembler.model.types.values import Text
from assembler.views.answer_room import count_lines, place_advice
from assembler.views.block import Block

LONG = "The council asked for fewer goals that can be measured. " * 3


def build_card(key: str, evidence: int, advice: int = 0) -> tuple[Block, list[Block]]:
    boxes = [Block("support", f"{key}.I1-{number}", text=Text(text=LONG)) for number in range(evidence)]
    return (
        Block("finding", key, boxes=boxes),
        [Block("advice", f"R{number:02}", own_page=False) for number in range(1, advice + 1)],
    )


def place(card: tuple[Block, list[Block]]) -> list[bool]:
    indicator = Block("indicator", "GG/A/1", statement="There is a plan.")
    place_advice(FeedbackReport(), indicator, [card])
    return [each["own_page"] for each in card[1]]


@pytest.mark.parametrize("count", [1, 2, 4])
def test_recommendations_that_do_not_fit_begin_a_page_together(count: int) -> None:
    assert place(build_card("F01", 7, count)) == [True, *[False] * (count - 1)]


def test_recommendations_below_a_short_finding_stay_there() -> None:
    assert place(build_card("F01", 1, 1)) == [False]


def test_lines_are_counted_for_each_paragraph() -> None:
    assert [count_lines(text, 10) for text in ("", "Short", "A text of 20 letters", "One\n\nTwo")] == [
        1,
        1,
        2,
        3,
    ]
