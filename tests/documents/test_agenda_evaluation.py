"""The evaluation of an agenda, as one reads it: tables computed from counts, lists of visitors, charts."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.store.files.result_cache import FolderCache
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from assembler.word.check.check import check_document
from assembler.word.package.xml import qn

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
PROJECT = Project(shipped_folder())
TABLES = {
    "Did you read the guide?": [["Did you read the guide?", "34% (48)", "66% (93)"]],
    "What readers think of the guide": [
        ["pleasant to read", "6% (3)", "31% (15)", "63% (30)"],
        ["informative", "13% (6)", "15% (7)", "73% (35)in the source: 72%"],
        ["clear", "8% (4)", "21% (10)", "71% (34)"],
        ["close to local themes", "15% (7)", "25% (12)", "60% (29)"],
    ],
    "What visitors think of the meetings": [
        ["well set up", "12% (4)", "27% (9)", "61% (20)"],
        ["informative", "12% (4)", "24% (8)", "64% (21)"],
        ["clear", "12% (4)", "27% (9)", "61% (20)"],
        ["close to local themes", "9% (3)", "42% (14)", "48% (16)in the source: 49%"],
    ],
    "How municipalities shape integration policy": [
        ["A separate policy paper or programme", "25% (30)", "18", "34% (48)in the source: 33%"],
        ["Explicit attention in the policies of other fields", "14% (17)", "2", "13% (19)in the source: 14%"],
        ["No important integration issues", "48% (58)", "0", "41% (58)"],
        ["No priority", "13% (16)", "0", "11% (16)in the source: 12%"],
    ],
    "Positions of those who answered": [
        ["General coordinator of integration policy", "22"], ["Policy officer", "22"],
        ["Policy officers by field"], ["Integration", "17"], ["Civic integration", "11"], ["Society", "14"],
        ["Welfare", "20"], ["Social affairs", "19"], ["Education", "7"], ["Other", "9"],
    ],
    "When the policy was adopted": [
        ["before 2003", "3", "20% (6)", "19% (9)"],
        ["2004 to 2007", "7", "23% (7)", "30% (14)"],
        ["2008 or 2009", "7", "57% (17)", "51% (24)"],
    ],
    "How municipalities followed up on the agenda": [
        ["A new policy paper on integration was adopted", "13% (7)"],
        ["A new policy paper on integration is being prepared", "9% (5)"],
        ["A section on integration is added to other policies", "2% (1)"],
        ["One or more integration projects have begun", "9% (5)"],
        ["They have not, but will", "15% (8)"],
        ["They have not, and will not", "23% (12)"],
        ["In another way", "28% (15)"],
    ],
    "When the next policy will be drawn up": [
        ["2009", "1% (2)in the source: 2%"], ["2010", "21% (30)"], ["2011 or later", "4% (5)"],
        ["Not known", "74% (104)in the source: 73%"],
    ],
    "Dialogue and vision": [
        ["do the guide and the meetings give form to a dialogue with the State?", "13%", "66%", "20%"],
        [
            "does the vision of the guide fit that of your municipality?Base: 47",
            "4% (2)", "43% (20)", "53% (25)",
        ],
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def english() -> bytes:
    return built("en")


def built(language: str) -> bytes:
    order = Order("agenda-evaluation", "gia-2010", language=language)
    made = assemble(BuildContext(PROJECT), order)
    assert check_document(made.data, made.file_name) == ()
    return made.data


def rows(data: bytes, caption: str) -> list[list[str]]:
    """The rows of a table below its header, as text."""
    body = Document(io.BytesIO(data)).element.body
    path = f"{qn('w:tblPr')}/{qn('w:tblCaption')}"
    [table] = (each for each in body.iter(qn("w:tbl")) if each.find(path).get(qn("w:val")) == caption)
    return [
        ["".join(cell.itertext(qn("w:t"))).replace("\u00a0", " ") for cell in row.findall(qn("w:tc"))]
        for row in table.findall(qn("w:tr"))[1:]
    ]


def test_at_a_glance_has_the_key_figures_and_a_line_for_each_chapter_with_results(english: bytes) -> None:
    figures, chapters = Document(io.BytesIO(english)).tables[:2]
    assert [cell.text for cell in figures.rows[0].cells] == [
        "Answers",
        "Interviews",
        "Visitors of the meetings",
    ]
    assert [cell.text for cell in figures.rows[1].cells] == ["141", "40", "1,413"]
    assert [row.cells[0].text for row in chapters.rows[1:]] == [
        "The agenda in practice",
        "The agenda and local policy",
        "The agenda and national policy",
        "Other organisations",
    ]


@pytest.mark.parametrize("title", TABLES)
def test_a_table_has_the_percentages_of_its_counts(english: bytes, title: str) -> None:
    assert rows(english, title) == TABLES[title]


def test_each_meeting_has_its_row_and_what_was_not_counted_is_blank(english: bytes) -> None:
    found = rows(english, "Visitors by meeting")
    assert len(found) == 7 + 21 + 1
    assert found[1][1:] == ["25", "18", "6", "12", "", "2", "1", "2", "", ""]
    assert found[-1] == ["Total", "1,413", "231", "81", "314", "144", "40", "32", "45", "375", "199"]
    assert [row[1] for row in found if not row[2] and not row[0].startswith(("Assen", "Meppel"))] == [
        "88", "251", "167", "375", "140", "321", "71",
    ]  # fmt: skip
    estimates = [row for row in found if "no list, the number is an estimate" in row[0]]
    assert [row[1:] for row in estimates] == [["50", *[""] * 9]] * 2


def test_the_charts_have_the_numbers_of_the_tables(english: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(english)) as file:
        parts = [file.read(f"word/charts/record-{number}.xml") for number in range(1, 7)]
    charts = [
        [
            [each.text for each in one.iterfind(f"{C}val//{C}v")]
            for one in etree.fromstring(part).iter(f"{C}ser")
        ]
        for part in parts
    ]
    likert = [["6", "13", "8", "15"], ["31", "15", "21", "25"], ["63", "73", "71", "60"]]
    meetings = [["12", "12", "12", "9"], ["27", "24", "27", "42"], ["61", "64", "61", "48"]]
    assert sorted(charts) == sorted([
        likert, meetings, [["13", "4"], ["66", "43"], ["20", "53"]],
        [["88", "251", "167", "375", "140", "321", "71"]],
        [["81", "314", "144", "40", "32", "45", "375", "199"]],
        [["55", "15", "33"]],
    ])  # fmt: skip


def test_the_highest_answers_are_the_darkest_in_charts(english: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(english)) as file:
        root = etree.fromstring(file.read("word/charts/record-1.xml"))
    series = {each.findtext(f"{C}tx//{C}v"): each.find(f"{C}spPr") for each in root.iter(f"{C}ser")}
    shades = {
        name: [each.get("val") for each in fill.iter("{*}lumMod")]
        for name, fill in series.items()
        if fill is not None
    }
    assert shades == {"Disagree": ["20000"], "Neutral": ["55000"], "Agree": []}


def test_remarks_to_the_state_are_those_of_the_edition(english: bytes) -> None:
    found = rows(english, "Remarks to the State")
    assert len(found) == 11
    assert found[0][0] == "Den BoschOpening meeting6 October 2008"


def test_differences_from_the_source_are_listed(english: bytes) -> None:
    assert [row[3:] for row in rows(english, "Printed and computed percentages")] == [
        ["72%", "73%"], ["49%", "48%"], ["33%", "34%"], ["14%", "13%"], ["12%", "11%"], ["2%", "1%"],
        ["73%", "74%"],
    ]  # fmt: skip


def test_differences_in_small_groups_are_not_listed(tmp_path: Path, cache: FolderCache) -> None:
    shutil.copytree(shipped_folder() / "data/records/gia-2010", tmp_path / "data/records/own")
    path = tmp_path / "data/records/own/evaluation.yaml"
    text = path.read_text("utf-8")
    path.write_text(
        text.replace("counts: [3, 6, 9], printed: [18,", "counts: [3, 6, 9], printed: [19,"), "utf-8"
    )
    context = BuildContext(Project(tmp_path, share=shipped_folder(), cache=cache))
    made = assemble(context, Order("agenda-evaluation", "own", language="en", draft=True))
    differing = [row[3:] for row in rows(made.data, "Printed and computed percentages")]
    assert ["19%", "18%"] not in differing and len(differing) == 7


def test_percentages_are_written_as_in_the_language() -> None:
    text = "".join(Document(io.BytesIO(built("fi"))).element.body.itertext(qn("w:t")))
    assert "63\u00a0% (30)" in text
    assert "lähteessä: 72\u00a0%" in text
