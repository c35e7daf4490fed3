"""Captions and cross references with the right numbers before anybody updates fields.

Word counts ``SEQ`` fields (Table 1, Table 2) and follows ``REF`` fields only when somebody asks it to; what
it shows until then is the stored result. A template stores what its author saw, once for a caption in a
loop: so the results are worked out anew in the rendered document (ECMA-376 part 1, 17.16.5.51 and 56). All
texts may be ``octets``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from assembler.word.contents import HeadingStyle, headings, number_shown
from assembler.word.edits import Edit, edited
from assembler.word.searching import places

_FIELD: Final = re.compile(
    r"<w:instrText[^>]*>\s*(?P<kind>SEQ|REF)\s(?P<code>[^<]*)</w:instrText>"
    r'(?P<result>[^f]*(?:f(?!ldCharType="(?:begin|end)")[^f]*)*<w:fldChar [^>]*w:fldCharType="end")'
    r'|<w:fldSimple [^>]*w:instr="\s*(?P<simple_kind>SEQ|REF)\s(?P<simple_code>[^"]*)"[^>]*>'
    r"(?P<simple_result>.*?</w:fldSimple>)",
    re.DOTALL | re.ASCII,
)
_WORD: Final = re.compile("[^ \t\r\n]+")
_TEXT: Final = re.compile(r"<w:t(?: [^>]*)?>[^<]*</w:t>|<w:t/>")
_WORDS: Final = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_BOOKMARK: Final = re.compile(r"<w:bookmark(Start|End) ([^>]*)>")
_ATTRIBUTE: Final = re.compile(r'w:(id|name)="([^"]*)"')
_FORMATS: Final = {
    "arabic": "decimal", "ROMAN": "upperRoman", "roman": "lowerRoman",
    "ALPHABETIC": "upperLetter", "alphabetic": "lowerLetter",
}  # fmt: skip
_NUMBER_OF_PARAGRAPH: Final = frozenset(("\\r", "\\n", "\\w"))


Kinds = frozenset[str]
KINDS: Final = frozenset(("SEQ", "REF"))
"""The fields that are worked out."""


@lru_cache(maxsize=64)
def kinds_in(xml: str) -> Kinds:
    """Which fields there are to work out in ``xml``: quicker to ask of a template than of its document.

    >>> kinds_in("<w:instrText> SEQ Table </w:instrText>"), kinds_in("<w:t>Table</w:t>")
    (frozenset({'SEQ'}), frozenset())
    """
    return frozenset(kind for kind in KINDS if f"{kind} " in xml)


def settled(xml: str, styles: Sequence[HeadingStyle] = (), kinds: Kinds = KINDS) -> str:
    """``xml`` with every ``SEQ`` field counted and every ``REF`` field showing what it refers to.

    A caption's bookmark gives its words, one on a numbered heading with the switch ``\\r``, ``\\n`` or
    ``\\w`` its number. A field that refers to nothing that is there keeps what it shows. Fields of other
    ``kinds`` stay as they are.
    """
    if "SEQ" in kinds:
        xml = "".join(edited(xml, counted(xml)))
    return _followed(xml, styles) if "REF" in kinds and "REF " in xml else xml


def counted(xml: str) -> list[Edit]:
    """What changes where every ``SEQ`` field shows its number, in the order of the document."""
    counts: dict[str, int] = {}
    return list(_each(xml, "SEQ", lambda field: _counted(field, counts)))


def _each(xml: str, kind: str, shown: Callable[[re.Match[str]], str]) -> Iterator[Edit]:
    """Each field of one kind as it is ``shown``; searched for as plain text, which is quick."""
    done = 0
    for at in places(xml, kind):
        field = _FIELD.match(xml, max(xml.rfind("<", done, at), done)) if at >= done else None
        if field and kind in (field["kind"], field["simple_kind"]):
            done = field.end()
            yield Edit(field.start(), done, shown(field))


def _counted(field: re.Match[str], counts: dict[str, int]) -> str:
    words = _WORD.findall(field["code"] or field["simple_code"] or "")
    if not words or "\\s" in words:
        return field[0]
    name, switches = words[0], words[1:]
    if "\\r" in switches[:-1]:
        counts[name] = int(switches[switches.index("\\r") + 1])
    elif "\\c" not in switches:
        counts[name] = counts.get(name, 0) + 1
    return _showing(field, number_shown(counts.get(name, 0), _format(switches)))


def _format(switches: Sequence[str]) -> str:
    """Word's number format for ``\\* ROMAN`` and its likes; case tells large letters from small ones."""
    asked = switches[switches.index("\\*") + 1] if "\\*" in switches[:-1] else ""
    return _FORMATS.get(asked, "decimal")


def _showing(field: re.Match[str], shown: str) -> str:
    """The field with ``shown`` (XML-escaped) as its stored result; nothing changes where none is stored."""
    name = "result" if field["kind"] else "simple_result"
    before, result = field[0][: field.start(name) - field.start()], field[name]
    found = _TEXT.search(result)
    if found is None:
        return field[0]
    space = ' xml:space="preserve"' if shown != shown.strip(" \t\r\n") else ""
    text = f"<w:t{space}>{shown}</w:t>"
    return f"{before}{result[: found.start()]}{text}{_TEXT.sub('', result[found.end() :])}"


def _followed(xml: str, styles: Sequence[HeadingStyle]) -> str:
    numbers = _Numbers(xml, styles)

    def follow(field: re.Match[str]) -> str:
        words = _WORD.findall(field["code"] or field["simple_code"] or "")
        if not words:
            return field[0]
        shown = numbers.of(words[0]) if _NUMBER_OF_PARAGRAPH & set(words) else numbers.words(words[0])
        return _showing(field, shown) if shown else field[0]

    return "".join(edited(xml, _each(xml, "REF", follow)))


class _Numbers:
    """What the bookmarks of a document hold, and the numbers of the headings they stand in.

    Starts and ends are found in one pass: a log of thousands of records refers to each of them.
    """

    def __init__(self, xml: str, styles: Sequence[HeadingStyle]) -> None:
        self._xml = xml
        self._headings = [each for each in headings(xml, styles) if each.number]
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
