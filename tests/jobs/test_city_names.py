"""A city that has no name in the language of a document is told, for its phrases stand there in English."""

from __future__ import annotations

import pytest

from assembler.errors import ProjectError
from assembler.jobs.build import build
from assembler.jobs.order import Order
from assembler.jobs.preparing import Workshop
from assembler.store.project import Project

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
    found = build(Workshop(project), order, output=project.root / "out").findings
    assert [each.what for each in found if each.rule == "unnamed-city"] == told
    assert all("names: el: {name: ...," in each.remedy for each in found if each.rule == "unnamed-city")


def test_a_city_that_nobody_knows_is_told_with_where_a_new_one_goes(project: Project) -> None:
    with pytest.raises(ProjectError) as caught:
        project.city("qqq")
    assert caught.value.remedy.endswith("a new city takes a few lines in data/cities.yaml")
