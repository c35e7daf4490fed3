"""Numbering of the lists in answers: a ``w:num`` for each numbered list in the answers of a document.

Word continues the numbers of all paragraphs with the same ``w:num``, so each numbered list needs its own,
which restarts every level (ECMA-376 part 1, 17.9.15 and 17.9.26). This module works on strings, because it
runs for every document.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from assembler.model.types.rich_text import MAX_LEVEL, Block, BlockKind

BULLETS: Final = 9001
"""``w:numId`` of all bulleted answers. ``list_definitions`` adds it to a template."""
NUMBERS: Final = 9002
"""``w:numId`` whose definition all numbered answers share. Each list has its own, higher ``w:numId``."""

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RESTARTS: Final = "".join(
    f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>'
    for level in range(MAX_LEVEL + 1)
)


class ListNumbers:
    """Numbering of the lists in one answer.

    ``new_list`` returns the ``w:numId`` of a new list.
    """

    __slots__ = ("_new_list", "_open")

    def __init__(self, new_list: Callable[[], int]) -> None:
        self._new_list = new_list
        self._open: list[tuple[BlockKind, int]] = []

    def build_properties(self, block: Block) -> str:
        """Return the ``w:numPr`` of the next block, or an empty string if the block is a paragraph.

        A paragraph ends all lists.
        """
        if block.kind is BlockKind.PARAGRAPH:
            self._open.clear()
            return ""
        number = self._choose_number(block)
        return f'<w:numPr><w:ilvl w:val="{block.level}"/><w:numId w:val="{number}"/></w:numPr>'

    def _choose_number(self, block: Block) -> int:
        """Return the ``w:numId`` of the list to which a list item belongs.

        All bulleted lists share ``BULLETS``. A numbered list inside a numbered list shares the ``w:numId`` of
        the outer list, because Word counts each level separately. Any other numbered list has a new one.
        """
        del self._open[block.level + 1 :]
        if len(self._open) > block.level and self._open[block.level][0] is block.kind:
            return self._open[block.level][1]
        del self._open[block.level :]
        if block.kind is BlockKind.BULLET:
            number = BULLETS
        elif self._open and self._open[-1][0] is BlockKind.NUMBER:
            number = self._open[-1][1]
        else:
            number = self._new_list()
        self._open.append((block.kind, number))
        return number


def add_list_numbers(numbering: bytes, lists: int) -> bytes:
    """Return the numbering part with ``lists`` new ``w:num`` elements, one for each new list.

    Raises ValueError if the part was not prepared with ``add_answer_lists``.
    """
    pattern = rb'<w:num [^>]*w:numId="%d"[^>]*>\s*<w:abstractNumId w:val="(\d+)"'
    match = re.search(pattern % NUMBERS, numbering)
    if match is None:
        raise ValueError("the template was not prepared: its numbering part defines no lists for answers")
    numbers = range(NUMBERS + 1, NUMBERS + lists + 1)
    elements = "".join(build_number(number, match[1].decode(), _RESTARTS) for number in numbers)
    cleanup = numbering.rfind(b"<w:numIdMacAtCleanup")
    end = cleanup if cleanup >= 0 else numbering.rfind(b"</w:numbering>")
    return numbering[:end] + elements.encode() + numbering[end:]


def build_number(number: int, abstract: str, more: str = "") -> str:
    """Return the ``w:num`` with the id ``number``, for the ``w:abstractNum`` with the id ``abstract``.

    The element declares its namespace. ``more`` is the XML of its remaining content.
    """
    return f'<w:num xmlns:w="{_W}" w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{more}</w:num>'
