"""Pages of the baseline report: the indicators whose answers fill two pages.

The room that the answers take is estimated in points. Their second page begins with who is responsible,
so that neither page is nearly empty.
"""

from __future__ import annotations

from typing import Final

from assembler.model.review.baseline import Evidence, Responsible, SelfAssessment
from assembler.model.types.values import Text
from assembler.views.conclusion_page_breaks import count_lines

PAGE: Final = 704
"""Room on a page, in points, with some left over, as languages and house styles differ."""
_FRAME: Final = 224
"""Height of everything above the responsibilities except the statement, the help and the answers."""
_CAPTIONS: Final = 72
"""Height of the captions and header rows of the responsibilities and the evidence."""
_BOXES: Final = {"ambition": 28, "achievement": 36, "weak_points": 28, "how": 23, "why": 23, "who": 23}
"""Least heights of the boxes for answers."""
_LINE, _CELL_LINE, _STATEMENT_LINE, _HELP_LINE, _PADDING = 12.6, 11.6, 14.2, 11.5, 7
"""Heights of lines in a box, in a list, of the statement and of the help, and the space around a text."""
_ANSWER, _STATEMENT, _HELP, _POSITION, _TITLE = 94, 86, 106, 21, 29
"""Characters in a line of an answer, the statement, the help, a position, and a title or an address."""


def fills_two_pages(answers: SelfAssessment, statement: str, notes: str) -> bool:
    """Return whether the answers on an indicator take two pages, with the responsibilities on the second.

    This is not so if even what stands above the responsibilities does not fit on the first page.
    """
    above = _FRAME + _STATEMENT_LINE * count_lines(statement, _STATEMENT)
    above += _PADDING + _HELP_LINE * count_lines(notes, _HELP)
    above += sum(
        max(least, _measure_text(getattr(answers, name), _ANSWER, _LINE)) for name, least in _BOXES.items()
    )
    below = _CAPTIONS + _measure_responsible(answers.political) + _measure_responsible(answers.operational)
    below += sum(_measure_evidence(each) for each in answers.evidence) + 2 * _CELL_LINE + _PADDING
    return above <= PAGE < above + below


def _measure_responsible(responsible: Responsible) -> float:
    cells = responsible.office, responsible.unit, responsible.person
    return max(_measure_text(each, _POSITION, _LINE) for each in cells)


def _measure_evidence(evidence: Evidence) -> float:
    lines = count_lines(evidence.title.text, _TITLE) + count_lines(evidence.link or "", _TITLE)
    return _CELL_LINE * lines + _PADDING


def _measure_text(text: Text | None, width: int, line: float) -> float:
    return line * count_lines(text.text if text else "", width) + _PADDING
