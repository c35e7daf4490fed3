"""The overview of an agenda counts what municipalities chose, and lists their remarks with the replies."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.table import Table

from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.model.reference.municipality_choices import AgendaRemarks, RemarkStatus
from assembler.store.project.digests import InputDigests
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from own_faults import find_own_faults

PROJECT = Project(shipped_folder())
GUIDE = """
{project: P, language: en, agenda: small, number: 1, title: A guide, subtitle: S, owners: [State, Cities],
entries: {ONE/01: {core_problem: P., joint_ambition: A., efforts: [
  {id: ONE/01.e1, side: state, nature: state-activity, text: Pays.},
  {id: ONE/01.e2, side: municipalities, nature: possible-extra, text: Meets people.},
  {id: ONE/01.e3, side: municipalities, nature: possible-extra, size: g31, text: Opens a desk.},
  {id: ONE/01.e4, side: municipalities, nature: statutory-task, text: Registers people.}]}}}
"""
AGENDA = """
id: small
name: {text: Small agenda, source: own}
editions: [{number: 1, month: 2020-01-01, source: own}]
notions: []
meanings: {state-activity: &own {text: Words, source: own}, statutory-task: *own, existing-agreement: *own,
  possible-extra: *own}
ministries: []
areas: [{code: ONE/01, names: [{name: {text: Only area, source: own}}], source: own}]
"""


def build_overview(project: Project, record: str = "guide") -> Any:
    made = assemble(BuildContext(project), Order("agenda-overview", record, language="en"))
    assert find_own_faults(made.data, "overview.docx") == ()
    return Document(io.BytesIO(made.data))


def write_project(root: Path, choices: Iterable[str]) -> Project:
    """A project with a guide of two efforts to choose from, and a record for each of the ``choices``."""
    for path, text in {
        "agendas/small.yaml": AGENDA.replace("&own ", "").replace("*own", "{text: Words, source: own}"),
        "records/guide/agenda.yaml": GUIDE,
        **{
            f"records/m{number}/agenda_choices.yaml": f"{{project: P, language: en, guide: guide, {each}}}"
            for number, each in enumerate(choices)
        },
    }.items():
        file = root / "data" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return Project(root, share=shipped_folder())


def rows(document: Any, first: str) -> list[list[str]]:
    """The cells of the table whose first heading is ``first``, below its headings."""
    table: Table = next(each for each in document.tables if each.rows[0].cells[0].text == first)
    return [["\n".join(map(plain, cell.text.split("\n"))) for cell in row.cells] for row in table.rows[1:]]


def plain(text: str) -> str:
    """The text with ordinary spaces."""
    return " ".join(text.split())


def count_choices(document: Any) -> dict[str, list[str]]:
    """The numbers of each contribution: chosen, not chosen and no answer, in total and by size."""
    return {
        row[0].split("\n")[0]: [each.replace("\n", " ") for each in row[2:]]
        for row in rows(document, "Contribution")
        if row[1] == "Chosen\nNot chosen\nNo answer"
    }


def decide(*decisions: str) -> str:
    """The YAML of decisions on the efforts 2 and 3; "" is no decision."""
    pairs = ((f"e{number}", each) for number, each in enumerate(decisions, 2))
    return f"{{ONE/01: {{{', '.join(f'{key}: {{decision: {each}}}' for key, each in pairs if each)}}}}}"


def test_choices_are_counted_by_size(tmp_path: Path) -> None:
    choices = [
        f"size: g4, efforts: {decide('chosen', 'not-chosen')}",
        f"size: g27, efforts: {decide('chosen')}",
        f"size: g27, efforts: {decide('not-chosen', 'chosen')}",
        f"size: other, efforts: {decide('not-chosen')}, areas: {{ONE/01: {{relevance: no-priority}}}}",
        "size: other, answered: 2020-03-01",
        "size: other",
    ]
    document = build_overview(write_project(tmp_path, choices))
    assert rows(document, "Municipalities") == [
        ["The four largest cities (G4)", "1", "1"],
        ["The other large cities (G27)", "2", "2"],
        ["Municipalities outside the G31", "3", "2"],
    ]
    assert document.tables[-1].rows[0].cells[3].text == "The four largest cities (G4)"
    assert count_choices(document) == {
        "Meets people.": ["2 2 1", "1 0 0", "1 1 0", "0 1 1"],
        "Opens a desk.": ["1 1 1", "0 1 0", "1 0 1", "– – –"],
    }
    assert rows(document, "Policy area") == [["Only area", "0", "0", "1", "4"]]


def test_areas_without_answers_are_named_in_a_sentence(example: Any) -> None:
    shown = [row[0] for row in rows(example, "Policy area")]
    texts = [each.text for each in example.paragraphs]
    assert "Active citizenship" not in shown
    assert "Health" in shown
    assert any(each.startswith("No answer yet: Active citizenship") for each in texts)
    assert "Plays a part in most municipalities that answered: Civic integration." in texts


def test_key_figures_count_all_that_the_pages_list(example: Any) -> None:
    assert rows(example, "Invited") == [["6", "5", "18", "14"]]


def test_a_size_without_municipalities_has_dashes(tmp_path: Path) -> None:
    project = write_project(tmp_path, [f"size: g4, efforts: {decide('chosen')}", "answered: 2020-03-01"])
    assert count_choices(build_overview(project)) == {
        "Meets people.": ["1 0 1", "1 0 0", "– – –", "– – –"],
        "Opens a desk.": ["0 0 2", "0 0 1", "– – –", "– – –"],
    }


def test_percentages_are_given_from_25_municipalities(tmp_path: Path) -> None:
    choices = [
        f"size: other, efforts: {decide('chosen' if number < 4 else 'not-chosen')}" for number in range(32)
    ]
    choices += [f"efforts: {decide('chosen')}"] * 2
    counts = count_choices(build_overview(write_project(tmp_path, choices)))
    assert counts["Meets people."] == [
        "18% (6) 82% (28) 0% (0)",
        "– – –",
        "– – –",
        "13% (4) 88% (28) 0% (0)",
    ]


def test_an_overview_without_answers_says_so(tmp_path: Path) -> None:
    document = build_overview(write_project(tmp_path, ["city: leeds"]))
    texts = [each.text for each in document.paragraphs]
    assert "Invited: 1\xa0municipality. Answered: 0\xa0municipalities." in texts
    assert "No answer yet: Leeds" in texts
    assert "No remarks were made." in texts
    assert rows(document, "Municipalities")[-1] == ["Size not known", "1", "0"]


@pytest.fixture(scope="module")
def example() -> Any:
    return build_overview(PROJECT, "examples/agenda-2009")


def test_the_remarks_of_the_meetings_are_those_of_the_source(example: Any) -> None:
    """S3:697-708 list eleven remarks; five of them have a reply, and one is passed on."""
    items = PROJECT.record("examples/agenda-2009").require(AgendaRemarks).items
    assert [each.source for each in items] == [f"S3:{line}" for line in (697, 698, *range(700, 709))]
    assert sum(each.reply is not None for each in items) == 5
    assert [each.place for each in items if each.status is RemarkStatus.PASSED_ON] == ["Rotterdam"]
    shown = rows(example, "From")
    places = [row[0].split("\n")[0] for row in shown]
    assert [each for each in places if each in {item.place for item in items}] == [
        each.place for each in items
    ]
    assert [each for each in places if each not in {item.place for item in items}] == [
        "Havenstad",
        "Portalba",
        "Eikenrode",
    ]
    days = [row[0].split("\n")[-1] for row in shown]
    assert (days[0], days[-1]) == ("6 October 2008", "1 December 2009")
    assert {row[2].split("\n")[0] for row in shown} == {
        "No reply yet",
        "Answered",
        "Being examined",
        "Passed on to the State",
    }


def test_reasons_and_additions_are_given_with_the_municipality(example: Any) -> None:
    lists = {each.rows[0].cells[2].text: each for each in example.tables if len(each.columns) == 3}
    reasons, additions = (
        [[cell.text for cell in row.cells] for row in lists[each].rows] for each in ("Reason", "Contribution")
    )
    portalba = "Portalba\nis an issue, but not a priority"
    assert ["Civic integration", portalba, "Er komen maar tien nieuwkomers per jaar."] in reasons
    assert additions[1:] == [["Civic integration", "Havenstad", "Taalmaatjes uit het bedrijfsleven."]]


def test_a_reason_has_its_own_language_and_needs_no_relevance(tmp_path: Path) -> None:
    answers = ["city: leeds, areas: {ONE/01: {reason: Many newcomers., remark: Pay more.}}"]
    project = write_project(tmp_path, answers)
    for path, old, new in (("guide/agenda", "en", "nl"), ("guide/remarks", "", "items: [{text: Waarom?}]\n")):
        file = tmp_path / f"data/records/{path}.yaml"
        text = file.read_text("utf-8") if file.exists() else ""
        file.write_text(text.replace(f"language: {old}", f"language: {new}") if old else new, "utf-8")
    document = build_overview(project)
    [(city_name, reason)] = [
        row.cells[1:] for each in document.tables for row in each.rows if "newcomers" in row.cells[-1].text
    ]
    assert (city_name.text, reason.text) == ("Leeds", "Many newcomers.")
    assert "nl" not in "".join(reason._tc.xpath(".//w:lang/@w:val"))
    meeting, city = _list_remark_cells(document)
    assert "nl-NL" in meeting._tc.xpath(".//w:lang/@w:val")
    assert "nl-NL" not in city._tc.xpath(".//w:lang/@w:val")


def _list_remark_cells(document: Any) -> list[Any]:
    table = next(each for each in document.tables if each.rows[0].cells[0].text == "From")
    return [row.cells[1] for row in table.rows[1:]]


def test_new_choices_make_the_overview_out_of_date(tmp_path: Path) -> None:
    project = write_project(tmp_path, ["city: leeds"])
    before = InputDigests(project).record("guide")
    path = tmp_path / "data/records/m0/agenda_choices.yaml"
    path.write_text(
        path.read_text("utf-8").replace("city: leeds", "city: leeds, answered: 2020-01-01"), "utf-8"
    )
    assert InputDigests(Project(tmp_path, share=shipped_folder())).record("guide") != before
