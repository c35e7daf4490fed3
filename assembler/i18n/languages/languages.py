"""Languages of documents: tags, names, directions, quotation marks and fallbacks."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from assembler.errors import ProjectError
from assembler.i18n.languages.quotation_marks import Quotes, get_quotes
from assembler.model.messages.pseudo_codes import BRACKETS, CODES, MIRRORED
from assembler.structs import Struct

SOURCE = "en"
"""Language of templates, declarations and benchmarks."""

_CODE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
_REGIONS = {"en": "GB", "pt": "PT"}
"""Regions where European usage differs from CLDR's likely region (``US`` for ``en``, ``BR`` for ``pt``)."""
_SUGGESTED = ("nl", "en", "fr", "de", "it", "sv", "fi", "el", "es", "ca", "nl-BE", "fr-BE", "sv-FI")
_NO_LANGUAGE = "x-none"
"""Word's tag for text that has no language and is not proofread."""


class Language(Struct, frozen=True):
    """A language in which documents can be built.

    ``code`` is also the name of the catalogue's folder, such as ``nl`` or ``nl-BE``.
    """

    code: str

    @property
    def tag(self) -> str:
        """The tag with a region that Word requires in ``w:lang``.

        >>> [get_language(code).tag for code in ("nl", "nl-BE", "en", "sv", "el", "ca", "pt")]
        ['nl-NL', 'nl-BE', 'en-GB', 'sv-SE', 'el-GR', 'ca-ES', 'pt-PT']
        """
        return _tag(self.code)

    @property
    def chain(self) -> tuple[str, ...]:
        """The language codes tried for each message, in order.

        The last one is always the source language.

        >>> get_language("nl-BE").chain
        ('nl-BE', 'nl', 'en')
        """
        return _build_chain(self.code)

    @property
    def base(self) -> str:
        """The code without its region, such as ``nl``."""
        return self.code.partition("-")[0]

    @property
    def locale(self) -> Locale:
        """Babel's locale, for names, directions and plurals."""
        return Locale.parse("en-GB" if self.code in CODES else self.tag, sep="-")

    @property
    def direction(self) -> str:
        """The direction of writing, ``ltr`` or ``rtl``.

        >>> get_language("nl").direction, get_language("ar").direction
        ('ltr', 'rtl')
        """
        return "rtl" if self.code == MIRRORED or self.locale.text_direction == "rtl" else "ltr"

    @property
    def decimal(self) -> str:
        """The decimal separator.

        >>> get_language("en").decimal, get_language("nl-BE").decimal
        ('.', ',')
        """
        return str(self.locale.number_symbols["latn"]["decimal"])

    @property
    def own_name(self) -> str:
        """The name of the language in that language.

        >>> get_language("fr-BE").own_name, get_language("el").own_name
        ('français (Belgique)', 'Ελληνικά')
        """
        return self._display_name(self.code)

    @property
    def english_name(self) -> str:
        """The name of the language in English.

        >>> get_language("nl").english_name
        'Dutch'
        """
        return self._display_name(SOURCE)

    def _display_name(self, within: str) -> str:
        if self.code in CODES:
            return "⟦brackets⟧" if self.code == BRACKETS else "⟦סוגריים⟧"
        return Locale.parse(self.code, sep="-").get_display_name(within.replace("-", "_")) or self.code

    @property
    def quotes(self) -> Quotes:
        """The quotation marks of the language, or the English ones if none are listed for it."""
        return get_quotes(self.code)


def get_language(code: str) -> Language:
    """Return the language with this code.

    Raises ProjectError if ``code`` is neither a language of CLDR nor a pseudo-language.

    >>> get_language("nl_NL")
    Traceback (most recent call last):
    ...
    assembler.errors.ProjectError: there is no language “nl_NL”
    """
    return _find_language(code)


def normalise_code(code: str) -> str:
    """Return ``code`` in normal form: language in lower case, region in upper case, joined by a hyphen.

    gettext tools put an underscore before the region.

    >>> normalise_code("pt_BR"), normalise_code("NL-be"), normalise_code("fi")
    ('pt-BR', 'nl-BE', 'fi')
    """
    base, _, region = code.replace("_", "-").partition("-")
    return f"{base.lower()}-{region.upper()}" if region else base.lower()


def is_language(code: str) -> bool:
    """Return whether ``code`` is a language of CLDR or a pseudo-language.

    >>> is_language("nl-BE"), is_language("dutch")
    (True, False)
    """
    try:
        return bool(_find_language(code).code)
    except ProjectError:
        return False


@cache
def _find_language(code: str) -> Language:
    """Look up a language for ``get_language``.

    The result is cached, because each text of a record needs its language.
    """
    if code in CODES:
        return Language(code)
    try:
        if not _CODE.fullmatch(code) or Locale.parse(code, sep="-").language != code.partition("-")[0]:
            raise ValueError(code)
    except (ValueError, UnknownLocaleError) as error:
        raise ProjectError(f"there is no language “{code}”", hint=_build_hint(code)) from error
    return Language(code)


@cache
def _build_chain(code: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((code, code.partition("-")[0], SOURCE)))


@cache
def _tag(code: str) -> str:
    if code in CODES:
        return _NO_LANGUAGE
    if "-" in code:
        return code
    likely = get_global("likely_subtags").get(code, "").rsplit("_", 1)[-1]
    return f"{code}-{_REGIONS.get(code, likely)}"


def suggest_code(code: str) -> str:
    """Return a known language code that is similar to the unknown ``code``, or "" if there is none.

    >>> suggest_code("pt_br"), suggest_code("klingon")
    ('pt-BR', '')
    """
    if normalise_code(code) != code and is_language(normalise_code(code)):
        return normalise_code(code)
    return next(iter(get_close_matches(code.replace("_", "-"), _SUGGESTED, n=1)), "")


def _build_hint(code: str) -> str:
    near, advice = suggest_code(code), "write a code such as nl, nl-BE or fi"
    return f"did you mean {near}? Otherwise, {advice}" if near else advice
