"""Answers get more room where a page of the team's conclusions has it, and recommendations stay together."""

from __future__ import annotations

import pytest

from assembler.model.review.feedback import FeedbackReport
from assembler.model.types.values import Text
from assembler.views.answer_room import MOST, MUCH, SOME, count_lines, give_room
from assembler.views.block import Block

LONG = "The council asked for fewer goals that can be measured. " * 3


def build_card(key: str, evidence: int, advice: int = 0) -> tuple[Block, list[Block]]:
    boxes = [Block("support", f"{key}.I1-{number}", text=Text(text=LONG)) for number in range(evidence)]
    return (
        Block("finding", key, boxes=boxes, room=""),
        [Block("advice", f"R{number:02}", room="", own_page=False) for number in range(1, advice + 1)],
    )


def give(*cards: tuple[Block, list[Block]]) -> Block:
    indicator = Block("indicator", "GG/A/1", statement="There is a plan.")
    give_room(FeedbackReport(), indicator, cards)
    return indicator


@pytest.mark.parametrize(("evidence", "room"), [(0, MOST), (2, MUCH), (4, SOME), (7, "")])
def test_a_finding_gets_the_room_that_its_evidence_leaves(evidence: int, room: str) -> None:
    card = build_card("F01", evidence)
    assert give(card)["room"] == card[0]["room"] == room


def test_two_findings_on_a_page_get_no_room() -> None:
    first, second = build_card("F01", 0), build_card("F02", 0)
    assert [give(first, second)["room"], first[0]["room"], second[0]["room"]] == ["", "", ""]


def test_a_finding_on_a_page_of_its_own_gets_room_there() -> None:
    first, second = build_card("F01", 7), build_card("F02", 0)
    assert [give(first, second)["room"], first[0]["room"], second[0]["room"]] == [MOST, "", MOST]


@pytest.mark.parametrize(("count", "room"), [(1, MOST), (2, MUCH), (4, "")])
def test_recommendations_that_do_not_fit_begin_a_page_together(count: int, room: str) -> None:
    card = build_card("F01", 7, count)
    give(card)
    assert [each["own_page"] for each in card[1]] == [True, *[False] * (count - 1)]
    assert {each["room"] for each in card[1]} == {room}


def test_recommendations_below_a_short_finding_stay_there() -> None:
    card = build_card("F01", 1, 1)
    give(card)
    assert not card[1][0]["own_page"] and card[1][0]["room"] == ""


def test_lines_are_counted_for_each_paragraph() -> None:
    assert [count_lines(text, 10) for text in ("", "Short", "A text of 20 letters", "One\n\nTwo")] == [
        1,
        1,
        2,
        3,
    ]
