"""The table of contents: filled by us, so that it is right on first opening.

Word shows the stored result of a TOC field and works it out anew only when asked (F9, or a question on
opening that we never cause: no ``w:updateFields``). So the result that we store holds the right numbers and
titles, each a working link. Page numbers are stored only where somebody measured them; Word adds them on the
first F9. Heading numbers come from the list that the heading styles are linked to. All texts of documents may
be ``octets``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from assembler.structs import Struct, field
from assembler.word.package.edits import Edit, places
from assembler.word.package.whole_numbers import MAX_LEVEL, whole_number

if TYPE_CHECKING:
    from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARK = Markup("<?assembler contents?>")
"""Stands in the rendered document where the table of contents goes."""

_TEXTS = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:(tab|br|cr|noBreakHyphen)(?: [^>]*)?/>")
_SETTING = re.compile(r"<w:numId w:val=\"(\d+)\"\s*/>")
_INSTRUCTION = ' TOC \\o "1-{depth}" \\h \\z \\u '


class HeadingStyle(Struct, frozen=True, order=True):
    """A heading style: its level (1 to 9) and how its number looks (``%1.%2``; empty: no number).

    ``formats`` are Word's number formats of the levels from 1 on (``decimal`` where there is none).
    """

    id: str
    level: int
    pattern: str = ""
    formats: tuple[str, ...] = ()


class Heading(Struct, frozen=True):
    """A heading of a document; ``text`` is XML-escaped; ``start`` and ``end`` bound its paragraph."""

    level: int
    number: str
    text: str
    start: int
    end: int
    bookmark: str


class Headed(NamedTuple):
    """A paragraph with a heading style, and what bounds it."""

    start: int
    end: int
    style: HeadingStyle


class _Counters(Struct):
    counts: list[int] = field(default_factory=lambda: [0] * 10)

    def next(self, style: HeadingStyle) -> str:
        self.counts[style.level] += 1
        self.counts[style.level + 1 :] = [0] * (9 - style.level)
        return re.sub(r"%(\d)", lambda found: self._shown(int(found[1]), style), style.pattern)

    def _shown(self, level: int, style: HeadingStyle) -> str:
        shape = style.formats[level - 1] if level <= len(style.formats) else "decimal"
        return number_shown(self.counts[level] or 1, shape)


def number_shown(number: int, shape: str) -> str:
    """A list number in one of Word's formats; an unknown format is shown in decimals.

    >>> [number_shown(4, shape) for shape in ("decimal", "upperRoman", "lowerLetter")]
    ['4', 'IV', 'd']
    """
    if shape.endswith("Letter"):
        shown = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif shape.endswith("Roman"):
        shown = _roman(number)
    else:
        return "" if shape == "none" else str(number)
    return shown.upper() if shape.startswith("upper") else shown


def _roman(number: int) -> str:
    steps = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
             (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
    shown = ""
    for value, letters in steps:
        shown += letters * (number // value)
        number %= value
    return shown


def heading_styles(styles: bytes, numbering: bytes | None) -> tuple[HeadingStyle, ...]:
    """The heading styles of a styles part (built-in names "heading 1" to "heading 9")."""
    from lxml import etree  # for preparing a template alone: building needs none

    root = etree.fromstring(styles)
    lists = _list_levels(numbering) if numbering else {}
    found = []
    for style in root.iter(f"{W}style"):
        if level := re.fullmatch(r"heading ([1-9])", _value(style, "name").lower()):
            pattern, formats = _pattern(style, int(level[1]), lists)
            found.append(HeadingStyle(style.get(f"{W}styleId") or "", int(level[1]), pattern, formats))
    return tuple(found)


_Levels = Mapping[tuple[str, int], tuple[str, str]]


def _pattern(style: etree._Element, level: int, lists: _Levels) -> tuple[str, tuple[str, ...]]:
    setting = style.find(f"{W}pPr/{W}numPr")
    if setting is None:
        return "", ()
    number, depth = _value(setting, "numId"), _value(setting, "ilvl")
    said = whole_number(depth)
    at = said if said is not None and 0 <= said <= MAX_LEVEL else level - 1
    formats = tuple(lists.get((number, each), ("", "decimal"))[1] for each in range(at + 1))
    return lists.get((number, at), ("", ""))[0], formats


def _list_levels(numbering: bytes) -> _Levels:
    """(numId, level) -> (text pattern, number format)."""
    from lxml import etree

    root = etree.fromstring(numbering)
    abstract = {each.get(f"{W}abstractNumId"): each for each in root.iter(f"{W}abstractNum")}
    levels: dict[tuple[str, int], tuple[str, str]] = {}
    for number in root.iter(f"{W}num"):
        link = number.find(f"{W}abstractNumId")
        shape = abstract.get(link.get(f"{W}val")) if link is not None else None
        for level in shape.iter(f"{W}lvl") if shape is not None else ():
            key = (number.get(f"{W}numId") or "", whole_number(level.get(f"{W}ilvl")) or 0)
            levels[key] = (_value(level, "lvlText"), _value(level, "numFmt"))
    return levels


def _value(element: etree._Element, name: str) -> str:
    child = element.find(f"{W}{name}")
    return (child.get(f"{W}val") or "") if child is not None else ""


def headed(xml: str, styles: Sequence[HeadingStyle]) -> list[Headed]:
    """The paragraphs of a rendered document with these ``styles``, in order, also those without words."""
    return [
        Headed(_paragraph_start(xml, at), xml.find("</w:p>", at), style) for at, style in _styled(xml, styles)
    ]


def headings(xml: str, paragraphs: Iterable[Headed]) -> Iterator[Heading]:
    """The headings among ``paragraphs``, which are those that ``headed`` found, with their numbers.

    A paragraph with the direct setting ``w:numId 0`` has no number, and one without text is no heading.
    """
    counters, count = _Counters(), 0
    for start, end, style in paragraphs:
        paragraph = xml[start:end]
        if text := _text(paragraph):
            count += 1
            numbered = style.pattern and not _unnumbered(paragraph)
            number = counters.next(style) if numbered else ""
            yield Heading(style.level, number, text, start, end, f"_Toc{count:08d}")


def _styled(xml: str, styles: Sequence[HeadingStyle]) -> Iterator[tuple[int, HeadingStyle]]:
    """Where each heading style is set; searched once, as plain text: a form has thousands of paragraphs.

    What is searched for is as much as the styles' ids begin with in common.
    """
    known = {style.id: style for style in styles}
    setting = f'<w:pStyle w:val="{_common_start(list(known))}'
    for at in places(xml, setting) if known else ():
        start = at + len('<w:pStyle w:val="')
        if style := known.get(xml[start : xml.find('"', start)]):
            yield at, style


def _common_start(words: Sequence[str]) -> str:
    """What all ``words`` begin with.

    >>> _common_start(["Heading1", "Heading2"])
    'Heading'
    """
    first, last = min(words, default=""), max(words, default="")
    return next((first[:at] for at, letter in enumerate(first) if last[at : at + 1] != letter), first)


def _paragraph_start(xml: str, at: int) -> int:
    """Where the paragraph begins whose properties stand at ``at``: the last ``<w:p`` that is a whole name."""
    start = xml.rfind("<w:p", 0, at)
    while xml[start + 4] not in "> ":
        start = xml.rfind("<w:p", 0, start)
    return start


def _unnumbered(paragraph: str) -> bool:
    found = _SETTING.search(paragraph)
    return found is not None and found[1] == "0"


def _text(paragraph: str) -> str:
    signs = {None: "", "noBreakHyphen": "&#8209;"}
    pieces = (each[1] or signs.get(each[2], " ") for each in _TEXTS.finditer(paragraph))
    return "".join(pieces).strip(" \t\r\n")


def contents_edits(
    xml: str,
    found: Iterable[Heading],
    *,
    language_tag: str,
    first_id: int,
    pages: Mapping[str, int] | None = None,
    depth: int = 3,
) -> list[Edit]:
    """What changes in ``xml`` with its ``found`` headings, in the order of the document.

    The table of contents comes in place of the mark, and a bookmark on each heading that it names; without
    the mark nothing changes. ``first_id`` is the first free bookmark id; ``pages`` gives the measured page by
    bookmark name.
    """
    start = xml.find(MARK)
    if start < 0:
        return []
    shown = [heading for heading in found if heading.level <= depth]
    contents = Edit(start, start + len(MARK), _contents(shown, language_tag, depth, pages or {}))
    return sorted([*_bookmarks(xml, shown, first_id), contents])


def _bookmarks(xml: str, shown: Sequence[Heading], first_id: int) -> Iterator[Edit]:
    """What is written where, so that each heading stands in its bookmark."""
    for number, heading in enumerate(shown, first_id):
        inside = _after_properties(xml, heading)
        yield Edit(inside, inside, f'<w:bookmarkStart w:id="{number}" w:name="{heading.bookmark}"/>')
        yield Edit(heading.end, heading.end, f'<w:bookmarkEnd w:id="{number}"/>')


def _after_properties(xml: str, heading: Heading) -> int:
    properties = xml.find("</w:pPr>", heading.start, heading.end)
    return properties + len("</w:pPr>") if properties >= 0 else xml.index(">", heading.start) + 1


def _contents(shown: Sequence[Heading], tag: str, depth: int, pages: Mapping[str, int]) -> str:
    run = f'<w:r><w:rPr><w:lang w:val="{tag}"/></w:rPr>'
    begin, end = _field(run, _INSTRUCTION.format(depth=depth))
    if not shown:
        return f"<w:p>{begin}{end}</w:p>"
    lines = []
    for number, heading in enumerate(shown):
        before = begin if number == 0 else ""
        after = end if number == len(shown) - 1 else ""
        entry = _entry(heading, run, pages.get(heading.bookmark))
        style = f'<w:pPr><w:pStyle w:val="TOC{heading.level}"/></w:pPr>'
        lines.append(f"<w:p>{style}{before}{entry}{after}</w:p>")
    return "".join(lines)


def _entry(heading: Heading, run: str, page: int | None) -> str:
    number = f"{run}<w:t>{heading.number}</w:t></w:r>{run}<w:tab/></w:r>" if heading.number else ""
    text = f'{run}<w:t xml:space="preserve">{heading.text}</w:t></w:r>'
    return (
        f'<w:hyperlink w:anchor="{heading.bookmark}" w:history="1">'
        f"{number}{text}{page_reference(heading.bookmark, run, page)}</w:hyperlink>"
    )


def page_reference(bookmark: str, run: str, page: int | None) -> str:
    """A tab and a field for the page of ``bookmark`` that shows ``page``; nothing where it is not known.

    ``run`` is how each run begins.
    """
    if page is None:
        return ""
    begin, end = _field(run, f" PAGEREF {bookmark} \\h ")
    return f"{run}<w:tab/></w:r>{begin}{run}<w:t>{page}</w:t></w:r>{end}"


def _field(run: str, instruction: str) -> tuple[str, str]:
    """What stands before and after the stored result of a field."""
    begin = (
        f'{run}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'{run}<w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
        f'{run}<w:fldChar w:fldCharType="separate"/></w:r>'
    )
    return begin, f'{run}<w:fldChar w:fldCharType="end"/></w:r>'
