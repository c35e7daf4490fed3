"""Whole documents as text, line by line: a change in what they say is seen before it is meant.

The files in ``tests/golden`` are called like the documents; each type has one of every edition, or of its
first part, and more where a file is there. One that is missing is written and reported: after a change that
is meant, delete the file, run this test twice, and look at what git says has changed.
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
LONGEST = 6000
"""Lines of a text that somebody can read; a longer one says the same for every indicator."""
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
    first: dict[tuple[str, str], list[str]] = {}
    for name, order in orders.items():
        first.setdefault((order.type, order.edition), []).append(name)
    lacking = [names[0] for names in first.values() if not set(names) & set(THERE)]
    texts = {name: text_of(build_context, orders[name]) for name in lacking}
    missing = [name for name, text in texts.items() if text.count("\n") <= LONGEST]
    for name in missing:
        (GOLDEN / f"{name}.txt").write_text(texts[name], encoding="utf-8")
    assert {kind for kind, _ in first} == set(build_context.project.document_types())
    assert not missing, f"{', '.join(missing)} were missing and have been written: read them"
