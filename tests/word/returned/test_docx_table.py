"""A table of plain text is read in one pass, and exactly as any other table."""

from __future__ import annotations

import pytest
from lxml import etree

from assembler.word.package.xml import PREFIXES
from assembler.word.returned.docx_cell import Part
from assembler.word.returned.docx_styles import Sources, StyleFacts
from assembler.word.returned.docx_table import read_tables
from assembler.word.returned.form_content import Cell
from word_notation import package

SPACES = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in PREFIXES.items() if prefix != "xml")
STYLES = {
    "Strong": StyleFacts("Strong", bold=True),
    "Secret": StyleFacts("Secret", hidden=True),
    "Items": StyleFacts("List Bullet"),
}
WORD = "<w:r><w:t>word</w:t></w:r>"
P = f"<w:p>{WORD}</w:p>"
SYMBOLS, TICK = '<w:rFonts w:ascii="Wingdings"/>', chr(0xF0FC)


def look(name: str, value: str) -> str:
    return f'<w:{name} w:val="{value}"/>'


def run(properties: str, text: str = "x") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def control(content: str, *, code: str = "F.1") -> str:
    properties = f"<w:rPr><w:b/></w:rPr>{look('alias', code)}{look('tag', code)}<w:text/>"
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{each}</w:tc>' for each in cells)}</w:tr>"


def read(rows: str) -> tuple[tuple[Cell, ...], ...]:
    body = etree.fromstring(f"<w:body {SPACES}><w:tbl>{rows}</w:tbl></w:body>")
    [table] = read_tables(body, Part(package(), Sources(STYLES)))
    return table.rows


LINKED = row(f'<w:p><w:hyperlink w:anchor="top">{WORD}</w:hyperlink></w:p>')
"""A row that makes the table other than plain."""


@pytest.mark.parametrize("rows", [
    row(P, f"<w:p/>{P}", ""),
    row(f"<w:p><w:pPr><w:pStyle w:val='Items'/></w:pPr>{WORD}</w:p>"),
    row(f"<w:p>{run('<w:b/>')}{run('<w:i/>')}{run(look('b', '0'))}{WORD}</w:p>"),
    row(f"<w:p>{run(look('rStyle', 'Strong'))}{run(look('rStyle', 'Strong') + look('b', '0'), 'y')}</w:p>"),
    row(f"<w:p><w:pPr><w:rPr><w:b/></w:rPr></w:pPr>{WORD}</w:p>"),
    row(f"<w:p>{run(SYMBOLS, TICK)}{run('', TICK)}</w:p>"),
    row("<w:p><w:r><w:t> one </w:t><w:br/><w:t>two</w:t><w:tab/><w:noBreakHyphen/></w:r></w:p>"),
    row(f"<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr>{WORD}</w:p>"),
    row(f"<w:p><w:bookmarkStart w:name='one'/>{WORD}</w:p>", P),
    row(P) + "<w:bookmarkStart w:name='between'/>" + row(P),
    row(f"<w:p>{control(WORD)}{WORD}</w:p>", control(P, code="F.2")),
    control(row(P, P)),
    f"<w:tr>{control(f'<w:tc>{P}</w:tc>')}<w:tc>{P}</w:tc></w:tr>",
    row(f"<w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{P}", P),
    row(f"<w:tcPr><w:vMerge w:val='restart'/></w:tcPr>{P}", P) + row("<w:tcPr><w:vMerge/></w:tcPr><w:p/>", P),
    row(f"<w:p>{run('<w:vanish/>')}{WORD}</w:p>"),
    row(f"<w:p>{run(look('rStyle', 'Secret'))}{WORD}</w:p>"),
    row(f"<w:p><w:ins w:author='Ann'>{WORD}</w:ins></w:p>"),
    row(f"<w:p><w:del><w:r><w:delText>old</w:delText></w:r></w:del>{WORD}</w:p>"),
    f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{P}</w:tc></w:tr>" + row(P),
    row(f"<w:tbl>{row(P, P)}</w:tbl><w:p/>"),
    f"<w:tr/>{row(P)}",
    f"<w:tc>{P}</w:tc>{row(P)}",
])  # fmt: skip
def test_a_table_reads_the_same_with_and_without_a_link_in_its_last_row(rows: str) -> None:
    *same, last = read(rows + LINKED)
    assert read(rows) == tuple(same)
    assert last[0].blocks[0].runs[0].link == "#top"


def test_each_run_of_a_plain_table_has_its_own_format() -> None:
    [[cell]] = read(row(f"<w:p>{run('<w:b/>', 'bold')}{run('', ' plain ')}{run('<w:i/>', 'italic')}</w:p>"))
    assert [(each.text, each.bold, each.italic) for each in cell.blocks[0].runs] == [
        ("bold", True, False), (" plain ", False, False), ("italic", False, True),
    ]  # fmt: skip


def test_a_control_around_a_cell_is_not_in_the_cell_before_it() -> None:
    cells = read(f"<w:tr><w:tc>{P}</w:tc>{control(f'<w:tc>{P}</w:tc>')}</w:tr>")[0]
    assert [each.controls for each in cells] == [(), ()]


def test_the_content_of_a_nested_table_stays_in_its_cell() -> None:
    [[cell]] = read(row(f"<w:tbl>{row(P, P)}</w:tbl><w:p/>"))
    assert (cell.text, cell.tables) == ("word\tword", 1)
