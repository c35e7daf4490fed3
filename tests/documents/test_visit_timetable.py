"""The timetable of a visit and the invitations of its guests, as Word files."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from docx import Document
from docx.oxml.ns import qn

from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from own_faults import find_own_faults

EXAMPLE = "examples/havenstad"
PROJECT = Project(shipped_folder())


def opened(type_: str, record: str = EXAMPLE, project: Project = PROJECT, **more: Any) -> Any:
    order = Order(type_, record, **{"draft": True, **more})
    made = assemble(BuildContext(project), order)
    assert find_own_faults(made.data, made.file_name) == ()
    return Document(io.BytesIO(made.data))


def find_table(document: Any, heading: str) -> list[list[str]]:
    """The cells of the first table whose first row has this heading; a merged cell is repeated."""
    for table in document.tables:
        rows = [[with_spaces(cell.text) for cell in row.cells] for row in table.rows]
        if heading in rows[0]:
            return rows
    raise AssertionError(heading)


def words(document: Any) -> str:
    tables = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return with_spaces("\n".join([*(each.text for each in document.paragraphs), *tables]))


def with_spaces(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture(scope="module")
def english() -> Any:
    return opened("visit-timetable", language="en")


def grids(document: Any) -> list[list[list[str]]]:
    """The cells of each table of the timetable; a merged cell is repeated."""
    return [
        [[with_spaces(cell.text) for cell in row.cells] for row in table.rows]
        for table in document.tables
        if table.cell(0, 0).text == "Time"
    ]


def test_a_cell_has_guests_place_initials_and_interpreter_and_no_code(english: Any) -> None:
    first, second = ({row[0]: row for row in grid} for grid in grids(english))
    assert first["09:00–10:00"][3].splitlines() == [
        "Interview 2 · MS & GF", "Integration coordinator, Directorate", "Town hall, room 2.14",
    ]  # fmt: skip
    assert "Interpreter: Arabic → English" in first["17:00–18:00"][2]
    assert first["18:00–19:00"][2] == "Interview 14 (continued)", "an interpreted session takes two rows"
    assert second["11:00–12:00"][3] == "The team collects and discusses its findings (continued)"
    assert first["13:00–14:00"][1:3] == ["Lunch", "Lunch"]


def test_no_code_of_an_indicator_is_outside_the_table_of_indicators(english: Any) -> None:
    *others, _ = english.tables
    text = "".join(text for table in others for text in table._tbl.itertext())
    assert not re.search("(GG|IE|AC|WP)/", text)


def test_no_cell_is_merged_over_rows_that_a_page_break_could_divide(english: Any) -> None:
    assert not list(english.element.iter(qn("w:vMerge")))


def test_a_row_stays_with_the_row_in_which_its_session_continues(english: Any) -> None:
    table = next(each for each in english.tables if each.rows[0].cells[0].text == "Time")
    times = [cell.paragraphs[0] for cell in table.column_cells(0)[1:]]
    assert [each.text for each in times if each.paragraph_format.keep_with_next] == [
        "16:00–17:00",
        "17:00–18:00",
    ]


def test_the_days_are_beside_each_other_in_even_columns(english: Any) -> None:
    days = [[cell.replace("\n", ", ") for cell in grid[0][1:]] for grid in grids(english)]
    assert days == [["Day 1, 5 October 2026", *["Day 2, 6 October 2026"] * 2],
                    [*["Day 3, 7 October 2026"] * 2, "Day 4, 8 October 2026"]]  # fmt: skip
    for table in english.tables:
        if table.cell(0, 0).text == "Time":
            widths = [int(each.get(qn("w:w"))) for each in table._tbl.iter(qn("w:gridCol"))]
            assert widths == [1338, 2766, 2766, 2766]


def test_every_member_has_a_programme_with_the_sessions_of_the_team(english: Any) -> None:
    headings = [each.text for each in english.paragraphs if each.style.name == "Heading 1"]
    assert headings == [
        "The team", "Groups of guests", "Practical notes", "Timetable",
        "Programme: Head of the integration unit",
        "Programme: Chargée de mission égalité",
        "Programme: Policy officer for newcomers",
        "Programme: Social worker and trainer",
        "Programme: Researcher in local integration policy",
        "Programme: Adviser on participation",
        "Indicators",
    ]  # fmt: skip
    first = find_table(english, "5 October 2026")
    assert [row[1] for row in first[1:4]] == [
        "The peers arrive",
        "The team discusses the desk reviews",
        "Questions of clarification to the host",
    ]
    second = find_table(english, "6 October 2026")
    assert second[0][1:] == ["Session", "Place", "Role"]
    assert any(row[1].startswith("Interview 1\nAlderman") and row[3] == "Leads\nWith: LM" for row in second)


def test_the_first_page_has_the_hours_and_the_number_of_sessions_of_each_day(english: Any) -> None:
    first, second, *_ = (with_spaces(cell.text).splitlines() for cell in english.tables[0].rows[1].cells)
    assert first == ["5 October 2026", "12:00–18:00", "5 team meetings"]
    assert second == ["6 October 2026", "09:00–19:00", "15 sessions"]


def test_sessions_of_the_team_and_lunch_are_tinted(english: Any) -> None:
    grid = next(table for table in english.tables if table.cell(0, 0).text == "Time")
    tinted = {
        with_spaces(cell.text).splitlines()[0]
        for row in grid.rows[1:]
        for cell in row.cells
        if cell._tc.tcPr.find(qn("w:shd")) is not None
    }
    assert tinted == {
        "Lunch", "The peers arrive", "The team discusses the desk reviews",
        "The host presents its integration policy",
        "Questions of clarification to the host", "The team divides up the interviews and prepares questions",
    }  # fmt: skip


def test_each_part_of_the_timetable_names_its_days(english: Any) -> None:
    captions = [
        with_spaces(each.text) for each in english.paragraphs if "Timetable of the visit" in each.text
    ]
    assert captions == [
        "Table 3. Timetable of the visit: 5–6 October 2026",
        "Table 4. Timetable of the visit: 7–8 October 2026",
    ]


def test_each_indicator_has_its_sessions(english: Any) -> None:
    assert "Every indicator of the team’s grid is planned in two sessions or more" in words(english)
    rows = {row[0]: row[2:] for row in find_table(english, "Indicator")}
    assert rows["AC/R/3"] == ["25", "B", "2"]


def test_the_five_groups_of_guests_are_counted(english: Any) -> None:
    rows = find_table(english, "Group")
    assert [row[0] for row in rows[1:]] == [
        "Municipal staff",
        "Politicians",
        "Partner organisations",
        "Immigrant groups",
        "Service users",
    ]
    assert rows[2] == ["Politicians", "2", "3"]


@pytest.mark.product
@pytest.mark.parametrize("language", PROJECT.languages())
@pytest.mark.parametrize("type_", ["visit-timetable", "visit-invitation"])
def test_both_are_valid_in_every_language_and_house_style(type_: str, language: str) -> None:
    part = "I14" if type_ == "visit-invitation" else ""
    for style in PROJECT.house_styles():
        opened(type_, part=part, language=language, house_style=style)


def test_an_invitation_says_when_where_and_about_what_without_initials() -> None:
    text = words(opened("visit-invitation", part="I14", language="en"))
    for said in ("Interview 14", "17:00–19:00", "Arabic → English", "Social worker and trainer, Genoa",
                 "Satisfaction survey that covers immigrants’ views"):  # fmt: skip
        assert said in text
    assert "GF" not in text and "IE/E/1" not in text


def test_an_invitation_is_in_the_language_of_its_guests(tmp_path: Path) -> None:
    folder = tmp_path / "data/records/kade"
    folder.mkdir(parents=True)
    shipped = shipped_folder() / "data/records/examples/havenstad"
    for name in ("review.yaml", "team_desk.yaml", "desk.yaml", "network.svg", "network.png"):
        (folder / name).write_bytes((shipped / name).read_bytes())
    review = (folder / "review.yaml").read_text(encoding="utf-8")
    named = review.replace("initials: HK", "initials: HK\n        name: Helmi Koski")
    (folder / "review.yaml").write_text(named, encoding="utf-8")
    guests = {"I1": "fi", "I2": "ti", "I3": ""}
    guest = "{{office: Guest, category: staff, languages: [{}]}}"
    sessions = (f"  {name}: {{kind: interview, interviewees: [{guest.format(code)}]}}\n"
                for name, code in guests.items())  # fmt: skip
    (folder / "visit.yaml").write_text("sessions:\n" + "".join(sessions), encoding="utf-8")
    own = Project(tmp_path, share=shipped_folder())
    titles = [assemble(BuildContext(own), Order("visit-invitation", "kade", part=name, draft=True)).file_name
              for name in guests]  # fmt: skip
    assert titles == [f"visit-invitation_kade_{name}_{code}.docx"
                      for name, code in (("I1", "fi"), ("I2", "nl"), ("I3", "nl"))]  # fmt: skip
    timetable = opened("visit-timetable", "kade", own, language="en")
    assert find_table(timetable, "Indicator")[1][2:] == ["–", "–", "0"], "first"
    text = words(timetable)
    assert "No session has a time yet." in text and "Interview 3" in text
    assert "Programme: Helmi Koski\nHK – Head of the integration unit, Helsinki" in text
    assert "Programme: Social worker and trainer\nGF – Genoa" in text
    assert "No session is planned with these groups: politicians, partner organisations" in text


@pytest.mark.product
@pytest.mark.office
def test_each_day_and_each_programme_is_on_one_page(office: Any, tmp_path: Path) -> None:
    """The cover, the team, two pages of days, six programmes, the indicators; and no page is blank."""
    made = []
    for language in PROJECT.languages():
        order = Order("visit-timetable", EXAMPLE, draft=True, language=language)
        made.append(tmp_path / f"{language}.docx")
        made[-1].write_bytes(assemble(BuildContext(PROJECT), order).data)
    counts = {path.stem: len(pikepdf.open(path).pages) for path in office.convert(made, "pdf")}
    assert set(counts.values()) == {11}, counts
