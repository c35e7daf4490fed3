"""A message: one paragraph of English text that a translator renders, with where it stands."""

from __future__ import annotations

from base64 import b32encode
from hashlib import sha256

from assembler.structs import Struct


class Spot(Struct, frozen=True):
    """One place of a message: its ``kind`` ("heading", "cell"), the heading of its ``section``, if any.

    ``width`` is about how many characters fit on a line of a narrow cell; None where there is room.
    """

    kind: str
    section: str = ""
    width: int | None = None


class Message(Struct, frozen=True):
    """``id`` is the English text with marks and fields: ``Report <1>{city_of}</1>``.

    Marks: ``<1>...</1>`` is text with formatting of its own, ``<2/>`` something that is no text (a tab, a
    line break, a page number, a picture). Fields: ``{name}``, a value that the record gives. A literal
    brace or less-than sign is doubled or written ``<<`` (see ``model.messages.markup``). ``plural`` is set
    for counted
    phrases. ``places`` say where ("baseline-report: table 3, row 2, cell 1"), ``comments`` help translators.
    ``spots`` say what kind of place each is; ``longest`` is how many characters there is room for in all.
    """

    id: str
    context: str = ""
    plural: str | None = None
    places: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    spots: tuple[Spot, ...] = ()
    longest: int | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What no two messages of a catalogue share: context and English text."""
        return (self.context, self.id)


def short_id(message: str, context: str = "") -> str:
    """The name by which people and files call a message; it changes only with its English text or context.

    A letter and eight letters or digits (40 bits of a digest): never a number, a date or a formula.

    >>> short_id("City"), short_id("City", "charter")
    ('mvxlkyrid', 'm4fgswir7')
    """
    digest = sha256(f"{context}\x04{message}".encode("utf-8", "surrogatepass")).digest()
    return f"m{b32encode(digest[:5]).decode().lower()}"
