"""Pages of the team’s conclusions: their room, estimated in points, and the cards that begin a new page.

Short cards share a page. No finding is split between pages, and its recommendations stay below it if they
fit.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any, Final

from assembler.model.review.feedback import FeedbackReport, IndicatorJudgement
from assembler.views.block import Block

PAGE: Final = 712
"""Room on a page, in points, with some left over, as languages and answers differ."""
_LESS: Final = 16
"""By how much less a page holds in large print, whose letters grow a little more than its sheet."""
_LESS_SHARED: Final = 40
"""How much of a page that cards share stays free in large print."""
_RESERVE: Final = 40
"""Height that the boxes leave free on a page that several cards share.

If a longer language needs more, the last card still fits.
"""
TITLE: Final = 40
"""Height of the heading above the first indicator of a group."""
_HEADING, _FINDING, _EVIDENCE, _ADVICE = 50, 62, 20, 64
"""Heights of borders, headings and gaps: of an indicator, a finding, its evidence, and a recommendation."""
_JUDGED, _TEXT_BOX, _DETAILS = 28, 50, 40
"""Least heights of the boxes for a judgement, a text, and what belongs to a finding."""
STEPS: Final = (80, 110, 140, 170)
"""Heights to which the box for the text of a finding grows where its page has room."""
_MOST_DETAILS: Final = STEPS[1]
"""Height to which the box for its details grows."""
_SPARE: Final = 100
"""Empty height, at most, below a text that is already written."""
_LINE, _PADDING = 13, 7
"""Height of a line in a box, and the space around its text."""
_LABEL_LINE, _STATEMENT_LINE, _RECORD_LINE, _RECORD = 17, 14, 12, 9
_OPTIONS: Final = {"kind": 3, "state": 5, "judgement": 3, "priority": 3}
"""Number of options that an unanswered choice shows."""
_LABEL, _STATEMENT, _TEXT, _NARROW, _RECORD_TEXT = 58, 84, 45, 40, 52
"""Characters in a line of a label, a statement, a finding, a recommendation, and an evidence record."""

ROOMS: Final = ("text_room", "details_room")
"""Names of the steps of the box for the text of a finding, and of the box for its details."""

Section = dict[str, Any]
"""Judgement and cards on one indicator, or cards without an indicator."""


def count_lines(text: str, width: int) -> int:
    """Return how many lines ``text`` fills if each of them has ``width`` characters."""
    return sum(ceil(len(each) / width) or 1 for each in text.splitlines()) or 1


def set_page_breaks(
    report: FeedbackReport, sections: Sequence[Section], *, large_print: bool = False
) -> None:
    """Set ``own_page`` in the sections, cards and recommendations of a group that begin a new page.

    A section begins a page if its first card does not fit below the previous section. Below recommendations
    alone, it is enough that its finding fits. Recommendations that do not fit below their finding begin a
    page together. The room that is left on a page is given to the boxes of its findings in equal steps,
    counted in ``text_room`` and ``details_room``.
    """
    room = PAGE - (_LESS if large_print else 0)
    margin = _LESS_SHARED if large_print else 0
    page = _Page(room, TITLE)
    for number, section in enumerate(sections):
        above = sum(_measure_indicator(report, each) for each in section["indicators"])
        for card in section["cards"]:
            finding = above + sum(_measure_finding(report, each) for each in card["findings"])
            advice = sum(_measure_advice(report, each) for each in card["advice"])
            together = finding + advice
            wanted = together + margin if page.findings and together <= room else finding
            if (number or not above) and wanted > page.free:
                (section if above else card)["own_page"] = True
                page = page.turn(report, margin)
            page.add(finding, card["findings"])
            if card["advice"] and advice > page.free:
                card["advice"][0]["own_page"] = True
                page = page.turn(report, margin)
            page.add(advice)
            above = 0
    page.turn(report, margin)


class _Page:
    """A page: the room left on it, and the findings that it shows."""

    def __init__(self, room: int, title: int = 0) -> None:
        self.free = room - title
        self.findings: list[Block] = []
        self._room = room
        self._parts = 0

    def add(self, height: int, findings: Sequence[Block] = ()) -> None:
        """Place ``findings``, or the recommendations of a card, on the page."""
        self.free -= height
        self.findings += findings
        self._parts += height > 0

    def turn(self, report: FeedbackReport, margin: int) -> _Page:
        """Raise the boxes of all findings step by step while the page has room, and return the next page.

        A box with text is raised only to a little more than its text. On a page that cards share, the
        reserve and ``margin`` stay free.
        """
        free = self.free - (_RESERVE + margin if self._parts > 1 else 0)
        boxes = [
            (each, room, height, limit)
            for each in self.findings
            for room, height, limit in zip(
                ROOMS, _measure_boxes(report, each), _limit_boxes(report, each), strict=True
            )
        ]
        for step, height in enumerate(STEPS, start=1):
            before = STEPS[step - 2] if step > 1 else 0
            for block, room, least, limit in boxes:
                cost = max(least, height) - max(least, before)
                if block[room] == step - 1 and cost <= free and height <= limit:
                    block[room] = step
                    free -= cost
        return _Page(self._room)


def _limit_boxes(report: FeedbackReport, block: Block) -> tuple[int, int]:
    """Return the height to which each of the two boxes of a finding may grow."""
    text, _ = _measure_boxes(report, block)
    return (text + _SPARE if block.code in report.findings else STEPS[-1], _MOST_DETAILS)


def _measure_indicator(report: FeedbackReport, block: Block) -> int:
    judged = report.judgements.get(block.code, IndicatorJudgement())
    return (
        _HEADING
        + _LABEL_LINE * count_lines(str(block["label"]), _LABEL)
        + _STATEMENT_LINE * count_lines(str(block["statement"]), _STATEMENT)
        + max(
            _JUDGED,
            _measure_choice("judgement", judged.judgement),
            _measure_text(judged.flexible_reading, _NARROW),
        )
    )


def _measure_finding(report: FeedbackReport, block: Block) -> int:
    records = [
        max(2, count_lines(f"{each['key']} {each['text'].text}", _RECORD_TEXT)) for each in block["boxes"]
    ]
    evidence = sum(_RECORD_LINE * each + _RECORD for each in records)
    return _FINDING + sum(_measure_boxes(report, block)) + (_EVIDENCE if records else 0) + evidence


def _measure_boxes(report: FeedbackReport, block: Block) -> tuple[int, int]:
    """Return the heights of the row for the text of a finding, and of the row for its details."""
    found = report.findings.get(block.code)
    obstacles = sum(count_lines(each.text, _TEXT) for each in found.obstacles) if found else 1
    text = _measure_text(found.text if found else None, _TEXT)
    return (
        max(_TEXT_BOX, text, _measure_choice("kind", found and found.kind)),
        max(_DETAILS, _LINE * obstacles + _PADDING, _measure_choice("state", found and found.state)),
    )


def _measure_advice(report: FeedbackReport, block: Block) -> int:
    found = report.recommendations.get(block.code)
    text = _measure_text(found.text if found else None, _NARROW)
    return _ADVICE + _JUDGED + max(_TEXT_BOX, text, _measure_choice("priority", found and found.priority))


def _measure_text(text: object, width: int) -> int:
    return _LINE * count_lines(getattr(text, "text", ""), width) + _PADDING


def _measure_choice(name: str, value: object) -> int:
    return _LINE * (1 if value else _OPTIONS[name]) + _PADDING
