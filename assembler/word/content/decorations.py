"""Properties of drawings that LibreOffice 7.4 does not read: the decorative mark and the text of charts."""

from __future__ import annotations

import re
from html import unescape

from assembler.word.package.zip_reader import read_members
from assembler.word.package.zip_writer import pack

DECORATION = "assembler:decoration"
"""Alternative text that stands for Word’s mark in the copy for LibreOffice."""
_MAIN = "word/document.xml"
_DECORATIVE = re.compile(
    rb'<wp:docPr\b(?P<attributes>[^>]*)(?<!/)>(?P<inside>(?:(?!</wp:docPr>).)*?:decorative\b[^>]*\bval="1")',
    re.DOTALL,
)
_TEXT = re.compile(rb'\s(?:descr|title)="[^"]*"')
_DRAWING = re.compile(rb"<w:drawing\b.*?</w:drawing>", re.DOTALL)
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


def list_chart_texts(data: bytes, name: str) -> list[str]:
    """Return the alternative text of each chart in the body, in order.

    Raises FileError if ``data``, the content of the file ``name``, is not a Word file.
    """
    drawings = _DRAWING.findall(read_members(data, name).get(_MAIN, b""))
    found = (_CHART.search(drawing) for drawing in drawings if b'/drawingml/2006/chart"' in drawing)
    return [unescape(each["text"].decode("utf-8")) if each else "" for each in found]
