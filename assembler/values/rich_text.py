"""Rich text: conversion between the Markdown subset of records and blocks.

The subset consists of paragraphs, ``**bold**``, ``*italic*``, ``[links](address)``, hard line breaks, and
bulleted and numbered lists nested three deep. A backslash or two spaces at the end of a line mark a hard line
break. Anything else, such as headings, tables, HTML, images or code, is literal text.

A CommonMark parser is not suitable. It lets a star begin or end emphasis only next to certain characters
(spec 0.31.2, "left-flanking"), so it does not accept ``a**"b"**c``, but in Word any characters can be bold.
It would also recognise headings and tables. Where CommonMark can express something, the output is valid
CommonMark, which a test verifies with another parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from assembler.model.types.rich_text import Block, BlockKind, normalise
from assembler.structs import Struct, field
from assembler.values.markdown.reader import read_runs
from assembler.values.markdown.writer import write_runs

_MARKER = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[-+*]|(?P<number>\d{1,9})[.)])[ \t]+(?=[^ \t])")
_FOREIGN = re.compile(r"[#|>]|```|~~~|<[/!a-zA-Z]|[-=*_]{3,}$")


@lru_cache(maxsize=2048)
def to_blocks(markdown: str) -> tuple[Block, ...]:
    """Return the blocks of ``markdown``, normalised by ``model.types.rich_text.normalise``.

    No text is lost.

    >>> [(b.kind.value, b.level, b.text) for b in to_blocks("One\\n\\n- two\\n  1. *three*")]
    [('paragraph', 0, 'One'), ('bullet', 0, 'two'), ('number', 1, 'three')]
    """
    reader = _Reader()
    for line in markdown.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        reader.add_line(line.expandtabs(4) if line[:1] == "\t" else line)
    return normalise(
        Block(tuple(read_runs(part.join_lines())), part.kind, part.level) for part in reader.parts
    )


def to_markdown(blocks: Iterable[Block]) -> str:
    """Return ``blocks`` in canonical Markdown, without a trailing newline.

    Invariant: ``to_blocks(to_markdown(blocks)) == normalise(blocks)`` for any blocks.

    >>> from assembler.model.types.rich_text import Run
    >>> to_markdown([Block((Run("Plan "), Run("A*", bold=True)))])
    'Plan **A\\\\***'
    """
    lines: list[str] = []
    numbering = _Numbering()
    before: Block | None = None
    for block in normalise(blocks):
        if before and BlockKind.PARAGRAPH in (before.kind, block.kind):
            lines.append("")
        prefix = numbering.advance(block)
        text = write_runs(block.runs)
        lines.append(prefix + text.replace("\n", "\n" + " " * len(prefix)))
        before = block
    return "\n".join(lines)


class _Numbering(Struct):
    """The open list items, outermost first, each with its kind, the indent of its text and its number."""

    items: list[tuple[BlockKind, int, int]] = field(default_factory=list)

    def advance(self, block: Block) -> str:
        """Add ``block`` to the open items, and return its indent and marker.

        A paragraph ends all lists, and the result is then "".
        """
        if block.kind is BlockKind.PARAGRAPH:
            self.items.clear()
            return ""
        previous = self.items[block.level] if block.level < len(self.items) else None
        del self.items[block.level :]
        indent = self.items[-1][1] if self.items else 0
        number = previous[2] + 1 if previous and previous[0] is block.kind else 1
        marker = "- " if block.kind is BlockKind.BULLET else f"{number}. "
        self.items.append((block.kind, indent + len(marker), number))
        return " " * indent + marker


class _Part(Struct):
    """A block that is being read: its source lines, with their trailing spaces."""

    kind: BlockKind
    level: int
    lines: list[str]

    def join_lines(self) -> str:
        """Return the lines as one string, in which a newline is a hard break."""
        joined = ""
        for line, following in zip(self.lines, [*self.lines[1:], ""], strict=True):
            text, hard = _split_line_end(line)
            hard = hard or bool(_FOREIGN.match(line.rstrip()) or _FOREIGN.match(following.rstrip()))
            joined += text + ("\n" if hard else " ")
        return joined[:-1]


def _split_line_end(line: str) -> tuple[str, bool]:
    """Return the text of a line and whether it ends in a hard break.

    >>> _split_line_end("one\\\\"), _split_line_end("two  "), _split_line_end("three")
    (('one', True), ('two', True), ('three', False))
    """
    backslashes = len(line) - len(line.rstrip("\\"))
    if backslashes % 2:
        return line[:-1], True
    return line.rstrip(" \t"), line.endswith("  ")


class _Reader(Struct):
    """Reader of Markdown: the blocks read so far, and the indent and kind of each open list item."""

    parts: list[_Part] = field(default_factory=list)
    items: list[tuple[int, BlockKind]] = field(default_factory=list)
    after_blank: bool = True

    def add_line(self, line: str) -> None:
        """Add one line of the source."""
        if not line.strip(" \t"):
            self.after_blank = True
            return
        marker = _MARKER.match(line)
        if marker and self._begins_item(marker):
            self._begin_item(marker, line[marker.end() :])
        else:
            self._add_text(line)
        self.after_blank = False

    def _begins_item(self, marker: re.Match[str]) -> bool:
        """Return whether ``marker`` begins a list item.

        Within a paragraph ("2009. Then"), a number other than 1 begins one only if a numbered item with the
        same indent is open.
        """
        number, indent = marker["number"], len(marker["indent"])
        is_open = (indent, BlockKind.NUMBER) in self.items
        return number is None or self.after_blank or is_open or int(number) == 1

    def _begin_item(self, marker: re.Match[str], text: str) -> None:
        """Begin a list item, nested in an item whose marker is two or more columns to its left.

        ``text`` is the rest of the line after ``marker``.
        """
        indent = len(marker["indent"].expandtabs(4))
        kind = BlockKind.BULLET if marker["number"] is None else BlockKind.NUMBER
        while self.items and indent < self.items[-1][0] + 2:
            self.items.pop()
        self.parts.append(_Part(kind, len(self.items), [text]))
        self.items.append((indent, kind))

    def _add_text(self, line: str) -> None:
        """Continue the current block or begin a paragraph.

        An indented paragraph belongs to its list item.
        """
        text = line.lstrip(" \t")
        indented = bool(self.items) and len(line) - len(text) >= self.items[0][0] + 2
        if not self.after_blank:
            self.parts[-1].lines.append(text)
        elif indented:
            self.parts[-1].lines[-1] = _split_line_end(self.parts[-1].lines[-1])[0] + "\\"
            self.parts[-1].lines.append(text)
        else:
            self.items.clear()
            self.parts.append(_Part(BlockKind.PARAGRAPH, 0, [text]))
