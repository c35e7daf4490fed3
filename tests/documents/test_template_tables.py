"""Tables of the templates: cells as wide as their columns, and blocks that no page tears."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, pairwise
from pathlib import Path

import pytest
from lxml import etree

from assembler.store.project.search_path import shipped_folder
from assembler.word.package.zip_reader import read_members

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NEAR = 5
"""Fiftieths of a percent, which ``w:type="pct"`` counts (ISO/IEC 29500-1, 17.18.90): what rounding costs."""
TEMPLATES = sorted((shipped_folder() / "templates").glob("*/template.docx"))
DOCUMENTS = sorted((Path(__file__).parents[1] / "golden").glob("*.txt"))
each_template = pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.parent.name)


def tables(path: Path) -> Iterator[etree._Element]:
    body = etree.fromstring(read_members(path.read_bytes(), path.name)["word/document.xml"])
    yield from body.iter(f"{W}tbl")


def caption(table: etree._Element) -> str:
    found = table.find(f"{W}tblPr/{W}tblCaption")
    return "" if found is None else found.get(f"{W}val", "")


def spans(row: etree._Element) -> list[int]:
    found = (cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(f"{W}tc"))
    return [1 if span is None else int(span.get(f"{W}val", "1")) for span in found]


@each_template
def test_cells_are_as_wide_as_the_columns_they_span(path: Path) -> None:
    for table in tables(path):
        columns = [int(each.get(f"{W}w", "0")) for each in table.findall(f"{W}tblGrid/{W}gridCol")]
        if "{%tc" in "".join(table.itertext()):  # its columns are many or few, as the record has it
            continue
        edges = [0, *accumulate(columns)]
        whole = int(table.find(f"{W}tblPr/{W}tblW").get(f"{W}w"))
        for row in table.findall(f"{W}tr"):
            if "{%tr" in "".join(row.itertext()):  # it is gone in the document
                continue
            ends = list(accumulate(spans(row)))
            assert ends[-1] == len(columns), caption(table)
            for start, end, cell in zip([0, *ends], ends, row.findall(f"{W}tc"), strict=False):
                width = cell.find(f"{W}tcPr/{W}tcW")
                if width is None or width.get(f"{W}type") != "pct":
                    continue
                wanted = (edges[end] - edges[start]) * whole / edges[-1]
                assert abs(int(width.get(f"{W}w", "0")) - wanted) <= NEAR, (caption(table), start)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("interview-guide", "Evidence record"),
        ("interview-guide", "Who else to meet"),
        ("team-conclusions", "Approval by each member"),
        ("team-conclusions", "Recommendation"),
        ("team-desk-review", "What the team agreed on an indicator"),
    ],
)
def test_a_block_that_is_filled_in_at_one_go_is_not_torn(name: str, title: str) -> None:
    """Word and LibreOffice keep a row with the next where the first paragraph of the row says so."""
    path = shipped_folder() / "templates" / name / "template.docx"
    [table] = [each for each in tables(path) if caption(each) == title]
    _, *rows, last = (each for each in table.findall(f"{W}tr") if "{%tr" not in "".join(each.itertext()))
    kept = [row.find(f"{W}tc/{W}p/{W}pPr/{W}keepNext") is not None for row in rows]
    assert all(kept)
    assert last.find(f"{W}trPr/{W}cantSplit") is not None


def test_two_evidence_records_fit_on_a_page() -> None:
    path = shipped_folder() / "templates" / "interview-guide" / "template.docx"
    [table] = [each for each in tables(path) if caption(each) == "Evidence record"]
    assert len(table.findall(f"{W}tr")) <= 12


@each_template
def test_a_loop_of_rows_is_not_marked_to_stay_together(path: Path) -> None:
    """LibreOffice leaves rows out where only some rows of a long table are kept with the next one."""
    for table in tables(path):
        for tag in (each for each in table.iter(f"{W}p") if "".join(each.itertext()).startswith("{%tr for")):
            assert tag.find(f"{W}pPr/{W}keepNext") is None, "".join(tag.itertext())


@each_template
def test_no_empty_paragraph_comes_before_a_page_break(path: Path) -> None:
    """After a table that fills its page to the foot it would be alone on a page, which is then blank."""
    body = etree.fromstring(read_members(path.read_bytes(), path.name)["word/document.xml"])[0]
    shown = [each for each in body if not (each.tag == f"{W}p" and "{%p" in "".join(each.itertext()))]
    for block, following in pairwise(shown):
        if following.find(f"{W}pPr/{W}pageBreakBefore") is not None:
            is_text = block.tag != f"{W}p" or "".join(block.itertext()).strip()
            assert is_text or block.find(f"{W}pPr/{W}sectPr") is not None, "".join(following.itertext())


@each_template
def test_a_table_that_grows_shares_no_page_with_a_frame_at_the_foot(path: Path) -> None:
    """LibreOffice sets a table that meets the frame beside it: off the page, where nobody reads it."""
    body = etree.fromstring(read_members(path.read_bytes(), path.name)["word/document.xml"])[0]
    is_framed = False
    for block in body:
        if block.find(f"{W}pPr/{W}pageBreakBefore") is not None:
            is_framed = False
        is_framed |= any(each.get(f"{W}yAlign") == "bottom" for each in block.iter(f"{W}framePr"))
        if block.tag == f"{W}tbl" and is_framed:
            assert "{%tr for" not in "".join(block.itertext()), caption(block)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_no_gap_of_a_document_comes_before_a_page_break(path: Path) -> None:
    """A document keeps one branch of a condition, so a gap may meet a page break only there."""
    for line, following in pairwise(path.read_text(encoding="utf-8").splitlines()):
        if line.strip() == "paragraph TableGap":
            assert " pageBreakBefore" not in following.partition(":")[0]
            assert not following.startswith("  section ")


@each_template
def test_a_section_that_ends_with_a_table_adds_no_page(path: Path) -> None:
    """Word needs a paragraph after it, which goes to the next page if it has a height."""
    body = etree.fromstring(read_members(path.read_bytes(), path.name)["word/document.xml"])[0]
    shown = [each for each in body if not (each.tag == f"{W}p" and "{%p" in "".join(each.itertext()))]
    ends = [block for block, following in pairwise(shown) if following.tag == f"{W}sectPr"]
    ends += [each for each in shown if each.find(f"{W}pPr/{W}sectPr") is not None]
    styles = [style.get(f"{W}val") for each in ends for style in each.iterfind(f"{W}pPr/{W}pStyle")]
    assert "TableGap" not in styles


@each_template
def test_all_text_is_in_runs(path: Path) -> None:
    """A parser ignores text between elements, and with it whatever it took the place of."""
    body = etree.fromstring(read_members(path.read_bytes(), path.name)["word/document.xml"])[0]
    around = {f"{W}{name}" for name in ("body", "tbl", "tr", "tc", "p", "pPr", "r")}
    texts = [each.text for each in body.iter(*around)] + [each.tail for each in body.iter()]
    assert not [text for text in texts if text and text.strip()]
