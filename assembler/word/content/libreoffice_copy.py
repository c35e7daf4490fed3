"""Copies of documents for LibreOffice 7.4, with substitutes for what it ignores when printing.

LibreOffice ignores the alternative text of charts, the field for the chapter of a page (``STYLEREF``), and
the setting that marks a drawing as decorative. A Word file cannot contain LibreOffice's own field for the
chapter, so the macro that prints the document inserts it.
"""

from __future__ import annotations

import re
from html import unescape

from assembler.word.content.fields import find_fields
from assembler.word.package.markup_edits import Edit, apply_edits
from assembler.word.package.zip_reader import read_members
from assembler.word.package.zip_writer import pack

DECORATION = "assembler:decoration"
"""Alternative text that marks a decorative drawing in the copy for LibreOffice."""
CHAPTER_MARKER = "880000000000"
"""Text that stands for the chapter of a page; markers for page numbers are larger numbers."""
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


def describe_decorations(data: bytes, name: str) -> bytes:
    """Return the document with the alternative text ``DECORATION`` in each decorative picture or shape.

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

    Raises FileError if ``data``, the content of the file ``name``, is not a Word file.
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
