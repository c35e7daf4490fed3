"""A house style may choose another sheet: what the template measures for its own sheet grows with it."""

from __future__ import annotations

from lxml import etree

from assembler.word.package.xml import parse, qn
from assembler.word.style.page_scaling import scale_pages
from word_notation import cell, document_xml, markup, paragraph, table

A4, MARGINS = '<w:pgSz w:w="11906" w:h="16838"/>', '<w:pgMar w:left="1134" w:right="1134"/>'
LANDSCAPE = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
A3 = '<w:pgSz w:w="16838" w:h="23811"/>'


def document(*blocks: str, section: str = A4 + MARGINS) -> etree._Element:
    return parse(document_xml(*blocks, section=section).encode())


def look(sheet: str, margins: str = '<w:pgMar w:left="567" w:right="567"/>') -> etree._Element:
    return next(document(section=sheet + margins).iter(qn("w:sectPr")))


def sizes(root: etree._Element) -> list[tuple[str | None, ...]]:
    return [tuple(each.get(qn(f"w:{name}")) for name in ("w", "h")) for each in root.iter(qn("w:pgSz"))]


def widths(root: etree._Element, tag: str = "w:gridCol", name: str = "w:w") -> list[str | None]:
    return [each.get(qn(name)) for each in root.iter(qn(tag))]


def test_each_section_gets_the_sheet_and_keeps_its_orientation() -> None:
    first = paragraph("Grid", look=f"<w:sectPr>{LANDSCAPE}{MARGINS}</w:sectPr>")
    root = document(first, "Text")

    scale_pages(root, look(A3))

    assert sizes(root) == [("23811", "16838"), ("16838", "23811")]


def test_columns_rows_and_frames_grow_with_the_sheet_and_shares_of_the_page_do_not() -> None:
    frames = '<w:framePr w:w="9638" w:hAnchor="margin"/>', '<w:framePr w:x="1" w:y="7000" w:hAnchor="page"/>'
    widths_of_cells = '<w:tcW w:w="1000" w:type="dxa"/>', '<w:tcW w:w="2500" w:type="pct"/>'
    cells = "".join(cell("a", look=width) for width in widths_of_cells)
    tall = markup(f'<w:tr><w:trPr><w:trHeight w:val="400"/></w:trPr>{cells}</w:tr>')
    stop = paragraph("a", look='<w:tabs><w:tab w:val="right" w:pos="9638"/></w:tabs>')
    root = document(*(paragraph("a", look=each) for each in frames), stop, table(tall, width=1000))

    scale_pages(root, look(A3))

    assert widths(root) == ["1629"]
    assert widths(root, "w:tab", "w:pos") == ["15704"]
    assert widths(root, "w:tcW") == ["1629", "2500"]
    assert widths(root, "w:trHeight", "w:val") == ["652"]
    assert widths(root, "w:framePr") == ["15704", None]
    assert widths(root, "w:framePr", "w:y") == [None, "9900"]


def test_a_frame_at_the_foot_of_the_page_stays_there() -> None:
    frame = '<w:framePr w:w="9638" w:y="16000" w:hAnchor="margin" w:vAnchor="page"/>'
    root = document(paragraph("a", look=frame))

    scale_pages(root, look(A3))

    assert (widths(root, "w:framePr"), widths(root, "w:framePr", "w:y")) == (["15704"], ["22628"])


def test_nothing_grows_on_the_sheet_of_the_template() -> None:
    for sheet in (A4, LANDSCAPE, '<w:pgSz w:w="11900" w:h="16840"/>', ""):
        root = document(table(("a", "b"), width=1000))

        scale_pages(root, look(sheet))

        assert (sizes(root), widths(root)) == ([("11906", "16838")], ["1000"] * 2)
