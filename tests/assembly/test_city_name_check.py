"""A city that has no name in the language of a document is told, for its phrases stand there in English."""

from __future__ import annotations

import pytest

from assembler.assembly.build import build
from assembler.assembly.city_name_check import report_unnamed_cities
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.errors import DataError, ProjectError
from assembler.i18n.languages.languages import get_language
from assembler.store.project.project import Project

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


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("fi", []),
        ("en", []),
        ("xx", []),
        ("el", ["Turku has no name in Greek (el): “of Turku” stands there in English"]),
    ],
)
def test_a_city_without_a_name_in_the_language_is_told(project: Project, code: str, told: list[str]) -> None:
    (project.root / "data/cities.yaml").write_text(TURKU, "utf-8")
    order = Order("host-response", benchmark="dive", city="turku", language=code)
    found = build(BuildContext(project), order, output=project.root / "out").diagnostics
    assert [each.message for each in found if each.rule == "unnamed-city"] == told
    assert all(
        "under turku: and names: el: {name: ...," in each.hint
        for each in found
        if each.rule == "unnamed-city"
    )


def test_a_city_that_nobody_knows_is_told_with_where_a_new_one_goes(project: Project) -> None:
    with pytest.raises(ProjectError) as caught:
        project.city("qqq")
    assert caught.value.hint.endswith("write the new one in the records too")


def test_the_cities_without_a_name_in_a_language_are_listed(project: Project) -> None:
    assert not list(report_unnamed_cities(project, get_language("fi")))
    (found,) = report_unnamed_cities(project, get_language("pl"))
    assert "no name in Polish (pl): amaroussion, amsterdam, " in found.message
    assert "havenstad" not in found.message


def test_a_project_adds_names_to_a_city_that_comes_with_the_program(project: Project) -> None:
    before = project.city("amsterdam")
    polish = "pl: {name: Amsterdam, of: Amsterdamu, in: w Amsterdamie, to: do Amsterdamu}"
    text = f"amsterdam:\n  names:\n    {polish}\n"
    (project.root / "data/cities.yaml").write_text(text + TURKU, "utf-8")
    city = project.city("amsterdam")
    assert city.phrase("of", "pl") == "Amsterdamu"
    assert (city.name("fi"), city.roles, city.own) == (before.name("fi"), before.roles, before.own)
    assert project.city("turku").name("fi") == "Turku"
    (found,) = report_unnamed_cities(project, get_language("pl"))
    assert "amsterdam" not in found.message


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("amsterdam:\n  names:\n    pl: {name: Amsterdam}\n", 3),
        ("nowhere:\n  names:\n    pl: {name: a, of: b, in: c, to: d}\n", 1),
    ],
)
def test_names_of_a_city_that_is_not_there_or_not_whole_are_told(
    project: Project, text: str, line: int
) -> None:
    (project.root / "data/cities.yaml").write_text(text, "utf-8")
    with pytest.raises(DataError) as refused:
        project.cities()
    assert {found.location.line for found in refused.value.diagnostics} == {line}
