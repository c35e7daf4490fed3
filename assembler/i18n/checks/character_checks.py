"""Checks for damaged, invisible or mistaken characters in a translation.

Such characters print something that the translator did not mean and that editors barely show. Each causes a
warning, which a comment (``agreed: entity``) suppresses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from assembler.diagnostics import Rule
from assembler.diagnostics.catalogue_texts import (
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
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{1,6}|#x[0-9A-Fa-f]{1,6});")
_ENDING = re.compile(r"\{[\w.]+\}(?:</\d+>)*(?::|-|['’])?[^\W\d_]")
"""An ending or another word attached to a field: ``{city}:n``, ``{city}s``, ``{city}’n``."""
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_OVERRIDE = re.compile("[\u202d\u202e]")
_SCRIPTS = {
    "Latin": re.compile("[A-Za-z\u00c0-\u024f]"),
    "Greek": re.compile("[\u0370-\u03bb\u03bd-\u03ff\u1f00-\u1fff]"),
    "Cyrillic": re.compile("[\u0400-\u052f]"),
}
_LEADS = {"[\u00c2-\u00df]": 1, "[\u00e0-\u00ef]": 2}
_BYTES_OF_1252 = {bytes([byte]).decode("cp1252", "ignore"): byte for byte in range(0x80, 0xA0)}
_FOLLOWS = f"[\u0080-\u00bf{re.escape(''.join(_BYTES_OF_1252))}]"
_MISREAD = re.compile("|".join(f"{lead}{_FOLLOWS}{{{more}}}" for lead, more in _LEADS.items()))
_LIKELY = re.compile("[\u00a0-\u052f\u1e00-\u20bf\ufb00-\ufb06]")
"""Characters of European texts beyond ASCII; others only occur if two characters are adjacent by chance."""


def check_characters(message: str, text: str, language: Language) -> Iterator[tuple[Rule, str]]:
    """Yield the rule and message for each odd character in ``text``, a translation of ``message``.

    >>> from assembler.i18n.languages.languages import get_language
    >>> [problem for _, problem in check_characters("This", "TÃ¤mÃ¤", get_language("fi"))]
    ['`Ã¤` was `ä` before it was read in the wrong encoding']
    """
    if (found := _ODD.search(text)) and not _ODD.search(message):
        yield UNUSUAL_SPACES, f"it contains {describe_space(found[0])}, which readers cannot see"
    if re.search(r"[\r\n]", text.strip()) and not re.search(r"[\r\n]", message):
        yield LINE_BREAK, "it contains a line break, but the English text has none"
    if (found := _ENTITY.search(text)) and found[0] not in message:
        yield ENTITY, f"`{found[0]}` would be printed literally"
    if (found := _ENDING.search(text)) and not _ENDING.search(message):
        yield FIELD_ENDING, f"letters follow a field without a space in `{found[0]}`"
    yield from _check_encoding(text)
    marks = _OVERRIDE if language.direction == "rtl" else _DIRECTION
    if (found := marks.search(text)) and not marks.search(message):
        yield (
            DIRECTION_MARK,
            f"it contains {describe_space(found[0])}, which may reverse the direction of the text",
        )
    yield from _check_letters(text)


def _check_encoding(text: str) -> Iterator[tuple[Rule, str]]:
    if "\ufffd" in text:
        yield DAMAGED_TEXT, "it contains U+FFFD (�), which replaces a lost character"
    if found := re.search("[\x7f-\x9f]", text):
        yield DAMAGED_TEXT, f"it contains {describe_space(found[0])}"
    for found in _MISREAD.finditer(text):
        if was := _decode_again(found[0]):
            yield DAMAGED_TEXT, f"`{found[0]}` was `{was}` before it was read in the wrong encoding"
            return


def _decode_again(misread: str) -> str:
    """Decode ``misread`` as UTF-8; return "" if that is impossible or yields no likely character."""
    data = bytes(
        _BYTES_OF_1252.get(character, ord(character) if ord(character) < 256 else 0) for character in misread
    )
    was = data.decode("utf-8", "ignore")
    return was if len(was) == 1 and _LIKELY.fullmatch(was) else ""


def _check_letters(text: str) -> Iterator[tuple[Rule, str]]:
    if len(unicodedata.normalize("NFC", text)) < len(text):
        yield DECOMPOSED_LETTERS, "it contains a letter and its accent as two characters (Unicode NFD)"
    for word in re.findall(r"[^\W\d_]{2,}", text):
        scripts = [name for name, letters in _SCRIPTS.items() if letters.search(word)]
        if len(scripts) > 1:
            yield MIXED_SCRIPTS, f"{word!r} has letters of {' and '.join(scripts)}, which look alike"
            return


_SPACES = {" ": "space", "\n": "line break", "\r": "line break", "\t": "tab", "\u00a0": "no-break space"}
_SPACES["\u202f"] = "narrow no-break space"


def describe_space(space: str) -> str:
    """Return a description of white space and invisible characters.

    >>> describe_space(""), describe_space("  "), describe_space("\\u200b")
    ('no space', '2 spaces', 'a zero width space (U+200B)')
    """
    if not space:
        return "no space"
    if len(space) > 1 and len(set(space)) == 1 and space[0] in _SPACES:
        return f"{len(space)} {_SPACES[space[0]]}s"
    return " and ".join(map(_describe_character, space))


def _describe_character(character: str) -> str:
    if character in _SPACES:
        return f"a {_SPACES[character]}"
    name = unicodedata.name(character, "control character").lower()
    return f"a {name} (U+{ord(character):04X})"
