"""The evidence log, as the team reads it: every record once, every table leading there, no bare colour."""

from __future__ import annotations

import csv
import io
import shutil
import tracemalloc
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from lxml import etree

from assembler.assembly.assemble import AssembledDocument, assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.model.review.evidence import EvidenceLog
from assembler.model.review.evidence_log import find_contradicted, find_single_source, find_unused
from assembler.model.review.feedback import FeedbackReport, map_to_findings
from assembler.store.files.result_cache import FolderCache
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from assembler.views.evidence_coverage import MAX_SESSIONS
from assembler.word.forms.controls import bookmark_name
from assembler.word.package.xml import qn
from own_faults import find_own_faults

EXAMPLE = "examples/havenstad"
PROJECT = Project(shipped_folder())
RECORDS = PROJECT.record(EXAMPLE).require(EvidenceLog).records
FOUND = map_to_findings(PROJECT.record(EXAMPLE).require(FeedbackReport))
DRAFT = Order("evidence-log", "review", language="en", draft=True)
COLUMNS = (
    "session", "sequence", "indicator", "statement", "language", "nature", "checked", "colour", "original",
    "original.language",
)  # fmt: skip
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
JUDGEMENTS = {"JudgementMeets": "M", "JudgementFails": "N", "JudgementInconclusive": "I", "Judgement": "–"}


@pytest.fixture(scope="module")
def english() -> Any:
    return opened(assemble(BuildContext(PROJECT), Order("evidence-log", EXAMPLE, language="en")))


def opened(made: AssembledDocument) -> Any:
    assert find_own_faults(made.data, made.file_name) == ()
    return Document(io.BytesIO(made.data))


def assembled(root: Path, rows: Iterable[dict[str, object]], cache: FolderCache) -> AssembledDocument:
    """The log of the example review with other evidence, as a draft."""
    return assemble(BuildContext(project_with(root, rows, cache)), DRAFT)


def project_with(root: Path, rows: Iterable[dict[str, object]], cache: FolderCache) -> Project:
    """A project with the example review and other evidence."""
    folder = root / "data/records/review"
    shutil.copytree(shipped_folder() / "data/records/examples/havenstad", folder)
    (folder / "feedback.yaml").unlink()
    with (folder / "evidence.csv").open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, COLUMNS, restval="")
        lines.writeheader()
        lines.writerows(rows)
    return Project(root, share=shipped_folder(), cache=cache)


def told(session: str, sequence: int, **more: object) -> dict[str, object]:
    usual = {"indicator": "GG/I/3", "statement": "So it is.", "nature": "fact", "colour": "meets"}
    return {"session": session, "sequence": sequence, **usual, **more}


def tables(document: Any, caption: str) -> list[Any]:
    """The tables with this caption, as XML: python-docx is slow where cells are many."""
    path = f"{qn('w:tblPr')}/{qn('w:tblCaption')}"
    found = document.element.body.iter(qn("w:tbl"))
    return [each for each in found if each.find(path).get(qn("w:val")) == caption]


def rows(table: Any) -> list[list[Any]]:
    """The cells of every row below the header."""
    return [row.findall(qn("w:tc")) for row in table.findall(qn("w:tr"))[1:]]


def column(table: Any, number: int) -> list[str]:
    return ["".join(texts(cells[number])) for cells in rows(table)]


def texts(element: etree._Element) -> list[str]:
    hyphen = qn("w:noBreakHyphen")
    return ["-" if each.tag == hyphen else each.text or "" for each in element.iter(qn("w:t"), hyphen)]


def lines(cell: etree._Element) -> list[str]:
    return ["".join(texts(paragraph)) for paragraph in cell.iter(qn("w:p"))]


def names(cells: Iterable[str]) -> list[str]:
    return [name for cell in cells for name in cell.split(", ") if name]


def test_every_record_stands_in_the_log_once_under_its_name(english: Any) -> None:
    (log,) = tables(english, "All evidence records")
    shown = [lines(row[0])[0] for row in rows(log)]
    assert sorted(shown) == sorted(RECORDS)
    bookmarks = [each.get(qn("w:name")) for each in log.iter(qn("w:bookmarkStart"))]
    assert sorted(bookmarks) == sorted(bookmark_name(key) for key in RECORDS)


def test_every_reference_leads_to_a_record_in_the_log_and_shows_its_name(english: Any) -> None:
    marks = {bookmark_name(key) for key in RECORDS}
    codes = [each.text for each in english.element.body.iter(qn("w:instrText"))]
    followed = [code.split()[1] for code in codes if code.startswith(" REF ")]
    assert set(followed) == marks
    assert len(followed) > 3 * len(RECORDS)


