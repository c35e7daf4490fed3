"""What a view looks at: one city or none, one benchmark or none, and a wording in its own language."""

from __future__ import annotations

import pytest

from assembler.errors import DataError
from assembler.i18n.languages.languages import get_language
from assembler.model.reference.benchmark import Wording
from assembler.model.types.content import Text
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from assembler.views.context import ViewContext
from assembler.views.default import view

PROJECT = Project(shipped_folder())
OURS = Wording(text="Plan", source="own", official={"en": "The Plan", "nl": "Het Plan", "fi": "Suunnitelma"})


def build_context(record: str, code: str = "en") -> ViewContext:
    return ViewContext(PROJECT.record(record), PROJECT, PROJECT.cities(), get_language(code), str.upper)


@pytest.mark.parametrize(
    ("code", "said"), [("en", "The Plan"), ("nl", "Het Plan"), ("nl-BE", "Het Plan"), ("de", "PLAN")]
)
def test_an_official_wording_counts_in_its_own_language_only(code: str, said: str) -> None:
    assert build_context("examples/charter-round", code).translate_wording(OURS) == said


def test_a_round_of_cities_is_about_no_one_city_and_no_benchmark() -> None:
    context = build_context("examples/charter-round")
    with pytest.raises(DataError, match="exactly one city") as caught:
        _ = context.city
    assert caught.value.location == "examples/charter-round"
    with pytest.raises(DataError, match="no benchmark"):
        _ = context.benchmark


def test_the_usual_view_leaves_empty_what_a_record_is_not_about() -> None:
    names = view(build_context("examples/charter-round"))
    assert (names["city_name"], names["benchmark_name"], names["review"]) == ("", "", None)
    assert names["project"] == Text(text="Example project Integrating Cities")
