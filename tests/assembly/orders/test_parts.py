"""A type may be built for each part of a record: an order names one, or means all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler.assembly.orders.order import Order
from assembler.assembly.orders.resolve import expand_parts, require_parts, resolve_part
from assembler.errors import DataError, ProjectError
from assembler.model.documents.document_type import DocumentType
from assembler.model.review.review import Review
from assembler.store.project.project import Project
from assembler.store.records.record import Record

TYPE = """
title: Desk review
description: What a peer thinks
record: review
parts: peers
example: small
"""


def declared(parts: str) -> DocumentType:
    said = {"name": "desk", "title": "D", "description": "D", "record": "review", "example": "x"}
    return DocumentType.model_validate({**said, "parts": parts})


def record(*initials: str | None) -> Record:
    members = [{"person": {"office": "Adviser", "initials": each}, "role": "peer"} for each in initials]
    said = {"project": "P", "language": "en", "city": "x", "benchmark": "b@1", "team": {"members": members}}
    return Record("small", Path("small"), {"review": Review.model_validate(said)})


def test_a_requested_part_is_one_of_the_record(project: Project) -> None:
    assert resolve_part(project, declared("peers"), record("JB", "FC"), "FC") == "FC"
    with pytest.raises(ProjectError, match="`XX` is not one of the record’s peers") as caught:
        resolve_part(project, declared("peers"), record("JB", "FC"), "XX")
    assert caught.value.hint == "choose one with --part: JB, FC"


def test_one_document_is_about_one_part(project: Project) -> None:
    with pytest.raises(ProjectError, match="is built for one of the peers, but none was chosen"):
        resolve_part(project, declared("peers"), record("JB"), "")


def test_a_type_without_parts_is_about_the_whole_record(project: Project) -> None:
    assert resolve_part(project, declared(""), record("JB"), "") == ""
    with pytest.raises(ProjectError, match="has no document parts"):
        resolve_part(project, declared(""), record("JB"), "JB")


def test_somebody_without_initials_has_no_document() -> None:
    assert require_parts(declared("peers"), record("JB", None)) == ("JB",)
    with pytest.raises(ProjectError, match="has none"):
        require_parts(declared("peers"), record(None))


def test_an_unknown_kind_of_parts_is_reported_with_the_known_ones() -> None:
    with pytest.raises(DataError) as caught:
        require_parts(declared("pears"), record("JB"))
    assert caught.value.hint == "choose one of: peers, interviews, half-years, signatories"


def test_an_order_for_no_part_becomes_one_for_each(project: Project) -> None:
    folder = project.root / "templates/desk"
    folder.mkdir(parents=True)
    (folder / "document.yaml").write_text(TYPE, encoding="utf-8")
    orders = expand_parts(project, [Order("desk", "kade"), Order("baseline-report", "x")])
    assert expand_parts(project, orders) == orders
    assert [each.part for each in orders[:-1]] == ["HK", "LM", "MS"]
    assert orders[-1] == Order("baseline-report", "x")


def test_an_order_that_cannot_be_made_stays_to_fail_by_itself(tmp_path: Path) -> None:
    wrong = [Order("no-such-type", part=""), Order("baseline-report", "no-such-record")]
    assert expand_parts(Project(tmp_path), wrong) == wrong
