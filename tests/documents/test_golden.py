"""Whole documents as text, line by line: a change in what they say is seen before it is meant.

The files in ``tests/golden`` are called like the documents. One that is missing is written and told: after a
change that is meant, delete the file, run this test twice, and look at what git says has changed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler import __version__
from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import Workshop
from assembler.assembly.orders.order import Order
from assembler.word.dump.dump import show

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
ORDERS = (
    Order("agenda-guide", "examples/agenda-2009", language="en"),
    Order("charter-commitment", "examples/charter-havenstad", language="en"),
    Order("charter-commitment", "examples/charter-round", language="en"),
    Order("desk-review", "examples/havenstad", language="en", part="HK"),
    Order("evidence-log", "examples/havenstad", language="en"),
    Order("feedback-report", "examples/havenstad", language="en", edition="internal"),
    Order("feedback-report", "examples/havenstad", language="en", edition="public"),
    Order("interview-guide", "examples/havenstad", language="en", part="I28"),
    Order("interview-guide", "examples/havenstad", language="en", part="WA"),
    Order("team-desk-review", "examples/havenstad", language="en"),
)


def called(order: Order) -> str:
    return "-".join((order.type, order.record, order.part or order.edition or "only", order.language))


@pytest.mark.parametrize("order", ORDERS, ids=called)
def test_a_document_says_what_it_said(workshop: Workshop, order: Order) -> None:
    made = assemble(workshop, order)
    path = GOLDEN / f"{Path(made.file_name).stem}.txt"
    said = show(made.data, made.file_name, with_looks=False)
    if made.manifest:
        said = said.replace(made.manifest.id, "(form)").replace(f"Engine: {__version__}", "Engine: (version)")
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.write_text(said, encoding="utf-8")
        pytest.fail(f"{path.name} was missing and has been written: look at it")
    assert said.splitlines() == path.read_text(encoding="utf-8").splitlines()
