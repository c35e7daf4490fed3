"""One block's Markdown as runs: escapes, entities, emphasis, links. Whatever is no sign is a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from assembler.model.types.rich_text import Run
from assembler.structs import Struct, field

_TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<stars>\*+|_+)"
    r"|(?P<image>!\[)|(?P<begin>\[)"
    r"|\]\((?:<(?P<quoted>(?:\\.|[^<>\\\n])+)>|(?P<bare>(?:\\.|[^\s()<>\\]|\([^\s()<>\\]*\))+))\)"
    r"|(?P<end>\])"
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|(&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)")


class _Piece(Struct):
    """A stretch of the source: its literal text, and what it turns on or off if it is a sign."""

    text: str
    flips: int = 0
    link: str = ""
    begins_link: bool = False
    ends_link: bool = False


class _Opener(Struct):
    """A star or bracket that waits for its partner; ``sign`` is the character, ``image`` is never a link."""

    piece: _Piece
    sign: str
    image: bool = False


class _Signs(Struct):
    """The pieces so far, and the openers that wait: by weight of stars, and brackets, innermost last."""

    pieces: list[_Piece] = field(default_factory=list)
    stars: dict[int, _Opener] = field(default_factory=dict)
    brackets: list[_Opener] = field(default_factory=list)

    def add(self, text: str) -> _Piece:
        """Append a piece of literal text."""
        self.pieces.append(_Piece(text))
        return self.pieces[-1]

    def emphasis(self, run: str, before: str, after: str) -> None:
        """A run of one to three stars or underscores; more are letters."""
        opens, closes = not after.isspace() and after != "", not before.isspace() and before != ""
        if run[0] == "_":
            opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
        weights = {1: (1,), 2: (2,), 3: (2, 1)}.get(len(run))
        if weights is None:
            self.add(run)
            return
        for weight in weights:
            self._flip(weight, run[0], opens=opens, closes=closes)

    def _flip(self, weight: int, sign: str, *, opens: bool, closes: bool) -> None:
        """Close what is open, or wait for a partner; a piece that never finds one stays a letter."""
        piece = self.add(sign * weight)
        waiting = self.stars.get(weight)
        if waiting and closes and waiting.sign == sign:
            for end in (waiting.piece, piece):
                end.text, end.flips = "", weight
            del self.stars[weight]
        elif opens and not (waiting and closes):
            self.stars[weight] = _Opener(piece, sign)

    def open_bracket(self, text: str) -> None:
        """A bracket that may begin a link, or the one of an image, which stays words."""
        self.brackets.append(_Opener(self.add(text), "[", image=text == "!["))

    def close_bracket(self, link: str) -> bool:
        """Whether a bracket with this address (none: a letter) ends a link; links do not nest."""
        opener = self.brackets.pop() if self.brackets else None
        if opener is None or opener.image or not link:
            return False
        opener.piece.text, opener.piece.begins_link, opener.piece.link = "", True, link
        self.pieces.append(_Piece("", ends_link=True))
        self.brackets.clear()
        return True


def read_runs(source: str) -> Iterator[Run]:
    """The runs of one block, in which a newline is a hard break; not yet joined (see ``model.rich.normal``).

    >>> [(run.text, run.bold) for run in read_runs("a **b** 2 * 3")]
    [('a ', False), ('b', True), (' 2 ', False), ('*', False), (' 3', False)]
    """
    state, link = 0, ""
    for piece in _signs(source).pieces:
        state ^= piece.flips
        if piece.begins_link or piece.ends_link:
            link = piece.link
        if piece.text:
            yield Run(piece.text, bool(state & 2), bool(state & 1), link)


def _signs(source: str) -> _Signs:
    """The source cut into pieces with their partners found."""
    signs, at = _Signs(), 0
    while token := _TOKEN.search(source, at):
        if token.start() > at:
            signs.add(source[at : token.start()])
        at = _take(signs, token, source)
    signs.add(source[at:])
    return signs


def _take(signs: _Signs, token: re.Match[str], source: str) -> int:
    """Take one token (an escape, an entity, stars, or a bracket); where the next may begin."""
    kind, text = token.lastgroup, token[0]
    if kind in ("escaped", "entity"):
        signs.add(_literal(text))
    elif kind == "stars":
        signs.emphasis(text, source[token.start() - 1 : token.start()], source[token.end() : token.end() + 1])
    elif kind in ("image", "begin"):
        signs.open_bracket(text)
    elif signs.close_bracket(_literal(token["quoted"] or token["bare"] or "")):
        return token.end()
    else:
        signs.add("]")
        return token.start() + 1
    return token.end()


def _literal(source: str) -> str:
    r"""Escapes and entities resolved.

    >>> _literal("\\*&#32;&nosuch;")
    '* &nosuch;'
    """
    return _ESCAPED.sub(lambda found: found[1] or unescape(found[2]), source)
