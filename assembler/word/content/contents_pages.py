"""Measured page numbers in a table of contents.

Only a program that lays out pages knows their numbers. LibreOffice can rebuild the complete table, but then
it omits the numbers (7.4, in a table from Word) and the author's tabs. We therefore use it only to find the
page of each heading, and write the numbers here, as the same fields that Word writes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from assembler.word.content.contents import build_page_reference
from assembler.word.package.zip_reader import read_members
from assembler.word.package.zip_writer import pack

MAIN = "word/document.xml"
PAGE_MARKER = "8800"
"""First four digits of the marker that stands for an unknown page number; eight more digits follow."""
_ENTRY = re.compile(r'(<w:hyperlink w:anchor="(_Toc\d+)"[^>]*>)(.*?)</w:hyperlink>', re.DOTALL)
_RUN = re.compile(r"<w:r>(?:<w:rPr>.*?</w:rPr>)?", re.DOTALL)


def has_contents(data: bytes, name: str) -> bool:
    """Return whether a built document has a table of contents; raise FileError if it is not a Word file."""
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

    ``pages`` maps heading bookmarks to page numbers. Entries that already have a page number keep it. The
    same document and pages always produce the same bytes. Raises FileError if ``data``, the content of the
    file ``name``, is not a Word file.
    """
    parts = read_members(data, name)
    body = _ENTRY.sub(lambda match: _add_page(match, pages), _read_body(parts))
    return pack({**parts, MAIN: body.encode("utf-8")})


def _read_body(parts: Mapping[str, bytes]) -> str:
    return parts.get(MAIN, b"").decode("utf-8")


def _add_page(match: re.Match[str], pages: Mapping[str, int]) -> str:
    start, bookmark, entry = match.groups()
    run = _RUN.search(entry)
    if bookmark not in pages or "PAGEREF" in entry or run is None:
        return match[0]
    return f"{start}{entry}{build_page_reference(bookmark, run[0], pages[bookmark])}</w:hyperlink>"
