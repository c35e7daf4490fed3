"""The first column of a table names its rows, where the template shows that it does."""

from __future__ import annotations

from assembler.word.package.xml import parse, qn
from assembler.word.style.row_headers import mark_row_headers
from word_notation import package, paragraph, style, styles, table

LOOK = '<w:tblStyle w:val="{}"/><w:tblLook w:val="0620" w:firstRow="1" w:firstColumn="0" w:noHBand="1"/>'
BOLD = '<w:tblStylePr w:type="firstCol"><w:rPr><w:b/></w:rPr></w:tblStylePr>'
STYLES = styles(
    style("Grid", kind="table"),
    style("Bold", BOLD, kind="table"),
    style("Bolder", '<w:basedOn w:val="Bold"/>', kind="table"),
)
ROWS = (
    ("Code", "Title"),
    ("{%tr for each in rows %}", ""),
    ("{{ each.code }}", "{{ each.title }}"),
    ("{%tr endfor %}", ""),
)


def look_of(
    *rows: tuple[str, ...], header: bool = True, named: str = "Grid"
) -> tuple[str | None, str | None]:
    """The first column and the bits in the look of a table with these rows."""
    made = package(table(*rows, header=header, look=LOOK.format(named)), paragraph("End"), styles=STYLES)
    look = next(parse(mark_row_headers(made).parts[made.main]).iter(qn("w:tblLook")))
    return look.get(qn("w:firstColumn")), look.get(qn("w:val"))


def test_a_loop_of_rows_has_a_name_in_the_first_cell_of_each() -> None:
    assert look_of(*ROWS) == ("1", "06A0")


def test_other_tables_are_not_changed() -> None:
    assert look_of(("Who", "By when"), ("{{ who }}", "{{ deadline }}")) == ("0", "0620")
    assert look_of(*ROWS, header=False) == ("0", "0620")
    assert look_of(*((first,) for first, _ in ROWS)) == ("0", "0620")


def test_a_style_that_formats_the_first_column_is_left_to_the_author() -> None:
    assert look_of(*ROWS, named="Bold") == look_of(*ROWS, named="Bolder") == ("0", "0620")
