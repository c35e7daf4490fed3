"""The agenda guide, as one reads it: every area of the edition, each effort with its sign and its words."""

from __future__ import annotations

import io
from itertools import chain, takewhile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.table import Table
from lxml import etree

from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.errors import DataError
from assembler.model.reference.agenda_edition import InstrumentKind
from assembler.model.reference.policy_agenda import SYMBOLS, EffortNature
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from assembler.structs import replace
from assembler.word.package.xml import qn
from own_faults import find_own_faults

EXAMPLE = "examples/havenstad-agenda-2009"
GUIDE = "examples/agenda-2009"
PROJECT = Project(shipped_folder())
ABOUT = """
project: A project
language: en
agenda: {agenda}
number: {number}
title: A guide
subtitle: Of State and municipalities
owners: [The State, The municipalities]
"""
ENTRY = """
  {code}:
    core_problem: A problem.
    joint_ambition: An ambition.
    efforts:
      - {{side: municipalities, nature: possible-extra, text: Helps out.}}
      - {{side: state, nature: state-activity, text: Pays for it., ministry: SZW}}
"""
ONE_AREA = """
id: small
name: {text: Small agenda, source: own}
editions: [{number: 1, month: 2020-01-01, source: own}]
notions: [{heading: {text: Together, source: own}, text: {text: We act together., source: own}}]
meanings:
  state-activity: {text: The State acts., source: own}
  statutory-task: {text: The law asks., source: own}
  existing-agreement: {text: It was agreed., source: own}
  possible-extra: {text: It may be., source: own}
ministries: [{code: SZW, name: {text: Ministry of Work, source: own}}]
areas: [{code: ONE/01, names: [{name: {text: Only area, source: own}}], ministries: [SZW], source: own}]
"""


def drawn(root: Path, entries: str = "", *, agenda: str = "gia", number: int = 1) -> Any:
    """The guide in English made from an edition with these entries, as a draft where it is not complete."""
    write(root, entries, agenda, number)
    build_context = BuildContext(Project(root, share=shipped_folder(), cache=PROJECT.cache))
    made = assemble(build_context, Order("agenda-guide", "edition", language="en", draft=True))
    assert find_own_faults(made.data, "guide.docx") == ()
    return Document(io.BytesIO(made.data))


def write(root: Path, entries: str, agenda: str, number: int) -> None:
    folder = root / "data/records/edition"
    folder.mkdir(parents=True)
    text = ABOUT.format(agenda=agenda, number=number) + (f"entries:{entries}" if entries else "")
    (folder / "agenda.yaml").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def english() -> Any:
    made = assemble(BuildContext(PROJECT), Order("agenda-guide", EXAMPLE, language="en"))
    return Document(io.BytesIO(made.data))


def areas(document: Any) -> list[str]:
    """The headings that carry a number: those of the areas."""
    headings = (each for each in document.paragraphs if each.style.name == "Heading 1")
    return [each.text for each in headings if each._p.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is None]


def tables(document: Any, caption: str) -> list[Table]:
    path = f"{qn('w:tblPr')}/{qn('w:tblCaption')}"
    return [each for each in document.tables if each._tbl.find(path).get(qn("w:val")) == caption]


def contributions(table: Table) -> list[tuple[str, Any]]:
    """The text of each contribution, which has a row of its own, and the row of answers below it."""
    below = table.rows[1:]
    return [(text.cells[0].text, row) for text, row in zip(below[::2], below[1::2], strict=True)]


def words(document: Any) -> str:
    return "\n".join(each.text or "" for each in document.element.body.iter(qn("w:t")))


def cover_notes(document: Any) -> list[str]:
    return [each.text for each in document.paragraphs if each.style.name == "Cover Note"]


def runs_in(document: Any, tag: str) -> list[str]:
    """What is shown in runs tagged with a language."""
    runs = (run for run in document.element.body.iter(qn("w:r")) if language(run) == tag)
    return ["".join(text.text or "" for text in run.iter(qn("w:t"))) for run in runs]


def control_text(cell: Any) -> str:
    """What is shown in the control of a cell, which python-docx leaves out."""
    return "".join(each.text or "" for each in cell._tc.iter(qn("w:t")))


