"""Word files that lie about numbers, nest as deep as XML may, or turn in circles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pytest

from assembler.errors import FileError
from assembler.word.check.check import check_document
from assembler.word.compare.documents import compare_documents
from assembler.word.content.heading_styles import read_heading_styles
from assembler.word.content.symbol_fonts import decode_symbol
from assembler.word.dump.dump import show
from assembler.word.dump.normalise import tidy
from assembler.word.package import zip_reader as opening
from assembler.word.package.package import open_package
from assembler.word.returned.returned_file import open_returned_file, read_form
from assembler.word.style.overflowing_words import find_broken_words
from word_notation import docx, docx_of

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
READERS: Final[dict[str, Callable[[bytes], object]]] = {
    "check": lambda data: check_document(data, "a.docx"),
    "tidy": lambda data: tidy(data, "a.docx"),
    "show": lambda data: show(data, "a.docx"),
    "form": lambda data: read_form(open_returned_file(data, "a.docx")),
    "room in cells": lambda data: find_broken_words(open_package(data, "a.docx"), "en-GB"),
    "compare": lambda data: compare_documents(
        open_package(data, "a.docx"), open_package(docx_of("<w:p/>"), "b.docx")
    ),
}
NESTED = {
    "insertions": ("<w:p>", "<w:ins>", "</w:ins>", "</w:p>"),
    "links": ("<w:p>", "<w:hyperlink>", "</w:hyperlink>", "</w:p>"),
    "fields": ("<w:p>", "<w:fldSimple>", "</w:fldSimple>", "</w:p>"),
    "controls in a line": ("<w:p>", "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", "</w:p>"),
    "controls": ("", "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", ""),
    "tables": ("", "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", ""),
    "text boxes": ("", "<w:p><w:txbxContent>", "</w:txbxContent></w:p>", ""),
    "text boxes in runs": ("", "<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>", ""),
    "custom XML": ("", "<w:customXml>", "</w:customXml>", ""),
    "properties": ("<w:p><w:pPr>", "<w:x>", "</w:x>", "</w:pPr></w:p>"),
}  # fmt: skip
NUMBERS = ("9" * 5000, "-1", "²", "٣", "1e999", "nan", "", "x", "999999999")


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
@pytest.mark.parametrize("nested", NESTED.values(), ids=NESTED)
def test_what_is_nested_as_deep_as_xml_may_be_is_read(
    nested: tuple[str, str, str, str], read: Callable[[bytes], object]
) -> None:
    first, begin, end, last = nested
    text = "<w:r><w:t>deep</w:t></w:r>" if first == "<w:p>" else "<w:p><w:r><w:t>deep</w:t></w:r></w:p>"
    times = 244 // begin.count("<")
    read(docx_of(first + begin * times + (text if "pPr" not in first else "") + end * times + last))


def test_what_is_nested_deeper_is_refused_in_words() -> None:
    deep = docx_of("<w:ins>" * 300 + "</w:ins>" * 300)
    for read in (READERS["show"], READERS["tidy"], READERS["form"]):
        with pytest.raises(FileError, match="nested more than 256 deep"):
            read(deep)
    assert any(
        "nested more than 256 deep" in diagnostic.message for diagnostic in check_document(deep, "a.docx")
    )


def test_a_text_box_in_a_text_box_is_shown_once() -> None:
    box = "<w:p><w:r><w:t>{}</w:t><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r></w:p>"
    shown = show(
        docx_of(box.format("one", box.format("two", "<w:p><w:r><w:t>three</w:t></w:r></w:p>"))), "a.docx"
    )
    assert shown.count("three") == shown.count("paragraph Normal: two") == 1


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: number[:9] or "nothing")
def test_what_calls_itself_a_number_is_one_or_none(number: str, read: Callable[[bytes], object]) -> None:
    names = "numId ilvl outlineLvl sz gridSpan gridBefore gridAfter tcW jc"
    said = "".join(f'<w:{name} w:val="{number}" w:w="{number}"/>' for name in names.split())
    listed, indent = f"<w:numPr>{said}</w:numPr>", f'<w:ind w:left="{number}" w:right="{number}"/>'
    run = f'<w:r><w:rPr>{said}</w:rPr><w:t>x</w:t><w:sym w:font="Symbol" w:char="{number[:8]}"/></w:r>'
    paragraph = f"<w:p><w:pPr>{listed}{said}{indent}</w:pPr>{run}</w:p>"
    cell = f"<w:tc><w:tcPr>{said}</w:tcPr>{paragraph}</w:tc>"
    grid = f'<w:tblGrid><w:gridCol w:w="{number}"/></w:tblGrid>'
    table = f"<w:tbl>{grid}<w:tr><w:trPr>{said}</w:trPr>{cell}</w:tr></w:tbl>"
    level = f'<w:lvl w:ilvl="{number}"><w:numFmt w:val="bullet"/></w:lvl>'
    look = f'<w:abstractNum w:abstractNumId="{number}">{level}</w:abstractNum>'
    num = f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
    heading = f'<w:name w:val="heading 1"/><w:pPr>{said}{listed}</w:pPr>'
    styles = f'<w:styles {W}><w:style w:styleId="a" w:type="paragraph">{heading}</w:style></w:styles>'
    lists = f"<w:numbering {W}>{look}{num}</w:numbering>"
    assert read_heading_styles(styles.encode(), lists.encode())
    read(docx_of(paragraph + table, numbering=lists, styles=styles))


def test_a_symbol_that_no_font_has_is_nothing() -> None:
    assert [decode_symbol("Arial", code) for code in ("D800", "110000", "FFFFFFFF", "x", "0041")] == [
        "",
        "",
        "",
        "",
        "A",
    ]


@pytest.mark.parametrize("last", ["nowhere", "s0"], ids=["row", "circle"])
def test_styles_that_are_based_on_each_other_in_a_row_or_a_circle(last: str) -> None:
    """More of them than Python's limit of recursion, twice over."""
    based = [*(f"s{number}" for number in range(1, 2_000)), last]
    row = "".join(
        f'<w:style w:styleId="s{number}"><w:basedOn w:val="{base}"/></w:style>'
        for number, base in enumerate(based)
    )
    used = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="s{number}"/></w:pPr></w:p>' for number in range(0, 2_000, 40)
    )
    data = docx_of(used, styles=f"<w:styles {W}>{row}</w:styles>")
    for read in (READERS["check"], READERS["form"]):
        read(data)


