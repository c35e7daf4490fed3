"""A table that somebody drew in a section of running text, drawn again in the look of the house."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from assembler.word.rich import Look, paragraphs_xml
from assembler.word.rich_lists import ListNumbers

if TYPE_CHECKING:
    from assembler.model.rich import Block
    from assembler.word.report_content import OwnTable

_WIDTH: Final = 9638
"""The room between the margins of a page, in twentieths of a point; the table takes all of it."""


def table_xml(table: OwnTable, language_tag: str, *, new_list: Callable[[], int]) -> Markup:
    """A ``w:tbl`` with columns of one width, its first row as header, and the small paragraph behind it.

    >>> from assembler.model.rich import plain
    >>> from assembler.word.report_content import OwnTable
    >>> xml = table_xml(OwnTable(((plain("Year"),), (plain("2025"),))), "nl-NL", new_list=lambda: 1)
    >>> xml.count("<w:tr>"), "TableHeader" in xml, xml.endswith("</w:p>")
    (2, True, True)
    """
    count = max((len(row) for row in table.rows), default=1)
    width = _WIDTH // max(1, count)
    grid = f'<w:gridCol w:w="{width}"/>' * count
    rows = "".join(
        _row(row, count, width, Look(language_tag, "TableText" if at else "TableHeader"), new_list)
        for at, row in enumerate(table.rows)
    )
    return Markup(
        '<w:tbl><w:tblPr><w:tblStyle w:val="PlainGrid"/><w:tblW w:w="5000" w:type="pct"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
        '<w:p><w:pPr><w:pStyle w:val="TableGap"/></w:pPr></w:p>'
    )


def _row(
    cells: Sequence[Sequence[Block]], count: int, width: int, look: Look, new_list: Callable[[], int]
) -> str:
    head = "<w:tblHeader/>" if look.paragraph == "TableHeader" else ""
    filled = [*cells, *((),) * (count - len(cells))]
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{paragraphs_xml(cell, look, ListNumbers(new_list)) or _empty(look)}</w:tc>"
        for cell in filled
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{inside}</w:tr>"


def _empty(look: Look) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{look.paragraph}"/></w:pPr></w:p>'
