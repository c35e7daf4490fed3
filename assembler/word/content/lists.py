"""The ``w:num`` of answers: which number a list item carries, and fresh numbers for a document's lists.

Word counts on through all paragraphs of one ``w:num``, so each numbered list needs one of its own that starts
anew on every level (ECMA-376 part 1, 17.9.15 and 17.9.26). Only strings: this runs for every document.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from assembler.model.types.rich_text import MAX_LEVEL, Block, BlockKind

BULLETS: Final = 9001
"""The ``w:numId`` of all bulleted answers; ``rich_numbering`` puts it into a template."""
NUMBERS: Final = 9002
"""The ``w:numId`` whose look all numbered answers share; each list's own number is higher."""

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ANEW: Final = "".join(
    f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>'
    for level in range(MAX_LEVEL + 1)
)


class ListNumbers:
    """Which ``w:numId`` the items of one answer carry; ``new_list`` gives the number of a fresh list."""

    __slots__ = ("_new_list", "_open")

    def __init__(self, new_list: Callable[[], int]) -> None:
        self._new_list = new_list
        self._open: list[tuple[BlockKind, int]] = []

    def properties(self, block: Block) -> str:
        """The ``w:numPr`` of the next block of the answer; empty for a paragraph, which ends all lists."""
        if block.kind is BlockKind.PARAGRAPH:
            self._open.clear()
            return ""
        number = self._number(block)
        return f'<w:numPr><w:ilvl w:val="{block.level}"/><w:numId w:val="{number}"/></w:numPr>'

    def _number(self, block: Block) -> int:
        """The list goes on, or lies within a numbered one (Word counts levels anew), or is fresh."""
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


def numbering_with_lists(numbering: bytes, lists: int) -> bytes:
    """A part that ``with_answer_lists`` made, with numbers for that many lists; ValueError for another."""
    mark = rb'<w:num [^>]*w:numId="%d"[^>]*>\s*<w:abstractNumId w:val="(\d+)"'
    found = re.search(mark % NUMBERS, numbering)
    if found is None:
        raise ValueError("the template was not prepared: its numbering has no answer lists")
    fresh = "".join(number_xml(NUMBERS + at, found[1].decode(), _ANEW) for at in range(1, lists + 1))
    cleanup = numbering.rfind(b"<w:numIdMacAtCleanup")
    at = cleanup if cleanup >= 0 else numbering.rfind(b"</w:numbering>")
    return numbering[:at] + fresh.encode() + numbering[at:]


def number_xml(number: int, look: str, more: str = "") -> str:
    """A ``w:num`` with the look of that id; it declares its own namespace."""
    return f'<w:num xmlns:w="{_W}" w:numId="{number}"><w:abstractNumId w:val="{look}"/>{more}</w:num>'
