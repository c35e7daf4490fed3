"""Several things in one sentence: "a, b and c" as the language has it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from babel.lists import format_list

from assembler.model.messages.pseudo import in_brackets
from assembler.model.messages.pseudo_codes import CODES
from assembler.values.locales import locale_of

_E_BEFORE_I = re.compile(r"h?[ií](?![aeoáéóuú])", re.IGNORECASE)
"""Spanish: "padre e hijo", but "agua y hielo", where the sound is that of y."""
_U_BEFORE_O = re.compile(r"h?[oó]|8|11(?!\d)", re.IGNORECASE)


def in_sentence(items: Sequence[str], language: str, *, either: bool = False) -> str:
    """``items`` joined by "and", or by "or" where ``either``; an empty text for none.

    >>> in_sentence(["a", "b", "c"], "nl"), in_sentence(["padre", "hijo"], "es")
    ('a, b en c', 'padre e hijo')
    >>> in_sentence(["plata", "oro"], "es", either=True)
    'plata u oro'
    """
    if not items:
        return ""
    if language in CODES and len(items) > 1:
        return f"{', '.join(items[:-1])}{in_brackets(' or ' if either else ' and ', language)}{items[-1]}"
    locale = locale_of(language)
    joined = format_list(items, style="or" if either else "standard", locale=locale)
    return _spanish(joined, items, either) if locale.language == "es" and len(items) > 1 else joined


def _spanish(joined: str, items: Sequence[str], either: bool) -> str:
    """Spanish changes ``y`` before the sound i and ``o`` before the sound o; Babel does not (CLDR does)."""
    word, other, sound = (" o ", " u ", _U_BEFORE_O) if either else (" y ", " e ", _E_BEFORE_I)
    last = items[-1]
    head = joined[: len(joined) - len(last)]
    if sound.match(last) and head.endswith(word):
        return head.removesuffix(word) + other + last
    return joined
