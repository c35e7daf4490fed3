"""A findings publication as one reads it, also where its record is awkward."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from ruamel.yaml import YAML

from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.model.reference.findings_publications import Publication
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from assembler.word.check.check import check_document

PROJECT = Project(shipped_folder())
TYPE = "findings-publication"
CITIES = tuple(name for name in PROJECT.cities())[:28]


def read_lines(project: Project, record: str, language: str = "en") -> list[str]:
    """The paragraphs of the built document, and the cells of each table row as one line."""
    built = assemble(BuildContext(project), Order(TYPE, record, language=language))
    assert not [each for each in check_document(built.data, "x.docx") if each.is_error]
    found = []
    for block in Document(io.BytesIO(built.data)).iter_inner_content():
        rows = [" | ".join(cell.text for cell in row.cells) for row in getattr(block, "rows", ())]
        found += rows or [getattr(block, "text", "")]
    return found


def build_own(root: Path, **publication: Any) -> list[str]:
    """The lines of a publication with these values, in English."""
    about = {"project": "P", "language": "en", "benchmark": "dive@2010", "title": "Findings"}
    folder = root / "data/records/own"
    folder.mkdir(parents=True)
    with (folder / "publication.yaml").open("w", encoding="utf-8") as file:
        YAML().dump({**about, **publication}, file)
    return read_lines(Project(root, share=shipped_folder()), "own")


@pytest.fixture(scope="module")
def dive() -> list[str]:
    return read_lines(PROJECT, "dive-2010")


def test_each_problem_recommendation_and_practice_has_its_place(dive: list[str]) -> None:
    publication = PROJECT.record("dive-2010").require(Publication)
    codes = [line.split()[0] for line in dive if re.match(r"[PRG]\d\d\s", line)]
    assert sorted(codes) == sorted(
        [*publication.problems, *publication.recommendations, *publication.practices,
         "P34", "P44"]  # open problems, which the first page names as well
    )  # fmt: skip
    for key, each in publication.recommendations.items():
        assert f"{key}\t{each.text.text}" in dive
        first = publication.problems[each.problems[0]]
        assert dive.index(f"{each.problems[0]}\t{first.title.text if first.title else ''}") < dive.index(
            f"{key}\t{each.text.text}"
        )


def test_an_open_problem_is_shown_as_open_and_a_shared_recommendation_is_referred_to(dive: list[str]) -> None:
    assert [line for line in dive if line.startswith("Open:")] == [
        "Open: no recommendation answers this problem yet."
    ] * 2
    assert [line for line in dive if line.startswith("See also:")] == [
        f"See also: {codes}" for codes in ("R38, R39", "R51", "R55", "R61")
    ]


def test_the_first_page_counts_what_each_chapter_contains(dive: list[str]) -> None:
    assert "4 | 52 | 63 | 27" in dive
    assert "The city as employer | 15 | 18 | 6" in dive
    assert "Rome | G07, G12, G13, G16" in dive
    assert "3. Helping contractors to promote diversity and equality | 4 | 3 | 1" in dive


def test_the_other_form_lists_challenges_and_advice_and_compares_cities_in_alphabetical_order() -> None:
    lines = read_lines(PROJECT, "inti-cities-2009")
    assert "6 | 29 | 37 | 24" in lines
    assert not [line for line in lines if line.startswith(("Open", "See also"))]
    assert "G10\u2002Communication\nGenoa and Rotterdam" in lines
    tables = [
        line.split(" | ")[0] for line in lines if re.match(r"[A-ZD]\S+ \| (Has|In (a|the)|Changed)", line)
    ]
    assert tables == ["Düsseldorf", "Genoa", "Helsinki", "Lyon", "Malmö", "Rotterdam"] * 2


def test_awkward_data_are_shown_as_they_are(tmp_path: Path) -> None:
    lines = build_own(
        tmp_path,
        cities=list(CITIES),
        chapters={
            "PS/1": {"title": "Χωρίς προβλήματα", "pillar": "PS"},
            "PS/2": {"title": "{{ title }}", "pillar": "PS", "summary": "{% if a %} & <b> {{ 7 * 7 }}"},
        },
        problems={
            "P01": {"chapter": "PS/2", "text": "- one\n- **two**", "cities": ["leeds"]},
            "P02": {"chapter": "PS/2", "text": "Everywhere.", "cities": list(CITIES)},
        },
        recommendations={
            f"R{n:02}": {"chapter": "PS/2", "text": f"Do {n} {{{{ x }}}}.", "problems": ["P02"]}
            for n in range(1, 61)
        }
        | {"R61": {"chapter": "PS/2", "text": "Look further."}},
        practices={
            "G01": {"chapter": "PS/1", "title": "Refused", "text": "No.", "cities": ["leeds"],
                    "consent": "refused"},
            "G02": {"chapter": "PS/1", "title": "Asked", "text": "So.", "cities": ["leeds"],
                    "problems": ["P02"]},
        },
    )  # fmt: skip
    assert lines[lines.index("Problems and recommendations") + 1] == "This chapter lists none."
    assert "2. {{ title }}" in lines and "{% if a %} & <b> {{ 7 * 7 }}" in lines
    assert {"one", "two"} <= set(lines)
    assert [line for line in lines if line.startswith("R")][-61:] == [
        *(f"R{n:02}\tDo {n} {{{{ x }}}}." for n in range(1, 61)), "R61\tLook further.",
    ]  # fmt: skip
    assert "Found in one city only, so not common: Leeds" in lines
    (everywhere,) = [line for line in lines if line.startswith("Found in: ")]
    assert len(re.split(", | and ", everywhere)) == 28
    assert not [line for line in lines if "Refused" in line]
    assert "Good practices: G02" in lines
    assert "Consent: the city has not yet agreed to publication." in lines


def test_a_publication_without_cities_and_chapters_says_so(tmp_path: Path) -> None:
    lines = build_own(tmp_path)
    assert "0 | 0 | 0 | 0" in lines
    assert "This publication has no chapters yet." in lines
    assert not [line for line in lines if line.startswith("Reviewed cities")]
