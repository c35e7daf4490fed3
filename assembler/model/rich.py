"""Rich text as a block model that knows no Word: what the Markdown subset of a record can say."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block is: a paragraph, or an item of a bulleted or a numbered list."""

    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Run:
    """Text with one format. A ``\\n`` in ``text`` is a line break inside the paragraph."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or list item; ``level`` counts nesting of lists from 0.

    >>> Block((Run("Plan "), Run("2026", bold=True))).text
    'Plan 2026'
    """

    runs: tuple[Run, ...] = field(default=())
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0

    @property
    def text(self) -> str:
        """The block's words without any format."""
        return "".join(run.text for run in self.runs)


def plain(text: str) -> tuple[Block, ...]:
    """``text`` as blocks without format: one per line that is not blank.

    >>> [b.text for b in plain("one\\n\\ntwo")]
    ['one', 'two']
    """
    return tuple(Block((Run(line.strip()),)) for line in text.splitlines() if line.strip())