def language(run: etree._Element) -> str | None:
    found = run.find(f"{qn('w:rPr')}/{qn('w:lang')}")
    return None if found is None else found.get(qn("w:val"))


def test_the_example_has_the_areas_of_its_edition_and_no_other(english: Any) -> None:
    edition = PROJECT.agenda("gia").areas_of(2)
    assert areas(english) == [area.name_in(2).text for area in edition]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_each_edition_brings_its_own_areas(tmp_path: Path, number: int) -> None:
    agenda = PROJECT.agenda("gia")
    wanted = [area.name_in(number).text for area in agenda.areas_of(number)]
    document = drawn(tmp_path, number=number)
    assert areas(document) == wanted
    assert f"This edition covers {len(wanted)}\u00a0policy areas." in "".join(words(document).split("\n"))


def test_an_edition_of_eight_areas_comes_out_whole(tmp_path: Path) -> None:
    codes = [area.code for area in PROJECT.agenda("gia").areas_of(1)]
    assert len(codes) == 8
    document = drawn(tmp_path, "".join(ENTRY.format(code=code) for code in codes))
    assert len(areas(document)) == len(tables(document, "Instruments")) == 8
    assert "Not written yet." not in words(document)


def test_an_agenda_with_a_single_area_comes_out_too(tmp_path: Path) -> None:
    (tmp_path / "data/agendas").mkdir(parents=True)
    (tmp_path / "data/agendas/small.yaml").write_text(ONE_AREA, encoding="utf-8")
    document = drawn(tmp_path, ENTRY.format(code="ONE/01"), agenda="small")
    assert areas(document) == ["Only area"]
    assert "1\u00a0policy area" in words(document)


def test_an_edition_of_which_nothing_is_written_says_so_for_each_area(tmp_path: Path) -> None:
    document = drawn(tmp_path)
    shown = words(document)
    assert shown.count("Not written yet.") == 2 * len(areas(document))
    assert shown.count("This edition lists none.") == 2 * len(areas(document))
    assert "Foreword" not in shown


def test_the_types_of_contribution_are_explained_once_and_named_below_the_overview(english: Any) -> None:
    (legend,) = tables(english, "Types of contribution")
    assert [row.cells[0].text for row in legend.rows[1:]] == [SYMBOLS[each] for each in EffortNature]
    (foot,) = [each.text for each in english.paragraphs if each.style.name == "Source Line"]
    signs = [f"{SYMBOLS[nature]} {nature.label}".replace(" ", "\xa0") for nature in EffortNature]
    assert foot.split("\N{EM SPACE} ") == signs


def test_each_symbol_is_followed_by_its_name(english: Any) -> None:
    state = [row.cells[0].text for each in tables(english, "What the State does") for row in each.rows[1:]]
    ours = [text for each in tables(english, "What municipalities do") for text, _ in contributions(each)]
    assert state and ours
    for kind in (*state, *ours):
        assert any(kind.startswith(f"{SYMBOLS[each]} {each.label}") for each in EffortNature)


def test_efforts_are_listed_by_side_from_binding_to_optional(english: Any) -> None:
    first = tables(english, "What municipalities do")[0]
    natures = ["Statutory task", "Existing agreement", "Possible extra activity", "Possible extra activity"]
    assert [text.split("\n")[0][2:] for text, _ in contributions(first)] == natures
    assert [row.cells[0].text for _, row in contributions(first)] == [
        f"GIA/01.e{number}" for number in range(3, 7)
    ]


def test_an_edition_without_ids_numbers_its_efforts(tmp_path: Path) -> None:
    document = drawn(tmp_path, ENTRY.format(code="GIA/03"))
    ours = tables(document, "What municipalities do")[0]
    assert [row.cells[0].text for _, row in contributions(ours)] == ["GIA/03.e1"]


def test_choices_that_an_earlier_version_kept_in_the_edition_are_shown(tmp_path: Path) -> None:
    chosen = "text: Helps out., choice: {decision: chosen, owner: Youth office}"
    document = drawn(tmp_path, ENTRY.format(code="GIA/03").replace("text: Helps out.", chosen))
    ((_, row),) = contributions(tables(document, "What municipalities do")[0])
    assert [control_text(cell) for cell in row.cells[1:4]] == ["chosen", "…", "Youth office"]


