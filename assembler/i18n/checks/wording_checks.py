"""What wants a look in a translation: edges, full stops, quotation marks, numbers, blanks, length.

None of it breaks a document, so all of it is a warning; a translator who means it says so in a comment
(``agreed: quotation-marks``), and is not asked again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from assembler.i18n.checks.character_checks import check_characters, describe_space
from assembler.i18n.languages.languages import Language
from assembler.i18n.languages.quotation_marks import find_quotes
from assembler.model.messages import markup

_ENDS = {".": ".", "…": "…", ":": ":", "?": "?", "!": "!", ";": "?", "\u037e": "?", "。": "."}
"""Signs that end a sentence, by what they are in English: a Greek question mark is a semicolon."""
_QUOTES = frozenset('"“”„‟«»‹›')
"""Signs that are nothing but quotation marks; ‘ and ’ are also apostrophes."""
_TYPEWRITTEN = re.compile(r"(?<=\w)'(?=\w)|(?<!\w)'(?=\w)|(?<=\w)'(?!\w)")
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?!\d)")
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER_WORDS = {str(number): word for number, word in enumerate(_WORDS, 1)}
"""Numbers that English writes in words and another language may write in digits."""
_BEFORE_SIGN = re.compile(r"(?<=[^\s\u00a0\u202f:/\d(])([:;!?])(?=\s|$)")
_PLAIN_BEFORE_SIGN = re.compile(r" ([:;!?»])(?=\s|$)|« ")
_SAME_WORDS = 4
"""From so many words on, a translation that is the English text was hardly meant."""


def check_wording(message: str, text: str, language: Language) -> Iterator[tuple[str, str]]:
    """(rule, what) of each thing that wants a look in ``text``, a translation of ``message``.

    >>> from assembler.i18n.languages.languages import get_language
    >>> list(check_wording("In 2010.", "In 2011.", get_language("nl")))
    [('numbers', 'the number 2010 is missing; the number 2011 is not in the English text')]
    """
    yield from _edges_and_ends(message, text)
    yield from _quotation_marks(message, text, language)
    yield from _numbers(message, text)
    yield from _blanks(text, language)
    yield from check_characters(message, text, language)
    if text == message and len(re.findall(r"[^\W\d_]{2,}", markup.plain_text(message))) >= _SAME_WORDS:
        yield "same-as-english", "it is the English text"


def check_length(text: str, longest: int | None) -> str:
    """What is too long where there is room for ``longest`` characters; empty where it fits.

    >>> check_length("Gemeente", 5)
    'it has 8 characters where 5 fit'
    """
    length = len(markup.plain_text(text))
    return f"it has {length} characters where {longest} fit" if longest and length > longest else ""


def _edges_and_ends(message: str, text: str) -> Iterator[tuple[str, str]]:
    ours, theirs = _edges(message), _edges(text)
    if ours != theirs:
        yield "edge-blanks", "; ".join(_edges_in_words(ours, theirs))
    if _end(message) != _end(text) and not _is_abbreviated(message, text):
        yield "final-sign", f"it ends with {_last(text)}, and the English text with {_last(message)}"


def _last(text: str) -> str:
    return f"`{_unmarked(text).rstrip()[-1:]}`"


def _is_abbreviated(message: str, text: str) -> bool:
    """Whether one word stands for one word, and its full stop for the letters left out: No, Nr., N°."""
    return " " not in f"{message}{text}" and not _end(message)


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _edges_in_words(ours: tuple[str, str], theirs: tuple[str, str]) -> Iterator[str]:
    for verb, mine, others in zip(("begins", "ends"), theirs, ours, strict=True):
        if mine != others:
            yield f"it {verb} with {describe_space(mine)}, and the English text with {describe_space(others)}"


def _end(text: str) -> str:
    return _ENDS.get(_unmarked(text).rstrip()[-1:], "")


def _unmarked(text: str) -> str:
    """``text`` with its fields, without its marks."""
    return re.sub(r"</?\d+/?>", "", text)


def _quotation_marks(message: str, text: str, language: Language) -> Iterator[tuple[str, str]]:
    own = find_quotes(language.code)
    used = {sign for sign in text if sign in _QUOTES}
    if own and (foreign := used - own.characters):
        right = own.quote("…")
        yield "quotation-marks", f"{' '.join(sorted(foreign))} is not of this language, which writes {right}"
    elif own and _is_quoted(message) and own.characters.isdisjoint(text):
        yield "quotation-marks", "the English text has quotation marks, and this one has none"
    if _TYPEWRITTEN.search(text):
        yield "apostrophe", "a typewriter's apostrophe (') stands there, where ’ is meant"


def _is_quoted(message: str) -> bool:
    return "“" in message or bool(re.search(r"(?<!\w)'\w[^']*\w'(?!\w)", message))


def _numbers(message: str, text: str) -> Iterator[tuple[str, str]]:
    ours, theirs = _counted(message), _counted(text)
    in_words = set(re.findall(r"[a-z]+", markup.plain_text(message).lower()))
    missing = (f"the number {number} is missing" for number in (ours - theirs))
    more = (
        f"the number {number} is not in the English text"
        for number in (theirs - ours)
        if not (number in _NUMBER_WORDS and _NUMBER_WORDS[number] in in_words)
    )
    if told := "; ".join([*missing, *more]):
        yield "numbers", told


def _counted(text: str) -> Counter[str]:
    """Numbers in digits, however they are grouped; those of marks and fields do not count."""
    return Counter(re.sub(r"\D", "", found) for found in _NUMBER.findall(markup.plain_text(text)))


def _blanks(text: str, language: Language) -> Iterator[tuple[str, str]]:
    if language.base != "fr":
        return
    plain = _unmarked(text)
    if found := _BEFORE_SIGN.search(plain) or _PLAIN_BEFORE_SIGN.search(plain):
        yield "french-blanks", f"a narrow no-break blank (U+202F) belongs beside {found[0].strip()!r}"
