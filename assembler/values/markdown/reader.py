"""Reader for the inline Markdown of one block: escapes, entities, emphasis and links."""

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
    """Part of the source: literal text, or a delimiter that switches formats on or off.

    ``flips`` names the format that is switched: 1 for italic, 2 for bold, 0 for none. ``link`` is the address
    of a link that begins here.
    """

    text: str
    flips: int = 0
    link: str = ""
    begins_link: bool = False
    ends_link: bool = False


class _Opener(Struct):
    """One or more stars or underscores, or a bracket, without a match so far.

    ``image`` is true for a bracket that begins an image, which is never a link.
    """

    piece: _Piece
    character: str
    image: bool = False


class _Parser(Struct):
    """Parser of inline Markdown: the pieces read so far, and the stars and brackets that have no match yet.

    ``stars`` is keyed by the number of stars or underscores. In ``brackets``, the innermost bracket is the
    last one.
    """

    pieces: list[_Piece] = field(default_factory=list)
    stars: dict[int, _Opener] = field(default_factory=dict)
    brackets: list[_Opener] = field(default_factory=list)

    def add(self, text: str) -> _Piece:
        """Append a piece of literal text and return it."""
        self.pieces.append(_Piece(text))
        return self.pieces[-1]

    def add_emphasis(self, run: str, before: str, after: str) -> None:
        """Add a ``run`` of one to three stars or underscores as emphasis.

        If there are more of them, they are literal text. ``before`` and ``after`` are the characters next to
        the run, or "" at either end of the source.
        """
        opens, closes = not after.isspace() and after != "", not before.isspace() and before != ""
        if run[0] == "_":
            opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
        weights = {1: (1,), 2: (2,), 3: (2, 1)}.get(len(run))
        if weights is None:
            self.add(run)
            return
        for weight in weights:
            self._flip(weight, run[0], opens=opens, closes=closes)

    def _flip(self, weight: int, character: str, *, opens: bool, closes: bool) -> None:
        """End the open emphasis of ``weight`` stars or underscores, or begin a new one.

        ``opens`` and ``closes`` state whether the neighbouring characters allow a beginning or an end. A
        delimiter without a match remains literal text.
        """
        piece = self.add(character * weight)
        opener = self.stars.get(weight)
        if opener and closes and opener.character == character:
            for end in (opener.piece, piece):
                end.text, end.flips = "", weight
            del self.stars[weight]
        elif opens and not (opener and closes):
            self.stars[weight] = _Opener(piece, character)

    def open_bracket(self, text: str) -> None:
        """Add a bracket that may begin a link.

        The bracket of an image remains literal text.
        """
        self.brackets.append(_Opener(self.add(text), "[", image=text == "!["))

    def close_bracket(self, link: str) -> bool:
        """Close the innermost open bracket as a link to the address ``link``.

        Returns False if no bracket is open, if it begins an image, or if ``link`` is empty. Links cannot be
        nested, so the outer brackets of a link remain literal text.
        """
        opener = self.brackets.pop() if self.brackets else None
        if opener is None or opener.image or not link:
            return False
        opener.piece.text, opener.piece.begins_link, opener.piece.link = "", True, link
        self.pieces.append(_Piece("", ends_link=True))
        self.brackets.clear()
        return True


def read_runs(source: str) -> Iterator[Run]:
    """Yield the runs of one block, in which a newline in the source is a hard break.

    Syntax outside the supported subset is literal text. Adjacent runs with the same format are not merged
    (see ``model.types.rich_text.normalise``).

    >>> [(run.text, run.bold) for run in read_runs("a **b** 2 * 3")]
    [('a ', False), ('b', True), (' 2 ', False), ('*', False), (' 3', False)]
    """
    state, link = 0, ""
    for piece in _parse(source).pieces:
        state ^= piece.flips
        if piece.begins_link or piece.ends_link:
            link = piece.link
        if piece.text:
            yield Run(piece.text, bool(state & 2), bool(state & 1), link)


def _parse(source: str) -> _Parser:
    """Split the source into pieces and match their delimiters."""
    parser, position = _Parser(), 0
    while token := _TOKEN.search(source, position):
        if token.start() > position:
            parser.add(source[position : token.start()])
        position = _add_token(parser, token, source)
    parser.add(source[position:])
    return parser


def _add_token(parser: _Parser, token: re.Match[str], source: str) -> int:
    """Add ``token``, such as an escape or a bracket, to ``parser``, and return the position after it.

    ``source`` is the complete text. If the end of a link has no open bracket to close, only its bracket is
    added, and the position is that after the bracket.
    """
    kind, text = token.lastgroup, token[0]
    if kind in ("escaped", "entity"):
        parser.add(_unescape(text))
    elif kind == "stars":
        before, after = source[token.start() - 1 : token.start()], source[token.end() : token.end() + 1]
        parser.add_emphasis(text, before, after)
    elif kind in ("image", "begin"):
        parser.open_bracket(text)
    elif parser.close_bracket(_unescape(token["quoted"] or token["bare"] or "")):
        return token.end()
    else:
        parser.add("]")
        return token.start() + 1
    return token.end()


def _unescape(source: str) -> str:
    r"""Replace escapes and entities with the characters that they represent.

    >>> _unescape("\\*&#32;&nosuch;")
    '* &nosuch;'
    """
    return _ESCAPED.sub(lambda match: match[1] or unescape(match[2]), source)