def test_every_kind_of_instrument_is_shown_so_that_a_gap_is_seen(english: Any) -> None:
    for table in tables(english, "Instruments"):
        assert [row.cells[0].text for row in table.rows[1:]] == [kind.label for kind in InstrumentKind]
    assert "None listed" in words(english)


def test_a_municipality_can_choose_except_where_the_law_asks(english: Any) -> None:
    for text, row in chain.from_iterable(map(contributions, tables(english, "What municipalities do"))):
        decided = row.cells[1]
        by_law = "Statutory task" in text
        assert (decided.text == "Required by law") == by_law
        assert (decided._tc.find(f".//{qn('w:dropDownList')}") is None) == by_law
        assert row.cells[4]._tc.find(f".//{qn('w:date')}") is not None


def test_the_choices_of_the_municipality_are_filled_in(english: Any) -> None:
    rows = [row for _, row in contributions(tables(english, "What municipalities do")[0])]
    assert [control_text(row.cells[1]) for row in rows[1:]] == ["chosen", "chosen", "not chosen"]
    assert control_text(rows[2].cells[4]) == "18\xa0October 2010"
    assert "Vijf coaches, samen met de taalschool." in runs_in(english, "nl-NL")


def test_the_areas_begin_on_a_new_page_without_an_empty_one_before(english: Any) -> None:
    sections = english.element.body.findall(f".//{qn('w:sectPr')}")
    assert [each.find(qn("w:type")).get(qn("w:val")) for each in sections[1:]] == ["nextPage"]


def test_a_text_that_a_language_lacks_is_shown_and_tagged_in_the_one_it_has(tmp_path: Path) -> None:
    document = drawn(tmp_path, ENTRY.format(code="GIA/03").replace("An ambition.", "{nl: Een ambitie.}"))
    assert runs_in(document, "nl-NL") == ["Een ambitie."]


def test_a_dutch_guide_holds_nothing_english_that_the_record_has_in_dutch() -> None:
    made = assemble(BuildContext(PROJECT), Order("agenda-guide", EXAMPLE, language="nl"))
    document = Document(io.BytesIO(made.data))
    assert areas(document)[0] == "Inburgering"
    assert runs_in(document, "en-GB") == []


def test_an_address_can_be_followed(english: Any) -> None:
    codes = [each.text for each in english.element.body.iter(qn("w:instrText"))]
    assert ' HYPERLINK "https://example.org/diploma" ' in codes


def test_the_contents_name_each_area_and_no_part_of_one(english: Any) -> None:
    lines = [each.text for each in english.paragraphs if each.style.name.startswith("toc ")]
    assert len([line for line in lines if line[0].isdigit()]) == len(areas(english))
    assert not any("Core problem" in line for line in lines)


def test_an_edition_with_gaps_is_made_only_as_a_draft_whose_cover_says_so(tmp_path: Path) -> None:
    write(tmp_path, ENTRY.format(code="GIA/03"), "gia", 2)
    project = Project(tmp_path, share=shipped_folder(), cache=PROJECT.cache)
    order = Order("agenda-guide", "edition", language="en")
    with pytest.raises(DataError, match="cannot be final") as caught:
        assemble(BuildContext(project), order)
    assert {diagnostic.rule for diagnostic in caught.value.diagnostics} == {"incomplete-area"}
    made = assemble(BuildContext(project), replace(order, draft=True))
    document = Document(io.BytesIO(made.data))
    cover = list(takewhile(lambda text: text != "Contents", (each.text for each in document.paragraphs)))
    at = cover.index("Draft. This guide is not complete yet. What is still missing:")
    assert cover[at + 1] == "Some policy areas of this edition are not complete."


def test_an_example_says_on_its_cover_that_it_is_one(english: Any, tmp_path: Path) -> None:
    assert [note.split(".")[0] for note in cover_notes(english)] == ["Example"]
    assert not [note for note in cover_notes(drawn(tmp_path)) if note.startswith("Example")]
