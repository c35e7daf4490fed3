"""Pictures and shapes that Word marks as decorative, which LibreOffice 7.4 does not know."""

from __future__ import annotations

import re

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
