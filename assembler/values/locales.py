"""Babel's locale for one of our language codes."""

from __future__ import annotations

from functools import cache

from babel import Locale

from assembler.model.messages.pseudo_codes import CODES

_REGIONS = {"en": "en_GB", **dict.fromkeys(CODES, "en_GB")}
"""English here is that of Europe, and the pseudo-languages are made of it."""


@cache
def locale_of(language: str) -> Locale:
    """The locale of ``language`` (``nl``, ``nl-BE``); babel's UnknownLocaleError for another code.

    >>> str(locale_of("nl-BE")), str(locale_of("en"))
    ('nl_BE', 'en_GB')
    """
    return Locale.parse(_REGIONS.get(language, language.replace("-", "_")))
