"""What LibreOffice does not read is described for it in a copy; nothing else changes."""

from __future__ import annotations

import pytest

from assembler.store.office.office_macro import BASIC
from assembler.word.content.libreoffice_copy import (
    CHAPTER_MARKER,
    DECORATION,
    add_chapter_markers,
    add_writing_lines,
    describe_decorations,
    list_chart_texts,
    list_row_headers,
)
from assembler.word.package.zip_reader import read_members
from assembler.word.package.zip_writer import pack
from word_notation import cell, docx, field, hdr, markup, paragraph, run, table

MARK = '<a:extLst><a:ext uri="x"><adec:decorative val="{}"/></a:ext></a:extLst></wp:docPr>'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<wp:docPr id="7" name="Band" descr="Blue">' + MARK.format(1),
         f'<wp:docPr id="7" name="Band" descr="{DECORATION}">' + MARK.format(1)),
        ('<wp:docPr id="7" descr="Chart">' + MARK.format(0), None),
        ('<wp:docPr id="7" descr="Chart"/><wp:docPr id="8" name="Band">' + MARK.format(1),
         '<wp:docPr id="7" descr="Chart"/>'
         f'<wp:docPr id="8" name="Band" descr="{DECORATION}">' + MARK.format(1)),
    ],
)  # fmt: skip
def test_only_decorative_pictures_are_described(before: str, after: str | None) -> None:
    data = pack({"word/document.xml": before.encode(), "word/styles.xml": b"<w:styles/>"})
    result = describe_decorations(data, "a.docx")
    assert read_members(result, "a.docx")["word/document.xml"].decode() == (after or before)
    assert after or result == data


def test_the_field_for_the_chapter_of_a_page_holds_a_marker_that_the_macro_knows() -> None:
    heading, page = (hdr(paragraph(field(code, "Old"))) for code in ("STYLEREF 1", "PAGE"))
    parts = {"word/document.xml": heading, "word/header1.xml": heading, "word/header2.xml": page}
    data = pack({name: xml.encode() for name, xml in parts.items()})
    made = read_members(add_chapter_markers(data, "a.docx"), "a.docx")
    assert f"<w:t>{CHAPTER_MARKER}</w:t>" in made["word/header1.xml"].decode()
    assert b"Old" not in made["word/header1.xml"]
    assert (made["word/document.xml"], made["word/header2.xml"]) == (heading.encode(), page.encode())
    assert f'marker.String = "{CHAPTER_MARKER}"' in BASIC


def test_a_document_without_chapters_in_its_headers_is_not_copied() -> None:
    data = pack({"word/document.xml": b"<w:document/>"})
    assert add_chapter_markers(data, "a.docx") is data


def test_the_texts_of_charts_are_listed_in_order_and_those_of_pictures_are_not() -> None:
    def drawing(kind: str, text: str) -> str:
        graphic = f'<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/{kind}"/>'
        return f'<w:drawing><wp:docPr id="7" name="x"{text}/>{graphic}</w:drawing>'

    body = (
        drawing("chart", ' descr="A &amp; “b” &quot;c&quot;"')
        + drawing("picture", ' descr="Map"')
        + drawing("chart", "")
        + drawing("chart", ' descr="Last"')
    )
    data = pack({"[Content_Types].xml": b"<Types/>", "word/document.xml": body.encode()})
    assert list_chart_texts(data, "a.docx") == ['A & “b” "c"', "", "Last"]


def test_tables_with_row_headers_are_listed_in_the_order_of_their_ends() -> None:
    look = '<w:tblPr><w:tblLook w:val="04A0" w:firstRow="1" w:firstColumn="{}"/></w:tblPr>'
    inner, plain = f"<w:tbl>{look.format(1)}</w:tbl>", f"<w:tbl>{look.format(0)}</w:tbl>"
    body = f"<w:tbl>{look.format(0)}<w:tr>{inner}</w:tr></w:tbl>{plain}<w:tbl/><w:tbl></w:tbl>{inner}"
    data = pack({"[Content_Types].xml": b"<Types/>", "word/document.xml": body.encode()})
    assert list_row_headers(data, "a.docx") == [True, False, False, False, True]


def lines_below(text: str, height: int, *, control: bool = True, beside: str = "") -> int:
    """How many lines to write on the copy has in a row of this height, below an answer."""
    answer = put_into_control(text) if control else run(text)
    wide = '<w:tcW w:w="2821" w:type="pct"/>'
    first = cell(paragraph(put_into_control(beside) if beside else "Ask"))
    cells = first + cell(paragraph(answer), look=wide)
    rows = markup(f'<w:tr><w:trPr><w:trHeight w:val="{height}"/></w:trPr>{cells}</w:tr>')
    copy = read_members(add_writing_lines(docx("Notes", table(rows)), "a.docx"), "a.docx")
    return copy["word/document.xml"].count(b"<w:between ")


def put_into_control(text: str) -> str:
    return markup(f"<w:sdt><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>")


def test_a_tall_cell_for_notes_has_lines_below_its_text() -> None:
    assert lines_below("[What was said]", 3970) == 5
    assert lines_below("They came late. " * 20, 3970) < 5
    assert lines_below("They came late. " * 200, 3970) == 0


def test_lower_rows_and_cells_without_an_answer_have_no_lines() -> None:
    assert lines_below("[Answer]", 900) == 0
    assert lines_below("Text", 3970, control=False) == 0


def test_the_last_of_several_answers_in_a_row_has_no_lines() -> None:
    assert lines_below("[Whom to meet]", 3970, beside="[What to ask]") == 0
