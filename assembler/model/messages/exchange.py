"""What goes to an agency of translators and comes back: messages with their translations, in no format yet.

A unit carries a digest of what was exported (``base``), so that an import can tell what the agency changed
from what was changed here in the meantime.
"""

from __future__ import annotations

from enum import StrEnum
from hashlib import sha256

from assembler.structs import Struct


class State(StrEnum):
    """How far a translation is; a guess that nobody has looked at yet is ``fuzzy``."""

    UNTRANSLATED = "untranslated"
    FUZZY = "fuzzy"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"


class Unit(Struct, frozen=True):
    """A message and its translation: ``strings`` holds one text, or one for each plural form.

    ``places`` and ``comments`` tell a translator where it stands and what its marks are, ``note`` is the
    translators' own comment, ``limit`` the characters that its place has room for (0: no limit), and
    ``previous`` the English text that a fuzzy translation was made for.
    """

    id: str
    source: str
    plural: str | None
    strings: tuple[str, ...]
    state: State
    context: str = ""
    note: str = ""
    places: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    previous: str = ""
    limit: int = 0

    @property
    def base(self) -> str:
        """Equal for equal translations: what an import compares.

        >>> Unit("m1", "City", None, ("Stad",), State.TRANSLATED).base
        '5249725520ec'
        """
        return base_of(self.strings, self.state, self.note)


def base_of(strings: tuple[str, ...], state: State, note: str) -> str:
    """The digest of a translation, its state and the translators' comment: 12 hexadecimal digits."""
    text = "\x00".join((*strings, state.value, note))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


class Bundle(Struct, frozen=True):
    """What an agency gets: the units of the catalogue ``name`` in ``language`` (``nl``).

    ``forms`` say for each plural form which numbers it is for ("1", "2, 3, 4, …"); ``one`` are those that
    stand for one number alone.
    """

    language: str
    name: str
    units: tuple[Unit, ...]
    forms: tuple[str, ...]
    one: frozenset[int] = frozenset()


class Returned(Struct, frozen=True):
    """A unit as it came back, read but not yet believed.

    ``base`` is what it was exported as (empty where that was lost), ``where`` the place of the unit in words,
    ``spots`` that of each of its ``strings``.
    """

    id: str
    source: str
    plural: str | None
    strings: tuple[str, ...]
    state: State
    context: str = ""
    note: str = ""
    base: str = ""
    where: str = ""
    spots: tuple[str, ...] = ()
