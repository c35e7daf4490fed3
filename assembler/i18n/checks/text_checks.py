"""Checks of a translation's wording: spaces, punctuation, quotation marks, numbers and untranslated text.

None of these problems breaks a document, so each causes a warning, which a translator can suppress with a
comment (``agreed: quotation-marks``). The grammar of the English messages is also checked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.catalogues import GRAMMAR_BESIDE_FIELD, NUMBER_BESIDE_WORD
from assembler.diagnostics.translations import (
    APOSTROPHE,
    EDGE_SPACES,
    END_PUNCTUATION,
    FRENCH_SPACES,
    NUMBERS,
    QUOTATION_MARKS,
    SAME_AS_ENGLISH,
)
from assembler.i18n.checks.character_checks import check_characters, describe_characters
from assembler.i18n.languages.languages import Language
from assembler.i18n.languages.quotation_marks import find_quotes
from assembler.i18n.po.po_file import Entry
from assembler.model.messages import markup

_ENDS = {".": ".", "…": "…", ":": ":", "?": "?", "!": "!", ";": "?", "\u037e": "?", "。": "."}
"""Characters that end a sentence, with their English equivalents. The Greek question mark is a semicolon."""
_QUOTES = frozenset('"“”„‟«»‹›')
"""Characters used only as quotation marks; ‘ and ’ are also apostrophes."""
_STRAIGHT_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)|(?<!\w)'(?=\w)|(?<=\w)'(?!\w)")
_TAG = re.compile(r"</?\d+/?>")
_QUOTED = re.compile(r"(?<!\w)'\w[^']*\w'(?!\w)")
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?!\d)")
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER_WORDS = {str(number): word for number, word in enumerate(_WORDS, 1)}
"""Words for numbers that English spells out but other languages may write in digits."""
_BEFORE_PUNCTUATION = re.compile(r"(?<=[^\s\u00a0\u202f:/\d(])([:;!?])(?=\s|$)")
_SPACE_BEFORE_PUNCTUATION = re.compile(r" ([:;!?»])(?=\s|$)|« ")
_SAME_WORDS = 4
"""Minimum length, in words, at which a translation identical to the English text is suspicious."""


def check_wording(message: str, text: str, language: Language, place: Location) -> Iterator[Diagnostic]:
    """Yield a diagnostic at ``place`` for each suspicious wording in ``text``, a translation of ``message``.

    >>> from assembler.i18n.languages.languages import get_language
    >>> [each.message for each in check_wording("In 2010.", "In 2011.", get_language("nl"), Location())]
    ['the number 2010 is missing', 'the number 2011 is not in the English text']
    """
    yield from _check_ends(message, text, place)
    yield from _check_quotes(message, text, language, place)
    yield from _check_numbers(message, text, place)
    yield from _check_french_spaces(text, language, place)
    yield from check_characters(message, text, language, place)
    if text == message and len(re.findall(r"[^\W\d_]{2,}", markup.plain_text(message))) >= _SAME_WORDS:
        yield SAME_AS_ENGLISH.at(place)


def _check_ends(message: str, text: str, place: Location) -> Iterator[Diagnostic]:
    ours, theirs = _find_edges(message), _find_edges(text)
    if ours[0] != theirs[0]:
        yield _report_beginning(describe_characters(ours[0]), describe_characters(theirs[0]), place)
    if ours[1] != theirs[1]:
        yield _report_end(describe_characters(ours[1]), describe_characters(theirs[1]), place)
    if _find_final_punctuation(message) != _find_final_punctuation(text) and not _is_abbreviated(
        message, text
    ):
        yield END_PUNCTUATION.at(
            place, found=_find_last_character(text), expected=_find_last_character(message)
        )


def _report_beginning(expected: str, found: str, place: Location) -> Diagnostic:
    if not found:
        return EDGE_SPACES.at(place, "missing at the beginning", expected=expected)
    if not expected:
        return EDGE_SPACES.at(place, "extra at the beginning", found=found)
    return EDGE_SPACES.at(place, "other at the beginning", found=found, expected=expected)


def _report_end(expected: str, found: str, place: Location) -> Diagnostic:
    if not found:
        return EDGE_SPACES.at(place, expected=expected)
    if not expected:
        return EDGE_SPACES.at(place, "extra at the end", found=found)
    return EDGE_SPACES.at(place, "other at the end", found=found, expected=expected)


def _find_last_character(text: str) -> str:
    return _remove_tags(text).rstrip()[-1:]


def _is_abbreviated(message: str, text: str) -> bool:
    """Return whether both texts are single words, and the English one has no final punctuation.

    A full stop in the translation then marks an abbreviation, as in "No", "Nr." and "N°".
    """
    return " " not in f"{message}{text}" and not _find_final_punctuation(message)


def _find_edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _find_final_punctuation(text: str) -> str:
    return _ENDS.get(_remove_tags(text).rstrip()[-1:], "")


def _remove_tags(text: str) -> str:
    """Return ``text`` without its inline tags but with its fields."""
    return _TAG.sub("", text)


def _check_quotes(message: str, text: str, language: Language, place: Location) -> Iterator[Diagnostic]:
    own = find_quotes(language.code)
    used = {character for character in text if character in _QUOTES}
    if own and (foreign := used - own.characters):
        yield QUOTATION_MARKS.at(place, marks=" ".join(sorted(foreign)), expected=own.quote("…"))
    elif own and _is_quoted(message) and own.characters.isdisjoint(text):
        yield QUOTATION_MARKS.at(place, "missing")
    if _STRAIGHT_APOSTROPHE.search(text):
        yield APOSTROPHE.at(place)


def _is_quoted(message: str) -> bool:
    return "“" in message or bool(_QUOTED.search(message))


def _check_numbers(message: str, text: str, place: Location) -> Iterator[Diagnostic]:
    ours, theirs = _count_numbers(message), _count_numbers(text)
    if ours == theirs:
        return
    words = set(re.findall(r"[a-z]+", markup.plain_text(message).lower()))
    yield from (NUMBERS.at(place, number=number) for number in (ours - theirs))
    for number in theirs - ours:
        if not (number in _NUMBER_WORDS and _NUMBER_WORDS[number] in words):
            yield NUMBERS.at(place, "extra", number=number)


def _count_numbers(text: str) -> Counter[str]:
    """Count the numbers written in digits, ignoring digit grouping, inline tags and fields."""
    return Counter(re.sub(r"\D", "", found) for found in _NUMBER.findall(markup.plain_text(text)))


def _check_french_spaces(text: str, language: Language, place: Location) -> Iterator[Diagnostic]:
    if language.base != "fr":
        return
    plain = _remove_tags(text)
    if found := _BEFORE_PUNCTUATION.search(plain) or _SPACE_BEFORE_PUNCTUATION.search(plain):
        yield FRENCH_SPACES.at(place, mark=found[0].strip())


_GRAMMAR_WORDS = "a|an|the|of|in|to|from|at|by|for|with|about|between"
_BEFORE = re.compile(rf"\b({_GRAMMAR_WORDS})\s+(?:<\d+>)?\{{([\w.]+)\}}", re.IGNORECASE)
_AFTER = re.compile(r"\{([\w.]+)\}(?:</\d+>)?(['’]s\b|-\w+)")
_COUNT = "n"


def check_grammar(entry: Entry, name: str) -> Iterator[Diagnostic]:
    """Yield warnings about English that cannot be translated well.

    ``name`` is the file of ``entry``. "of {city_name}" is "van Rotterdam" in Dutch, but "Helsingin" in
    Finnish and "d'Amsterdam" in Catalan. The preposition therefore belongs in the field (``{city_of}``), and
    a field must not follow an article. A number with its noun is a counted phrase with its own plural forms,
    because the number of these forms differs between languages, and some languages use the partitive (28
    haastattelua).

    >>> [each.message for each in check_grammar(Entry("Report of {city_name}"), "documents.pot")]
    ['the word “of” comes directly before the field {city_name}']
    """
    place = Location(file=name, position=next(iter(entry.comments), ""), context=entry.id)
    for found in _BEFORE.finditer(entry.id):
        yield GRAMMAR_BESIDE_FIELD.at(place, word=found[1], field=found[2])
    for found in _AFTER.finditer(entry.id):
        yield GRAMMAR_BESIDE_FIELD.at(place, "ending", ending=found[2], field=found[1])
    if entry.plural is None and f"{{{_COUNT}}}" in entry.id:
        yield NUMBER_BESIDE_WORD.at(place)
