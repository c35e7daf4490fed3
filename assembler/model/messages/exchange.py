"""Translation units exchanged with a translation agency, independent of the file format.

Each unit contains a digest of the exported translation (``base``), so that an import can distinguish the
agency's changes from changes made here in the meantime.
"""

from __future__ import annotations

from enum import StrEnum
from hashlib import sha256

from assembler.structs import Struct


class State(StrEnum):
    """State of a translation.

    A ``fuzzy`` translation is a guess that nobody has checked.
    """

    UNTRANSLATED = "untranslated"
    FUZZY = "fuzzy"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"


class TranslationUnit(Struct, frozen=True):
    """A message and its translation.

    ``strings`` contains one text, or one for each plural form. ``places`` lists the locations of the message.
    ``comments`` explain to translators where it occurs, how much space it has, and what its inline tags and
    fields mean. ``note`` is the translators' own comment. ``limit`` is the maximum number of characters (0
    for no limit). ``previous`` is the English text to which a fuzzy translation belongs.
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
        """Digest of the translation, its state and the note, used by an import to detect changes.

        >>> TranslationUnit("m1", "City", None, ("Stad",), State.TRANSLATED).base
        '5249725520ec'
        """
        return compute_base(self.strings, self.state, self.note)


def compute_base(strings: tuple[str, ...], state: State, note: str) -> str:
    """Return the digest of a translation, its state and the translators' comment.

    The digest consists of 12 hexadecimal digits.
    """
    text = "\x00".join((*strings, state.value, note))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


class Bundle(Struct, frozen=True):
    """Export for a translation agency: the units of the catalogue ``name`` in ``language`` (``nl``).

    ``forms`` lists the numbers that use each plural form ("1", "2, 3, 4, …"). ``one`` contains the index of
    each plural form that is used for only one number.
    """

    language: str
    name: str
    units: tuple[TranslationUnit, ...]
    forms: tuple[str, ...]
    one: frozenset[int] = frozenset()


class ReturnedUnit(Struct, frozen=True):
    """A translation unit as returned by a translation agency, before validation.

    ``base`` is the digest at the time of export, or "" if it was lost. ``where`` is the location of the unit
    in the file, and ``string_locations`` contains the location of each of its ``strings``.
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
    string_locations: tuple[str, ...] = ()
