"""Widths of messages in template cells, for translators and for checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from assembler.model.messages import markup
from assembler.model.messages.message import Message
from assembler.structs import replace
from assembler.word.package.package import Package
from assembler.word.style.cell_fit import CellText, find_cell_texts

NARROW = 20
"""Maximum number of characters per line in a narrow cell; long Finnish words have that many."""
_IN_CELLS = frozenset({"cell", "header row"})
_USUAL_LETTERS = "en er in de an st te re"
"""Sample of letters that are frequent in the documents' languages; its width serves to measure a line."""

Cells = Mapping[str, tuple[CellText, ...]]


def find_cells(package: Package) -> dict[str, tuple[CellText, ...]]:
    """Map each message to the cells that contain it; cells with automatic width are ignored."""
    found: dict[str, tuple[CellText, ...]] = {}
    for each in find_cell_texts(package):
        if each.room > 0:
            found[each.message] = (*found.get(each.message, ()), each)
    return found


def add_width(message: Message, cells: Cells) -> Message:
    """Return ``message`` with the number of characters per line in its narrowest cell, if that is narrow."""
    width = min((_count_characters(each) for each in cells.get(message.id, ())), default=NARROW + 1)
    if width > NARROW:
        return message
    spots = (replace(spot, width=width) if spot.kind in _IN_CELLS else spot for spot in message.spots)
    return replace(message, spots=tuple(spots))


def _count_characters(cell: CellText) -> int:
    return int(cell.room / cell.format.measure_width(_USUAL_LETTERS) * len(_USUAL_LETTERS))


def find_overflows(cells: Iterable[CellText], text: str) -> Iterator[dict[str, str]]:
    """Yield the fields of ``too-wide-word`` for each word in the translation ``text`` that a cell would
    break.
    """
    words = markup.plain_text(text)
    for cell in cells:
        for each in cell.find_broken_words(words):
            yield {
                "word": each.word,
                "needed": str(each.needs),
                "available": str(each.room),
                "cell": cell.where,
            }
