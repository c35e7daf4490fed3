"""Rich text as blocks and runs, independent of Word: everything that the Markdown subset can express."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import groupby
from urllib.parse import unquote

from assembler.structs import Struct, field, replace

MAX_LEVEL = 2
"""Deepest level of a list item, counted from 0; lists nest three levels deep."""

ZERO_WIDTH_SPACE = "\u200b"
"""Character inserted before the first word of a list item in a content control; never part of a text.

LibreOffice 7.4 hangs if a bullet or number is followed by a control whose first word is longer than the
line: it tries to break the line before the word and finds no opportunity (also tested in narrow columns).
"""

NOTE = "note:"
"""Address that marks a run as the text of a footnote at its position."""
KEPT = "kept:"
"""Prefix of the address of a run that represents a picture or a table in ``data/kept``."""

_SCHEME = re.compile("(?:https?://|mailto:)", re.IGNORECASE)
_BREAK = re.compile("\r\n|[\r\v]")
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


class BlockKind(StrEnum):
    """Kind of block: a paragraph, or an item of a bulleted or numbered list."""

    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    NUMBER = "number"


class Run(Struct, frozen=True, gc=False):
    """Text with uniform formatting. A ``\\n`` in ``text`` is a line break inside the paragraph."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""

    @property
    def is_unformatted(self) -> bool:
        """True for text that is neither bold nor italic, and not a link."""
        return not (self.bold or self.italic or self.link)


class Block(Struct, frozen=True, gc=False):
    """A paragraph or list item.

    ``level`` is the nesting level of an item in its list, from 0.

    >>> Block((Run("Plan "), Run("2026", bold=True))).text
    'Plan 2026'
    """

    runs: tuple[Run, ...] = field(default=())
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0

    @property
    def text(self) -> str:
        """Text of all runs, without formatting."""
        return "".join([run.text for run in self.runs])


def body_text(block: Block) -> str:
    """Return the text of ``block`` without footnotes, pictures and tables.

    >>> body_text(Block((Run("Asked"), Run("Report 2025", link="note:"), Run("."))))
    'Asked.'
    """
    return "".join(run.text for run in block.runs if not run.link.startswith((NOTE, KEPT)))


def find_hidden_links(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    """Yield the text and address of each link whose text does not show the address.

    Links within the file are skipped, as are runs that represent footnotes, pictures and tables.

    >>> shown = Run("www.e.org/a b", link="https://www.e.org/a%20b/")
    >>> list(find_hidden_links([Block((shown, Run("see", link="https://e.org"), Run("top", link="#top")))]))
    [('see', 'https://e.org')]
    """
    for block in blocks:
        if not any(run.link for run in block.runs):
            continue
        for address, runs in groupby(block.runs, lambda run: run.link):
            text = "".join(run.text for run in runs).strip()
            is_external = bool(address) and not address.startswith(("#", NOTE, KEPT))
            if is_external and normalise_address(address) != normalise_address(text):
                yield text, address


def normalise_address(address: str) -> str:
    """Return ``address`` in a normal form, in which equal addresses can be compared.

    The scheme and a final slash are removed, escapes are decoded and case is ignored, because editors change
    all of these.

    >>> normalise_address("https://www.Example.org/a%20b/"), normalise_address("mailto:ann@example.org")
    ('www.example.org/a b', 'ann@example.org')
    """
    return _SCHEME.sub("", unquote(address).strip()).rstrip("/").casefold()


def split_paragraphs(text: str) -> tuple[Block, ...]:
    """Return ``text`` as unformatted paragraphs, one for each line that contains text.

    >>> [b.text for b in split_paragraphs("one\\n\\ntwo")]
    ['one', 'two']
    """
    return tuple(Block((Run(line.strip()),)) for line in text.splitlines() if line.strip())


def normalise(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return ``blocks`` in the normal form that every reader and writer of rich text uses.

    Adjacent runs with the same formatting are joined, and empty blocks are dropped. Spaces have only the
    formatting shared by the text on both sides, because a bold space looks like any other and Markdown cannot
    express it. Characters that XML forbids are removed. A space in an address becomes ``%20``, because
    LibreOffice confuses the two. A list begins at level 0, deepens by one level at a time and is limited to
    ``MAX_LEVEL``. A ``ZERO_WIDTH_SPACE`` at the beginning of a block is removed.

    >>> normalise([Block((Run("a ", bold=True), Run("b"), Run("c"))), Block()])[0].runs[1].text
    ' bc'
    """
    normalised: list[Block] = []
    for block in blocks:
        if block.runs and (runs := _normalise_runs(block.runs)):
            level = _limit_level(block, normalised)
            unchanged = runs is block.runs and level == block.level
            normalised.append(block if unchanged else Block(runs, block.kind, level))
    return tuple(normalised)


def _limit_level(block: Block, before: Sequence[Block]) -> int:
    """Return the nesting level of ``block``, at most one deeper than that of the list item before it.

    ``before`` contains the blocks before it. The level of a paragraph is 0.
    """
    if block.kind is BlockKind.PARAGRAPH:
        return 0
    deepest = before[-1].level + 1 if before and before[-1].kind is not BlockKind.PARAGRAPH else 0
    return min(block.level, deepest, MAX_LEVEL)


def _normalise_runs(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Join adjacent runs with the same formatting.

    A space keeps only the formatting that it shares with the text on both sides.
    """
    if len(runs) == 1 and not runs[0].link:
        text = runs[0].text
        if text.isprintable() and text == text.strip() != "":
            return runs
    pieces = [piece for run in _strip_zero_width_space(runs) for piece in _split_spaces(run)]
    if len(pieces) == 1 and not pieces[0].text.isspace():
        return tuple(pieces)
    from_left = list(_simplify_spaces(pieces))
    from_both = reversed(list(_simplify_spaces(reversed(from_left))))
    groups = groupby(from_both, lambda run: (run.bold, run.italic, run.link))
    return tuple(Run("".join([run.text for run in same]), *formatting) for formatting, same in groups)


def _strip_zero_width_space(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield ``runs`` without the zero-width spaces at the beginning of their text."""
    begun = False
    for run in runs:
        text = run.text if begun else run.text.lstrip(ZERO_WIDTH_SPACE)
        begun = begun or bool(text)
        yield run if text == run.text else replace(run, text=text)


def _split_spaces(run: Run) -> Iterator[Run]:
    """Split ``run`` into leading spaces, text and trailing spaces, without characters that XML forbids."""
    text = run.text if run.text.isprintable() else _NOT_XML.sub("", _BREAK.sub("\n", run.text))
    link = run.link
    if link:
        link = _NOT_XML.sub("", _BREAK.sub("", link).replace("\n", "")).strip().replace(" ", "%20")
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    edges = (text[:start], text[start:end], text[end:]) if start < end else (text,)
    for part in edges:
        if part:
            yield Run(part, run.bold, run.italic, link)


def _simplify_spaces(pieces: Iterable[Run]) -> Iterator[Run]:
    """Yield ``pieces``, removing from each space the formatting that the piece before it does not have."""
    before = Run("")
    for piece in pieces:
        if piece.text.isspace():
            link = piece.link if piece.link == before.link else ""
            piece = Run(piece.text, piece.bold and before.bold, piece.italic and before.italic, link)
        yield piece
        before = piece
