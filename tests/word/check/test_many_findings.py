"""Files with very many findings: sizes that would not end if the time grew with their square."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping

import pytest
from docx import Document

from assembler.word.check.check import check_document
from assembler.word.package.package import open_package, pack

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
TYPES, RELATIONSHIPS = "[Content_Types].xml", "word/_rels/document.xml.rels"
MANY = 4_000


@pytest.fixture(scope="module")
def parts() -> Mapping[str, bytes]:
    stream = io.BytesIO()
    Document().save(stream)
    return open_package(stream.getvalue(), "a.docx").parts


def check(parts: Mapping[str, bytes], body: str, declared: str = "", **changed: bytes) -> Counter[str]:
    text = f"<w:document {W} {declared}><w:body>{body}<w:sectPr/></w:body></w:document>"
    data = pack({**parts, "word/document.xml": text.encode(), **changed}, level=1)
    return Counter(diagnostic.rule for diagnostic in check_document(data, "a.docx"))


def test_controls_with_one_id_are_reported_each_with_its_paragraph(parts: Mapping[str, bytes]) -> None:
    control = '<w:sdt><w:sdtPr><w:id w:val="7"/></w:sdtPr><w:sdtContent><w:r/></w:sdtContent></w:sdt>'
    text = f"<w:document {W}><w:body>{f'<w:p>{control}</w:p>' * MANY}<w:sectPr/></w:body></w:document>"
    found = check_document(pack({**parts, "word/document.xml": text.encode()}, level=1), "a.docx")
    twice = [each.location.position for each in found if each.rule == "duplicate-control-id"]
    assert twice == [f"body, paragraph {number + 1}" for number in range(MANY)]


def test_an_element_without_text_has_the_text_of_what_holds_it_near(parts: Mapping[str, bytes]) -> None:
    text = "<w:p><w:r><w:t>Dear</w:t></w:r></w:p>" + '<w:p><w:pPr><w:pStyle w:val="no"/></w:pPr></w:p>'
    table = f"<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid>{'<w:tr><w:tc/></w:tr>' * MANY}</w:tbl>"
    data = f"<w:document {W}><w:body>{text}{table}</w:body></w:document>".encode()
    found = check_document(pack({**parts, "word/document.xml": data}, level=1), "a.docx")
    near = {diagnostic.rule: diagnostic.location.context for diagnostic in found}
    assert near["undefined-style"] == "Dear" and not near["empty-cell"]
    assert Counter(diagnostic.rule for diagnostic in found)["empty-cell"] == MANY


def test_tables_of_contents_that_never_end(parts: Mapping[str, bytes]) -> None:
    one = '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText></w:r></w:p>'
    assert check(parts, one * 2 * MANY)["empty-table-of-contents"] == 2 * MANY


def test_a_table_of_contents_is_filled_by_the_text_after_its_separator(parts: Mapping[str, bytes]) -> None:
    def field(instruction: str, result: str) -> str:
        begin, separate, end = (
            f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
        )
        return f"{begin}<w:r><w:instrText>{instruction}</w:instrText></w:r>{separate}{result}{end}"

    text = "<w:r><w:t>1</w:t></w:r>"
    full, empty = field("TOC", field("PAGEREF x", text)), field("TOC", "")
    assert check(parts, f"<w:p>{full}</w:p>")["empty-table-of-contents"] == 0
    assert check(parts, f"<w:p>{empty}{text}{full}</w:p><w:p>{empty}</w:p>")["empty-table-of-contents"] == 2


def test_alternatives_and_unknown_namespaces(parts: Mapping[str, bytes]) -> None:
    alternative = '<mc:AlternateContent><mc:Choice Requires="w"><w:r/></mc:Choice></mc:AlternateContent>'
    assert not check(parts, f"<w:p>{alternative * 5 * MANY}</w:p>")["invalid-alternate-content"]
    declared = " ".join(f'xmlns:n{number}="urn:{number}"' for number in range(2_000))
    unknown = "".join(f"<w:p><n{number % 2000}:x/></w:p>" for number in range(MANY))
    assert check(parts, unknown, declared)["unknown-markup"] == MANY


def test_pictures_and_relationships(parts: Mapping[str, bytes]) -> None:
    names = [f"i{number}.png" for number in range(2_000)]
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    override = '<Override PartName="/word/media/{}" ContentType="image/png"/>'
    line = f'<Relationship Id="{{0}}" Type="{kind}" Target="media/{{0}}"/>'
    types, lines = ("".join(map(each.format, names)).encode() for each in (override, line))
    changed = {
        TYPES: parts[TYPES].replace(b"</Types>", types + b"</Types>"),
        RELATIONSHIPS: parts[RELATIONSHIPS].replace(b"</Relationships>", lines * 5 + b"</Relationships>"),
    }
    pictures = {f"word/media/{name}": b"\x89PNG\r\n\x1a\n" for name in names}
    found = check(parts, "<w:p/>", **changed, **pictures)
    assert found["damaged-picture"] == found["duplicate-relationship-id"] == len(names)
