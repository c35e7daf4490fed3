"""An order asks for an edition that its type declares, or for none."""

from __future__ import annotations

import pytest

from assembler.assembly.orders.resolve import find_edition, resolve_edition
from assembler.errors import ProjectError
from assembler.model.documents.document_type import DocumentType


def declared(**editions: object) -> DocumentType:
    said = {"name": "report", "title": "R", "description": "R", "record": "review", "example": "x"}
    return DocumentType.model_validate({**said, "editions": editions})


PUBLISHED = declared(team={"label": "team edition"}, public={"label": "public", "anonymous": True})


def test_the_first_edition_is_made_where_none_is_asked_for() -> None:
    assert resolve_edition(PUBLISHED, "") == "team"
    assert resolve_edition(PUBLISHED, "public") == "public"


def test_a_type_without_editions_has_none() -> None:
    assert resolve_edition(declared(), "") == ""
    assert not find_edition(declared(), "").anonymous
    with pytest.raises(ProjectError, match="report has no edition `public`") as caught:
        resolve_edition(declared(), "public")
    assert "--edition" in caught.value.hint


def test_an_unknown_edition_is_reported_with_those_that_there_are() -> None:
    with pytest.raises(ProjectError) as caught:
        resolve_edition(PUBLISHED, "pubic")
    assert caught.value.hint == "choose one of: team, public"


def test_an_earlier_name_of_an_edition_is_understood_unless_the_type_has_it() -> None:
    assert resolve_edition(PUBLISHED, "internal") == "team"
    assert find_edition(PUBLISHED, "internal").label == "team edition"
    own = declared(team={"label": "team"}, internal={"label": "internal"})
    assert resolve_edition(own, "internal") == "internal"
    assert find_edition(own, "internal").label == "internal"
    with pytest.raises(ProjectError, match="no edition `internal`"):
        resolve_edition(declared(public={"label": "public"}), "internal")
