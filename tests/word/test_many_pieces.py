"""Files with very many pieces: sizes that would not end if the time grew with their square."""

from __future__ import annotations

import io

import pytest
from docx import Document

from assembler.errors import FileError
from assembler.word.compare import compared
from assembler.word.package import open_package, pack
from assembler.word.sound import sound
from assembler.word.tidy import tidy

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word_file(body: str) -> bytes:
    stream = io.BytesIO()
    Document().save(stream)
    parts = dict(open_package(stream.getvalue(), "a.docx").parts)
    parts["word/document.xml"] = f"<w:document {W}><w:body>{body}<w:sectPr/></w:body></w:document>".encode()
    return pack(parts, level=1)


def test_tidy_joins_a_paragraph_of_40000_runs() -> None:
    runs = "".join(f"<w:r><w:t>{number:05}</w:t></w:r>" for number in range(40_000))
    tidied = open_package(tidy(word_file(f"<w:p>{runs}</w:p>"), "a.docx"), "a.docx").parts[
        "word/document.xml"
    ]
    assert tidied.count(b"<w:t") == 1
    assert b"000000000100002" in tidied and b"3999839999<" in tidied


def test_runs_of_two_looks_are_joined_each_with_its_like() -> None:
    look = "<w:rPr><w:b/></w:rPr>"
    runs = (
        "<w:r><w:t>a</w:t></w:r><w:r><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r>"
        + f"<w:r>{look}<w:t>d</w:t></w:r>" * 2
    )
    tidied = open_package(tidy(word_file(f"<w:p>{runs}</w:p>"), "a.docx"), "a.docx").parts[
        "word/document.xml"
    ]
    shown = tidied.replace(b"\n", b"").replace(b"  ", b"")
    assert (
        b"<w:t>ab</w:t><w:tab/><w:t>c</w:t></w:r>" in shown.replace(b" ", b"") and b"<w:t>dd</w:t>" in shown
    )


def test_documents_of_8000_equal_paragraphs_are_compared() -> None:
    paragraph = "<w:p><w:r><w:t>same</w:t></w:r></w:p>"
    old, new = (
        word_file(paragraph * 8_000),
        word_file(paragraph * 7_990 + "<w:p><w:r><w:t>other</w:t></w:r></w:p>"),
    )
    _, changes = compared(open_package(old, "old.docx"), open_package(new, "new.docx"))
    assert changes >= 10


def test_a_strict_document_is_refused_with_the_way_to_save_it() -> None:
    parts = dict(open_package(word_file("<w:p/>"), "a.docx").parts)
    transitional, strict = (
        b"http://schemas.openxmlformats.org/officeDocument/2006/",
        b"http://purl.oclc.org/ooxml/officeDocument/",
    )
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(transitional, strict)
    with pytest.raises(FileError, match="Strict Open XML") as caught:
        open_package(pack(parts), "a.docx")
    assert "Save As > Word Document (.docx), not Strict" in caught.value.remedy


def test_numbers_of_thousands_of_digits_are_no_trouble() -> None:
    span = f'<w:tc><w:tcPr><w:gridSpan w:val="{"9" * 5000}"/></w:tcPr><w:p/></w:tc>'
    table = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr>{span}</w:tr></w:tbl><w:p/>"
    assert {finding.place.file for finding in sound(word_file(table), "a.docx")} <= {"a.docx"}


def test_a_picture_that_is_called_a_header_is_no_text() -> None:
    parts = dict(open_package(word_file("<w:p/>"), "a.docx").parts)
    link = b'<Relationship Id="rIdP" Target="media/a.png" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"/>'
    name = "word/_rels/document.xml.rels"
    parts |= {
        name: parts[name].replace(b"</Relationships>", link + b"</Relationships>"),
        "word/media/a.png": b"\x89PNG",
    }
    assert "word/media/a.png" not in open_package(pack(parts), "a.docx").text_parts()
