"""Content of a returned report: its passages in reading order, independent of the program that saved it.

A report has no cells for answers. Its text is in the body, paragraph by paragraph and row by row. The module
``collect.reading.report_sections`` determines which passages people wrote. Content that Markdown cannot
express becomes a link in the text. For a footnote, the text of the link is that of the footnote, and the
address is ``note:``. For a picture, or a table that a user added, the text of the link is a short
description. The address is ``kept:`` followed by the name of a file in ``data/kept``. The tables that users
added are also rendered here in the house style, for the next version of the report.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import Final, Protocol

from markupsafe import Markup

from assembler.model.types.rich_text import KEPT, NOTE, Block
from assembler.structs import Struct
from assembler.word.content.list_numbers import ListNumbers
from assembler.word.content.rich_text import TextStyle, build_paragraphs
from assembler.word.forms.manifest import block_from_data, block_to_data
from assembler.word.returned.form_content import Cell, Revision

_WIDTH: Final = 9638
"""Width of a table in twentieths of a point: the space between the page margins."""


def build_table(table: UserTable, language_tag: str, *, new_list: Callable[[], int]) -> Markup:
    """Return a ``w:tbl`` with equal columns and a header row, followed by a small paragraph.

    ``new_list`` returns the ``w:numId`` of a new list.

    >>> from assembler.model.types.rich_text import split_paragraphs
    >>> rows = ((split_paragraphs("Year"),), (split_paragraphs("2025"),))
    >>> xml = build_table(UserTable(rows), "nl-NL", new_list=lambda: 1)
    >>> xml.count("<w:tr>"), "TableHeader" in xml, xml.endswith("</w:p>")
    (2, True, True)
    """
    count = max((len(row) for row in table.rows), default=1)
    width = _WIDTH // max(1, count)
    grid = f'<w:gridCol w:w="{width}"/>' * count
    rows = "".join(
        _build_row(
            row, count, width, TextStyle(language_tag, "TableText" if index else "TableHeader"), new_list
        )
        for index, row in enumerate(table.rows)
    )
    return Markup(
        '<w:tbl><w:tblPr><w:tblStyle w:val="PlainGrid"/><w:tblW w:w="5000" w:type="pct"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
        '<w:p><w:pPr><w:pStyle w:val="TableGap"/></w:pPr></w:p>'
    )


def _build_row(
    cells: Sequence[Sequence[Block]], count: int, width: int, look: TextStyle, new_list: Callable[[], int]
) -> str:
    head = "<w:tblHeader/>" if look.paragraph == "TableHeader" else ""
    filled = [*cells, *((),) * (count - len(cells))]
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{build_paragraphs(cell, look, ListNumbers(new_list)) or _build_empty_paragraph(look)}</w:tc>"
        for cell in filled
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{inside}</w:tr>"


def _build_empty_paragraph(look: TextStyle) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{look.paragraph}"/></w:pPr></w:p>'


__all__ = ["KEPT", "NOTE", "Passage", "Remark", "Report", "UserTable", "join_text", "picture_name"]

_SHOWN: Final = 60


class Remark(Struct, frozen=True):
    """A margin comment with its author."""

    author: str
    text: str


class Passage(Struct, frozen=True):
    """A paragraph, or a table row with its cells separated by tabs.

    ``table`` is the number of the table, counted from 0, or -1 for a paragraph. ``bookmarks`` are those that
    start in the passage. ``is_heading`` is true for a paragraph outside tables that is in one of Word's
    heading styles (``text:h`` in an .odt) or in our style "Item Heading".
    """

    text: str
    bookmarks: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    table: int = -1
    is_heading: bool = False


class UserTable(Struct, frozen=True):
    """A table that a user added.

    ``rows`` contains the text of each cell as blocks.

    >>> from assembler.model.types.rich_text import split_paragraphs
    >>> header = (split_paragraphs("Year"), split_paragraphs("People"))
    >>> UserTable((header, (split_paragraphs("2025"), split_paragraphs("1900")))).link_text
    'Table: Year, People'
    """

    rows: tuple[tuple[tuple[Block, ...], ...], ...]

    @property
    def name(self) -> str:
        """The file name of the table.

        It depends on the text of the table and on the formatting within its cells.
        """
        return f"table.{sha256(self.to_bytes()).hexdigest()[:12]}.json"

    @property
    def link_text(self) -> str:
        """The text of the link to the table in a record."""
        first = (" ".join(join_text(cell).split()) for cell in (self.rows[0] if self.rows else ()))
        named = ", ".join(filter(None, first))
        return f"Table: {named[:_SHOWN].strip()}" if named else "Table"

    def to_bytes(self) -> bytes:
        """Return the content of the file for the table."""
        rows = [[[block_to_data(block) for block in cell] for cell in row] for row in self.rows]
        return f"{json.dumps({'rows': rows}, ensure_ascii=False, indent=1)}\n".encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> UserTable:
        """Convert the result of ``to_bytes`` back to a table.

        Raises ValueError, KeyError or TypeError if ``data`` is damaged.
        """
        rows = json.loads(data)["rows"]
        return cls(
            tuple(tuple(tuple(block_from_data(each) for each in cell) for cell in row) for row in rows)
        )


class Report(Protocol):
    """An opened report.

    ``revisions`` contains its tracked changes. The passages are read as if all of them were accepted.
    """

    passages: Sequence[Passage]
    revisions: Sequence[Revision]
    pictures: Mapping[str, bytes]
    """Maps file names in ``data/kept`` to the pictures in the text."""

    def read(self, numbers: Sequence[int], *, tables: bool = True) -> Cell:
        """Read the passages with these numbers into one cell.

        Passages are numbered from 0. If ``tables`` is true, the table of a row becomes a link. Otherwise, the
        row becomes a paragraph.
        """

    def read_table(self, number: int) -> UserTable:
        """Return the table with this number.

        Tables are numbered from 0.
        """


def picture_name(data: bytes, suffix: str) -> str:
    """Return the file name under which a picture is stored.

    It depends only on ``data`` and ``suffix``, so equal pictures have the same name.

    >>> picture_name(b"", "png")
    'e3b0c44298fc.png'
    """
    return f"{sha256(data).hexdigest()[:12]}.{suffix}"


def join_text(blocks: Sequence[Block]) -> str:
    """Return the text of blocks, one line per block."""
    return "\n".join(block.text for block in blocks)
