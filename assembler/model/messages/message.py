"""Messages: translatable paragraphs of English text, with their locations in documents."""

from __future__ import annotations

from base64 import b32encode
from hashlib import sha256

from assembler.structs import Struct


class MessageSurroundings(Struct, frozen=True):
    """The surroundings of a message in a template.

    ``kind`` is the kind of element ("heading", "cell"), and ``section`` the heading of its section. ``width``
    is the approximate number of characters per line in a narrow cell, or None if the cell is wide enough.
    """

    kind: str
    section: str = ""
    width: int | None = None


class Message(Struct, frozen=True):
    """A translatable text, identified by its English text with tags and fields.

    This ``id`` has the form ``Report <1>{city_of}</1>``: ``<1>...</1>`` is text with its own formatting,
    ``<2/>`` an element without text (a tab, a line break, a page number, a picture), and ``{name}`` a value
    from the record. Literal braces and less-than signs are doubled (see ``model.messages.markup``).
    ``plural`` is set for counted phrases. ``places`` are locations ("baseline-report: table 3, row 2, cell
    1"), ``comments`` help translators, ``surroundings`` describe where in a document the text occurs, and
    ``longest`` is the maximum number of characters.
    """

    id: str
    context: str = ""
    plural: str | None = None
    places: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    surroundings: tuple[MessageSurroundings, ...] = ()
    longest: int | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Context and English text, unique in a catalogue."""
        return (self.context, self.id)


def short_id(message: str, context: str = "") -> str:
    """Return a short id for a message, derived only from its English text and context.

    The id is meant for people and files: a letter followed by eight letters or digits (40 bits of a digest),
    which no program reads as a number, a date or a formula.

    >>> short_id("City"), short_id("City", "charter")
    ('mvxlkyrid', 'm4fgswir7')
    """
    digest = sha256(f"{context}\x04{message}".encode("utf-8", "surrogatepass")).digest()
    return f"m{b32encode(digest[:5]).decode().lower()}"
