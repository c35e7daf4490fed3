"""A name is found in whatever part of a Word file it is, whether people see it or not."""

from __future__ import annotations

import re

import pytest

from assembler.word.check.text_search import search_file
from assembler.word.package.zip_writer import pack

WANTED = re.compile(r"Ana[\s_]Soto")


def hidden_in(part: str, data: bytes) -> list[tuple[str, str]]:
    parts = {"word/document.xml": b"<document>Nothing here, Ana.</document>", part: data}
    return list(search_file(pack(parts), "report.docx", WANTED, ["Ana Soto"]))


@pytest.mark.parametrize(
    ("part", "data"),
    [
        ("word/header1.xml", "<hdr><p><r><t>Met Ana Soto</t></r></p></hdr>"),
        ("word/footer1.xml", "<ftr><p><r><t>Ana</t></r><r><t xml:space='preserve'> Soto</t></r></p></ftr>"),
        ("word/footnotes.xml", "<notes><p><r><t>Ana</t></r><r><t>\N{NO-BREAK SPACE}Soto</t></r></p></notes>"),
        ("word/comments.xml", '<comments><comment author="Ana Soto"/></comments>'),
        ("word/document2.xml", '<body><docPr descr="Photograph of Ana Soto"/></body>'),
        ("word/document3.xml", '<body><bookmarkStart name="_Ref_Ana_Soto"/></body>'),
        ("docProps/core.xml", "<core><creator>Ana Soto</creator></core>"),
        ("docProps/custom.xml", '<properties><property name="Ana Soto"/></properties>'),
        ("customXml/item1.xml", "<kept>a<b/>Ana Soto</kept>"),
        ("word/_rels/document.xml.rels", '<Relationships><Relationship Target="Ana_Soto"/></Relationships>'),
        ("word/media/a.jpg", "\x00\x01\xffAuthor: Ana SotoX\x00"),
    ],
)
def test_a_name_is_found_in_each_kind_of_part(part: str, data: str) -> None:
    [(found, text)] = hidden_in(part, data.encode("utf-8" if part.endswith(("xml", "rels")) else "latin-1"))
    assert found == part
    assert WANTED.fullmatch(text)


def test_a_name_is_found_in_the_data_of_a_picture_and_in_a_workbook_within() -> None:
    assert hidden_in("word/media/a.jpg", b"\xff\xe1" + "by Ana Soto".encode("utf-16-le") + b"\xff")
    workbook = pack({"xl/sharedStrings.xml": b"<sst><si><r><t>Ana </t></r><r><t>Soto</t></r></si></sst>"})
    [(part, _)] = hidden_in("word/embeddings/chart1.xlsx", workbook)
    assert part == "word/embeddings/chart1.xlsx, xl/sharedStrings.xml"


def test_a_file_without_the_name_gives_nothing() -> None:
    assert hidden_in("word/media/a.png", b"\x89PNG\r\nAna, Soto" + bytes(range(256))) == []