def test_table_styles_in_a_circle_end() -> None:
    styles = f'<w:styles {W}><w:style w:styleId="a"><w:basedOn w:val="a"/></w:style></w:styles>'
    text = "<w:tc><w:p><w:r><w:t>Longwordsinaverysmallcell</w:t></w:r></w:p></w:tc>"
    look = '<w:tblPr><w:tblStyle w:val="a"/><w:tblLayout w:type="fixed"/></w:tblPr>'
    table = f'<w:tbl>{look}<w:tblGrid><w:gridCol w:w="9"/></w:tblGrid><w:tr>{text}</w:tr></w:tbl>'
    READERS["room in cells"](docx_of(table, styles=styles))


def test_thousands_of_namespaces_in_a_form() -> None:
    declared = " ".join(f'xmlns:n{number}="urn:{number}"' for number in range(5_000))
    inside = "".join(f"<n{number}:x/>" for number in range(5_000))
    assert (
        read_form(open_returned_file(docx_of(f"<w:p/><w:sdt {declared}>{inside}</w:sdt>"), "a.docx")).tables
        == ()
    )


def test_a_part_that_is_too_large_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_PART", 2 * 1024 * 1024)
    data = docx(files={"word/media/image1.png": bytes(range(256)) * 4 * 1024 * 3})
    for read in (open_package, open_returned_file, show, check_document):
        with pytest.raises(FileError, match=r"image1\.png is 3 MB, but the limit is 2 MB") as caught:
            read(data, "a.docx")
        assert "Compress Pictures" in caught.value.hint
