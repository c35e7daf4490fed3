"""A city without a name in the language of a document is reported, since its phrases are in English there."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler.assembly.build import build
from assembler.assembly.language_checks import report_unnamed_cities
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.errors import DataError, ProjectError
from assembler.i18n.languages.languages import get_language
from assembler.store.project.project import Project
from assembler.translation.update import update_catalogues
from tiny_project import CITY

TURKU = """
turku:
  country: FI
  languages: [fi]
  working_language: fi
  own: {fi: Turku}
  names:
    en: {name: Turku, of: of Turku, in: in Turku, to: to Turku}
    fi: {name: Turku, of: Turun, in: Turussa, to: Turkuun}
"""
DEMO = """
demo:
  example: true
  country: NL
  languages: [nl]
  working_language: nl
  own: {nl: Demo}
  names:
    en: {name: Demo, of: of Demo, in: in Demo, to: to Demo}
"""


@pytest.fixture
def city_file(tiny: Project) -> Path:
    """The cities of a project with a catalogue in Finnish and in Greek."""
    update_catalogues(tiny, ["fi", "el"])
    return tiny.root / "data/cities.yaml"


@pytest.mark.parametrize(
    ("code", "messages"),
    [
        ("fi", []),
        ("en", []),
        ("xx", []),
        ("el", ["Turku has no name in Greek (el), so “of Turku” appears in English in the document"]),
    ],
)
def test_a_city_without_a_name_in_the_language_is_reported(
    tiny: Project, city_file: Path, code: str, messages: list[str]
) -> None:
    city_file.write_text(CITY + TURKU, "utf-8")
    order = Order("letter", benchmark="small", city="turku", language=code)
    built = build(BuildContext(tiny), order, output=tiny.root / "out")
    found = [each for each in built.diagnostics if each.rule == "unnamed-city"]
    assert [each.message for each in found] == messages
    assert all("add `el: {name: ...," in each.hint for each in found)


def test_the_hint_about_an_unknown_city_says_where_a_new_one_is_added(tiny: Project) -> None:
    with pytest.raises(ProjectError) as caught:
        tiny.city("qqq")
    assert caught.value.hint.endswith("change it in the records too")


def test_the_cities_without_a_name_in_a_language_are_listed(tiny: Project, city_file: Path) -> None:
    city_file.write_text(CITY + TURKU + DEMO, "utf-8")
    assert not list(report_unnamed_cities(tiny, get_language("en")))
    (found,) = report_unnamed_cities(tiny, get_language("pl"))
    assert "no name in Polish (pl): kade, turku" in found.message
    assert "demo" not in found.message, "an invented city of a demonstration needs no name in every language"


def test_a_project_adds_names_to_a_city_that_comes_with_the_program(tmp_path: Path, tiny: Project) -> None:
    own = tmp_path / "own/data/cities.yaml"
    own.parent.mkdir(parents=True)
    polish = "pl: {name: Kade, of: Kade, in: w Kade, to: do Kade}"
    own.write_text(f"kade:\n  names:\n    {polish}\n{TURKU}", "utf-8")
    project = Project(tmp_path / "own", share=tiny.root)
    before, city = tiny.city("kade"), project.city("kade")
    assert city.phrase("in", "pl") == "w Kade"
    assert (city.name("nl"), city.roles, city.own) == (before.name("nl"), before.roles, before.own)
    assert project.city("turku").name("fi") == "Turku"
    (found,) = report_unnamed_cities(project, get_language("pl"))
    assert "kade" not in found.message


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("kade:\n  names:\n    pl: {name: Kade}\n", 3),
        ("nowhere:\n  names:\n    pl: {name: a, of: b, in: c, to: d}\n", 1),
    ],
)
def test_names_of_an_unknown_city_or_with_a_missing_form_are_refused(
    tmp_path: Path, tiny: Project, text: str, line: int
) -> None:
    own = tmp_path / "own/data/cities.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(text, "utf-8")
    with pytest.raises(DataError) as refused:
        Project(tmp_path / "own", share=tiny.root).cities()
    assert {found.location.line for found in refused.value.diagnostics} == {line}
