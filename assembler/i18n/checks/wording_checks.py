"""Checks of a translation's wording: edges, final punctuation, quotation marks, numbers, spaces, length.

None of these problems breaks a document, so each causes a warning, which a translator can suppress with a
comment (``agreed: quotation-marks``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from assembler.diagnostics import Rule
from assembler.diagnostics.catalogue_texts import (
    APOSTROPHE,
    EDGE_SPACES,
    END_PUNCTUATION,
    FRENCH_SPACES,
    NUMBERS,
    QUOTATION_MARKS,
    SAME_AS_ENGLISH,
)
from assembler.i18n.checks.character_checks import check_characters, describe_space
from assembler.i18n.languages.languages import Language
from assembler.i18n.languages.quotation_marks import find_quotes
from assembler.model.messages import markup

_ENDS = {".": ".", "…": "…", ":": ":", "?": "?", "!": "!", ";": "?", "\u037e": "?", "。": "."}
"""Characters that end a sentence, with their English equivalents; the Greek question mark is a semicolon."""
_QUOTES = frozenset('"“”„‟«»‹›')
"""Characters used only as quotation marks; ‘ and ’ are also apostrophes."""
_STRAIGHT_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)|(?<!\w)'(?=\w)|(?<=\w)'(?!\w)")
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?!\d)")
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER_WORDS = {str(number): word for number, word in enumerate(_WORDS, 1)}
"""Words for numbers that English spells out but another language may write in digits."""
_BEFORE_PUNCTUATION = re.compile(r"(?<=[^\s\u00a0\u202f:/\d(])([:;!?])(?=\s|$)")
_SPACE_BEFORE_PUNCTUATION = re.compile(r" ([:;!?»])(?=\s|$)|« ")
_SAME_WORDS = 4
"""Minimum number of words that make a translation identical to the English text suspicious."""


def check_wording(message: str, text: str, language: Language) -> Iterator[tuple[Rule, str]]:
    """Yield the rule and message for each suspicious wording in ``text``, a translation of ``message``.

    >>> from assembler.i18n.languages.languages import get_language
    >>> [problem for _, problem in check_wording("In 2010.", "In 2011.", get_language("nl"))]
    ['the number 2010 is missing; the number 2011 is not in the English text']
    """
    yield from _check_ends(message, text)
    yield from _check_quotes(message, text, language)
    yield from _check_numbers(message, text)
    yield from _check_french_spaces(text, language)
    yield from check_characters(message, text, language)
    if text == message and len(re.findall(r"[^\W\d_]{2,}", markup.plain_text(message))) >= _SAME_WORDS:
        yield SAME_AS_ENGLISH, "it is identical to the English text"


def check_length(text: str, longest: int | None) -> str:
    """Return a message if ``text`` has more than ``longest`` characters, otherwise "".

    >>> check_length("Gemeente", 5)
    'it has 8 characters, but at most 5 fit'
    """
    length = len(markup.plain_text(text))
    return f"it has {length} characters, but at most {longest} fit" if longest and length > longest else ""


def _check_ends(message: str, text: str) -> Iterator[tuple[Rule, str]]:
    ours, theirs = _find_edges(message), _find_edges(text)
    if ours != theirs:
        yield EDGE_SPACES, "; ".join(_describe_edges(ours, theirs))
    if _final_punctuation(message) != _final_punctuation(text) and not _is_abbreviated(message, text):
        english = f"the English text ends with {_last_character(message)}"
        yield END_PUNCTUATION, f"it ends with {_last_character(text)}, but {english}"


def _last_character(text: str) -> str:
    return f"`{_remove_tags(text).rstrip()[-1:]}`"


def _is_abbreviated(message: str, text: str) -> bool:
    """Return whether one word translates one word, so that a full stop marks an abbreviation: No, Nr., N°."""
    return " " not in f"{message}{text}" and not _final_punctuation(message)


def _find_edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _describe_edges(ours: tuple[str, str], theirs: tuple[str, str]) -> Iterator[str]:
    for verb, space, wanted in zip(("begins", "ends"), theirs, ours, strict=True):
        if space != wanted:
            english = f"the English text {verb} with {describe_space(wanted)}"
            yield f"it {verb} with {describe_space(space)}, but {english}"


def _final_punctuation(text: str) -> str:
    return _ENDS.get(_remove_tags(text).rstrip()[-1:], "")


def _remove_tags(text: str) -> str:
    """Return ``text`` without its inline tags but with its fields."""
    return re.sub(r"</?\d+/?>", "", text)


def _check_quotes(message: str, text: str, language: Language) -> Iterator[tuple[Rule, str]]:
    own = find_quotes(language.code)
    used = {character for character in text if character in _QUOTES}
    if own and (foreign := used - own.characters):
        right = own.quote("…")
        yield (
            QUOTATION_MARKS,
            f"{' '.join(sorted(foreign))} is not a quotation mark of this language, which writes {right}",
        )
    elif own and _is_quoted(message) and own.characters.isdisjoint(text):
        yield QUOTATION_MARKS, "the English text has quotation marks, but the translation has none"
    if _STRAIGHT_APOSTROPHE.search(text):
        yield APOSTROPHE, "it contains a typewriter apostrophe (') instead of ’"


def _is_quoted(message: str) -> bool:
    return "“" in message or bool(re.search(r"(?<!\w)'\w[^']*\w'(?!\w)", message))


def _check_numbers(message: str, text: str) -> Iterator[tuple[Rule, str]]:
    ours, theirs = _count_numbers(message), _count_numbers(text)
    in_words = set(re.findall(r"[a-z]+", markup.plain_text(message).lower()))
    missing = (f"the number {number} is missing" for number in (ours - theirs))
    more = (
        f"the number {number} is not in the English text"
        for number in (theirs - ours)
        if not (number in _NUMBER_WORDS and _NUMBER_WORDS[number] in in_words)
    )
    if differences := "; ".join([*missing, *more]):
        yield NUMBERS, differences


def _count_numbers(text: str) -> Counter[str]:
    """Count the numbers in digits, ignoring digit grouping, inline tags and fields."""
    return Counter(re.sub(r"\D", "", found) for found in _NUMBER.findall(markup.plain_text(text)))


def _check_french_spaces(text: str, language: Language) -> Iterator[tuple[Rule, str]]:
    if language.base != "fr":
        return
    plain = _remove_tags(text)
    if found := _BEFORE_PUNCTUATION.search(plain) or _SPACE_BEFORE_PUNCTUATION.search(plain):
        yield FRENCH_SPACES, f"a narrow no-break space (U+202F) is missing next to {found[0].strip()!r}"
