"""Short cards share a page; recommendations stay together, below their finding or on a page of their own."""

from __future__ import annotations

from typing import Any

import pytest

from assembler.model.review.feedback import FeedbackReport, ReviewFinding
from assembler.model.types.values import RichText, Text
from assembler.views.block import Block
from assembler.views.conclusion_page_breaks import STEPS, count_lines, set_page_breaks

LONG = "The council asked for fewer goals that can be measured. " * 3


def build_card(key: str, evidence: int, advice: int = 0) -> dict[str, Any]:
    boxes = [
        Block("support", f"{key}.I1-{number}", key=f"I1-{number}", text=Text(text=LONG))
        for number in range(evidence)
    ]
    return {
        "findings": [Block("finding", key, boxes=boxes, text_room=0, details_room=0)],
        "advice": [Block("advice", f"R{number:02}", own_page=False) for number in range(1, advice + 1)],
        "own_page": False,
    }


def place(*cards: dict[str, Any], report: FeedbackReport | None = None) -> list[dict[str, Any]]:
    """Return a section for each card, with its page breaks."""
    sections: list[dict[str, Any]] = [
        {
            "indicators": [Block("indicator", "GG/A/1", label="Plan", statement="There is a plan.")],
            "cards": [card],
            "own_page": False,
        }
        for card in cards
    ]
    set_page_breaks(report or FeedbackReport(), sections)
    return sections


def list_breaks(card: dict[str, Any]) -> list[bool]:
    return [each["own_page"] for each in card["advice"]]


@pytest.mark.parametrize("count", [1, 2, 4])
def test_recommendations_that_do_not_fit_begin_a_page_together(count: int) -> None:
    card = build_card("F01", 7, count)
    place(card)
    assert list_breaks(card) == [True, *[False] * (count - 1)]


def test_recommendations_below_a_short_finding_stay_there() -> None:
    card = build_card("F01", 1, 1)
    place(card)
    assert list_breaks(card) == [False]


def test_two_short_sections_share_a_page_and_the_third_begins_one() -> None:
    sections = place(*(build_card(f"F{number:02}", 0) for number in range(1, 4)))
    assert [each["own_page"] for each in sections] == [False, False, True]


def list_rooms(sections: list[dict[str, Any]]) -> list[tuple[int, int]]:
    findings = [section["cards"][0]["findings"][0] for section in sections]
    return [(each["text_room"], each["details_room"]) for each in findings]


def test_the_boxes_of_a_finding_alone_on_its_page_are_roomy() -> None:
    sections = place(build_card("F01", 1), build_card("F02", 9))
    assert list_rooms(sections) == [(len(STEPS), 2), (0, 0)]


def test_a_finding_that_is_already_written_keeps_room_for_a_change_below_its_text() -> None:
    written = FeedbackReport(findings={"F01": ReviewFinding(text=RichText(text="Short."))})
    assert list_rooms(place(build_card("F01", 1), report=written)) == [(3, 2)]


def test_findings_on_a_page_share_its_free_height_evenly() -> None:
    sections = place(*(build_card(f"F{number:02}", 0) for number in range(1, 3)))
    rooms = {step for rooms in list_rooms(sections) for step in rooms}
    assert max(rooms) - min(rooms) <= 1


def test_boxes_leave_a_reserve_on_a_page_that_cards_share() -> None:
    pages = [[build_card(f"F{number:02}", 0) for number in range(1, 3)] for _ in range(2)]
    shared = sum(step for rooms in list_rooms(place(*pages[0])) for step in rooms)
    alone = sum(step for card in pages[1] for rooms in list_rooms(place(card)) for step in rooms)
    assert 0 < shared < alone


def test_large_print_leaves_more_room_on_a_page_that_sections_share() -> None:
    breaks = {}
    for large in (False, True):
        sections = place(build_card("F01", 0), build_card("F02", 0))
        for section in sections:
            section["own_page"] = False
        set_page_breaks(FeedbackReport(), sections, large_print=large)
        breaks[large] = [each["own_page"] for each in sections]
    assert breaks == {False: [False, False], True: [False, True]}


def test_lines_are_counted_for_each_paragraph() -> None:
    assert [count_lines(text, 10) for text in ("", "Short", "A text of 20 letters", "One\n\nTwo")] == [
        1,
        1,
        2,
        3,
    ]
