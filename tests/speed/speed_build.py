"""Whole builds of our own document types, from the loaded record to the bytes, beside docxtpl's bare render.

Ours is all of ``build`` but the reading of the record and the writing of the file: the rules, the view, the
controls of a form, names checked, languages tagged, ids and contents settled, the manifest put in. docxtpl
gets the template as it lies in ``templates/`` and plain words for every place, ready made: no rules, no view,
no control, no language, no contents, and no unique ids.

An evidence log is mostly its references: each record has a bookmark, and stands as a link of five runs
wherever it is named, 23,000 times among 5,000 records. So docxtpl makes it twice: with bare names
(``docxtpl``), and with the bookmarks and fields that ours has, ready made (``docxtpl linked``): the same
tables, texts and links of the same data. Run it with ``make speed``.
"""

from __future__ import annotations

import sys

if "--zlib" in sys.argv:
    sys.modules["isal"] = None  # type: ignore[assignment]

import tempfile
from collections.abc import Callable
from pathlib import Path

from engines import by_docxtpl, in_turns
from plain_words import plain_context
from speed_evidence import written

from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.store.project.project import Project
from assembler.word.package.zip_writer import describe_compressor

EVIDENCE = 5000
ROUNDS = {"baseline-report": 11, "charter-commitment": 11, "evidence-log": 3}


def measured(build_context: BuildContext, order: Order) -> str:
    record = build_context.project.record(order.record)
    made = assemble(build_context, order, record=record)
    template, context = (
        build_context.project.template(order.type),
        plain_context(build_context, order, made.manifest),
    )
    works: dict[str, Callable[[], object]] = {
        "docxtpl": lambda: by_docxtpl(template, context),
        "ours": lambda: assemble(build_context, order, record=record),
    }
    if order.type == "evidence-log":
        linked = plain_context(build_context, order, made.manifest, linked=True)
        works["docxtpl linked"] = lambda: by_docxtpl(template, linked)
    median = in_turns(works, ROUNDS[order.type])
    fields = f", {len(made.manifest.fields):,} fields" if made.manifest and made.manifest.fields else ""
    beside = "".join(
        f"; {name} {median[name]:.1f} ms, {median[name] / median['ours']:.1f} x as long"
        for name in works
        if name != "ours"
    )
    about = f"{order.type} of {order.record}: {len(made.data) // 1024} kB{fields}"
    return f"{about}; ours {median['ours']:.1f} ms{beside}"


def main() -> None:
    print(f"Python {sys.version.split()[0]}, {describe_compressor()}, CPU time, medians in turns, warm")
    build_context = BuildContext(Project.find(Path(__file__).resolve().parents[2]))
    print(measured(build_context, Order("baseline-report", "examples/havenstad", language="en")))
    print(measured(build_context, Order("charter-commitment", "examples/charter-havenstad", language="en")))
    with tempfile.TemporaryDirectory() as folder:
        many = BuildContext(written(Path(folder), EVIDENCE))
        print(measured(many, Order("evidence-log", f"generated-{EVIDENCE}", language="en", draft=True)))


if __name__ == "__main__":
    main()
