"""Translation units exchanged with an agency, independent of the file format.

A unit carries a digest of what was exported (``base``), so that an import can distinguish the agency's
changes from those made here in the meantime.
"""

from __future__ import annotations

from enum import StrEnum
from hashlib import sha256

from assembler.structs import Struct


class State(StrEnum):
    """State of a translation; an unchecked guess is ``fuzzy``."""

    UNTRANSLATED = "untranslated"
    FUZZY = "fuzzy"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"


class TranslationUnit(Struct, frozen=True):
    """A message and its translation: ``strings`` holds one text, or one for each plural form.

    ``places`` and ``comments`` give a translator the locations of the message and the meaning of its inline
    tags, ``note`` is the translators' own comment, ``limit`` the maximum number of characters (0: no limit),
    and ``previous`` the English text that a fuzzy translation was made for.
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
        """Digest of the translation, for comparison by an import.

        >>> TranslationUnit("m1", "City", None, ("Stad",), State.TRANSLATED).base
        '5249725520ec'
        """
        return compute_base(self.strings, self.state, self.note)


def compute_base(strings: tuple[str, ...], state: State, note: str) -> str:
    """Return the digest of a translation, its state and the translators' comment: 12 hexadecimal digits."""
    text = "\x00".join((*strings, state.value, note))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


class Bundle(Struct, frozen=True):
    """Export for an agency: the units of the catalogue ``name`` in ``language`` (``nl``).

    ``forms`` lists for each plural form the numbers that take it ("1", "2, 3, 4, …"); ``one`` holds the
    indexes of the forms that only one number takes.
    """

    language: str
    name: str
    units: tuple[TranslationUnit, ...]
    forms: tuple[str, ...]
    one: frozenset[int] = frozenset()


class ReturnedUnit(Struct, frozen=True):
    """A returned unit, not validated yet.

    ``base`` is the digest at export (empty if it was lost), ``where`` the location of the unit in the file,
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
