"""The guides for host cities and peers are about one review, one city, or reviews in general."""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from assembler.assembly.assemble import AssembledDocument, assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.errors import ProjectError
from assembler.word.dump.dump import show

GUIDES = ("host-guide", "peer-guide")


def read(made: AssembledDocument) -> str:
    return show(made.data, made.file_name, with_looks=False)


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_needs_no_record_and_no_city(build_context: BuildContext, name: str) -> None:
    made = assemble(build_context, Order(name, language="fi"))
    assert made.file_name == f"{name}_general_fi.docx"
    assert "Kaupunkien vertaisarviointi" in read(made)
    assert "{" not in read(made)


def test_a_guide_for_a_city_is_in_its_language_and_bears_its_name(build_context: BuildContext) -> None:
    made = assemble(build_context, Order("host-guide", city="amsterdam"))
    assert made.file_name == "host-guide_amsterdam_nl.docx"
    assert "Amsterdam" in read(made)
    assert made.diagnostics == ()


def test_a_guide_of_a_review_says_when_and_whom_to_ask(build_context: BuildContext) -> None:
    record = build_context.record(Order("host-guide", record="examples/havenstad"))
    text = read(assemble(build_context, Order("host-guide", record="examples/havenstad", language="en")))
    assert isinstance(record.review.deadline, date)
    assert "Deadline of the baseline report" in text
    assert ("Ask the secretariat" in text) == (record.review.secretariat is not None)


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_says_when_each_step_is(build_context: BuildContext, name: str) -> None:
    of_review = read(assemble(build_context, Order(name, record="examples/havenstad", language="en")))
    in_general = read(assemble(build_context, Order(name, language="en")))
    assert ": ‹Strong|5–8" in of_review
    assert ": During the visit\n" in in_general
    assert "Deadline:" not in in_general


def test_other_documents_still_need_a_record(build_context: BuildContext) -> None:
    assemble(build_context, Order("host-guide", city="amsterdam"))
    with pytest.raises(ProjectError, match="--city was given without --benchmark"):
        assemble(build_context, Order("baseline-report", city="amsterdam"))


@pytest.mark.product
@pytest.mark.office
def test_a_guide_is_one_sheet(build_context: BuildContext, office: Any, tmp_path: Path) -> None:
    paths = []
    for name, language in product(GUIDES, build_context.project.languages()):
        paths.append(tmp_path / f"{name}-{language}.docx")
        order = Order(name, record="examples/havenstad", language=language)
        paths[-1].write_bytes(assemble(build_context, order).data)
    counts = {path.stem: len(pikepdf.open(path).pages) for path in office.convert(paths, "pdf")}
    assert set(counts.values()) == {2}, counts


def test_the_head_of_a_guide_for_peers_names_the_city_if_there_is_one(build_context: BuildContext) -> None:
    of_review = read(assemble(build_context, Order("peer-guide", record="examples/havenstad", language="nl")))
    in_general = read(assemble(build_context, Order("peer-guide", language="nl")))
    assert "Handreiking voor peers · Havenstad" in of_review
    assert "Handreiking voor peers ·" not in in_general
