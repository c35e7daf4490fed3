"""Sort names and codes as readers of a language expect, by ICU if installed or by built-in rules.

The rules are for indexes, glossaries and lists of people and cities. They compare letters first, then
accents, then case. Numbers are compared by value, separators and spaces come before letters, and apostrophes
and full stops are ignored.

ICU (the extra ``icu``) supports every language but must be built with a compiler. The library pyuca supports
only the root order, which is wrong for ``å`` in Swedish. This module therefore includes CLDR's tailorings for
the network's languages. The same list of words tests ICU and the built-in rules.
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
"""Separate letters and their sort keys. ``z1`` sorts after ``z`` followed by any other letter."""
_EXPANDED = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ð": "d", "þ": "th", "ł": "l", "ı": "i"}
)
_SILENT = re.compile(r"['’.]")
_GEMINATE = re.compile(r"(?<=l)·(?=l)")
"""The middle dot in Catalan l·l, which is sorted as ll."""
_PIECE = re.compile(r"\d+|[^\W\d_]|[\W_]+")


def sort_key(text: str, language: str = "") -> SortKey:
    """Return the sort key of ``text`` in ``language``.

    Only keys in the same language can be compared.

    >>> sorted(["GG/A/10", "GG/A/2", "AC/I/1"], key=sort_key)
    ['AC/I/1', 'GG/A/2', 'GG/A/10']
    >>> sorted(["Örebro", "Zwolle", "Oslo"], key=lambda city: sort_key(city, "sv"))
    ['Oslo', 'Zwolle', 'Örebro']
    >>> sorted(["Örebro", "Zwolle", "Oslo"], key=lambda city: sort_key(city, "de"))
    ['Örebro', 'Oslo', 'Zwolle']
    """
    return key_of_icu(text, language) if has_icu() else tailored_key(text, language)


def in_order(texts: Iterable[str], language: str = "") -> list[str]:
    """Return ``texts`` sorted by ``sort_key``.

    >>> in_order(["nz", "ñu", "na"], "es")
    ['na', 'nz', 'ñu']
    """
    return sorted(texts, key=lambda text: sort_key(text, language))


def key_of_icu(text: str, language: str) -> bytes:
    """Return the key from ICU's collator for ``language``, with numbers sorted by value."""
    return bytes(_collator(language)(_SILENT.sub("", text)))


@cache
def has_icu() -> bool:
    """Return whether ICU is installed.

    This is checked on first use, because most commands sort nothing.
    """
    return find_spec("icu") is not None


@cache
def _collator(language: str) -> Callable[[str], Any]:
    import icu

    collator: Any = icu.Collator.createInstance(icu.Locale(language.replace("-", "_") or "root"))
    collator.setAttribute(icu.UCollAttribute.NUMERIC_COLLATION, icu.UCollAttributeValue.ON)
    key: Callable[[str], Any] = collator.getSortKey
    return key


def tailored_key(text: str, language: str) -> SortKey:
    """Return the key by the rules of this module: letters and numbers first, then accents, then case.

    Lower case sorts before upper case.
    """
    tailored = _AFTER_Z.get(language.partition("-")[0], {})
    folded = unicodedata.normalize("NFC", text).casefold()
    audible = _GEMINATE.sub("", _SILENT.sub("", folded))
    unaccented = "".join(letter if letter in tailored else _remove_accent(letter) for letter in audible)
    weights = tuple(_compute_weight(piece, tailored) for piece in _PIECE.findall(unaccented))
    accents = tuple(_find_accent(letter, letter in tailored) for letter in audible)  # none sorts first
    return weights, accents, text.swapcase(), text


def _remove_accent(letter: str) -> str:
    """Return ``letter`` without its accent."""
    decomposed = unicodedata.normalize("NFD", letter.translate(_EXPANDED))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _find_accent(letter: str, is_own: bool) -> str:
    if is_own:
        return letter if letter in "üæø" else ""
    decomposed = unicodedata.normalize("NFD", letter)
    return (
        "".join(character for character in decomposed if unicodedata.combining(character))
        or letter.translate(_EXPANDED)[1:]
    )


def _compute_weight(piece: str, tailored: dict[str, str]) -> Weight:
    if piece.isdecimal():
        return (1, int(piece), "")
    return (2, 0, tailored.get(piece, piece)) if piece.isalpha() else (0, 0, "")
