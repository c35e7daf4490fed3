"""Babel locales for the language codes of this program."""

from __future__ import annotations

from functools import cache

from babel import Locale

from assembler.model.messages.pseudo_codes import CODES

_REGIONS = {"en": "en_GB", **dict.fromkeys(CODES, "en_GB")}
"""Maps English, and the pseudo-languages that are generated from it, to British English."""


@cache
def load_locale(language: str) -> Locale:
    """Return the locale of ``language``, a code such as ``nl`` or ``nl-BE``.

    Raises Babel's UnknownLocaleError if Babel has no data about the language.

    >>> str(load_locale("nl-BE")), str(load_locale("en"))
    ('nl_BE', 'en_GB')
    """
    return Locale.parse(_REGIONS.get(language, language.replace("-", "_")))
