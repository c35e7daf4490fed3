"""Lists in running text: "a, b and c", "a, b, c" or "a; b; c", by the conventions of the language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from babel.lists import format_list

from assembler.model.messages.pseudo import pseudo_translate_text
from assembler.model.messages.pseudo_codes import CODES
from assembler.values.locales import load_locale

_E_BEFORE_I = re.compile(r"h?[ií](?![aeoáéóuú])", re.IGNORECASE)
"""Words before which Spanish "y" becomes "e": "padre e hijo", but "agua y hielo", which sounds like y."""
_BETWEEN_LONG = {"el": "· ", "fr": "\u202f; "}
"""Separators between items that contain commas, by language; CLDR has none.

A semicolon is a question mark in Greek.
"""
_U_BEFORE_O = re.compile(r"h?[oó]|8|11(?!\d)", re.IGNORECASE)


def join_items(items: Sequence[str], language: str, *, either: bool = False) -> str:
    """Join ``items`` with "and", or with "or" if ``either`` is true.

    The result is an empty string if there are no items.

    >>> join_items(["a", "b", "c"], "nl"), join_items(["padre", "hijo"], "es")
    ('a, b en c', 'padre e hijo')
    >>> join_items(["plata", "oro"], "es", either=True)
    'plata u oro'
    """
    if not items:
        return ""
    if language in CODES and len(items) > 1:
        conjunction = pseudo_translate_text(" or " if either else " and ", language)
        return f"{', '.join(items[:-1])}{conjunction}{items[-1]}"
    locale = load_locale(language)
    joined = format_list(items, style="or" if either else "standard", locale=locale)
    return _correct_spanish(joined, items, either) if locale.language == "es" and len(items) > 1 else joined


def join_codes(items: Iterable[str], language: str) -> str:
    """Join codes or initials with CLDR's list separator, even before the last item.

    In Arabic, this separator is itself the word for "and".

    >>> join_codes(["JB", "FC"], "nl"), join_codes(["JB", "FC"], "ar")
    ('JB, FC', 'JB وFC')
    """
    return find_comma(language).join(items)


@cache
def find_comma(language: str) -> str:
    """Return the separator that CLDR puts between the items of a list, except before the last."""
    return (
        str(load_locale(language).list_patterns["standard"]["middle"]).replace("{0}", "").replace("{1}", "")
    )


def join_long_items(items: Iterable[str], language: str) -> str:
    """Join ``items``, which may contain commas, with semicolons or their equivalent in ``language``.

    >>> [join_long_items(["a", "b"], language) for language in ("nl", "el", "fr-BE")]
    ['a; b', 'a· b', 'a\\u202f; b']
    """
    return _BETWEEN_LONG.get(language.partition("-")[0], "; ").join(items)


def _correct_spanish(joined: str, items: Sequence[str], either: bool) -> str:
    """Return ``joined`` with ``e`` instead of ``y`` if the last of ``items`` begins with the sound i.

    If ``either`` is true, ``o`` becomes ``u`` before the sound o instead. Babel makes neither change.
    """
    word, other, sound = (" o ", " u ", _U_BEFORE_O) if either else (" y ", " e ", _E_BEFORE_I)
    last = items[-1]
    head = joined[: len(joined) - len(last)]
    if sound.match(last) and head.endswith(word):
        return head.removesuffix(word) + other + last
    return joined
