"""Check that translations use the terms of the glossary, in any grammatical form.

Words are compared by their stems, because languages inflect them (indikaattorin, die gastgebenden Städte),
compound them (Integrationsplan) and separate them (rapport annuel de restitution). A term therefore matches
if all its words are present, in any order. A word with a ``*``, which stands for any letters, is compared
as it is, without a stem.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.translations import FORBIDDEN_TERM, TERM
from assembler.i18n.checks.catalogue_checks import NO_CONSTRAINTS, MessageConstraints, is_agreed, locate_entry
from assembler.i18n.languages.languages import Language
from assembler.i18n.po.po_entry import Entry, PoFile
from assembler.model.messages import markup
from assembler.model.reference.glossary import Glossary, Term
from assembler.structs import Struct

_WRITES_TOGETHER = frozenset({"nl", "de", "sv", "fi"})
"""Languages in which a term may be part of a longer word."""
_SHORT, _LONG = 4, 8


class _EnglishForm(Struct, frozen=True):
    """An English form of a term, in the singular and the plural, with either kind of apostrophe.

    ``letters`` is the beginning that the singular and the plural share. Searching for it is faster than
    searching for ``pattern``.
    """

    letters: str
    pattern: re.Pattern[str]

    @staticmethod
    def of(form: str) -> _EnglishForm:
        """Return the form for an entry of the glossary, such as ``host city``."""
        start = re.escape(form[:-1]) + "(?:y|ies)" if form.endswith("y") else f"{re.escape(form)}(?:s|es)?"
        start = re.sub("['’]", "['’]", start)
        return _EnglishForm(_fold_english(form.removesuffix("y")), re.compile(rf"\b{start}\b", re.IGNORECASE))

    def is_in(self, text: str, small: str) -> bool:
        """Return whether the form occurs in ``text``.

        ``small`` is ``text`` in lower case, with straight apostrophes.
        """
        return self.letters in small and self.pattern.search(text) is not None


class TermChecker:
    """Terminology checker for catalogues, which analyses English texts once for all languages."""

    def __init__(self, glossary: Glossary) -> None:
        known = [term for term in glossary.terms if term.english]
        forms = [*((form, term) for term in known for form in term.english),
                 *((form, None) for term in known for form in term.elsewhere)]  # fmt: skip
        self._forms = [
            (_EnglishForm.of(form), term) for form, term in sorted(forms, key=lambda each: -len(each[0]))
        ]
        free = (term for term in glossary.terms if not term.english)
        self._free = [(term, tuple(map(_EnglishForm.of, term.elsewhere))) for term in free]
        self._read: dict[str, tuple[Term, ...]] = {}

    def check(
        self,
        file: PoFile,
        name: str,
        language: Language,
        constraints: Mapping[tuple[str, str], MessageConstraints] = NO_CONSTRAINTS,
    ) -> Iterator[Diagnostic]:
        """Yield a warning for each deviation from the glossary, unless the translator accepted it."""
        for entry in file.entries:
            if entry.is_translated and not entry.obsolete:
                for each in self._check_entry(entry, language, locate_entry(entry, name, constraints)):
                    if not is_agreed(each.rule, entry, file):
                        yield each

    def _check_entry(self, entry: Entry, language: Language, place: Location) -> Iterator[Diagnostic]:
        texts = [_fold(markup.plain_text(text), language.base) for text in entry.strings]
        for term in self.find_terms(markup.plain_text(entry.id)):
            yield from _check_term(term, texts, language, place)

    def find_terms(self, text: str) -> tuple[Term, ...]:
        """Return the terms in an English text, and those that are checked in every text.

        A longer term hides the shorter ones that are part of it.

        >>> one = Term(id="T001", english=("peer",), say={"nl": ("peer",)})
        >>> two = Term(id="T002", english=("peer review",), say={"nl": ("peer review",)})
        >>> [term.id for term in TermChecker(Glossary(terms=(one, two))).find_terms("Two peer reviews")]
        ['T002']
        """
        if text not in self._read:
            self._read[text] = (*self._find_matching(text), *self._find_universal(text))
        return self._read[text]

    def _find_matching(self, text: str) -> tuple[Term, ...]:
        found: dict[str, Term] = {}
        small = _fold_english(text)
        for form, term in self._forms:
            if form.is_in(text, small):
                text = form.pattern.sub("·", text)
                small = _fold_english(text)
                if term is not None:
                    found[term.id] = term
        return tuple(found.values())

    def _find_universal(self, text: str) -> Iterator[Term]:
        """Yield the terms that are checked in every text, unless a phrase in the English text permits one."""
        small = _fold_english(text)
        return (
            term for term, elsewhere in self._free if not any(form.is_in(text, small) for form in elsewhere)
        )


def _check_term(term: Term, texts: list[str], language: Language, place: Location) -> Iterator[Diagnostic]:
    """Yield deviations from ``term`` in ``texts``, the forms of a translation in lower case."""
    for word in _choose_words(term.never, language):
        if any(_build_word_pattern(word, language.base).search(text) for text in texts):
            yield _report_forbidden(term, word.replace("*", "…"), place)
    wanted = _choose_words(term.say, language)
    if wanted and not all(any(_contains(each, text, language.base) for each in wanted) for text in texts):
        expected = " / ".join(f"“{word.replace('*', '…')}”" for word in wanted)
        yield _report_departure(term, expected, place)


def _report_forbidden(term: Term, word: str, place: Location) -> Diagnostic:
    english = next(iter(term.english), "")
    match bool(english), term.note:
        case True, "":
            return FORBIDDEN_TERM.at(place, "for a term", word=word, english=english, id=term.id)
        case True, note:
            return FORBIDDEN_TERM.at(
                place, "for a term, noted", word=word, english=english, id=term.id, note=note
            )
        case False, "":
            return FORBIDDEN_TERM.at(place, word=word, id=term.id)
    return FORBIDDEN_TERM.at(place, "noted", word=word, id=term.id, note=term.note)


def _report_departure(term: Term, expected: str, place: Location) -> Diagnostic:
    english = term.english[0]
    if term.note:
        return TERM.at(place, "noted", english=english, expected=expected, id=term.id, note=term.note)
    return TERM.at(place, english=english, expected=expected, id=term.id)


def _choose_words(words: Mapping[str, tuple[str, ...]], language: Language) -> tuple[str, ...]:
    """Return the words for the region or, failing that, for the language."""
    return words.get(language.code) or words.get(language.base, ())


def _contains(wanted: str, folded: str, base: str) -> bool:
    return all(found.search(folded) for found in _build_stem_patterns(wanted, base))


def _fold_english(text: str) -> str:
    """Return an English text in lower case, with straight apostrophes."""
    return text.lower().replace("’", "'")


@lru_cache(maxsize=4096)
def _fold(text: str, base: str) -> str:
    """Return ``text`` in lower case.

    Greek text also loses its accents, because they move with the ending.
    """
    small = text.casefold()
    if base != "el":
        return small
    return "".join(
        character for character in unicodedata.normalize("NFD", small) if not unicodedata.combining(character)
    )


@lru_cache(maxsize=4096)
def _build_stem_patterns(wanted: str, base: str) -> tuple[re.Pattern[str], ...]:
    """Return a pattern for each significant word of a term.

    Words of fewer than four letters, such as articles and prepositions, are ignored unless all are that
    short.
    """
    words = re.findall(r"[\w*]+", _fold(wanted, base))
    long = [word for word in words if len(word) >= _SHORT] or words
    before = "" if base in _WRITES_TOGETHER else r"\b"
    return tuple(re.compile(f"{before}{_build_stem_pattern(word)}") for word in long)


def _build_stem_pattern(word: str) -> str:
    """Return a pattern for the stem of a word.

    The stem is the word without its last two letters, or without the last three if it has at least eight. A
    word of four letters or fewer matches only as a separate word: its first three letters and up to five
    more. A word with ``*`` has no stem; each ``*`` stands for any letters.
    """
    if "*" in word:
        return _expand_wildcards(word)
    if len(word) <= _SHORT:
        return rf"\b{re.escape(word[:3])}\w{{0,5}}\b"
    return re.escape(word[: len(word) - (2 if len(word) < _LONG else 3)]) + r"\w*"


@lru_cache(maxsize=1024)
def _build_word_pattern(wanted: str, base: str) -> re.Pattern[str]:
    """Return a pattern for the exact words of a forbidden term, with ``*`` for any letters."""
    return re.compile(rf"\b{_expand_wildcards(_fold(wanted, base))}\b")


def _expand_wildcards(words: str) -> str:
    return re.escape(words).replace(r"\*", r"\w*")
