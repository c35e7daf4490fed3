"""The tiny project stands alone: it is valid, and one document goes all the way through it."""

from __future__ import annotations

import pytest

from assembler.assembly.orders.order import Order
from assembler.collect.collect import collect
from assembler.lint import lint
from assembler.store.project.project import Project
from assembler.word.check.check import check_document
from own_types import EXAMPLE
from returned_forms import changes_by_path, edit_form, is_unchanged, send_form, type_answers
from tiny_project import LANGUAGE


def test_lint_finds_nothing_in_it(tiny: Project) -> None:
    """But the translations that are still missing, which are warnings."""
    assert lint(tiny, ["letter"]) == ()
    assert not [each for each in lint(tiny) if each.is_error]


@pytest.mark.parametrize("language", ["en", LANGUAGE])
def test_its_form_goes_out_and_comes_back(tiny: Project, language: str) -> None:
    path = send_form(tiny, Order("letter", EXAMPLE, language=language))
    assert check_document(path.read_bytes(), path.name) == ()
    assert is_unchanged(collect(tiny, path, dry_run=True))
    result = collect(tiny, edit_form(path, type_answers({"T.1": "Head of unit"})), dry_run=True)
    assert set(changes_by_path(result)) == {"review.contact.office"}


def test_nothing_in_it_comes_from_the_demonstration(tiny: Project) -> None:
    assert tiny.document_types() == ("letter",)
    assert tiny.records() == (EXAMPLE,)
    assert tiny.languages() == ("en", LANGUAGE)
