"""Checks for damaged, invisible or mistaken characters in a translation.

Such characters are hardly visible in an editor, but print something other than the translator meant. Each
causes a warning, which a comment (``agreed: entity``) suppresses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.translations import (
    DAMAGED_TEXT,
    DECOMPOSED_LETTERS,
    DIRECTION_MARK,
    ENTITY,
    FIELD_ENDING,
    LINE_BREAK,
    MIXED_SCRIPTS,
    UNUSUAL_SPACES,
)
from assembler.i18n.languages.languages import Language

_ODD = re.compile(r"  |[\u200b\u2028\u2029\ufeff\t]")
_LINE_BREAK = re.compile(r"[\r\n]")
_CONTROL = re.compile("[\x7f-\x9f]")
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{1,6}|#x[0-9A-Fa-f]{1,6});")
_ENDING = re.compile(r"\{[\w.]+\}(?:</\d+>)*(?::|-|['’])?[^\W\d_]")
"""An ending or another word attached to a field: ``{city}:n``, ``{city}s``, ``{city}’n``."""
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_OVERRIDE = re.compile("[\u202d\u202e]")
_SCRIPTS = (
    re.compile("[A-Za-z\u00c0-\u024f]"),
    re.compile("[\u0370-\u03bb\u03bd-\u03ff\u1f00-\u1fff]"),
    re.compile("[\u0400-\u052f]"),
)
"""The letters of Latin, Greek and Cyrillic."""
_LEADS = {"[\u00c2-\u00df]": 1, "[\u00e0-\u00ef]": 2}
_BYTES_OF_1252 = {bytes([byte]).decode("cp1252", "ignore"): byte for byte in range(0x80, 0xA0)}
_FOLLOWS = f"[\u0080-\u00bf{re.escape(''.join(_BYTES_OF_1252))}]"
_MISREAD = re.compile("|".join(f"{lead}{_FOLLOWS}{{{more}}}" for lead, more in _LEADS.items()))
_LIKELY = re.compile("[\u00a0-\u052f\u1e00-\u20bf\ufb00-\ufb06]")
"""Characters beyond ASCII that European texts contain. Decoding that yields any other is not trusted."""


def check_characters(message: str, text: str, language: Language, place: Location) -> Iterator[Diagnostic]:
    """Yield a diagnostic at ``place`` for each kind of suspicious character in ``text``.

    ``text`` is the translation of ``message``.

    >>> from assembler.i18n.languages.languages import get_language
    >>> [each.message for each in check_characters("This", "TÃ¤mÃ¤", get_language("fi"), Location())]
    ['“Ã¤” is probably “ä”, read in the wrong encoding']
    """
    if (found := _ODD.search(text)) and not _ODD.search(message):
        if found[0] == "  ":
            yield UNUSUAL_SPACES.at(place, "two spaces")
        else:
            yield UNUSUAL_SPACES.at(place, character=describe_character(found[0]))
    if _LINE_BREAK.search(text.strip()) and not _LINE_BREAK.search(message):
        yield LINE_BREAK.at(place)
    if (found := _ENTITY.search(text)) and found[0] not in message:
        yield ENTITY.at(place, entity=found[0])
    if (found := _ENDING.search(text)) and not _ENDING.search(message):
        yield FIELD_ENDING.at(place, text=found[0])
    yield from _check_encoding(text, place)
    if _DIRECTION.search(text):
        marks = _OVERRIDE if language.direction == "rtl" else _DIRECTION
        if (found := marks.search(text)) and not marks.search(message):
            yield DIRECTION_MARK.at(place, character=describe_character(found[0]))
    yield from _check_letters(text, place)


def _check_encoding(text: str, place: Location) -> Iterator[Diagnostic]:
    if "\ufffd" in text:
        yield DAMAGED_TEXT.at(place, "lost character")
    if found := _CONTROL.search(text):
        yield DAMAGED_TEXT.at(place, "control character", character=describe_character(found[0]))
    for found in _MISREAD.finditer(text):
        if original := _decode_again(found[0]):
            yield DAMAGED_TEXT.at(place, found=found[0], original=original)
            return


def _decode_again(misread: str) -> str:
    """Return ``misread`` decoded as UTF-8.

    The result is "" if that is impossible or yields no likely character.
    """
    data = bytes(
        _BYTES_OF_1252.get(character, ord(character) if ord(character) < 256 else 0) for character in misread
    )
    was = data.decode("utf-8", "ignore")
    return was if len(was) == 1 and _LIKELY.fullmatch(was) else ""


def _check_letters(text: str, place: Location) -> Iterator[Diagnostic]:
    if text.isascii():
        return
    if len(unicodedata.normalize("NFC", text)) < len(text):
        yield DECOMPOSED_LETTERS.at(place)
    if sum(bool(letters.search(text)) for letters in _SCRIPTS) < 2:
        return
    for word in re.findall(r"[^\W\d_]{2,}", text):
        scripts = [letters for pattern in _SCRIPTS if (letters := pattern.findall(word))]
        if len(scripts) > 1:
            rarer = min(reversed(scripts), key=len)
            yield MIXED_SCRIPTS.at(place, word=word, character=describe_character(rarer[0]))
            return


def describe_character(character: str) -> str:
    """Return the code point of a character, with its name in Unicode if it has one.

    >>> describe_character("\\u200b"), describe_character("\\x07")
    ('U+200B ZERO WIDTH SPACE', 'U+0007')
    """
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


def describe_characters(text: str) -> str:
    """Return the code points and names of all characters of ``text``.

    >>> describe_characters(" \\n")
    'U+0020 SPACE, U+000A'
    """
    return ", ".join(map(describe_character, text))
