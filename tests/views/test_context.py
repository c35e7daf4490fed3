"""What a view looks at: one city or none, one benchmark or none, and a wording in its own language."""

from __future__ import annotations

import pytest

from assembler.errors import DataError
from assembler.i18n.languages.languages import get_language
from assembler.model.reference.benchmark import Wording
from assembler.model.types.values import Text
from assembler.store.project.project import Project
from assembler.structs import replace
from assembler.views.context import ViewContext
from assembler.views.default import view

OURS = Wording(text="Plan", source="own", official={"en": "The Plan", "nl": "Het Plan", "fi": "Suunnitelma"})


@pytest.fixture
def context(project: Project) -> ViewContext:
    """Return the context of a charter round, which is about several cities and no benchmark."""
    return ViewContext(project.record("round"), project, project.cities(), get_language("en"), str.upper)


@pytest.mark.parametrize(
    ("code", "said"), [("en", "The Plan"), ("nl", "Het Plan"), ("nl-BE", "Het Plan"), ("de", "PLAN")]
)
def test_an_official_wording_counts_in_its_own_language_only(
    context: ViewContext, code: str, said: str
) -> None:
    spoken = replace(context, language=get_language(code))
    assert spoken.translate_wording(OURS) == said


def test_a_round_of_cities_is_about_no_one_city_and_no_benchmark(context: ViewContext) -> None:
    with pytest.raises(DataError, match="about one city") as caught:
        _ = context.city
    assert caught.value.location == "round"
    with pytest.raises(DataError, match="no benchmark"):
        _ = context.benchmark


def test_the_usual_view_leaves_empty_what_a_record_is_not_about(context: ViewContext) -> None:
    names = view(context)
    assert (names["city_name"], names["benchmark_name"], names["review"]) == ("", "", None)
    assert names["project"] == Text(text="P")
