"""Page numbers in a table of contents: the fields that Word writes, once, and nothing else changed."""

from __future__ import annotations

import re

from assembler.store.office.office_macro import BASIC
from assembler.word.content.contents_pages import PAGE_MARKER, add_page_markers, has_contents, set_pages
from assembler.word.package.zip_reader import read_members
from assembler.word.package.zip_writer import pack

RUN = '<w:r><w:rPr><w:lang w:val="fi-FI"/></w:rPr>'
LINK = '<w:hyperlink w:anchor="_Toc0000000{n}" w:history="1">'
ENTRY = LINK + RUN + "<w:t>Title {n}</w:t></w:r></w:hyperlink>"
TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def document(*entries: str) -> bytes:
    """A Word file that is no more than its body."""
    return pack({"[Content_Types].xml": TYPES, "word/document.xml": "".join(entries).encode()})


def body(data: bytes) -> str:
    return read_members(data, "x.docx")["word/document.xml"].decode()


def test_each_entry_shows_its_page_as_a_field_in_the_same_language() -> None:
    data = document(*(ENTRY.format(n=number) for number in (1, 2)))
    made = body(set_pages(data, {"_Toc00000001": 3, "_Toc00000002": 114}, "x.docx"))
    assert re.findall(r"PAGEREF (_Toc\d+) \\h", made) == ["_Toc00000001", "_Toc00000002"]
    assert re.findall(r"<w:t>(\d+)</w:t>", made) == ["3", "114"]
    assert made.count("<w:r>") == made.count(RUN)


def test_an_entry_that_has_a_page_or_of_which_none_is_known_stays_as_it_is() -> None:
    data = document(*(ENTRY.format(n=number) for number in (1, 2)))
    once = set_pages(data, {"_Toc00000001": 3}, "x.docx")
    assert set_pages(once, {"_Toc00000001": 9}, "x.docx") == once
    assert body(once).count("PAGEREF") == 1


def test_each_entry_without_a_page_gets_a_place_of_its_own_for_it() -> None:
    data = document(*(ENTRY.format(n=number) for number in (1, 2, 3)))
    numbered = set_pages(data, {"_Toc00000002": 7}, "x.docx")
    made = body(add_page_markers(numbered, "x.docx"))
    assert re.findall(r"<w:t>(\d+)</w:t>", made) == [f"{PAGE_MARKER}00000001", "7", f"{PAGE_MARKER}00000003"]


def test_the_macro_looks_for_the_places_that_are_made() -> None:
    assert f'"{PAGE_MARKER}[0-9]{{8}}"' in BASIC


def test_a_document_without_contents_is_distinguished_from_one_with() -> None:
    assert has_contents(document(ENTRY.format(n=1)), "x.docx")
    assert not has_contents(document('<w:hyperlink w:anchor="q_A"><w:r/></w:hyperlink>'), "x.docx")
