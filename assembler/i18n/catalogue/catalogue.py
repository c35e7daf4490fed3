"""Catalogues, which look up messages in a language and its fallbacks and report missing translations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from textwrap import shorten
from typing import Protocol

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.catalogues import MISSING_TRANSLATION
from assembler.i18n.catalogue.translations import Translations, read_mo, read_translations
from assembler.i18n.languages.languages import SOURCE, Language, get_language
from assembler.structs import Struct, field
from assembler.version import __version__

_NAMED_MESSAGES = 3
"""Maximum number of messages that a diagnostic lists. ``Catalogue.missing_messages`` returns all."""
_MESSAGE_LENGTH = 50
"""Maximum length of a message in a diagnostic, in characters."""


_TYPED_APOSTROPHE = re.compile(r"(?<=\w)'(?=[\w\s.,;:!?)]|$)")


@lru_cache(maxsize=4096)
def replace_apostrophes(message: str) -> str:
    """Replace typewriter apostrophes in an English message with the typographic ones that documents print.

    >>> replace_apostrophes("the city's plan, immigrants' view")
    'the city’s plan, immigrants’ view'
    """
    return _TYPED_APOSTROPHE.sub("’", message)


class CatalogueSource(Protocol):
    """Protocol for sources of .po files, such as the store's project."""

    def catalogues(self, language: str, /) -> Sequence[tuple[str, bytes]]:
        """Return the name and bytes of each .po file of a language, in order of precedence."""


class Catalogue(Struct):
    """Translations into one language, with its fallbacks.

    ``layers`` are pairs of code and translations, in lookup order. Missing messages are recorded, and a build
    calls ``report_missing`` afterwards, so that no fallback is silent. If ``marks_missing`` is true, as in a
    draft, the code of the source language is put before untranslated texts. ``contexts`` maps English texts
    to their default contexts.
    """

    language: Language
    layers: tuple[tuple[str, Translations], ...] = ()
    contexts: Mapping[str, str] = field(default_factory=dict)
    marks_missing: bool = False
    _missed: dict[str, dict[str, str]] = field(default_factory=dict)
    """Maps each language to its missing messages, and each message to the language used instead."""

    def gettext(self, message: str, context: str = "") -> str:
        """Return the text for ``message`` in the first language that has one, or ``message`` itself."""
        match = self._find(message, context)
        return match[1][0] if match else self._mark_untranslated(message)

    def ngettext(self, one: str, other: str, n: int, context: str = "") -> str:
        """Return the plural form for ``n``, in which fields such as ``{n}`` are not yet filled in."""
        match = self._find(one, context)
        if match is None:
            return self._mark_untranslated(one if n == 1 else other)
        texts, strings = match
        return strings[min(texts.forms.form(n), len(strings) - 1)]

    def _mark_untranslated(self, message: str) -> str:
        """Return the English text.

        In a draft in another language, ``[en]`` precedes it, so that readers notice the missing translation.
        """
        is_missing = self.marks_missing and self.language.base != SOURCE
        text = replace_apostrophes(message)
        return f"[{SOURCE}] {text}" if is_missing else text

    def _find(self, message: str, context: str) -> tuple[Translations, tuple[str, ...]] | None:
        context = context or self.contexts.get(message, "")
        for code, texts in self.layers:
            if strings := texts.find(message, context):
                self._record_missing(message, code)
                return texts, strings
        self._record_missing(message, SOURCE)
        return None

    def _record_missing(self, message: str, found_in: str) -> None:
        """Record ``message`` as missing if its text was found only in the fallback language ``found_in``.

        Nothing is recorded for a regional catalogue, which contains only differences.
        """
        for code in self.language.chain:
            if code == found_in:
                return
            if code != self._complete:
                continue
            self._missed.setdefault(code, {})[message] = found_in

    @property
    def _complete(self) -> str:
        """The code of the language whose catalogue must have all messages."""
        codes = {code for code, _ in self.layers}
        code, base = self.language.code, self.language.base
        return code if code in codes and base not in codes else base

    def missing_messages(self) -> Mapping[str, Mapping[str, str]]:
        """Map each language to its missing messages, and each message to the language used instead."""
        return {code: dict(messages) for code, messages in self._missed.items()}

    def report_missing(self) -> tuple[Diagnostic, ...]:
        """Return a warning for each language with missing messages, naming the first few of them."""
        return tuple(self._report_language(code, list(messages)) for code, messages in self._missed.items())

    def _report_language(self, code: str, messages: list[str]) -> Diagnostic:
        name = next((texts.name for have, texts in self.layers if have == code), f"locales/{code}")
        place = Location(file=name)
        named = [
            f"“{shorten(each, _MESSAGE_LENGTH, placeholder='…')}”" for each in messages[:_NAMED_MESSAGES]
        ]
        if len(messages) == 1:
            return MISSING_TRANSLATION.at(place, "one in a build", code=code, text=named[0])
        texts = ", ".join([*named, "…"] if len(messages) > _NAMED_MESSAGES else named)
        return MISSING_TRANSLATION.at(
            place, "several in a build", code=code, count=len(messages), texts=texts
        )


class TranslationCache(Protocol):
    """Protocol for caches of checked translations, such as the store's cache."""

    def get(self, key: str, /) -> bytes | None:
        """Return the data stored under ``key``, or None."""

    def put(self, key: str, data: bytes, /) -> None:
        """Store ``data`` under ``key``."""


def load_catalogue(
    source: CatalogueSource, wanted: Language, cache: TranslationCache | None = None
) -> Catalogue:
    """Load the catalogue of ``wanted`` with its fallbacks, caching checked translations in ``cache``.

    Raises CatalogueError, with all diagnostics of a file, if a .po is broken or a translation does not fit
    its message. For a language without a .po, the catalogue reports every text as missing.
    """
    return Catalogue(wanted, tuple(_load_layers(source, wanted, cache)))


def _load_layers(
    source: CatalogueSource, wanted: Language, cache: TranslationCache | None
) -> Iterable[tuple[str, Translations]]:
    for code in wanted.chain:
        for name, data in source.catalogues(code):
            yield code, _load_translations(data, name, code, cache)


def _load_translations(data: bytes, name: str, code: str, cache: TranslationCache | None) -> Translations:
    """Load the translations of a .po, or those cached for the same bytes, which are not checked again."""
    key = f"catalogue-{__version__}-{code}-{sha256(data).hexdigest()}"
    cached = cache.get(key) if cache else None
    if cached is not None:
        return read_mo(cached, name)
    texts = read_translations(data, name, get_language(code))
    if cache:
        cache.put(key, texts.to_mo())
    return texts
