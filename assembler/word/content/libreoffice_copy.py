"""Prepare a copy of a document for LibreOffice 7.4, which prints it as a PDF.

LibreOffice ignores the alternative text of charts, the row headers of tables, the setting that marks a
drawing as decorative, and the field for the chapter of a page (``STYLEREF``). The alternative text and row
headers are listed here, so that they can be added to the PDF afterwards. A Word file cannot contain
LibreOffice's own field for the chapter, so the macro that prints the document puts it in place of a marker.

The copy may also contain lines for handwriting. A form that is filled in on a computer must not contain them,
because typed text would not stay on them.
"""

from __future__ import annotations

import re
from html import unescape

from lxml import etree

from assembler.word.content.fields import find_fields
from assembler.word.package.markup_edits import Edit, apply_edits
from assembler.word.package.whole_numbers import parse_whole_number
from assembler.word.package.xml import parse, qn, serialise
from assembler.word.package.zip_reader import read_members
from assembler.word.package.zip_writer import pack

DECORATION = "assembler:decoration"
"""Alternative text that marks a decorative drawing in the copy for LibreOffice."""
CHAPTER_MARKER = "880000000000"
"""Text in place of the chapter of a page. Markers for page numbers are larger numbers."""
_CHAPTER = "STYLEREF"
_RESULT = re.compile(r"<w:t(?: [^>]*)?>[^<]*</w:t>")
_HEADER = re.compile(r"word/header\d*\.xml")
_MAIN = "word/document.xml"
_DECORATIVE = re.compile(
    rb'<wp:docPr\b(?P<attributes>[^>]*)(?<!/)>(?P<inside>(?:(?!</wp:docPr>).)*?:decorative\b[^>]*\bval="1")',
    re.DOTALL,
)
_TEXT = re.compile(rb'\s(?:descr|title)="[^"]*"')
_DRAWING = re.compile(rb"<w:drawing\b.*?</w:drawing>", re.DOTALL)
_TABLE = re.compile(rb"<w:tbl>|</w:tbl>|<w:tblLook\b[^>]*>")
_ROW_HEADERS = re.compile(rb'\bw:firstColumn="(?:1|true|on)"')
_CHART = re.compile(rb'<wp:docPr\b[^>]*?\bdescr="(?P<text>[^"]*)".*/drawingml/2006/chart"', re.DOTALL)
_NOTES_HEIGHT = 3000
"""Minimum height of a row for notes, in twentieths of a point."""
_LINE_PITCH = 510
"""Least distance between lines for handwriting, in twentieths of a point (9 mm)."""
_NARROWEST = 9638
"""Smallest width of the text on a page, in twentieths of a point. The width of a cell is a share of it."""
_CHARACTER, _TEXT_LINE = 100, 420
"""Width of a character, and height of a line in large print, in twentieths of a point."""


def describe_decorations(data: bytes, name: str) -> bytes:
    """Return the document with the alternative text ``DECORATION`` on each decorative drawing in the body.

    Raises FileError if ``data``, the content of the file ``name``, is not a Word file.
    """
    parts = read_members(data, name)
    body, count = _DECORATIVE.subn(_describe, parts.get(_MAIN, b""))
    return pack({**parts, _MAIN: body}) if count else data


def _describe(found: re.Match[bytes]) -> bytes:
    attributes = _TEXT.sub(b"", found["attributes"])
    return b'<wp:docPr%s descr="%s">%s' % (attributes, DECORATION.encode(), found["inside"])


def add_chapter_markers(data: bytes, name: str) -> bytes:
    """Return the document with ``CHAPTER_MARKER`` as the result of each chapter field in its headers.

    Raises FileError if ``data``, the content of the file ``name``, is not a Word file.
    """
    parts = read_members(data, name)
    headers = [part for part, xml in parts.items() if _HEADER.fullmatch(part) and _CHAPTER.encode() in xml]
    marked = {part: _mark_chapters(parts[part].decode("utf-8")).encode() for part in headers}
    return pack({**parts, **marked}) if marked else data


