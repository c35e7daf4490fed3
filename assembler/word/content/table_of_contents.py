"""Tables of contents, filled in advance so that they are correct when the document is first opened.

Word shows the stored result of a TOC field and recalculates it only on request: when somebody presses F9 or,
if ``w:updateFields`` is set, answers a prompt on opening. We do not set it. The stored result therefore
contains the correct numbers and titles, with working links. It contains page numbers only if they were
measured. Otherwise, Word adds them at the first F9. Heading numbers follow the list that is linked to the
heading styles. The XML may be a string with one character for each byte (``bytes_as_text``).

Page numbers can be determined only by a program that lays out pages. LibreOffice can rebuild a complete table
of contents, but version 7.4 then drops the heading numbers and the tabs that the author set. It is therefore
used only to find the page of each heading. The page numbers are written here, as the same fields that Word
writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from assembler.structs import Struct, field
from assembler.word.content.heading_styles import HeadingStyle
from assembler.word.package.markup_edits import Edit, find_all
from assembler.word.package.zip_reader import read_members
from assembler.word.package.zip_writer import pack

MARKER = Markup("<?assembler contents?>")
"""Marker for the position of the table of contents in the rendered document."""

CODE_STYLES = ("HeadingCode", "SectionCode")
"""Styles of the codes in headings, which the table of contents omits. Answers are found by these codes."""

_RUN_PARTS = re.compile(
    r'<w:(r)(?: [^>]*)?>|<w:lang w:val="([^"]+)"'
    r"|<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:(tab|br|cr|noBreakHyphen)(?: [^>]*)?/>"
    rf'|<w:rStyle w:val="({"|".join(CODE_STYLES)})"'
)
_SPACE = " \t\r\n"
_SETTING = re.compile(r"<w:numId w:val=\"(\d+)\"\s*/>")
_ENTRY = re.compile(r'(<w:hyperlink w:anchor="(_Toc\d+)"[^>]*>)(.*?)</w:hyperlink>', re.DOTALL)
_RUN = re.compile(r"<w:r>(?:<w:rPr>.*?</w:rPr>)?", re.DOTALL)
_INSTRUCTION = ' TOC \\o "1-{depth}" \\h \\z \\u '


class Heading(Struct, frozen=True):
    """A heading of a document.

    ``texts`` are pairs of a language tag ("" if the run has none) and XML-escaped text, without codes in one
    of the ``CODE_STYLES``. ``start`` and ``end`` are the bounds of the paragraph.
    """

    style: HeadingStyle
    number: str
    texts: tuple[tuple[str, str], ...]
    start: int
    end: int
    bookmark: str

    @property
    def text(self) -> str:
        """The complete text, XML-escaped."""
        return "".join(text for _, text in self.texts)


class HeadedParagraph(NamedTuple):
    """A paragraph with a heading style, and the position ``end`` of its end tag."""

    start: int
    end: int
    style: HeadingStyle


class _Counters(Struct):
    counts: list[int] = field(default_factory=lambda: [0] * 10)

    def next(self, style: HeadingStyle) -> str:
        self.counts[style.level] += 1
        self.counts[style.level + 1 :] = [0] * (9 - style.level)
        return re.sub(r"%(\d)", lambda match: self._format_level(int(match[1]), style), style.pattern)

    def _format_level(self, level: int, style: HeadingStyle) -> str:
        shape = style.formats[level - 1] if level <= len(style.formats) else "decimal"
        return format_number(self.counts[level] or 1, shape)


def format_number(number: int, shape: str) -> str:
    """Return a list number in ``shape``, one of Word's number formats.

    The result is decimal if the format is unknown, and "" if it is ``none``.

    >>> [format_number(4, shape) for shape in ("decimal", "upperRoman", "lowerLetter")]
    ['4', 'IV', 'd']
    """
    if shape.endswith("Letter"):
        text = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif shape.endswith("Roman"):
        text = _format_roman(number)
    else:
        return "" if shape == "none" else str(number)
    return text.upper() if shape.startswith("upper") else text


def _format_roman(number: int) -> str:
    steps = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
             (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
    text = ""
    for value, letters in steps:
        text += letters * (number // value)
        number %= value
    return text


def find_headed_paragraphs(xml: str, styles: Sequence[HeadingStyle]) -> list[HeadedParagraph]:
    """Return all paragraphs of a rendered document that have one of ``styles``, even empty ones."""
    return [
        HeadedParagraph(_find_paragraph_start(xml, position), xml.find("</w:p>", position), style)
        for position, style in _find_styles(xml, styles)
    ]


def read_headings(xml: str, paragraphs: Iterable[HeadedParagraph]) -> Iterator[Heading]:
    """Yield the headings among ``paragraphs``, with their numbers.

    ``paragraphs`` is the result of ``find_headed_paragraphs``. A paragraph whose own ``w:numId`` is 0 has no
    number. A paragraph without text is not a heading.
    """
    counters, count = _Counters(), 0
    for start, end, style in paragraphs:
        paragraph = xml[start:end]
        if texts := _read_texts(paragraph):
            count += 1
            numbered = style.pattern and not _is_unnumbered(paragraph)
            number = counters.next(style) if numbered else ""
            yield Heading(style, number, texts, start, end, f"_Toc{count:08d}")


def _find_styles(xml: str, styles: Sequence[HeadingStyle]) -> Iterator[tuple[int, HeadingStyle]]:
    """Yield the position of each ``w:pStyle`` that names a heading style, with that style.

    Because a form has thousands of paragraphs, the XML is searched only once, as plain text, for the prefix
    that all style ids share.
    """
    styles_by_id = {style.id: style for style in styles}
    setting = f'<w:pStyle w:val="{_find_common_prefix(list(styles_by_id))}'
    for position in find_all(xml, setting) if styles_by_id else ():
        start = position + len('<w:pStyle w:val="')
        if style := styles_by_id.get(xml[start : xml.find('"', start)]):
            yield position, style


def _find_common_prefix(ids: Sequence[str]) -> str:
    """Return the longest common prefix of ``ids``.

    >>> _find_common_prefix(["Heading1", "Heading2"])
    'Heading'
    """
    first, last = min(ids, default=""), max(ids, default="")
    return next((first[:index] for index, char in enumerate(first) if last[index : index + 1] != char), first)


def _find_paragraph_start(xml: str, position: int) -> int:
    """Return the start of the paragraph whose properties are at ``position``."""
    start = xml.rfind("<w:p", 0, position)
    while xml[start + 4] not in "> ":
        start = xml.rfind("<w:p", 0, start)
    return start


def _is_unnumbered(paragraph: str) -> bool:
    match = _SETTING.search(paragraph)
    return match is not None and match[1] == "0"


def _read_texts(paragraph: str) -> tuple[tuple[str, str], ...]:
    """Return each language tag and text in the runs of a paragraph, or () if there are only spaces.

    >>> _read_texts('<w:r><w:rPr><w:lang w:val="fi-FI"/></w:rPr><w:t>1 </w:t></w:r><w:r><w:t>A</w:t></w:r>')
    (('fi-FI', '1 '), ('', 'A'))
    """
    characters = {None: "", "noBreakHyphen": "&#8209;"}
    pieces, language, is_code = list[tuple[str, str]](), "", False
    for match in _RUN_PARTS.finditer(paragraph):
        if match[1] or match[2]:
            language, is_code = match[2] or "", is_code and not match[1]
        elif match[5]:
            is_code = True
        elif not is_code:
            pieces.append((language, match[3] or characters.get(match[4], " ")))
    texts = [
        (tag, "".join(text for _, text in same)) for tag, same in groupby(pieces, lambda piece: piece[0])
    ]
    if not "".join(text for _, text in texts).strip(_SPACE):
        return ()
    texts[0] = (texts[0][0], texts[0][1].lstrip(_SPACE))
    texts[-1] = (texts[-1][0], texts[-1][1].rstrip(_SPACE))
    return tuple((tag, text) for tag, text in texts if text)


def build_contents_edits(
    xml: str,
    headings: Iterable[Heading],
    *,
    language_tag: str,
    first_id: int,
    pages: Mapping[str, int] | None = None,
    depth: int = 3,
) -> list[Edit]:
    """Return the edits that insert the table of contents for ``headings``, in document order.

    The table of contents replaces the marker, and each listed heading gets a bookmark. Headings of levels 1
    to ``depth`` are listed. Without a marker, there are no edits. ``first_id`` is the first free bookmark id.
    ``pages`` maps bookmark names to measured pages.
    """
    start = xml.find(MARKER)
    if start < 0:
        return []
    listed = [heading for heading in headings if heading.style.level <= depth]
    contents = Edit(start, start + len(MARKER), _build_contents(listed, language_tag, depth, pages or {}))
    return sorted([*_build_bookmarks(xml, listed, first_id), contents])


def _build_bookmarks(xml: str, headings: Sequence[Heading], first_id: int) -> Iterator[Edit]:
    """Yield the edits that enclose each heading in its bookmark."""
    for number, heading in enumerate(headings, first_id):
        inside = _find_properties_end(xml, heading)
        yield Edit(inside, inside, f'<w:bookmarkStart w:id="{number}" w:name="{heading.bookmark}"/>')
        yield Edit(heading.end, heading.end, f'<w:bookmarkEnd w:id="{number}"/>')


def _find_properties_end(xml: str, heading: Heading) -> int:
    properties = xml.find("</w:pPr>", heading.start, heading.end)
    return properties + len("</w:pPr>") if properties >= 0 else xml.index(">", heading.start) + 1


def _build_contents(headings: Sequence[Heading], tag: str, depth: int, pages: Mapping[str, int]) -> str:
    run = _build_run_start(tag)
    begin, end = _build_field(run, _INSTRUCTION.format(depth=depth))
    if not headings:
        return f"<w:p>{begin}{end}</w:p>"
    lines = []
    for number, heading in enumerate(headings):
        before = begin if number == 0 else ""
        after = end if number == len(headings) - 1 else ""
        entry = _build_entry(heading, run, pages.get(heading.bookmark))
        lines.append(f"<w:p>{_build_entry_properties(heading)}{before}{entry}{after}</w:p>")
    return "".join(lines)


def _build_entry_properties(heading: Heading) -> str:
    """Return the paragraph properties of an entry.

    If the heading has no number, all lines of the entry begin where the number would be.
    """
    indent = "" if heading.number else f'<w:ind w:left="{heading.style.indent}" w:firstLine="0"/>'
    return f'<w:pPr><w:pStyle w:val="TOC{heading.style.level}"/>{indent}</w:pPr>'


def _build_run_start(tag: str) -> str:
    return f'<w:r><w:rPr><w:lang w:val="{tag}"/></w:rPr>'


def _build_entry(heading: Heading, run: str, page: int | None) -> str:
    number = f"{run}<w:t>{heading.number}</w:t></w:r>{run}<w:tab/></w:r>" if heading.number else ""
    text = "".join(
        f'{_build_run_start(tag) if tag else run}<w:t xml:space="preserve">{text}</w:t></w:r>'
        for tag, text in heading.texts
    )
    return (
        f'<w:hyperlink w:anchor="{heading.bookmark}" w:history="1">'
        f"{number}{text}{build_page_reference(heading.bookmark, run, page)}</w:hyperlink>"
    )


def build_page_reference(bookmark: str, run: str, page: int | None) -> str:
    """Return a tab and a reference to the page of ``bookmark``, or "" if ``page`` is unknown.

    ``run`` is the XML with which each run starts.
    """
    if page is None:
        return ""
    begin, end = _build_field(run, f" PAGEREF {bookmark} \\h ")
    return f"{run}<w:tab/></w:r>{begin}{run}<w:t>{page}</w:t></w:r>{end}"


def _build_field(run: str, instruction: str) -> tuple[str, str]:
    """Return the XML before and after the stored result of a field."""
    begin = (
        f'{run}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'{run}<w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
        f'{run}<w:fldChar w:fldCharType="separate"/></w:r>'
    )
    return begin, f'{run}<w:fldChar w:fldCharType="end"/></w:r>'


MAIN = "word/document.xml"
PAGE_MARKER = "8800"
"""First four digits of the marker for an unknown page number. Eight more digits follow."""


def has_contents(data: bytes, name: str) -> bool:
    """Return whether a built document has a table of contents that lists any headings.

    Raises FileError if ``data``, the content of the file ``name``, is not a Word file.
    """
    return _ENTRY.search(_read_body(read_members(data, name))) is not None


def add_page_markers(data: bytes, name: str) -> bytes:
    """Return the document with a marker for each missing page number in the table of contents.

    A marker consists of ``PAGE_MARKER`` and the eight digits of the heading's bookmark. Raises FileError if
    ``data``, the content of the file ``name``, is not a Word file.
    """
    parts = read_members(data, name)
    bookmarks = (bookmark for _, bookmark, _ in _ENTRY.findall(_read_body(parts)))
    return set_pages(data, {bookmark: int(PAGE_MARKER + bookmark[-8:]) for bookmark in bookmarks}, name)


def set_pages(data: bytes, pages: Mapping[str, int], name: str) -> bytes:
    """Return the document with page numbers in its table of contents.

    ``pages`` maps heading bookmarks to page numbers. Existing page numbers are not changed. If none is
    missing, the document is returned unchanged. The same document and pages always produce the same bytes.
    Raises FileError if ``data``, the content of the file ``name``, is not a Word file.
    """
    parts = read_members(data, name)
    before = _read_body(parts)
    body = _ENTRY.sub(lambda match: _add_page(match, pages), before)
    return data if body == before else pack({**parts, MAIN: body.encode("utf-8")})


def _read_body(parts: Mapping[str, bytes]) -> str:
    return parts.get(MAIN, b"").decode("utf-8")


def _add_page(match: re.Match[str], pages: Mapping[str, int]) -> str:
    start, bookmark, entry = match.groups()
    run = _RUN.search(entry)
    if bookmark not in pages or "PAGEREF" in entry or run is None:
        return match[0]
    return f"{start}{entry}{build_page_reference(bookmark, run[0], pages[bookmark])}</w:hyperlink>"
