"""What a report holds that came back: its passages in reading order, whatever program saved it.

A report has no cells that wait for answers. Its text stands in the body, paragraph by paragraph and row by
row; which of them people wrote is found by ``collect.reading.report_sections``. What Markdown cannot say
stands in the
text as a link: a footnote as its words with the address ``note:``, a picture or a table of somebody's own as
a few words with ``kept:`` and the name of its file in ``data/kept``.

A table that somebody drew in a section of running text, drawn again in the look of the house.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import Final, Protocol

from markupsafe import Markup

from assembler.model.types.rich_text import KEPT, NOTE, Block
from assembler.structs import Struct
from assembler.word.content.lists import ListNumbers
from assembler.word.content.rich_text import TextStyle, build_paragraphs
from assembler.word.forms.manifest import block_from_data, block_to_data
from assembler.word.returned.content import Cell, Revision

_WIDTH: Final = 9638
"""The room between the margins of a page, in twentieths of a point; the table takes all of it."""


def table_xml(table: OwnTable, language_tag: str, *, new_list: Callable[[], int]) -> Markup:
    """A ``w:tbl`` with columns of one width, its first row as header, and the small paragraph behind it.

    >>> from assembler.model.types.rich_text import plain
    >>> xml = table_xml(OwnTable(((plain("Year"),), (plain("2025"),))), "nl-NL", new_list=lambda: 1)
    >>> xml.count("<w:tr>"), "TableHeader" in xml, xml.endswith("</w:p>")
    (2, True, True)
    """
    count = max((len(row) for row in table.rows), default=1)
    width = _WIDTH // max(1, count)
    grid = f'<w:gridCol w:w="{width}"/>' * count
    rows = "".join(
        _row(row, count, width, TextStyle(language_tag, "TableText" if at else "TableHeader"), new_list)
        for at, row in enumerate(table.rows)
    )
    return Markup(
        '<w:tbl><w:tblPr><w:tblStyle w:val="PlainGrid"/><w:tblW w:w="5000" w:type="pct"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
        '<w:p><w:pPr><w:pStyle w:val="TableGap"/></w:pPr></w:p>'
    )


def _row(
    cells: Sequence[Sequence[Block]], count: int, width: int, look: TextStyle, new_list: Callable[[], int]
) -> str:
    head = "<w:tblHeader/>" if look.paragraph == "TableHeader" else ""
    filled = [*cells, *((),) * (count - len(cells))]
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{build_paragraphs(cell, look, ListNumbers(new_list)) or _empty(look)}</w:tc>"
        for cell in filled
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{inside}</w:tr>"


def _empty(look: TextStyle) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{look.paragraph}"/></w:pPr></w:p>'


__all__ = ["KEPT", "NOTE", "OwnTable", "Passage", "Remark", "Report", "picture_name", "words_of"]

_SHOWN: Final = 60


class Remark(Struct, frozen=True):
    """A comment in the margin: who wrote it, and what."""

    author: str
    text: str


class Passage(Struct, frozen=True):
    """A paragraph, or a row of a table with its cells parted by tabs; ``table`` counts tables from 0.

    A paragraph has the table -1. ``bookmarks`` are those that begin in it.
    """

    text: str
    bookmarks: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    table: int = -1


class OwnTable(Struct, frozen=True):
    """A table that somebody drew: the text of each cell. ``name`` is that of its file.

    >>> from assembler.model.types.rich_text import plain
    >>> OwnTable(((plain("Year"), plain("People")), (plain("2025"), plain("1900")))).words
    'Table: Year, People'
    """

    rows: tuple[tuple[tuple[Block, ...], ...], ...]

    @property
    def name(self) -> str:
        """The same text gives the same name, whatever the table looks like."""
        return f"table.{sha256(self.to_bytes()).hexdigest()[:12]}.json"

    @property
    def words(self) -> str:
        """What stands for it in a record."""
        first = (" ".join(words_of(cell).split()) for cell in (self.rows[0] if self.rows else ()))
        named = ", ".join(filter(None, first))
        return f"Table: {named[:_SHOWN].strip()}" if named else "Table"

    def to_bytes(self) -> bytes:
        """The table as it is kept."""
        rows = [[[block_to_data(block) for block in cell] for cell in row] for row in self.rows]
        return f"{json.dumps({'rows': rows}, ensure_ascii=False, indent=1)}\n".encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> OwnTable:
        """What ``to_bytes`` kept; ValueError, KeyError or TypeError where it is damaged."""
        rows = json.loads(data)["rows"]
        return cls(
            tuple(tuple(tuple(block_from_data(each) for each in cell) for cell in row) for row in rows)
        )


class Report(Protocol):
    """A report that was opened. ``revisions`` are its tracked changes, which are read as accepted."""

    passages: Sequence[Passage]
    revisions: Sequence[Revision]
    pictures: Mapping[str, bytes]
    """The pictures that stand in the text, by the name under which they are kept."""

    def read(self, numbers: Sequence[int], *, tables: bool = True) -> Cell:
        """The passages of these numbers (from 0) as one text; whole tables as links if ``tables``."""

    def table(self, number: int) -> OwnTable:
        """One of its tables."""


def picture_name(data: bytes, suffix: str) -> str:
    """The name under which a picture is kept.

    >>> picture_name(b"", "png")
    'e3b0c44298fc.png'
    """
    return f"{sha256(data).hexdigest()[:12]}.{suffix}"


def words_of(blocks: Sequence[Block]) -> str:
    """The words of some blocks, a line for each."""
    return "\n".join(block.text for block in blocks)
