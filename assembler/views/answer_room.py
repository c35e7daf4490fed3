"""Room on the pages of the team’s conclusions, estimated in lines of text.

Each indicator begins a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Final

from assembler.model.review.feedback import FeedbackReport, IndicatorJudgement
from assembler.views.block import Block

PAGE: Final = 51
SLACK: Final = 6
"""Lines on a page, and how many more may fit, as languages and answers differ."""
HEADING, FINDING, ADVICE = 7, 7, 7
"""Lines of headings and borders above an indicator's cards, in a finding and in a recommendation."""
JUDGED, TEXT, DETAILS = 3, 5, 4
"""Lines that the boxes of a judgement, of a text and of what belongs to a finding have room for."""
_OPTIONS: Final = {"kind": 3, "state": 5, "judgement": 3, "priority": 3}
"""Number of options that an unanswered choice shows."""
_STATEMENT, _TEXT, _NARROW = 72, 42, 36
"""Characters in a line of a statement, of a finding and of a recommendation."""


def count_lines(text: str, width: int) -> int:
    """Return how many lines ``text`` fills if each of them has ``width`` characters."""
    return sum(ceil(len(each) / width) or 1 for each in text.splitlines()) or 1


def place_advice(
    report: FeedbackReport, indicator: Block, cards: Sequence[tuple[Block, Sequence[Block]]]
) -> None:
    """Set ``own_page`` in the first recommendation of each card if they do not fit below its finding.

    They begin a new page together.
    """
    judged = report.judgements.get(indicator.code, IndicatorJudgement())
    judgement = max(
        _count_choice("judgement", judged.judgement), _count_text(judged.flexible_reading, _NARROW)
    )
    free = PAGE - HEADING - count_lines(str(indicator["statement"]), _STATEMENT) - max(JUDGED, judgement)
    for number, (finding, advice) in enumerate(cards):
        height = _measure_finding(report, finding)
        if number and height > free:
            free = PAGE
        free -= height
        height = sum(_measure_advice(report, each) for each in advice)
        if height > free + SLACK:
            advice[0]["own_page"] = True
            free = PAGE
        free -= height


def _measure_finding(report: FeedbackReport, block: Block) -> int:
    found = report.findings.get(block.code)
    text = _count_text(found.text if found else None, _TEXT)
    obstacles = sum(count_lines(each.text, _TEXT) for each in found.obstacles) if found else 1
    return (
        FINDING
        + max(TEXT, text, _count_choice("kind", found and found.kind))
        + sum(max(2, count_lines(each["text"].text, _TEXT)) for each in block["boxes"])
        + max(DETAILS, obstacles, _count_choice("state", found and found.state))
    )


def _measure_advice(report: FeedbackReport, block: Block) -> int:
    found = report.recommendations.get(block.code)
    text = _count_text(found.text if found else None, _NARROW)
    return ADVICE + max(TEXT, text, _count_choice("priority", found and found.priority))


def _count_text(text: object, width: int) -> int:
    return count_lines(getattr(text, "text", ""), width)


def _count_choice(name: str, value: object) -> int:
    return 1 if value else _OPTIONS[name]
