"""Room to write in on the pages of the team’s conclusions, estimated in lines of text.

Each indicator begins a page. If its cards leave much of the page free, their answers get more room.
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
MOST, MUCH, SOME = "most", "much", "some"
ROOMS: Final = {MOST: 25, MUCH: 17, SOME: 8}
"""Lines that each amount of room adds to the card of a finding."""
HEADING, FINDING, ADVICE = 5, 9, 7
"""Lines of headings and borders above an indicator's cards, in a finding and in a recommendation."""
CROWD: Final = 4
"""Number of recommendations that fill a page without more room."""
_OPTIONS: Final = {"kind": 3, "state": 5, "judgement": 3, "priority": 3}
"""Number of options that an unanswered choice shows."""
_STATEMENT, _TEXT, _NARROW = 72, 42, 36
"""Characters in a line of a statement, of a finding and of a recommendation."""


def count_lines(text: str, width: int) -> int:
    """Return how many lines ``text`` fills if each of them has ``width`` characters."""
    return sum(ceil(len(each) / width) or 1 for each in text.splitlines()) or 1


def give_room(
    report: FeedbackReport, indicator: Block, cards: Sequence[tuple[Block, Sequence[Block]]]
) -> None:
    """Set ``room`` in ``indicator``, and in the finding and the recommendations of each of its ``cards``.

    ``room`` is “most”, “much”, “some” or "". A finding gets more room if it is alone on its page.
    Recommendations that surely do not fit below their finding begin a new page together (``own_page``), and
    get more room unless they fill it.
    """
    judged = report.judgements.get(indicator.code, IndicatorJudgement())
    closing = max(_count_choice("judgement", judged.judgement), _count_text(judged.flexible_reading, _NARROW))
    used = HEADING + count_lines(str(indicator["statement"]), _STATEMENT)
    pages: list[list[Block]] = [[]]
    free = [PAGE - used]
    for number, (finding, advice) in enumerate(cards, 1):
        height = _measure_finding(report, finding) + (closing if number == len(cards) else 0)
        if height > free[-1] and pages[-1]:
            pages.append([])
            free.append(PAGE)
        pages[-1].append(finding)
        free[-1] -= height
        height = sum(_measure_advice(report, each) for each in advice)
        if height > free[-1] + SLACK:
            advice[0]["own_page"] = True
            for each in advice:
                each["room"] = MOST if len(advice) == 1 else MUCH if len(advice) < CROWD else ""
            pages.append([])
            free.append(PAGE)
        free[-1] -= height
    for blocks, left in zip(pages, free, strict=True):
        if len(blocks) == 1:
            blocks[0]["room"] = choose_room(left)
    indicator["room"] = cards[-1][0]["room"]


def choose_room(free: int) -> str:
    """Return the amount of room for a card on a page with ``free`` lines."""
    return next((name for name, lines in ROOMS.items() if free >= lines), "")


def _measure_finding(report: FeedbackReport, block: Block) -> int:
    found = report.findings.get(block.code)
    text = _count_text(found.text if found else None, _TEXT)
    obstacles = sum(count_lines(each.text, _TEXT) for each in found.obstacles) if found else 1
    return (
        FINDING
        + max(2, text, _count_choice("kind", found and found.kind))
        + sum(max(2, count_lines(each["text"].text, _TEXT)) for each in block["boxes"])
        + max(2, obstacles, _count_choice("state", found and found.state))
    )


def _measure_advice(report: FeedbackReport, block: Block) -> int:
    found = report.recommendations.get(block.code)
    text = _count_text(found.text if found else None, _NARROW)
    return ADVICE + max(2, text, _count_choice("priority", found and found.priority))


def _count_text(text: object, width: int) -> int:
    return count_lines(getattr(text, "text", ""), width)


def _count_choice(name: str, value: object) -> int:
    return 1 if value else _OPTIONS[name]
