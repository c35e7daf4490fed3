"""Sorting names and codes as a reader of the language expects, by ICU where it is there, else by ourselves.

For indexes, glossaries, lists of people and cities: letters first, then accents, then capitals; numbers by
their size, separators and blanks before letters; apostrophes and full stops count for nothing. ICU (the extra
``icu``) knows every language and must be built with a compiler; pyuca knows the root order only (``å`` before
``z`` in Swedish). So the tailorings of CLDR for the network's languages stand here too, and one list of words
tests both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from importlib.util import find_spec
from typing import Any

Weight = tuple[int, int, str]
SortKey = tuple[tuple[Weight, ...], tuple[str, ...], str, str] | bytes

_AFTER_Z = {
    "sv": {"å": "z1", "ä": "z2", "æ": "z2", "ö": "z3", "ø": "z3", "ü": "y"},
    "fi": {"å": "z1", "ä": "z2", "æ": "z2", "ö": "z3", "ø": "z3", "ü": "y"},
    "da": {"æ": "z1", "ä": "z1", "ø": "z2", "ö": "z2", "å": "z3", "ü": "y"},
    "nb": {"æ": "z1", "ä": "z1", "ø": "z2", "ö": "z2", "å": "z3", "ü": "y"},
    "es": {"ñ": "n~"},
}
"""Letters of their own, by what they are sorted as: ``z1`` comes after every ``z`` with another letter."""
_EXPANDED = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ð": "d", "þ": "th", "ł": "l", "ı": "i"}
)
_SILENT = re.compile(r"['’.]")
_GEMINATE = re.compile(r"(?<=l)·(?=l)")
"""The point of Catalan l·l, which is sorted as ll."""
_PIECE = re.compile(r"\d+|[^\W\d_]|[\W_]+")


def sort_key(text: str, language: str = "") -> SortKey:
    """What to sort ``text`` by in ``language``; keys of one language can be compared.

    >>> sorted(["GG/A/10", "GG/A/2", "AC/I/1"], key=sort_key)
    ['AC/I/1', 'GG/A/2', 'GG/A/10']
    >>> sorted(["Örebro", "Zwolle", "Oslo"], key=lambda city: sort_key(city, "sv"))
    ['Oslo', 'Zwolle', 'Örebro']
    >>> sorted(["Örebro", "Zwolle", "Oslo"], key=lambda city: sort_key(city, "de"))
    ['Örebro', 'Oslo', 'Zwolle']
    """
    return key_of_icu(text, language) if has_icu() else tailored_key(text, language)


def in_order(texts: Iterable[str], language: str = "") -> list[str]:
    """``texts`` sorted by ``sort_key``.

    >>> in_order(["nz", "ñu", "na"], "es")
    ['na', 'nz', 'ñu']
    """
    return sorted(texts, key=lambda text: sort_key(text, language))


def key_of_icu(text: str, language: str) -> bytes:
    """The key of ICU's collator for ``language``, with numbers by their size."""
    return bytes(_collator(language)(_SILENT.sub("", text)))


@cache
def has_icu() -> bool:
    """Whether ICU is there; looked for when something is sorted, since most commands sort nothing."""
    return find_spec("icu") is not None


@cache
def _collator(language: str) -> Callable[[str], Any]:
    import icu

    collator: Any = icu.Collator.createInstance(icu.Locale(language.replace("-", "_") or "root"))
    collator.setAttribute(icu.UCollAttribute.NUMERIC_COLLATION, icu.UCollAttributeValue.ON)
    key: Callable[[str], Any] = collator.getSortKey
    return key


def tailored_key(text: str, language: str) -> SortKey:
    """The key by our own tailorings: letters and numbers, then accents, small letters before capitals."""
    tailored = _AFTER_Z.get(language.partition("-")[0], {})
    folded = unicodedata.normalize("NFC", text).casefold()
    heard = _GEMINATE.sub("", _SILENT.sub("", folded))
    spelt = "".join(letter if letter in tailored else _bare(letter) for letter in heard)
    weights = tuple(_weight(piece, tailored) for piece in _PIECE.findall(spelt))
    return weights, _accents(heard, tailored), text.swapcase(), text


def _bare(letter: str) -> str:
    """``letter`` without its accent."""
    apart = unicodedata.normalize("NFD", letter.translate(_EXPANDED))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _accents(heard: str, tailored: dict[str, str]) -> tuple[str, ...]:
    """The accents of each letter: a letter without one comes first, in any script."""
    return tuple(_accent(letter, letter in tailored) for letter in heard)


def _accent(letter: str, is_own: bool) -> str:
    if is_own:
        return letter if letter in "üæø" else ""
    apart = unicodedata.normalize("NFD", letter)
    return "".join(sign for sign in apart if unicodedata.combining(sign)) or letter.translate(_EXPANDED)[1:]


def _weight(piece: str, tailored: dict[str, str]) -> Weight:
    if piece.isdecimal():
        return (1, int(piece), "")
    return (2, 0, tailored.get(piece, piece)) if piece.isalpha() else (0, 0, "")
