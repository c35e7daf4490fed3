"""A catalogue: looks a message up in a language, then in what the language falls back to, and tells it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from textwrap import shorten
from typing import Protocol

from assembler import __version__
from assembler.diagnostics import Diagnostic, Level, Location
from assembler.i18n.catalogue.translations import Translations, read_mo, read_translations
from assembler.i18n.languages.languages import SOURCE, Language, get_language
from assembler.structs import Struct, field

_NAMED = 3
_SHOWN = 50
"""Messages named in a diagnostic; all of them are in ``Catalogue.missing``."""


_TYPED_APOSTROPHE = re.compile(r"(?<=\w)'(?=[\w\s.,;:!?)]|$)")


@lru_cache(maxsize=4096)
def replace_apostrophes(message: str) -> str:
    """An English message as documents print it: sources are typed with the apostrophe of the keyboard.

    >>> replace_apostrophes("the city's plan, immigrants' view")
    'the city’s plan, immigrants’ view'
    """
    return _TYPED_APOSTROPHE.sub("’", message)


class CatalogueSource(Protocol):
    """Where .po files come from: the store's project."""

    def catalogues(self, language: str, /) -> Sequence[tuple[str, bytes]]:
        """(name, bytes) of the .po files of a language, the one that goes before the others first."""


class Catalogue(Struct):
    """Texts in ``language``; ``layers`` are (code, texts) in the order in which they are asked.

    It remembers what it was asked and did not have: whoever builds a document asks ``told`` afterwards, so
    that no fallback is silent. In a draft, ``marks_missing``, what stands in English says so itself.
    ``contexts`` gives, by the English text, the context that is meant where nobody says one.
    """

    language: Language
    layers: tuple[tuple[str, Translations], ...] = ()
    contexts: Mapping[str, str] = field(default_factory=dict)
    marks_missing: bool = False
    _missed: dict[str, dict[str, str]] = field(default_factory=dict)
    """By code: each message and the code of the language it was found in instead."""

    def gettext(self, message: str, context: str = "") -> str:
        """The text for ``message``, from the first language of the chain that has it, else ``message``."""
        found = self._found(message, context)
        return found[1][0] if found else self._untranslated(message)

    def ngettext(self, one: str, other: str, n: int, context: str = "") -> str:
        """The form for ``n`` of a counted phrase, with its fields as they stand (``{n} interviews``)."""
        found = self._found(one, context)
        if found is None:
            return self._untranslated(one if n == 1 else other)
        texts, strings = found
        return strings[min(texts.forms.form(n), len(strings) - 1)]

    def _untranslated(self, message: str) -> str:
        """The English text; in a draft with its language before it, so that a reader sees what is missing."""
        is_missing = self.marks_missing and self.language.base != SOURCE
        shown = replace_apostrophes(message)
        return f"[{SOURCE}] {shown}" if is_missing else shown

    def _found(self, message: str, context: str) -> tuple[Translations, tuple[str, ...]] | None:
        context = context or self.contexts.get(message, "")
        for code, texts in self.layers:
            if strings := texts.find(message, context):
                self._note(message, code)
                return texts, strings
        self._note(message, SOURCE)
        return None

    def _note(self, message: str, found_in: str) -> None:
        """A regional catalogue lacks nothing where its language has one, which holds all that is the same."""
        for code in self.language.chain:
            if code == found_in:
                return
            if code != self._complete:
                continue
            self._missed.setdefault(code, {})[message] = found_in

    @property
    def _complete(self) -> str:
        """The code of the language whose catalogue holds all messages, or would."""
        have = {code for code, _ in self.layers}
        code, base = self.language.code, self.language.base
        return code if code in have and base not in have else base

    def missing_messages(self) -> Mapping[str, Mapping[str, str]]:
        """By language: the messages it was asked for and lacked, each with the language that had it."""
        return {code: dict(messages) for code, messages in self._missed.items()}

    def report_missing(self) -> tuple[Diagnostic, ...]:
        """One diagnostic for each language that lacked messages and each language that gave them instead.

        A warning where they stand in English, information where a neighbour of the language had them.
        """
        return tuple(self._diagnostics())

    def _diagnostics(self) -> Iterator[Diagnostic]:
        for code, messages in self._missed.items():
            for instead in dict.fromkeys(messages.values()):
                yield self._diagnostic(
                    code, instead, [text for text, had in messages.items() if had == instead]
                )

    def _diagnostic(self, code: str, instead: str, messages: list[str]) -> Diagnostic:
        named = ", ".join(repr(shorten(text, _SHOWN, placeholder="…")) for text in messages[:_NAMED])
        more = f" and {len(messages) - _NAMED} more" if len(messages) > _NAMED else ""
        many = "1 text is" if len(messages) == 1 else f"{len(messages)} texts are"
        stand = "stands" if len(messages) == 1 else "stand"
        one, other = (get_language(each).english_name for each in (code, instead))
        return Diagnostic(
            rule="missing-translation",
            level=Level.WARNING if instead == SOURCE else Level.INFO,
            location=Location(file=self._file(code)),
            message=f"{many} not in {one} ({code}) and {stand} in {other}: {named}{more}",
            hint=f"translate what `assembler catalogue update {code}` adds to locales/{code}",
        )

    def _file(self, code: str) -> str:
        return next((texts.name for have, texts in self.layers if have == code), f"locales/{code}")


class TranslationCache(Protocol):
    """Where checked texts may be kept for the next time: the store's cache."""

    def get(self, key: str, /) -> bytes | None:
        """What was kept under ``key``, or None."""

    def put(self, key: str, data: bytes, /) -> None:
        """Keep ``data`` under ``key``."""


def load_catalogue(
    source: CatalogueSource, wanted: Language, keep: TranslationCache | None = None
) -> Catalogue:
    """The catalogue of ``wanted`` with all that it falls back to; checked texts come from ``keep`` if there.

    CatalogueError, with all diagnostics of a file, where a .po is broken or a translation does not fit its
    message. A language without any .po gives a catalogue that tells that every text is missing.
    """
    return Catalogue(wanted, tuple(_layers(source, wanted, keep)))


def _layers(
    source: CatalogueSource, wanted: Language, keep: TranslationCache | None
) -> Iterable[tuple[str, Translations]]:
    for code in wanted.chain:
        for name, data in source.catalogues(code):
            yield code, _texts(data, name, code, keep)


def _texts(data: bytes, name: str, code: str, keep: TranslationCache | None) -> Translations:
    """The texts of a .po; those of the same bytes were checked before and load from their .mo."""
    key = f"catalogue-{__version__}-{code}-{sha256(data).hexdigest()}"
    kept = keep.get(key) if keep else None
    if kept is not None:
        return read_mo(kept, name)
    texts = read_translations(data, name, get_language(code))
    if keep:
        keep.put(key, texts.to_mo())
    return texts
