"""A document for everybody: its file tells nothing of who made it."""

from __future__ import annotations

import pytest

from assembler.errors import TemplateError
from assembler.word.check.check import check_document
from assembler.word.package.package import Package, open_package
from assembler.word.package.xml import W, parse
from assembler.word.package.zip_writer import pack
from assembler.word.style.hidden_personal_data import remove_traces

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SPACES = f'xmlns:w="{W}"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
COMMENT = '<w:comment w:id="1" w:author="Anna Berg" w:initials="AB"><w:p/></w:comment>'
CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Who">'
    "<vt:lpwstr>Anna Berg</vt:lpwstr></property></Properties>"
)
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Report</dc:title>'
    "<dc:creator>Anna Berg</dc:creator><cp:lastModifiedBy>Anna Berg</cp:lastModifiedBy></cp:coreProperties>"
)
BODY = (
    '<w:p><w:commentRangeStart w:id="1"/><w:r><w:t>Words</w:t></w:r><w:commentRangeEnd w:id="1"/>'
    '<w:r><w:commentReference w:id="1"/></w:r></w:p>'
)


def related(lines: dict[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (target, kind) in enumerate(lines.items(), 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def drawn(body: str = BODY) -> Package:
    """A document with an author, a comment, a custom property and a piece of custom XML."""
    types = {
        "word/document.xml": f"{TYPE}.document.main+xml",
        "word/comments.xml": f"{TYPE}.comments+xml",
        "docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    lines = (f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in types.items())
    parts = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/>{"".join(lines)}</Types>',
        "_rels/.rels": related({
            "word/document.xml": f"{OFFICE}/officeDocument",
            "docProps/core.xml": f"{PACKAGE}/relationships/metadata/core-properties",
            "docProps/custom.xml": f"{OFFICE}/custom-properties",
        }),
        "word/document.xml": f"{HEAD}<w:document {SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/_rels/document.xml.rels": related({
            "comments.xml": f"{OFFICE}/comments", "../customXml/item1.xml": f"{OFFICE}/customXml",
        }),
        "word/comments.xml": f"{HEAD}<w:comments {SPACES}>{COMMENT}</w:comments>",
        "customXml/item1.xml": f"{HEAD}<kept>Anna Berg</kept>",
        "docProps/custom.xml": HEAD + CUSTOM,
        "docProps/core.xml": HEAD + CORE,
    }  # fmt: skip
    return open_package(pack({name: text.encode() for name, text in parts.items()}), "drawn.docx")


def test_authors_comments_custom_properties_and_custom_xml_go() -> None:
    clean = remove_traces(drawn())
    assert [name for name, data in clean.parts.items() if b"Anna" in data or b"comment" in data] == []
    assert not {"word/comments.xml", "docProps/custom.xml", "customXml/item1.xml"} & set(clean.parts)


def test_words_and_title_stay() -> None:
    clean = remove_traces(drawn())
    assert "Words" in "".join(parse(clean.parts[clean.main]).itertext())
    assert b"Report" in clean.parts[clean.core_properties]


def test_who_typed_in_which_session_goes() -> None:
    typed = '<w:p w:rsidR="00A1" w:rsidRDefault="00A1"><w:r w:rsidRPr="00B2"><w:t>Words</w:t></w:r></w:p>'
    clean = remove_traces(drawn(typed))
    assert b"rsid" not in clean.parts[clean.main]
    assert b"Words" in clean.parts[clean.main]


def test_what_is_left_is_a_valid_package() -> None:
    before = {each.rule for each in check_document(drawn().to_bytes(), "drawn.docx")}
    after = {each.rule for each in check_document(remove_traces(drawn()).to_bytes(), "clean.docx")}
    assert after <= before


def test_tracked_changes_are_for_people_to_decide_on() -> None:
    inserted = '<w:p><w:ins w:id="3" w:author="Anna Berg"><w:r><w:t>Words</w:t></w:r></w:ins></w:p>'
    with pytest.raises(TemplateError, match="tracked changes"):
        remove_traces(drawn(inserted))
