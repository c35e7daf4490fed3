"""Captions and cross-references, numbered correctly before fields are updated in Word.

Word counts ``SEQ`` fields (Table 1, Table 2) and resolves ``REF`` fields only on request. Until then, it
shows their stored results. A template stores the results that its author saw, and only one result for a
caption in a loop. The results are therefore recalculated in the rendered document (ECMA-376 part 1,
17.16.5.51 and 17.16.5.56). The XML may be a string with one character for each byte (``bytes_as_text``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from assembler.word.content.fields import Field, find_fields
from assembler.word.content.heading_styles import HeadingStyle
from assembler.word.content.table_of_contents import (
    find_headed_paragraphs,
    format_number,
    read_headings,
)
from assembler.word.package.markup_edits import Edit, apply_edits
from assembler.word.package.whole_numbers import parse_whole_number

_WORD: Final = re.compile("[^ \t\r\n]+")
_TEXT: Final = re.compile(r"<w:t(?: [^>]*)?>[^<]*</w:t>|<w:t/>")
_TEXT_END: Final = "</w:t>"
_TEXT_CONTENT: Final = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_BOOKMARK: Final = re.compile(r"<w:bookmark(Start|End) ([^>]*)>")
_ATTRIBUTE: Final = re.compile(r'w:(id|name)="([^"]*)"')
_FORMATS: Final = {
    "arabic": "decimal", "ROMAN": "upperRoman", "roman": "lowerRoman",
    "ALPHABETIC": "upperLetter", "alphabetic": "lowerLetter",
}  # fmt: skip
_ALTERNATIVES: Final = re.compile(r"<(/?mc:(?:AlternateContent|Fallback))[ >]")
_LABEL: Final = 2000
"""Number of characters before the result of a ``SEQ`` field that are searched for its label."""
_NUMBER_OF_PARAGRAPH: Final = frozenset(("\\r", "\\n", "\\w"))


Kinds = frozenset[str]
KINDS: Final = frozenset(("SEQ", "REF", "Fallback"))
"""What to search for: names of fields, and ``Fallback`` for alternatives for older programs."""
_KIND: Final = re.compile(r"(SEQ|REF)[ \t\r\n<]|<mc:(Fallback)[ >]")


@lru_cache(maxsize=64)
def find_kinds(xml: str) -> Kinds:
    """Return which of the ``KINDS`` occur in ``xml``.

    The result is empty if ``xml`` contains no fields to recalculate. Searching a template once is faster than
    searching each of its documents.

    >>> find_kinds("<w:instrText> SEQ Table </w:instrText>"), find_kinds("<w:t>Table</w:t>")
    (frozenset({'SEQ'}), frozenset())
    """
    kinds = frozenset(match[1] or match[2] for match in _KIND.finditer(xml))
    return kinds if kinds - {"Fallback"} else frozenset()


def update_fields(xml: str, styles: Sequence[HeadingStyle] = (), kinds: Kinds = KINDS) -> str:
    r"""Return ``xml`` with the correct results of all ``SEQ`` and ``REF`` fields.

    A reference to a caption shows the text in its bookmark. With the switch ``\r``, ``\n`` or ``\w``, a
    reference shows the number of a heading in one of ``styles``. The result of a field does not change if its
    target does not exist, or if its kind is not in ``kinds``.
    """
    if "SEQ" in kinds:
        xml = "".join(apply_edits(xml, build_caption_edits(xml, kinds)))
    return _update_references(xml, styles) if "REF" in kinds and "REF " in xml else xml


def build_caption_edits(xml: str, kinds: Kinds = KINDS) -> list[Edit]:
    """Return the edits that make every ``SEQ`` field show its number, in document order.

    The space between a label and its number becomes a no-break space ("Table 1"). A text box and its
    alternative for older programs (``mc:Fallback``) show the same numbers, because Word displays only one of
    them. If ``xml`` contains such alternatives, ``kinds`` must include ``Fallback``.
    """
    counts, edits = dict[str, int](), list[Edit]()
    alternatives, done = _Alternatives(xml if "Fallback" in kinds else ""), 0
    for field in find_fields(xml, "SEQ"):
        counts = alternatives.find_counts(field.start, counts)
        number = _count(_WORD.findall(field.code)[1:], counts)
        if number is not None:
            edits += (*_join_label(xml, field, done), *_replace_result(xml, field, number))
        done = field.end
    return edits


def _join_label(xml: str, field: Field, start: int) -> Iterator[Edit]:
    """Yield the edit, if any, that turns the space between a label and its field into a no-break space.

    Text before the position ``start`` is not changed.
    """
    end = xml.rfind(_TEXT_END, max(field.start - _LABEL, start), field.start)
    if end > 0 and xml[end - 1] == " " and "</w:p>" not in xml[end : field.start]:
        yield Edit(end - 1, end, "&#160;")


def _count(words: Sequence[str], counts: dict[str, int]) -> str | None:
    """Count a ``SEQ`` field in ``counts`` and return its result, or None if it cannot be determined.

    ``words`` are the words of the instruction after ``SEQ``.
    """
    if not words or "\\s" in words:
        return None
    name, switches = words[0], words[1:]
    if "\\r" in switches[:-1]:
        start = parse_whole_number(switches[switches.index("\\r") + 1])
        if start is None:
            return None
        counts[name] = start
    elif "\\c" not in switches:
        counts[name] = counts.get(name, 0) + 1
    return format_number(counts.get(name, 0), _choose_format(switches))


def _choose_format(switches: Sequence[str]) -> str:
    r"""Return the number format for a switch such as ``\* ROMAN``.

    The case of the switch sets the case of the result.
    """
    name = switches[switches.index("\\*") + 1] if "\\*" in switches[:-1] else ""
    return _FORMATS.get(name, "decimal")


def _replace_result(xml: str, field: Field, result: str) -> Iterator[Edit]:
    """Yield the edits that store ``result`` in a field.

    There are none if the field has no stored result. ``result`` must be XML-escaped.
    """
    space = ' xml:space="preserve"' if result != result.strip(" \t\r\n") else ""
    element = f"<w:t{space}>{result}</w:t>"
    for text in _TEXT.finditer(xml, field.start, field.end):
        yield Edit(text.start(), text.end(), element)
        element = ""


class _Alternatives:
    """Counts of ``SEQ`` fields at the start of each ``mc:AlternateContent``.

    A fallback starts again from these counts, so that it shows the same numbers as the choices before it.
    """

    def __init__(self, xml: str) -> None:
        self._tags = _ALTERNATIVES.finditer(xml)
        self._next = next(self._tags, None)
        self._before: list[dict[str, int]] = []
        self._after: list[dict[str, int]] = []

    def find_counts(self, position: int, counts: dict[str, int]) -> dict[str, int]:
        """Return the counts that apply at ``position``, which must increase from call to call."""
        while self._next is not None and self._next.start() < position:
            counts = self._pass_tag(self._next[1], counts)
            self._next = next(self._tags, None)
        return counts

    def _pass_tag(self, tag: str, counts: dict[str, int]) -> dict[str, int]:
        if tag == "mc:AlternateContent":
            self._before.append(dict(counts))
        elif tag == "/mc:AlternateContent" and self._before:
            self._before.pop()
        elif tag == "mc:Fallback" and self._before:
            self._after.append(counts)
            return dict(self._before[-1])
        elif tag == "/mc:Fallback" and self._after:
            return self._after.pop()
        return counts


def _update_references(xml: str, styles: Sequence[HeadingStyle]) -> str:
    targets, edits = _Targets(xml, styles), list[Edit]()
    for field in find_fields(xml, "REF"):
        words = _WORD.findall(field.code)[1:]
        if not words:
            continue
        is_number = _NUMBER_OF_PARAGRAPH & set(words)
        result = targets.find_number(words[0]) if is_number else targets.find_text(words[0])
        edits += _replace_result(xml, field, result) if result else ()
    return "".join(apply_edits(xml, edits))


class _Targets:
    """Text in the bookmarks of a document, and numbers of bookmarked headings.

    All bookmarks are found in one pass, because a document may contain thousands of references.
    """

    def __init__(self, xml: str, styles: Sequence[HeadingStyle]) -> None:
        self._xml = xml
        headings = read_headings(xml, find_headed_paragraphs(xml, styles))
        self._headings = [heading for heading in headings if heading.number]
        self._starts: dict[str, tuple[str, int]] = {}
        self._ends: dict[str, int] = {}
        for match in _BOOKMARK.finditer(xml):
            attributes = dict(_ATTRIBUTE.findall(match[2]))
            if match[1] == "End":
                self._ends[attributes.get("id", "")] = match.start()
            else:
                start = attributes.get("id", ""), match.end()
                self._starts.setdefault(attributes.get("name", ""), start)

    def find_text(self, name: str) -> str:
        """Return the text in the bookmark ``name``, XML-escaped.

        The result is an empty string if there is no such bookmark.
        """
        number, start = self._starts.get(name, ("", 0))
        return "".join(_TEXT_CONTENT.findall(self._xml, start, self._ends.get(number, start)))

    def find_number(self, name: str) -> str:
        """Return the number of the heading that contains the start of a bookmark.

        The result is an empty string if there is no such heading.
        """
        _, position = self._starts.get(name, ("", -1))
        matches = (heading for heading in self._headings if heading.start <= position < heading.end)
        return next((heading.number for heading in matches), "")
