"""Rich text: the Markdown subset that people write in records, to blocks and back.

The subset: paragraphs, ``**bold**``, ``*italic*``, ``[links](address)``, hard line breaks (a backslash or two
blanks before the end of a line), bulleted and numbered lists nested three deep. What is not of the subset
(headings, tables, HTML, images, code) is kept literally, as words.

The reader is our own: CommonMark lets a star begin or end emphasis only beside certain characters
(spec 0.31.2, "left-flanking"), so ``a**"b"**c`` has no Markdown at all, while people in Word make any letters
bold; and headings or tables must not be understood here. Where CommonMark can say a thing, it is written as
CommonMark reads it (a test holds us to that with another reader).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from assembler.model.types.rich_text import Block, BlockKind, normal
from assembler.structs import Struct, field
from assembler.values.markdown.reader import read_runs
from assembler.values.markdown.writer import written_runs

_MARKER = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[-+*]|(?P<number>\d{1,9})[.)])[ \t]+(?=[^ \t])")
_FOREIGN = re.compile(r"[#|>]|```|~~~|<[/!a-zA-Z]|[-=*_]{3,}$")


@lru_cache(maxsize=2048)
def to_blocks(markdown: str) -> tuple[Block, ...]:
    """The blocks that ``markdown`` says, in normal form (``model.rich.normal``); no word is lost.

    >>> [(b.kind.value, b.level, b.text) for b in to_blocks("One\\n\\n- two\\n  1. *three*")]
    [('paragraph', 0, 'One'), ('bullet', 0, 'two'), ('number', 1, 'three')]
    """
    reader = _Reader()
    for line in markdown.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        reader.take(line.expandtabs(4) if line[:1] == "\t" else line)
    return normal(Block(tuple(read_runs(part.source())), part.kind, part.level) for part in reader.parts)


def to_markdown(blocks: Iterable[Block]) -> str:
    """``blocks`` in canonical Markdown, without a newline at the end.

    Law: ``to_blocks(to_markdown(blocks)) == normal(blocks)`` for any blocks whatever.

    >>> from assembler.model.types.rich_text import Run
    >>> to_markdown([Block((Run("Plan "), Run("A*", bold=True)))])
    'Plan **A\\\\***'
    """
    lines: list[str] = []
    numbering = _Numbering()
    before: Block | None = None
    for block in normal(blocks):
        if before and BlockKind.PARAGRAPH in (before.kind, block.kind):
            lines.append("")
        mark = numbering.mark(block)
        text = written_runs(block.runs)
        lines.append(mark + text.replace("\n", "\n" + " " * len(mark)))
        before = block
    return "\n".join(lines)


class _Numbering(Struct):
    """The open list items, outermost first: how far each one's text is indented, and its number."""

    items: list[tuple[BlockKind, int, int]] = field(default_factory=list)

    def mark(self, block: Block) -> str:
        """Indent and marker of the next block; a paragraph has none and ends all lists."""
        if block.kind is BlockKind.PARAGRAPH:
            self.items.clear()
            return ""
        here = self.items[block.level] if block.level < len(self.items) else None
        del self.items[block.level :]
        indent = self.items[-1][1] if self.items else 0
        number = here[2] + 1 if here and here[0] is block.kind else 1
        marker = "- " if block.kind is BlockKind.BULLET else f"{number}. "
        self.items.append((block.kind, indent + len(marker), number))
        return " " * indent + marker


class _Part(Struct):
    """One block while it is read: the lines of its source, each with its trailing blanks."""

    kind: BlockKind
    level: int
    lines: list[str]

    def source(self) -> str:
        """The lines as one text, in which a newline is a hard break."""
        joined = ""
        for line, following in zip(self.lines, [*self.lines[1:], ""], strict=True):
            words, hard = _line_end(line)
            hard = hard or bool(_FOREIGN.match(line.rstrip()) or _FOREIGN.match(following.rstrip()))
            joined += words + ("\n" if hard else " ")
        return joined[:-1]


def _line_end(line: str) -> tuple[str, bool]:
    """The words of a line, and whether it ends in a hard break.

    >>> _line_end("one\\\\"), _line_end("two  "), _line_end("three")
    (('one', True), ('two', True), ('three', False))
    """
    backslashes = len(line) - len(line.rstrip("\\"))
    if backslashes % 2:
        return line[:-1], True
    return line.rstrip(" \t"), line.endswith("  ")


class _Reader(Struct):
    """The blocks seen so far and the list items that are open (indent of marker, kind)."""

    parts: list[_Part] = field(default_factory=list)
    items: list[tuple[int, BlockKind]] = field(default_factory=list)
    after_blank: bool = True

    def take(self, line: str) -> None:
        """Add one line of the source."""
        if not line.strip(" \t"):
            self.after_blank = True
            return
        marker = _MARKER.match(line)
        if marker and self._begins_item(marker):
            self._item(marker, line[marker.end() :])
        else:
            self._words(line)
        self.after_blank = False

    def _begins_item(self, marker: re.Match[str]) -> bool:
        """Whether a marker is one: inside a paragraph a year at the start of a line is not ("2009. Then")."""
        number, indent = marker["number"], len(marker["indent"])
        known = (indent, BlockKind.NUMBER) in self.items
        return number is None or self.after_blank or known or int(number) == 1

    def _item(self, marker: re.Match[str], words: str) -> None:
        """Begin a list item; it lies within an item whose marker stands two or more blanks to the left."""
        indent = len(marker["indent"].expandtabs(4))
        kind = BlockKind.BULLET if marker["number"] is None else BlockKind.NUMBER
        while self.items and indent < self.items[-1][0] + 2:
            self.items.pop()
        self.parts.append(_Part(kind, len(self.items), [words]))
        self.items.append((indent, kind))

    def _words(self, line: str) -> None:
        """Go on with the block, or begin a paragraph; an indented one belongs to its list item."""
        words = line.lstrip(" \t")
        indented = bool(self.items) and len(line) - len(words) >= self.items[0][0] + 2
        if not self.after_blank:
            self.parts[-1].lines.append(words)
        elif indented:
            self.parts[-1].lines[-1] = _line_end(self.parts[-1].lines[-1])[0] + "\\"
            self.parts[-1].lines.append(words)
        else:
            self.items.clear()
            self.parts.append(_Part(BlockKind.PARAGRAPH, 0, [words]))
