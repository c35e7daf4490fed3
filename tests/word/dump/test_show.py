"""The dump says what people see, a line for each paragraph or cell, and does not depend on the save."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler.errors import FileError
from assembler.word.dump.dump import show
from assembler.word.package.package import open_package, pack
from word_notation import docx_of, run


def shown(body: str) -> list[str]:
    lines = show(docx_of(body), "a.docx", with_looks=False).splitlines()
    assert lines[0] == "body"
    return [line.removeprefix("  ") for line in lines[1:]]


NL, EN = '<w:lang w:val="nl-NL"/>', '<w:lang w:val="en-GB"/>'


def test_a_paragraph_is_a_line_with_its_style_and_language() -> None:
    body = f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{run("Doel:", NL)}</w:p>'
    assert shown(body) == ["paragraph Heading1 nl-NL: Doel:"]


def test_a_run_in_another_language_or_format_is_marked() -> None:
    body = f"<w:p>{run('Het project heet ', NL)}{run('City of all', EN)}{run(' nu', '<w:b/>' + NL)}</w:p>"
    assert shown(body) == ["paragraph Normal nl-NL: Het project heet ‹en-GB|City of all›‹b| nu›"]


def test_a_control_shows_kind_tag_title_prompt_and_choices() -> None:
    items = '<w:dropDownList><w:listItem w:displayText="ja" w:value="y"/></w:dropDownList>'
    control = (
        '<w:sdt><w:sdtPr><w:alias w:val="B1 – akkoord"/><w:tag w:val="B1"/><w:showingPlcHdr/>'
        f"{items}</w:sdtPr><w:sdtContent>{run('Kies')}</w:sdtContent></w:sdt>"
    )
    expected = "paragraph Normal: [choice tag=“B1” title=“B1 – akkoord” prompt items=“ja”: Kies]"
    assert shown(f"<w:p>{control}</w:p>") == [expected]


def test_a_table_shows_rows_and_cells_indented_and_a_bookmark_at_its_cell() -> None:
    code = f'<w:p><w:bookmarkStart w:id="1" w:name="q_B1"/>{run("B1")}<w:bookmarkEnd w:id="1"/></w:p>'
    cells = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{code}</w:tc><w:tc><w:p/><w:p/></w:tc>'
    table = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:trPr><w:tblHeader/></w:trPr>{cells}</w:tr></w:tbl>"
    assert [line.rstrip() for line in shown(table)] == [
        "table  columns=",
        "  row tblHeader",
        "    cell gridSpan=2 Normal #q_B1: B1",
        "    cell",
        "      paragraph Normal",
        "      paragraph Normal",
    ]


def test_a_section_shows_its_page_in_millimetres() -> None:
    body = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:titlePg/></w:sectPr>'
    assert shown(body) == ["section 297 × 210 mm landscape titlePg"]


def test_headers_notes_links_fields_pictures_and_properties_are_shown(good: bytes) -> None:
    text = show(good, "good.docx")
    for line in (
        "  title: Baseline report",
        "  Review: one",
        '  paragraph TOC1 en-GB: [field TOC \\o "1-2" \\h: [link #_Toc1: Results]]',
        "  paragraph Normal: [picture 10 × 10 mm d44c0303173e “A white square”]",
        "header 1",
        "  paragraph Normal en-GB: [field PAGE: 1]",
        "  footnote 1",
        "  paragraph Heading2 “heading 2” basedOn=Heading1 pPr(outlineLvl=1)",
        "  list 1 definition 0",
    ):
        assert line in text.splitlines(), line
    assert "[link https://example.org/more: Annual report][footnote 1]" in text


def test_what_is_not_shown_is_named_by_its_digest_however_it_is_spelled(good: bytes) -> None:
    def line(custom: bytes) -> str:
        package = open_package(good, "good.docx").with_parts({"customXml/item1.xml": custom})
        lines = show(package.to_bytes(), "good.docx").splitlines()
        return next(line for line in lines if line.startswith("part customXml/item1.xml "))

    assert line(b'<x a="1"/>') == line(b"<x a='1'></x>") != line(b'<x a="2"/>')


def test_the_same_content_shows_the_same_whatever_the_ids(parts: dict[str, bytes], good: bytes) -> None:
    renamed = {
        name: data.replace(b"rIdPicture", b"rId77").replace(b'w:id="101"', b'w:id="5101"')
        for name, data in parts.items()
    }
    assert show(pack(renamed), "a.docx") == show(good, "b.docx")


def test_a_file_that_is_no_word_file_is_an_error() -> None:
    with pytest.raises(FileError):
        show(b"Dear city", "letter.docx")


@pytest.mark.office
def test_what_libreoffice_saves_again_shows_the_same_words(office, good: bytes, tmp_path: Path) -> None:
    path = tmp_path / "good.docx"
    path.write_bytes(good)
    (saved,) = office.convert([path], "docx")
    text = show(saved.read_bytes(), "saved.docx")
    assert all(word in text for word in ("Baseline report", "Who wrote it?", "yes – ja", "#q_B1", "A note"))
