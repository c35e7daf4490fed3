"""Whether a translation says the terms of the termbase, in whatever form its grammar asks for.

Words are compared by their stems: a language puts endings on them (indikaattorin, die gastgebenden Städte),
writes them together (Integrationsplan), and parts them (rapport annuel de restitution). So a term is there
where each of its words is there, in any order. A word with ``*`` says its stem itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from assembler.diagnostics import Diagnostic, Level, Location
from assembler.i18n.checks.checks import NO_CONSTRAINTS, MessageConstraints, is_agreed, locate_entry
from assembler.i18n.languages.languages import Language
from assembler.i18n.po.po_entry import Entry, PoFile
from assembler.model.messages import markup
from assembler.model.reference.glossary import Glossary, Term

TERM, FORBIDDEN = "term", "forbidden-term"
_WRITES_TOGETHER = frozenset({"nl", "de", "sv", "fi"})
"""Languages in which a term may stand within a longer word."""
_SHORT, _LONG = 4, 8


class TermChecker:
    """The terms of a glossary, looked for in catalogues; each English text is read once for all languages."""

    def __init__(self, glossary: Glossary) -> None:
        known = [term for term in glossary.terms if term.english]
        forms = [*((form, term) for term in known for form in term.english),
                 *((form, None) for term in known for form in term.elsewhere)]  # fmt: skip
        self._forms = sorted(forms, key=lambda each: -len(each[0]))
        self._free = [term for term in glossary.terms if not term.english]
        self._read: dict[str, tuple[Term, ...]] = {}

    def check(
        self,
        file: PoFile,
        name: str,
        language: Language,
        asked: Mapping[tuple[str, str], MessageConstraints] = NO_CONSTRAINTS,
    ) -> Iterator[Diagnostic]:
        """Each message of ``file`` that departs from the termbase, unless its translator agreed to it."""
        for entry in file.entries:
            if entry.is_translated and not entry.obsolete:
                for rule, what, note in self._told(entry, language):
                    if not is_agreed(rule, entry, file):
                        yield _diagnostic(rule, what, note, place=locate_entry(entry, name, asked))

    def _told(self, entry: Entry, language: Language) -> Iterator[tuple[str, str, str]]:
        texts = [_folded(markup.plain_text(text), language.base) for text in entry.strings]
        for term in self.find_terms(markup.plain_text(entry.id)):
            yield from ((rule, what, term.note) for rule, what in _faults(term, texts, language))

    def find_terms(self, said: str) -> tuple[Term, ...]:
        """The terms that an English text speaks of, and those that no text may get wrong.

        A longer term hides the shorter ones that are part of it.

        >>> one = Term(id="T001", english=("peer",), say={"nl": ("peer",)})
        >>> two = Term(id="T002", english=("peer review",), say={"nl": ("peer review",)})
        >>> [term.id for term in TermChecker(Glossary(terms=(one, two))).find_terms("Two peer reviews")]
        ['T002']
        """
        if said not in self._read:
            self._read[said] = (*self._found(said), *self._everywhere(said))
        return self._read[said]

    def _found(self, said: str) -> tuple[Term, ...]:
        found: dict[str, Term] = {}
        for form, term in self._forms:
            pattern = _english(form)
            if pattern.search(said):
                said = pattern.sub("·", said)
                if term is not None:
                    found[term.id] = term
        return tuple(found.values())

    def _everywhere(self, said: str) -> Iterator[Term]:
        """The terms that are forbidden in every text, unless the English one speaks of the matter itself."""
        return (
            term for term in self._free if not any(_english(form).search(said) for form in term.elsewhere)
        )


def _faults(term: Term, texts: list[str], language: Language) -> Iterator[tuple[str, str]]:
    """What departs from ``term`` in the forms of a translation, which are folded."""
    for word in _own(term.never, language):
        if any(_whole(word, language.base).search(text) for text in texts):
            yield FORBIDDEN, f"{word.replace('*', '…')!r} is never said {_for(term)}"
    wanted = _own(term.say, language)
    if wanted and not all(any(_has(each, text, language.base) for each in wanted) for text in texts):
        yield TERM, f"for {term.english[0]!r} the termbase has {_or(wanted)} ({term.id})"


def _own(words: Mapping[str, tuple[str, ...]], language: Language) -> tuple[str, ...]:
    """What is said for the language: its region's own words, else those of the language."""
    return words.get(language.code) or words.get(language.base, ())


def _has(wanted: str, folded: str, base: str) -> bool:
    return all(found.search(folded) for found in _stems(wanted, base))


def _diagnostic(rule: str, what: str, note: str, *, place: Location) -> Diagnostic:
    hint = f"{note or 'say it so'}; or write the comment `agreed: {rule}`"
    return Diagnostic(rule, Level.WARNING, place, what, hint)


def _for(term: Term) -> str:
    return f"for {term.english[0]!r} ({term.id})" if term.english else f"here ({term.id})"


def _or(words: tuple[str, ...]) -> str:
    return " or ".join(f"“{word.replace('*', '…')}”" for word in words)


@lru_cache(maxsize=2048)
def _english(form: str) -> re.Pattern[str]:
    """An English form, in the singular or plural, with either apostrophe."""
    start = re.escape(form[:-1]) + "(?:y|ies)" if form.endswith("y") else f"{re.escape(form)}(?:s|es)?"
    start = re.sub("['’]", "['’]", start)
    return re.compile(rf"\b{start}\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _folded(text: str, base: str) -> str:
    """Small letters; in Greek without accents, which move with the ending."""
    small = text.casefold()
    if base != "el":
        return small
    return "".join(sign for sign in unicodedata.normalize("NFD", small) if not unicodedata.combining(sign))


@lru_cache(maxsize=4096)
def _stems(wanted: str, base: str) -> tuple[re.Pattern[str], ...]:
    """A pattern for each word of a term that says something; articles and prepositions do not."""
    words = re.findall(r"[\w*]+", _folded(wanted, base))
    long = [word for word in words if len(word) >= _SHORT] or words
    before = "" if base in _WRITES_TOGETHER else r"\b"
    return tuple(re.compile(f"{before}{_stem(word)}") for word in long)


def _stem(word: str) -> str:
    """What of a word stays whatever its ending: without the last two letters, or three of a long one.

    A short word stands alone, with a short ending.
    """
    if "*" in word:
        return _with_any(word)
    if len(word) <= _SHORT:
        return rf"\b{re.escape(word[:3])}\w{{0,5}}\b"
    return re.escape(word[: len(word) - (2 if len(word) < _LONG else 3)]) + r"\w*"


@lru_cache(maxsize=1024)
def _whole(wanted: str, base: str) -> re.Pattern[str]:
    """A pattern for words just as they stand, ``*`` for any letters: what is forbidden is said exactly."""
    return re.compile(rf"\b{_with_any(_folded(wanted, base))}\b")


def _with_any(words: str) -> str:
    return re.escape(words).replace(r"\*", r"\w*")
