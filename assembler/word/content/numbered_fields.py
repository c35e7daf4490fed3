"""Captions and cross references with the right numbers before anybody updates fields.

Word counts ``SEQ`` fields (Table 1, Table 2) and follows ``REF`` fields only when somebody asks it to; what
it shows until then is the stored result. A template stores what its author saw, once for a caption in a
loop: so the results are worked out anew in the rendered document (ECMA-376 part 1, 17.16.5.51 and 56). All
texts may be ``octets``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from assembler.word.content.contents import HeadingStyle, headed, headings, number_shown
from assembler.word.content.fields import Field, fields
from assembler.word.package.edits import Edit, edited
from assembler.word.package.whole_numbers import whole_number

_WORD: Final = re.compile("[^ \t\r\n]+")
_TEXT: Final = re.compile(r"<w:t(?: [^>]*)?>[^<]*</w:t>|<w:t/>")
_WORDS: Final = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_BOOKMARK: Final = re.compile(r"<w:bookmark(Start|End) ([^>]*)>")
_ATTRIBUTE: Final = re.compile(r'w:(id|name)="([^"]*)"')
_FORMATS: Final = {
    "arabic": "decimal", "ROMAN": "upperRoman", "roman": "lowerRoman",
    "ALPHABETIC": "upperLetter", "alphabetic": "lowerLetter",
}  # fmt: skip
_WAYS: Final = re.compile(r"<(/?mc:(?:AlternateContent|Fallback))[ >]")
_NUMBER_OF_PARAGRAPH: Final = frozenset(("\\r", "\\n", "\\w"))


Kinds = frozenset[str]
KINDS: Final = frozenset(("SEQ", "REF", "Fallback"))
"""What there is to work out: fields by their names, and alternatives, in which a field stands twice."""
_KIND: Final = re.compile(r"(SEQ|REF)[ \t\r\n<]|<mc:(Fallback)[ >]")


@lru_cache(maxsize=64)
def kinds_in(xml: str) -> Kinds:
    """What there is to work out in ``xml``: quicker to ask of a template than of its document.

    >>> kinds_in("<w:instrText> SEQ Table </w:instrText>"), kinds_in("<w:t>Table</w:t>")
    (frozenset({'SEQ'}), frozenset())
    """
    found = frozenset(kind[1] or kind[2] for kind in _KIND.finditer(xml))
    return found if found - {"Fallback"} else frozenset()


def settled(xml: str, styles: Sequence[HeadingStyle] = (), kinds: Kinds = KINDS) -> str:
    """``xml`` with every ``SEQ`` field counted and every ``REF`` field showing what it refers to.

    A caption's bookmark gives its words, one on a numbered heading with the switch ``\\r``, ``\\n`` or
    ``\\w`` its number. A field that refers to nothing that is there keeps what it shows. Fields of other
    ``kinds`` stay as they are.
    """
    if "SEQ" in kinds:
        xml = "".join(edited(xml, counted(xml, kinds)))
    return _followed(xml, styles) if "REF" in kinds and "REF " in xml else xml


def counted(xml: str, kinds: Kinds = KINDS) -> list[Edit]:
    """What changes where every ``SEQ`` field shows its number, in the order of the document.

    Of two alternatives (a text box and its older form) both show the same numbers, as only one is read;
    ``kinds`` says whether there are any.
    """
    counts, edits, ways = dict[str, int](), list[Edit](), _Ways(xml if "Fallback" in kinds else "")
    for field in fields(xml, "SEQ"):
        counts = ways.counts_at(field.start, counts)
        number = _number(_WORD.findall(field.code)[1:], counts)
        edits += [] if number is None else _showing(xml, field, number)
    return edits


def _number(words: Sequence[str], counts: dict[str, int]) -> str | None:
    """What a ``SEQ`` field with these words shows, counted on; None where that cannot be known."""
    if not words or "\\s" in words:
        return None
    name, switches = words[0], words[1:]
    if "\\r" in switches[:-1]:
        start = whole_number(switches[switches.index("\\r") + 1])
        if start is None:
            return None
        counts[name] = start
    elif "\\c" not in switches:
        counts[name] = counts.get(name, 0) + 1
    return number_shown(counts.get(name, 0), _format(switches))


def _format(switches: Sequence[str]) -> str:
    """Word's number format for ``\\* ROMAN`` and its likes; case tells large letters from small ones."""
    asked = switches[switches.index("\\*") + 1] if "\\*" in switches[:-1] else ""
    return _FORMATS.get(asked, "decimal")