def _mark_chapters(xml: str) -> str:
    found = (_RESULT.search(xml, field.start, field.end) for field in find_fields(xml, _CHAPTER))
    marker = f"<w:t>{CHAPTER_MARKER}</w:t>"
    return "".join(apply_edits(xml, [Edit(each.start(), each.end(), marker) for each in found if each]))


def list_chart_texts(data: bytes, name: str) -> list[str]:
    """Return the alternative text of each chart in the body, in order.

    The text of a chart without an alternative text is "". Raises FileError if ``data``, the content of the
    file ``name``, is not a Word file.
    """
    drawings = _DRAWING.findall(read_members(data, name).get(_MAIN, b""))
    found = (_CHART.search(drawing) for drawing in drawings if b'/drawingml/2006/chart"' in drawing)
    return [unescape(each["text"].decode("utf-8")) if each else "" for each in found]


def list_row_headers(data: bytes, name: str) -> list[bool]:
    """Return, for each table in the body, whether its first column contains row headers.

    A nested table comes before the table that contains it. Raises FileError if ``data``, the content of the
    file ``name``, is not a Word file.
    """
    open_, done = list[bool](), list[bool]()
    for found in _TABLE.findall(read_members(data, name).get(_MAIN, b"")):
        if found == b"<w:tbl>":
            open_.append(False)
        elif found == b"</w:tbl>":
            done.append(open_.pop())
        elif open_:
            open_[-1] = _ROW_HEADERS.search(found) is not None
    return done


def add_writing_lines(data: bytes, name: str) -> bytes:
    """Return the document with lines for handwriting in the last cell of each tall row, below any text.

    Only a cell with the one content control of its row gets lines, so no grid of answers has lines in one of
    its columns alone. The lower border of a row serves as its last line, so the row does not become taller.
    Raises FileError if ``data``, the content of the file ``name``, is not a Word
    file.
    """
    parts = read_members(data, name)
    if b"<w:trHeight" not in parts.get(_MAIN, b""):
        return data
    root = parse(parts[_MAIN])
    for row in root.iter(qn("w:tr")):
        height, cells = row.find(f"{qn('w:trPr')}/{qn('w:trHeight')}"), row.findall(qn("w:tc"))
        room = (parse_whole_number(height.get(qn("w:val"))) or 0) if height is not None else 0
        answers = [each for each in cells if next(each.iter(qn("w:sdt")), None) is not None]
        if room >= _NOTES_HEIGHT and answers and answers == cells[-1:]:
            free = room - _estimate_text_height(cells[-1])
            count = max(free // _LINE_PITCH, 1)
            cells[-1].extend(_draw_line(free // count) for _ in range(count - 1))
    return pack({**parts, _MAIN: serialise(root)})


def _estimate_text_height(cell: etree._Element) -> int:
    """Return a generous estimate of the height of the text in ``cell``, in twentieths of a point."""
    width = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
    share = (parse_whole_number(width.get(qn("w:w"))) or 0) if width is not None else 0
    room = max(share * _NARROWEST // 5000, _CHARACTER)
    texts = ("".join(paragraph.itertext()) for paragraph in cell.iter(qn("w:p")))
    return sum((len(text) * _CHARACTER // room + 1) * _TEXT_LINE for text in texts)


def _draw_line(pitch: int) -> etree._Element:
    border = 'w:val="single" w:sz="4" w:space="0" w:color="6F8798"'
    return parse(
        f'<w:p xmlns:w="{qn("w:p")[1:-2]}"><w:pPr><w:pStyle w:val="Response"/>'
        f"<w:pBdr><w:bottom {border}/><w:between {border}/></w:pBdr>"
        f'<w:spacing w:before="0" w:after="0" w:line="{pitch}" w:lineRule="exact"/></w:pPr></w:p>'.encode()
    )
