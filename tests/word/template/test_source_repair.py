"""What docxtpl leaves invalid comes out sound: one test a mending."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from docx import Document
from docx.oxml.parser import parse_xml
from lxml import etree
from markupsafe import Markup

from assembler.errors import TemplateError
from assembler.word.package.package import open_package
from assembler.word.render.template_preparation import prepare

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
NS = f'xmlns:w="{W}" xmlns:wp="{WP}"'


def template(body: str, header: str = "") -> bytes:
    """A Word file with ``body`` (WordprocessingML) before its section, and ``header`` in its header."""
    document = Document()
    for element in parse_xml(f"<w:body {NS}>{body}</w:body>"):
        document.element.body.insert(len(document.element.body) - 1, element)
    if header:
        section = document.sections[0].header
        section.is_linked_to_previous = False
        section._element.remove(section.paragraphs[0]._element)
        for element in parse_xml(f"<w:hdr {NS}>{header}</w:hdr>"):
            section._element.append(element)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def made(data: bytes, **context: Any) -> bytes:
    return prepare(open_package(data, "t.docx"), "t.docx").render(context)


def part(data: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read(name).decode()
    etree.fromstring(text.encode())
    return text


def rendered(body: str, **context: Any) -> str:
    return part(made(template(body), **context))


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def looped(body: str) -> str:
    return paragraph("{%p for x in xs %}") + body + paragraph("{%p endfor %}")


def cell(text: str, properties: str = '<w:tcW w:w="4000" w:type="dxa"/><w:vAlign w:val="top"/>') -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def table(*rows: str, columns: int = 2) -> str:
    grid = '<w:gridCol w:w="4000"/>' * columns
    lines = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"


def children(xml: str, path: str) -> list[list[str]]:
    root = etree.fromstring(xml.encode())
    return [[etree.QName(child).localname for child in found] for found in root.iter(f"{{{W}}}{path}")]


def test_a_coloured_cell_has_its_shading_where_the_schema_wants_it() -> None:
    xml = rendered(table(cell("{% cellbg c %}x") + cell("y")), c="FF0000")
    assert children(xml, "tcPr")[0] == ["tcW", "shd", "vAlign"]
    assert '<w:shd w:val="clear" w:color="auto" w:fill="FF0000"/>' in xml


def test_a_coloured_cell_without_properties_gets_its_shading_inside_them() -> None:
    xml = rendered(table(cell("{% cellbg c %}x", "").replace("<w:tcPr></w:tcPr>", "<w:tcPr/>")), c="00FF00")
    assert children(xml, "tcPr")[0] == ["shd"]


def test_a_spanning_cell_has_its_span_after_its_width_and_the_grid_has_its_columns() -> None:
    xml = rendered(table(cell("{% colspan 3 %}x"), cell("a") + cell("b")))
    assert children(xml, "tcPr")[0] == ["tcW", "gridSpan", "vAlign"]
    assert re.findall(r'<w:gridCol w:w="(\d+)"', xml) == ["2666"] * 3


def test_cells_merged_in_loops_have_their_merging_where_the_schema_wants_it() -> None:
    down = table(cell("{%tr for x in xs %}"), cell("{% vm %}m") + cell("{{ x }}"), cell("{%tr endfor %}"))
    xml = rendered(down, xs=[1, 2])
    assert children(xml, "tcPr")[0] == ["tcW", "vMerge", "vAlign"]
    assert re.findall(r'<w:vMerge w:val="(\w+)"', xml) == ["restart", "continue"]
    across = table(cell("{%tc for x in xs %}") + cell("{% hm %}m") + cell("{%tc endfor %}"), columns=3)
    assert children(rendered(across, xs=[1, 2]), "tcPr")[0] == ["tcW", "gridSpan", "vAlign"]


def test_a_grid_grows_with_looped_cells_and_the_table_stays_as_wide() -> None:
    row = cell("{%tc for x in xs %}") + cell("{{ x }}") + cell("{%tc endfor %}")
    xml = rendered(table(row, columns=3), xs=list("abcdef"))
    widths = [int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"', xml)]
    assert widths == [2000] * 6


def test_a_shading_without_its_value_gets_one() -> None:
    xml = rendered('<w:p><w:r><w:rPr><w:shd w:fill="FFFF00"/></w:rPr><w:t>{{ x }}</w:t></w:r></w:p>', x=1)
    assert '<w:shd w:val="clear" w:fill="FFFF00"/>' in xml


def test_a_cell_whose_paragraphs_all_go_keeps_an_empty_one() -> None:
    gone = "<w:p><w:r><w:t>{%p if x %}</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>{%p endif %}</w:t></w:r></w:p>"
    xml = rendered(table(f"<w:tc>{gone}</w:tc>"), x=False)
    assert children(xml, "tc") == [["p"]]


def test_a_cell_that_would_end_in_a_table_gets_a_last_paragraph() -> None:
    last = "<w:p><w:r><w:t>{%p if x %}</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>{%p endif %}</w:t></w:r></w:p>"
    xml = rendered(table(f"<w:tc>{table(cell('inner'))}{last}</w:tc>"), x=False)
    assert children(xml, "tc")[0] == ["tbl", "p"]


def test_a_row_without_cells_and_a_table_without_rows_go() -> None:
    row = cell("{%tc for x in xs %}") + cell("{{ x }}") + cell("{%tc endfor %}")
    assert "<w:tr>" not in rendered(table(row, columns=3), xs=[])
    rows = (cell("{%tr for x in xs %}"), cell("{{ x }}"), cell("{%tr endfor %}"))
    assert "<w:tbl>" not in rendered(table(*rows), xs=[])
    assert rendered(table(cell("Head"), *rows), xs=[]).count("<w:tr>") == 1


def test_a_header_whose_paragraphs_all_go_keeps_an_empty_one() -> None:
    texts = "".join(f"<w:p><w:r><w:t>{t}</w:t></w:r></w:p>" for t in ("{%p if x %}", "a", "{%p endif %}"))
    data = made(template("", texts), x=False)
    header = next(name for name in zipfile.ZipFile(io.BytesIO(data)).namelist() if "header" in name)
    assert children(part(data, header), "hdr")[0] == ["p"]


INLINE = "<w:p><w:sdt><w:sdtPr><w:id w:val='1'/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt></w:p>"


def test_a_new_paragraph_inside_an_inline_control_becomes_a_line_break() -> None:
    xml = rendered(INLINE.format("<w:r><w:t>{{ x }}</w:t></w:r>"), x="one\atwo\fthree")
    assert children(xml, "sdtContent") == [["r", "r", "r"]]
    assert xml.count("<w:br/>") == 1
    assert xml.count('<w:br w:type="page"/>') == 1


def test_a_new_paragraph_inside_a_link_becomes_a_line_break() -> None:
    link = "<w:p><w:hyperlink w:anchor='a'><w:r><w:t>{{ x }}</w:t></w:r></w:hyperlink></w:p>"
    assert children(rendered(link, x="one\atwo"), "hyperlink") == [["r"]]


def test_a_new_paragraph_does_not_repeat_its_section() -> None:
    section = '<w:pPr><w:jc w:val="center"/><w:sectPr><w:pgSz w:w="1" w:h="1"/></w:sectPr></w:pPr>'
    xml = rendered(f"<w:p>{section}<w:r><w:t>{{{{ x }}}}</w:t></w:r></w:p>", x="one\atwo")
    assert xml.count('<w:jc w:val="center"/>') == 2
    assert xml.count('<w:pgSz w:w="1"') == 1


def test_an_empty_control_gets_something_to_hold() -> None:
    run = "<w:r><w:t>{%r if x %}</w:t></w:r><w:r><w:t>y</w:t></w:r><w:r><w:t>{%r endif %}</w:t></w:r>"
    assert children(rendered(INLINE.format(run), x=False), "sdtContent")[0][0] == "r"
    block = "".join(f"<w:p><w:r><w:t>{t}</w:t></w:r></w:p>" for t in ("{%p if x %}", "a", "{%p endif %}"))
    xml = rendered(f"<w:sdt><w:sdtPr/><w:sdtContent>{block}</w:sdtContent></w:sdt>", x=False)
    assert children(xml, "sdtContent") == [["p"]]


def test_a_filled_control_no_longer_says_that_it_shows_its_prompt() -> None:
    prompt = '<w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr><w:t>{}</w:t></w:r>'
    control = INLINE.replace("<w:id w:val='1'/>", "<w:id w:val='1'/><w:showingPlcHdr/>")
    filled = rendered(control.format(prompt.format("{{ x }}")), x="value")
    assert "showingPlcHdr" not in filled
    assert "PlaceholderText" not in filled
    untouched = rendered(control.format(prompt.format("Click here")) + paragraph("{{ x }}"), x=1)
    assert "showingPlcHdr" in untouched
    assert "PlaceholderText" in untouched


CONTROL = (
    '<w:p><w:bookmarkStart w:id="3" w:name="place"/><w:sdt><w:sdtPr><w:id w:val="77"/></w:sdtPr>'
    "<w:sdtContent><w:r><w:t>{{ x }}</w:t></w:r></w:sdtContent></w:sdt><w:r><w:drawing><wp:inline>"
    '<wp:docPr id="1" name="d"/></wp:inline></w:drawing></w:r><w:bookmarkEnd w:id="3"/></w:p>'
)


def test_ids_and_bookmarks_are_the_only_ones_across_body_loops_and_header() -> None:
    body = looped(CONTROL) + CONTROL.replace("place", "other")
    data = made(template(body, CONTROL.replace("place", "head")), xs=[1, 2, 3], x=0)
    header = next(name for name in zipfile.ZipFile(io.BytesIO(data)).namelist() if "word/header" in name)
    xml = part(data) + part(data, header)
    bookmarks = r'<w:bookmarkStart w:id="(\d+)"', r'w:name="(\w+)"'
    for pattern in (r'<w:id w:val="(\d+)"', r'<wp:docPr id="(\d+)"', *bookmarks):
        found = re.findall(pattern, xml)
        assert len(found) == len(set(found)) == 5, pattern
        assert all(not one.isdigit() or 0 < int(one) < 2**31 for one in found)
    starts = re.findall(r'<w:bookmarkStart w:id="(\d+)"', xml)
    assert starts == re.findall(r'<w:bookmarkEnd w:id="(\d+)"', xml)
    assert {"place", "place_2", "place_3", "other", "head"} == set(re.findall(r'w:name="(\w+)"', xml))


def test_a_long_bookmark_name_stays_within_forty_characters_when_it_repeats() -> None:
    name = "n" * 40
    body = looped(f'<w:p><w:bookmarkStart w:id="1" w:name="{name}"/><w:bookmarkEnd w:id="1"/></w:p>')
    found = re.findall(r'w:name="(n\w+)"', rendered(body, xs=list(range(12))))
    assert len(set(found)) == 12
    assert max(map(len, found)) == 40


def test_paragraph_ids_are_not_repeated_in_a_loop() -> None:
    w14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    one = paragraph("{{ x }}").replace("<w:p>", f'<w:p {w14} w14:paraId="11223344" w:rsidR="00AA">')
    assert "11223344" not in rendered(looped(one), xs=[1, 2])
    assert "11223344" in rendered(one, x=1)


def test_a_plain_text_where_only_elements_may_stand_is_not_lost() -> None:
    body = "<w:p><w:r><w:t>a {{r x }} b</w:t></w:r></w:p><w:p><w:r><w:t>{{p x }}</w:t></w:r></w:p>"
    xml = rendered(body, x="R&D")
    assert xml.count("R&amp;D</w:t>") == 2
    assert children(xml, "body")[0] == ["p", "p", "sectPr"]


def test_markup_stands_as_it_is_where_elements_may_stand() -> None:
    run, paragraph = Markup("<w:r><w:t>one</w:t></w:r>"), Markup("<w:p><w:r><w:t>two</w:t></w:r></w:p>")
    body = "<w:p><w:r><w:t>{{r a }}</w:t></w:r></w:p><w:p><w:r><w:t>{{p b }}</w:t></w:r></w:p>"
    assert f"<w:p>{run}</w:p>{paragraph}" in rendered(body, a=run, b=paragraph)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a\x00b\x01c\x1fd", "abcd"),
        ("a\ud800b", "a\ufffdb"),
        ("a\ufffeb\uffffc", "abc"),
        ("a\r\nb\rc", "a</w:t><w:br/>b</w:t><w:br/>c"),
        ("\U0001f600 \u00a0é", "\U0001f600 \u00a0é"),
    ],
)
def test_bad_characters_neither_break_the_file_nor_take_text_with_them(value: str, text: str) -> None:
    xml = rendered("<w:p><w:r><w:t>{{ x }}|the rest</w:t></w:r></w:p>", x=value)
    shown = re.search(r"<w:t[^>]*>(.*)\|the rest", xml)
    assert shown
    assert shown[1].replace('<w:t xml:space="preserve">', "") == text


def test_bad_characters_are_dropped_from_attributes_and_fields_too() -> None:
    field = '<w:p><w:r><w:instrText>HYPERLINK "{{ x }}"</w:instrText></w:r></w:p>'
    drawing = '<wp:inline><wp:docPr id="1" name="n" descr="{{ x }}"/></wp:inline>'
    picture = f"<w:p><w:r><w:drawing>{drawing}</w:drawing></w:r></w:p>"
    xml = rendered(field + picture, x='a\x01\nb"<c>')
    assert 'HYPERLINK "a\nb&quot;&lt;c&gt;"' in xml
    assert 'descr="a b&quot;&lt;c&gt;"' in xml


def test_a_break_in_a_run_whose_format_is_itself_a_value_keeps_that_format() -> None:
    run = '<w:r><w:rPr><w:color w:val="{{ c }}"/></w:rPr><w:t>{{ x }}</w:t></w:r>'
    xml = rendered(f"<w:p>{run}</w:p>" + INLINE.format(run), c="FF0000", x="a\tb\ac")
    assert xml.count('<w:color w:val="FF0000"/>') == 3 + 3 + 2 - 1
    assert children(xml, "sdtContent")[0] == ["r", "r", "r"]


def test_a_block_that_tears_the_structure_is_refused_only_where_it_does() -> None:
    body = table(cell("{% if x %}a")) + paragraph("b{% endif %}c")
    assert "a</w:t>" in rendered(body, x=True)
    with pytest.raises(TemplateError, match="not be well-formed XML"):
        rendered(body, x=False)


def test_a_grid_follows_the_widths_that_its_cells_say() -> None:
    def wide(width: int, text: str) -> str:
        return cell(text, f'<w:tcW w:w="{width}" w:type="dxa"/>')

    row = wide(3000, "Name") + cell("{%tc for x in xs %}") + wide(700, "{{ x }}") + cell("{%tc endfor %}")
    xml = rendered(table(row, columns=4), xs=[1, 2, 3, 4])
    assert re.findall(r'<w:gridCol w:w="(\d+)"', xml) == ["3000"] + ["700"] * 4
