"""Files with very many pieces: sizes that would not end if the time grew with their square."""

from __future__ import annotations

import pytest

from assembler.errors import FileError
from assembler.word.check.check import check_document
from assembler.word.compare.documents import compare_documents
from assembler.word.dump.normalise import move_tags, tidy
from assembler.word.package.package import open_package, pack
from assembler.word.package.tracked_changes import accept
from assembler.word.package.xml import parse
from word_notation import NAMESPACES, docx_of


def test_tidy_joins_a_paragraph_of_20000_runs() -> None:
    runs = "".join(f"<w:r><w:t>{number:05}</w:t></w:r>" for number in range(20_000))
    tidied = open_package(tidy(docx_of(f"<w:p>{runs}</w:p>"), "a.docx"), "a.docx").parts["word/document.xml"]
    assert tidied.count(b"<w:t") == 1
    assert b"000000000100002" in tidied and b"1999819999<" in tidied


def test_runs_of_two_looks_are_joined_each_with_its_like() -> None:
    look = "<w:rPr><w:b/></w:rPr>"
    runs = (
        "<w:r><w:t>a</w:t></w:r><w:r><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r>"
        + f"<w:r>{look}<w:t>d</w:t></w:r>" * 2
    )
    tidied = open_package(tidy(docx_of(f"<w:p>{runs}</w:p>"), "a.docx"), "a.docx").parts["word/document.xml"]
    shown = tidied.replace(b"\n", b"").replace(b"  ", b"")
    assert (
        b"<w:t>ab</w:t><w:tab/><w:t>c</w:t></w:r>" in shown.replace(b" ", b"") and b"<w:t>dd</w:t>" in shown
    )


def test_documents_of_8000_equal_paragraphs_are_compared() -> None:
    paragraph = "<w:p><w:r><w:t>same</w:t></w:r></w:p>"
    old, new = (
        docx_of(paragraph * 8_000),
        docx_of(paragraph * 7_990 + "<w:p><w:r><w:t>other</w:t></w:r></w:p>"),
    )
    _, changes = compare_documents(open_package(old, "old.docx"), open_package(new, "new.docx"))
    assert changes >= 10


def test_a_strict_document_is_refused_with_the_way_to_save_it() -> None:
    parts = dict(open_package(docx_of("<w:p/>"), "a.docx").parts)
    transitional, strict = (
        b"http://schemas.openxmlformats.org/officeDocument/2006/",
        b"http://purl.oclc.org/ooxml/officeDocument/",
    )
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(transitional, strict)
    with pytest.raises(FileError, match="Strict Open XML") as caught:
        open_package(pack(parts), "a.docx")
    assert "Save As > Word Document (.docx), not Strict" in caught.value.hint


def test_numbers_of_thousands_of_digits_are_no_trouble() -> None:
    span = f'<w:tc><w:tcPr><w:gridSpan w:val="{"9" * 5000}"/></w:tcPr><w:p/></w:tc>'
    table = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr>{span}</w:tr></w:tbl><w:p/>"
    assert {diagnostic.location.file for diagnostic in check_document(docx_of(table), "a.docx")} <= {"a.docx"}


def test_a_picture_that_is_called_a_header_is_no_text() -> None:
    parts = dict(open_package(docx_of("<w:p/>"), "a.docx").parts)
    link = b'<Relationship Id="rIdP" Target="media/a.png" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"/>'
    name = "word/_rels/document.xml.rels"
    parts |= {
        name: parts[name].replace(b"</Relationships>", link + b"</Relationships>"),
        "word/media/a.png": b"\x89PNG",
    }
    assert "word/media/a.png" not in open_package(pack(parts), "a.docx").text_parts()


def test_a_long_text_beside_another_run_is_tidied() -> None:
    assert move_tags(["a" * 3_000_000, "{", "{ b }}"]) == ["a" * 3_000_000, "{{ b }}", ""]


def test_thousands_of_paragraphs_that_run_on_into_the_next_are_one() -> None:
    paragraph = "<w:p>{}<w:ins><w:r><w:t>{}</w:t></w:r></w:ins></w:p>"
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    text = "".join(paragraph.format(mark, number) for number in range(8_000)) + paragraph.format("", "end")
    root = parse(f"<w:body {NAMESPACES}>{text}<w:p>{mark}</w:p><w:tbl><w:tr/></w:tbl></w:body>".encode())
    accept(root)
    one, _ = root
    assert "".join(one.itertext()) == "".join(map(str, range(8_000))) + "end"


def test_many_bookmarks_of_the_cursor_are_taken_out_with_their_ends() -> None:
    marks = '<w:bookmarkStart w:id="{0}" w:name="_GoBack"/><w:bookmarkEnd w:id="{0}"/>'
    data = docx_of("<w:p>" + "".join(map(marks.format, range(20_000))) + "</w:p>")
    assert b"bookmark" not in open_package(tidy(data, "a.docx"), "a.docx").parts["word/document.xml"]
