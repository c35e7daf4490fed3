"""Page numbers in a table of contents, as somebody measured them.

Only a program that lays out pages knows their numbers. LibreOffice could make the whole table anew, but then
leaves out the numbers (7.4, of a table that came from Word) and the author's tabs; so it is asked only on
which page each heading stands, and the numbers are written here, as the fields that Word writes itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from assembler.word.content.contents import page_reference
from assembler.word.package.zip_reader import read_members
from assembler.word.package.zip_writer import pack

MAIN = "word/document.xml"
PLACE = "8800"
"""Begins what stands for a page number until it is known: twelve digits, in a link to the heading."""
_ENTRY = re.compile(r'(<w:hyperlink w:anchor="(_Toc\d+)"[^>]*>)(.*?)</w:hyperlink>', re.DOTALL)
_RUN = re.compile(r"<w:r>(?:<w:rPr>.*?</w:rPr>)?", re.DOTALL)


def has_contents(data: bytes, name: str) -> bool:
    """Whether the document that we built has a table of contents. FileError where it is no Word file."""
    return _ENTRY.search(_body(read_members(data, name))) is not None


def with_places(data: bytes, name: str) -> bytes:
    """The document with a place for each page number in its table of contents; as it is where that has them.

    A place is ``PLACE`` and the eight digits of the heading's bookmark. FileError where ``data``, called
    ``name``, is no Word file.
    """
    parts = read_members(data, name)
    found = (bookmark for _, bookmark, _ in _ENTRY.findall(_body(parts)))
    return with_pages(data, {bookmark: int(PLACE + bookmark[-8:]) for bookmark in found}, name)


def with_pages(data: bytes, pages: Mapping[str, int], name: str) -> bytes:
    """The document with the page of each heading, by its bookmark, in its table of contents.

    An entry that has a page number already keeps it. The same document and pages give the same bytes.
    FileError where ``data``, called ``name``, is no Word file.
    """
    parts = read_members(data, name)
    body = _ENTRY.sub(lambda found: _with_page(found, pages), _body(parts))
    return pack({**parts, MAIN: body.encode("utf-8")})


def _body(parts: Mapping[str, bytes]) -> str:
    return parts.get(MAIN, b"").decode("utf-8")


def _with_page(found: re.Match[str], pages: Mapping[str, int]) -> str:
    start, bookmark, entry = found.groups()
    run = _RUN.search(entry)
    if bookmark not in pages or "PAGEREF" in entry or run is None:
        return found[0]
    return f"{start}{entry}{page_reference(bookmark, run[0], pages[bookmark])}</w:hyperlink>"