def _showing(xml: str, field: Field, shown: str) -> Iterator[Edit]:
    """The field with ``shown`` (XML-escaped) as its stored result; nothing changes where none is stored."""
    space = ' xml:space="preserve"' if shown != shown.strip(" \t\r\n") else ""
    written = f"<w:t{space}>{shown}</w:t>"
    for text in _TEXT.finditer(xml, field.start, field.end):
        yield Edit(text.start(), text.end(), written)
        written = ""


class _Ways:
    """Follows the alternatives of a document: each begins with the numbers that the first one began with."""

    def __init__(self, xml: str) -> None:
        self._marks = _WAYS.finditer(xml)
        self._next = next(self._marks, None)
        self._before: list[dict[str, int]] = []
        self._after: list[dict[str, int]] = []

    def counts_at(self, at: int, counts: dict[str, int]) -> dict[str, int]:
        """The numbers that are counted on at a place, which is after the one that was asked for last."""
        while self._next is not None and self._next.start() < at:
            counts = self._passed(self._next[1], counts)
            self._next = next(self._marks, None)
        return counts

    def _passed(self, mark: str, counts: dict[str, int]) -> dict[str, int]:
        if mark == "mc:AlternateContent":
            self._before.append(dict(counts))
        elif mark == "/mc:AlternateContent" and self._before:
            self._before.pop()
        elif mark == "mc:Fallback" and self._before:
            self._after.append(counts)
            return dict(self._before[-1])
        elif mark == "/mc:Fallback" and self._after:
            return self._after.pop()
        return counts


def _followed(xml: str, styles: Sequence[HeadingStyle]) -> str:
    numbers, edits = _Numbers(xml, styles), list[Edit]()
    for field in fields(xml, "REF"):
        words = _WORD.findall(field.code)[1:]
        if not words:
            continue
        shown = numbers.of(words[0]) if _NUMBER_OF_PARAGRAPH & set(words) else numbers.words(words[0])
        edits += _showing(xml, field, shown) if shown else ()
    return "".join(edited(xml, edits))


class _Numbers:
    """What the bookmarks of a document hold, and the numbers of the headings they stand in.

    Starts and ends are found in one pass: a log of thousands of records refers to each of them.
    """

    def __init__(self, xml: str, styles: Sequence[HeadingStyle]) -> None:
        self._xml = xml
        self._headings = [each for each in headings(xml, headed(xml, styles)) if each.number]
        self._starts: dict[str, tuple[str, int]] = {}
        self._ends: dict[str, int] = {}
        for found in _BOOKMARK.finditer(xml):
            told = dict(_ATTRIBUTE.findall(found[2]))
            if found[1] == "End":
                self._ends[told.get("id", "")] = found.start()
            else:
                self._starts.setdefault(told.get("name", ""), (told.get("id", ""), found.end()))

    def words(self, name: str) -> str:
        """The text inside the bookmark, XML-escaped; empty where there is none."""
        number, start = self._starts.get(name, ("", 0))
        return "".join(_WORDS.findall(self._xml, start, self._ends.get(number, start)))

    def of(self, name: str) -> str:
        """The number of the heading in which the bookmark begins."""
        _, at = self._starts.get(name, ("", -1))
        return next((each.number for each in self._headings if each.start <= at < each.end), "")
