"""Whole documents as text, line by line: a change in what they say is seen before it is meant.

The files in ``tests/golden`` have the names of the documents: for each edition of each type the documents
in ``CHOSEN``, or else the first. Each one that is missing is written and reported: after an intended change,
delete the files, run this test twice, and look at what git reports.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.batch.demo import list_demo_orders
from assembler.structs import replace
from assembler.version import __version__
from assembler.word.dump.dump import show

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
TOO_LONG = "baseline-report"
"""The type whose text is too long to read; it asks the same about every indicator."""
CHOSEN = {
    "charter-commitment_charter-havenstad_en", "charter-commitment_charter-round_en",
    "interview-guide_havenstad_I28_en", "interview-guide_havenstad_WA_en",
}  # fmt: skip
"""The documents of a type that differ more than in their data, where its first one is not enough."""
THERE = sorted(path.stem for path in GOLDEN.glob("*_en.txt") if not path.name.startswith("phrases_"))


def stem(order: Order) -> str:
    parts = (order.type, order.record.rpartition("/")[2], order.part, order.edition, order.language)
    return "_".join(part for part in parts if part)


@pytest.fixture(scope="module")
def orders(build_context: BuildContext) -> dict[str, Order]:
    """Every document of the examples in English, by the name of its file; the usual ones of a type first."""
    every = list_demo_orders(build_context.project)
    usual = (order for order in every if order.house_style == "plain" and order.record)
    return {stem(each): each for each in (replace(order, language="en") for order in usual)}


def text_of(build_context: BuildContext, order: Order) -> str:
    made = assemble(build_context, order)
    assert Path(made.file_name).stem == stem(order)
    said = show(made.data, made.file_name, with_looks=False)
    if made.manifest:
        said = said.replace(made.manifest.id, "(form)").replace(f"Engine: {__version__}", "Engine: (version)")
    return said


@pytest.mark.parametrize("name", THERE)
def test_a_document_says_what_it_said(
    build_context: BuildContext, orders: dict[str, Order], name: str
) -> None:
    assert name in orders, f"no document is called {name}: delete its file"
    said = text_of(build_context, orders[name])
    assert said.splitlines() == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def test_every_type_has_the_text_of_each_edition(
    build_context: BuildContext, orders: dict[str, Order]
) -> None:
    names: dict[tuple[str, str], list[str]] = {}
    for name, order in orders.items():
        names.setdefault((order.type, order.edition), []).append(name)
    assert {type_name for type_name, _ in names} == set(build_context.project.document_types())
    expected = {name for each in names.values() for name in CHOSEN.intersection(each) or each[:1]}
    missing = sorted(name for name in expected.difference(THERE) if orders[name].type != TOO_LONG)
    for name in missing:
        (GOLDEN / f"{name}.txt").write_text(text_of(build_context, orders[name]), encoding="utf-8")
    assert not missing, f"{', '.join(missing)} were missing and have been written: read them"
