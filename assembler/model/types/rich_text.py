"""Rich text as a block model that knows no Word: what the Markdown subset of a record can say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import groupby
from urllib.parse import unquote

from assembler.structs import Struct, field, replace

MAX_LEVEL = 2
"""The deepest level of a list item: lists nest three deep."""

ROOM = "\u200b"
"""A zero-width space, written before the first word of a list item in a control, and no part of any text.

LibreOffice 7.4 hangs where a bullet or number is followed by a control whose first word is longer than the
line: it wants to break the line before the word, and finds no place (measured; so do narrow columns).
"""

NOTE = "note:"
"""The address of a run whose words are those of a footnote at this place."""
KEPT = "kept:"
"""Begins the address of a run that stands for a picture or a table in ``data/kept``."""

_SCHEME = re.compile("(?:https?://|mailto:)", re.IGNORECASE)
_BREAK = re.compile("\r\n|[\r\v]")
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


class BlockKind(StrEnum):
    """What a block is: a paragraph, or an item of a bulleted or a numbered list."""

    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    NUMBER = "number"


class Run(Struct, frozen=True):
    """Text with one format. A ``\\n`` in ``text`` is a line break inside the paragraph."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""

    @property
    def is_bare(self) -> bool:
        """Whether it is words alone: neither bold nor italic, and no link."""
        return not (self.bold or self.italic or self.link)


class Block(Struct, frozen=True):
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


def words_alone(block: Block) -> str:
    """The block's words without footnotes, pictures and tables.

    >>> words_alone(Block((Run("Asked"), Run("Report 2025", link="note:"), Run("."))))
    'Asked.'
    """
    return "".join(run.text for run in block.runs if not run.link.startswith((NOTE, KEPT)))


def links_in(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    """(words, address) of each link whose words do not show where it leads.

    Places in the same file, and what stands for footnotes, pictures and tables, are none.

    >>> shown = Run("www.e.org/a b", link="https://www.e.org/a%20b/")
    >>> list(links_in([Block((shown, Run("see", link="https://e.org"), Run("top", link="#top")))]))
    [('see', 'https://e.org')]
    """
    for block in blocks:
        for address, runs in groupby(block.runs, lambda run: run.link):
            words = "".join(run.text for run in runs).strip()
            elsewhere = bool(address) and not address.startswith(("#", NOTE, KEPT))
            if elsewhere and bare_address(address) != bare_address(words):
                yield words, address


def bare_address(address: str) -> str:
    """An address as it is compared: editors add and leave out its beginning, its last stroke and escapes.

    >>> bare_address("https://www.Example.org/a%20b/"), bare_address("mailto:ann@example.org")
    ('www.example.org/a b', 'ann@example.org')
    """
    return _SCHEME.sub("", unquote(address).strip()).rstrip("/").casefold()


def plain(text: str) -> tuple[Block, ...]:
    """``text`` as blocks without format: one per line that is not blank.

    >>> [b.text for b in plain("one\\n\\ntwo")]
    ['one', 'two']
    """
    return tuple(Block((Run(line.strip()),)) for line in text.splitlines() if line.strip())


def normal(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The one form of ``blocks`` that all who write and read rich text agree on.

    Runs of one format are joined and empty blocks dropped; blanks carry only the format that the words on
    both sides share (a bold blank looks like any other, and Markdown cannot say it); characters that XML
    forbids are gone; a blank in an address is ``%20`` (LibreOffice takes one for the other); a list begins at
    level 0, deepens by one and ends at ``MAX_LEVEL``. ``ROOM`` at the beginning of a block is no text.

    >>> normal([Block((Run("a ", bold=True), Run("b"), Run("c"))), Block()])[0].runs[1].text
    ' bc'
    """
    kept: list[Block] = []
    for block in blocks:
        if runs := _normal_runs(block.runs):
            deepest = 0 if not kept or kept[-1].kind is BlockKind.PARAGRAPH else kept[-1].level + 1
            level = 0 if block.kind is BlockKind.PARAGRAPH else min(block.level, deepest, MAX_LEVEL)
            kept.append(Block(runs, block.kind, level))
    return tuple(kept)


def _normal_runs(runs: Iterable[Run]) -> tuple[Run, ...]:
    """``runs`` without needless edges; formats of blanks are settled from the left, then from the right."""
    pieces = [piece for run in _without_room(runs) for piece in _pieces(run)]
    if len(pieces) == 1 and not pieces[0].text.isspace():
        return tuple(pieces)
    from_left = list(_calmed(pieces))
    settled = reversed(list(_calmed(reversed(from_left))))
    joined = groupby(settled, lambda run: (run.bold, run.italic, run.link))
    return tuple(Run("".join([run.text for run in same]), *form) for form, same in joined)


def _without_room(runs: Iterable[Run]) -> Iterator[Run]:
    """``runs`` without what makes room at their beginning."""
    begun = False
    for run in runs:
        text = run.text if begun else run.text.lstrip(ROOM)
        begun = begun or bool(text)
        yield run if text == run.text else replace(run, text=text)


def _pieces(run: Run) -> Iterator[Run]:
    """``run`` in up to three: blanks before, words, blanks after; what XML cannot hold is left out."""
    text = run.text if run.text.isprintable() else _NOT_XML.sub("", _BREAK.sub("\n", run.text))
    link = run.link
    if link:
        link = _NOT_XML.sub("", _BREAK.sub("", link).replace("\n", "")).strip().replace(" ", "%20")
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    edges = (text[:start], text[start:end], text[end:]) if start < end else (text,)
    for part in edges:
        if part:
            yield Run(part, run.bold, run.italic, link)


def _calmed(pieces: Iterable[Run]) -> Iterator[Run]:
    """``pieces``, with blanks stripped of what the piece before them does not have."""
    before = Run("")
    for piece in pieces:
        if piece.text.isspace():
            link = piece.link if piece.link == before.link else ""
            piece = Run(piece.text, piece.bold and before.bold, piece.italic and before.italic, link)
        yield piece
        before = piece