def test_a_row_has_statement_obstacle_nature_check_judgement_sessions_and_use(english: Any) -> None:
    (log,) = tables(english, "All evidence records")
    row = next(row for row in rows(log) if lines(row[0])[0] == "I2-2")
    assert [lines(cell) for cell in row] == [
        ["I2-2", "GG/R/1 – Interview\u00a02 – MS & GF", "6\u00a0October 2026 · Municipal staff"],
        [RECORDS["I2-2"].statement.text, f"Obstacle: {RECORDS['I2-2'].obstacle.text}"],  # type: ignore[union-attr]
        ["Fact"],
        ["Document", "Draft budget 2027, programme 4"],
        ["N\u00a0Does not meet"],
        ["2"],
        ["F06", "R03"],
    ]


def test_no_tint_stands_without_its_letter(english: Any) -> None:
    signs = [
        (style.get(qn("w:val")), "".join(texts(paragraph)))
        for paragraph in english.element.body.iter(qn("w:p"))
        if (style := paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")) is not None
        and style.get(qn("w:val")) in JUDGEMENTS
    ]
    assert len(signs) > 2 * len(RECORDS)
    for style_id, shown in signs:
        letter = shown.split()[0]
        assert letter.upper().rstrip("23456789") == JUDGEMENTS[str(style_id)]


def test_an_opinion_has_a_small_letter_and_no_session_confirms_it(english: Any) -> None:
    (log,) = tables(english, "All evidence records")
    for row in rows(log):
        cells = [lines(cell) for cell in row]
        record = RECORDS[cells[0][0]]
        letter = record.colour.letter if record.colour else "–"
        assert cells[4][0].split()[0] == (letter if record.is_fact else letter.lower())
        assert (cells[5] == ["–"]) == (not record.is_fact)


def test_by_indicator_and_by_session_name_every_record_once(english: Any) -> None:
    for caption, columns in (("Evidence by indicator", range(1, 6)), ("Evidence by session", (5, 6))):
        (table,) = tables(english, caption)
        assert sorted(name for at in columns for name in names(column(table, at))) == sorted(RECORDS)


def test_evidence_by_indicator_shows_the_judgement_of_the_team(english: Any) -> None:
    (table,) = tables(english, "Evidence by indicator")
    shown = dict(zip(column(table, 0), column(table, 6), strict=True))
    assert shown["AC/A/1 Yearly plan made with all departments and companies"] == "Meets the benchmark"
    assert shown["GG/L/1 Public pledge by political leaders"] == "Cannot tell"


def test_what_is_open_is_what_the_model_says(english: Any) -> None:
    (single,) = tables(english, "Facts from one session only")
    (rest,) = tables(english, "Evidence records not used in any finding")
    (disputes,) = tables(english, "Indicators in dispute")
    assert set(column(single, 0)) == set(find_single_source(RECORDS))
    assert set(column(rest, 0)) == set(find_unused(RECORDS, FOUND))
    (unsure,) = tables(english, "Findings that are not confirmed")
    assert [column(unsure, at) for at in (0, 2, 3)] == [["F14", "F18"], ["I13-2", "–"], ["–", "I4-2"]]
    shown = [lines(cell) for row in rows(disputes) for cell in row[1:]]
    assert {line.split()[0] for cell in shown for line in cell} == set(find_contradicted(RECORDS))


def test_the_matrix_stands_on_its_side_in_parts_that_repeat_their_header(english: Any) -> None:
    assert english.sections[0].page_width > english.sections[0].page_height
    parts = tables(english, "Coverage")
    tops = [part.find(qn("w:tr")) for part in parts]
    headers = [["".join(texts(cell)) for cell in top.iter(qn("w:tc"))] for top in tops]
    assert [len(header) - 2 for header in headers] == [15, 15]
    assert max(len(header) - 2 for header in headers) <= MAX_SESSIONS
    assert all(top.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for top in tops)
    assert [name for header in headers for name in header[1:-1]][-2:] == ["WA", "WB"]


def test_how_to_read_it_and_the_summary_begin_a_page(english: Any) -> None:
    chapters = [each for each in english.paragraphs if each.style.name == "Heading 1"]
    assert [each.text for each in chapters][:3] == ["How to read this log", "Summary", "The log"]
    assert len(chapters) == 8
    begin = [each.text for each in chapters if each.paragraph_format.page_break_before]
    assert begin == ["How to read this log", "Summary"]


def test_every_table_is_as_wide_as_the_text(english: Any) -> None:
    widths = [each.find(f"{qn('w:tblPr')}/{qn('w:tblW')}") for each in english.element.body.iter(qn("w:tbl"))]
    assert {(each.get(qn("w:type")), each.get(qn("w:w"))) for each in widths} == {("pct", "5000")}


def test_the_matrix_has_every_indicator_and_its_records_add_up(english: Any) -> None:
    codes = [each.code for each in PROJECT.benchmark("inti-cities").indicators()]
    parts = tables(english, "Coverage")
    total = 0
    for part in parts:
        shown = [["".join(texts(cell)) for cell in row] for row in rows(part)]
        label = "Nothing from these sessions"
        left = [row[0].removeprefix(label) for row in shown if row[0].startswith(label)]
        listed = [code for line in left for code in line.split(", ")]
        covered = [row[0].split()[0] for row in shown if len(row) > 1 and "/" in row[0]]
        assert sorted(covered + listed) == sorted(codes)
        assert [code for code in codes if code in covered] == covered
        assert all(any(row[1:-1]) for row in shown if len(row) > 1)
        total += sum(int(number) for number in shown[-1][1:-1])
    assert total == len(RECORDS)


def test_a_cell_of_the_matrix_shows_both_judgements_and_what_was_planned_in_vain(english: Any) -> None:
    first, second = tables(english, "Coverage")
    heard = next(row for row in rows(second) if texts(row[0])[0].startswith("GG/I/3 "))
    assert lines(heard[2]) == ["M", "N"]
    planned = next(row for row in rows(first) if texts(row[0])[0].startswith("GG/A/3 "))
    assert lines(planned[5]) == ["○"]


def test_a_log_without_evidence_says_so_and_shows_every_session(tmp_path: Path, cache: FolderCache) -> None:
    document = opened(assembled(tmp_path, [], cache))
    words = "\n".join(texts(document.element.body))
    assert "0\u00a0evidence records, 0\u00a0sessions" in words
    assert words.count("Nothing has been written down yet.") == 1
    assert tables(document, "All evidence records") == []
    assert len(rows(tables(document, "Evidence by session")[0])) == 30


def test_words_of_any_kind_come_out_as_they_are(tmp_path: Path, cache: FolderCache) -> None:
    long = "Arbeidsmarktintegratiebeleidsuitvoeringsorganisatie" * 3
    said = [
        told("I1", 1, statement=f'{long} & "quotes" <b>'),
        told("I1", 2, statement="Η πόλη ρωτά τους κατοίκους.", language="el", colour="does-not-meet"),
        told("WA", 1, original="Το είπε έτσι.", **{"original.language": "el"}, nature="", colour=""),
    ]
    document = opened(assembled(tmp_path, said, cache))
    (log,) = tables(document, "All evidence records")
    assert column(log, 1)[0] == said[0]["statement"]
    assert column(log, 1)[2].endswith("As it was said: Το είπε έτσι.")
    assert column(log, 4)[2] == "–"
    tags = {"".join(texts(run)): language(run) for run in log.iter(qn("w:r"))}
    assert tags["Η πόλη ρωτά τους κατοίκους."] == tags["Το είπε έτσι."] == "el-GR"


def language(run: etree._Element) -> str:
    found = run.find(f"{qn('w:rPr')}/{qn('w:lang')}")
    return "" if found is None else str(found.get(qn("w:val")))


@pytest.mark.product
def test_a_log_needs_less_memory_than_four_times_its_body(tmp_path: Path, cache: FolderCache) -> None:
    records = (told(f"I{number % 28 + 1}", number // 28 + 1) for number in range(1500))
    build_context = BuildContext(project_with(tmp_path, records, cache))
    with zipfile.ZipFile(io.BytesIO(assemble(build_context, DRAFT).data)) as archive:
        body = archive.getinfo("word/document.xml").file_size
    tracemalloc.start()
    try:
        assemble(build_context, DRAFT)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert 1_000_000 < peak < 4 * body


def test_the_chart_of_evidence_has_the_numbers_of_its_table(english: Any) -> None:
    [chart] = (
        part for part in english.part.package.iter_parts() if part.partname.startswith("/word/charts/")
    )
    root = etree.fromstring(chart.blob)
    values = [
        [int(each.text or "") for each in series.iterfind(f"{CHART}val//{CHART}v")]
        for series in root.iter(f"{CHART}ser")
    ]
    (table,) = tables(english, "Evidence records in numbers")
    counted = [["".join(texts(cell)) for cell in row] for row in rows(table)]
    assert [list(map(int, column)) for column in zip(*(row[1:-1] for row in counted), strict=True)] == values
    assert [int(row[-1]) for row in counted] == [sum(column) for column in zip(*values, strict=True)]
    assert sum(map(sum, values)) == len(RECORDS)
    categories = [each.text for each in next(root.iter(f"{CHART}cat")).iter(f"{CHART}v")]
    assert categories == [row[0] for row in counted]
    assert categories[0] == "GG General Governance"


def test_a_log_without_records_has_no_chart(tmp_path: Path, cache: FolderCache) -> None:
    with zipfile.ZipFile(io.BytesIO(assembled(tmp_path, [], cache).data)) as file:
        assert not any(name.startswith("word/charts/") for name in file.namelist())
