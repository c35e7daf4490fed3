"""What head, foot and cover of a page say: for whom it is, whether it is a draft, and its pillars."""

from __future__ import annotations

from typing import Any

import pytest

from assembler.assembly.page_names import build_page_names
from assembler.model.documents.document_type import DocumentType, EditionDeclaration
from assembler.model.reference.benchmark import Benchmark, Dimension, DimensionKind, Wording

EDITIONS = {"internal": EditionDeclaration(label="internal edition", notice="Internal edition")}
TYPE = DocumentType(
    name="log", title="Log", description="", record="review", example="a", notice="For the team only"
)


def benchmark(*codes: str) -> Benchmark:
    words = Wording(text="Words", source="own")
    groups = [Dimension(code=each, kind=DimensionKind.GROUP, name=words, indicators=()) for each in codes]
    return Benchmark(
        id="b", prefix="B", version="2009", version_label="", name=words, owner="", dimensions=tuple(groups)
    )


def names(declared: DocumentType = TYPE, edition: str = "", **given: Any) -> dict[str, Any]:
    context = {"lacking": [], **given}
    return build_page_names(declared, edition, context.pop("benchmark", None), context, str.upper)


def test_the_head_says_in_the_language_of_the_document_for_whom_it_is() -> None:
    assert names()["page_notice"] == " · FOR THE TEAM ONLY"
    assert names(TYPE.model_copy(update={"notice": ""}))["page_notice"] == ""


def test_an_edition_says_its_own_words() -> None:
    declared = TYPE.model_copy(update={"editions": EDITIONS})
    assert names(declared, "internal")["page_notice"] == " · INTERNAL EDITION"


def test_a_document_that_lacks_something_is_a_draft_on_every_page() -> None:
    assert names(lacking=["An approval is missing."])["page_notice"] == " · FOR THE TEAM ONLY · DRAFT"


def test_a_view_may_say_what_is_at_the_foot() -> None:
    assert names()["page_foot"] == ""
    assert names(page_foot="Version 2")["page_foot"] == "Version 2"


@pytest.mark.parametrize(
    ("codes", "shown"), [(("GG", "IE", "AC", "WP"), ["GG", "IE", "AC", "WP"]), (("OC", "BU", "ON"), [])]
)
def test_the_strip_shows_four_pillars_or_none(codes: tuple[str, ...], shown: list[str]) -> None:
    assert names(benchmark=benchmark(*codes))["pillar_codes"] == shown
    assert names()["pillar_codes"] == []
