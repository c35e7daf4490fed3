"""An order asks for an edition that its type declares, or for none."""

from __future__ import annotations

import pytest

from assembler.assembly.orders.resolve import declared_edition, edition_for
from assembler.errors import ProjectError
from assembler.model.documents.document_type import DocumentType


def declared(**editions: object) -> DocumentType:
    said = {"name": "report", "title": "R", "description": "R", "record": "review", "example": "x"}
    return DocumentType.model_validate({**said, "editions": editions})


PUBLISHED = declared(internal={"label": "internal edition"}, public={"label": "public", "anonymous": True})


def test_the_first_edition_is_made_where_none_is_asked_for() -> None:
    assert edition_for(PUBLISHED, "") == "internal"
    assert edition_for(PUBLISHED, "public") == "public"


def test_a_type_without_editions_has_none() -> None:
    assert edition_for(declared(), "") == ""
    assert not declared_edition(declared(), "").anonymous
    with pytest.raises(ProjectError, match="report has no edition 'public'") as caught:
        edition_for(declared(), "public")
    assert "--edition" in caught.value.hint


def test_an_unknown_edition_is_told_with_those_that_there_are() -> None:
    with pytest.raises(ProjectError) as caught:
        edition_for(PUBLISHED, "pubic")
    assert caught.value.hint == "choose one of internal, public"
