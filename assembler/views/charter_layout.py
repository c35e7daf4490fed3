"""Font sizes of the charter page: the largest of four steps at which the text fits on its sheet.

A view cannot measure text. It estimates lines from the number of characters, in points of the house style
`plain`; the other house styles keep its proportions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import ceil
from typing import Any, Final

from assembler.structs import Struct

SHEET: Final = 694.0
"""Height that the text may fill: 96 percent of the sheet between its margins."""
TEXT_WIDTH: Final = 482.0
COLUMN_WIDTH: Final = 232.0
SIGNATURE_WIDTH: Final = 478.0
CHARACTER: Final = 0.435
"""Mean width of a character, with spaces, as a share of the font size."""
LAST_LATIN: Final = "\u024f"
GREEK: Final = 0.07
"""How much wider Greek letters are than Latin ones, as a share of their width."""
LINE: Final = 1.22
"""Height of a line, as a share of the font size."""


class _Step(Struct, frozen=True):
    """Font sizes of the opening, the text and the commitments, each with the space after a paragraph."""

    name: str
    opening: tuple[float, float]
    text: tuple[float, float]
    commitment: tuple[float, float]
    leading: float = 1.0


STEPS: Final = (
    _Step("wide", (12.5, 9), (11, 6.5), (10.5, 5), leading=1.1),
    _Step("plain", (11, 5), (10, 3.5), (10, 2.5)),
    _Step("snug", (10, 3), (9.5, 2), (9.5, 1.2)),
    _Step("close", (9, 2), (9, 1), (9, 0.5)),
)


def choose_step(names: Mapping[str, Any]) -> str:
    """Return the name of the largest step at which the text, with any signatures on its sheet, fits."""
    fixed = _estimate_frame(names) + (0 if names["own_sheet"] else _estimate_signatures(names))
    fitting = (step.name for step in STEPS if fixed + _estimate_text(names, step) <= SHEET)
    return next(fitting, STEPS[-1].name)


def _estimate_text(names: Mapping[str, Any], step: _Step) -> float:
    """Return the height of the opening, the preamble, the commitments and the delivery."""
    opening = _estimate([names["initial"] + names["opening"]["text"]], *step.opening, step.leading)
    texts = [each["text"] for each in (*names["preamble"], *names["delivery"])]
    rows = 0.0
    for row in names["role_rows"]:
        columns = ([each["text"] for each in role["commitments"]] for role in row.values())
        heights = (_estimate(each, *step.commitment, step.leading, COLUMN_WIDTH) for each in columns)
        rows += max(heights) + 22
    return opening + _estimate(texts, *step.text, step.leading) + rows


def _estimate_frame(names: Mapping[str, Any]) -> float:
    """Return the height of titles, the heading of the commitments, and the colophon."""
    notes = [f"{each['mark']} {each['text']}" for each in names["notes"]]
    lines = ["", *[""] * bool(names["new"]), *[""] * bool(names["example"])]
    return 30 + 29 + 22 + 8 + _estimate([*notes, *lines], 10, 1, 0.95)


def _estimate_signatures(names: Mapping[str, Any]) -> float:
    """Return the height of the signature of one city, or of the rows of several cities."""
    if names["alone"]:
        return 10 + 20 + 36 + 12.5 * _count_lines(names["alone"])
    line = 30 if names["tall"] else 14.5
    rows = sum(
        15.5 + line + 5 + 10.4 * max(_count_lines(each, names["abreast"]) for each in row["blocks"])
        for row in names["rows"]
    )
    return 20 + 11 * bool(any(names["ceremony"].values())) + 11 * bool(names["signatory_count"]) + rows


def _count_lines(block: Mapping[str, Any], abreast: int = 1) -> int:
    """Return the number of lines below the signature of a city."""
    if not block["shown"]:
        return 0
    place = f"{block['place']}{block['after_place']}{block['signed']}"
    decision = f"Council decision {block['decision_number']}, {block['decided']}" if block["decided"] else ""
    texts = (block["name"], block["office"], block["event"], place, decision, "open" if block["open"] else "")
    width = SIGNATURE_WIDTH / abreast
    return sum(_wrap(getattr(text, "text", text), 9, width) for text in texts if text)


def _estimate(
    texts: Iterable[str], size: float, after: float, leading: float = 1.0, width: float = TEXT_WIDTH
) -> float:
    """Return the height of paragraphs in one font size, including the space after each."""
    return sum(_wrap(text, size, width) * size * LINE * leading + after for text in texts)


def _wrap(text: str, size: float, width: float) -> int:
    """Return the number of lines that ``text`` takes.

    >>> _wrap("", 10, 482), _wrap("We report every two years. " * 5, 10, 482)
    (1, 2)
    """
    wide = sum(letter > LAST_LATIN for letter in text) * GREEK
    return max(1, ceil((len(text) + wide) * size * CHARACTER / width))
