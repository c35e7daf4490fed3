"""How long one real form takes, beside docxtpl's own render of the same template with the same words.

Ours is the whole of ``build`` but the writing of the file: record and benchmark looked at, 1,100 controls,
names checked, languages tagged, ids and contents settled, the manifest put in. docxtpl gets the template as
it lies in ``templates/`` and plain words for every place: no control, no language, no contents, and no
unique ids come out. Run it with ``make speed``.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from docxtpl import DocxTemplate

from assembler.i18n.languages import language
from assembler.jobs.assembling import assemble
from assembler.jobs.order import Order
from assembler.jobs.preparing import Workshop
from assembler.model.document_type import DocumentType
from assembler.model.form import FormManifest
from assembler.store.project import Project
from assembler.views import seen
from assembler.views.sight import Sight

ROUNDS = 9
TYPE, RECORD = "baseline-report", "examples/havenstad"


class Said(str):
    """Words in a place, with the code that stands beside them."""

    code: str


def said(code: str, words: str) -> Said:
    text = Said(words)
    text.code = code
    return text


def plain_context(workshop: Workshop, manifest: FormManifest) -> dict[str, Any]:
    """The view's names, and plain words where our form has controls."""
    project = workshop.project
    record, declared = project.record(RECORD), project.document_type(TYPE)
    catalogue, cities = workshop.catalogue("en"), workshop.cities()
    city, benchmark = cities[record.about.city_ids[0]], project.benchmark(record.about.benchmark_tag)
    sight = Sight(
        record, project, cities, language("en"), catalogue.gettext, found_city=city, found_benchmark=benchmark
    )
    context: dict[str, Any] = {**seen(declared.view, sight), "contents": "", "organisation_chart": ""}
    context |= {"document_title": "Baseline report", "form_id": manifest.id}
    fill(context, declared, manifest)
    return {name: attributes(value) for name, value in context.items()}


def attributes(value: Any) -> Any:
    """Mappings as objects: stock Jinja reads ``group.values`` as the method of a dictionary."""
    if isinstance(value, dict):
        return SimpleNamespace(**{name: attributes(each) for name, each in value.items()})
    return [attributes(each) for each in value] if isinstance(value, list) else value


def fill(context: dict[str, Any], declared: DocumentType, manifest: FormManifest) -> None:
    words = {each.code: "\n".join(block.text for block in each.shown) for each in manifest.fields}
    lists = {each.code: [{"code": row.code, **{column.name: row.shown.get(column.name, "")
             for column in each.columns}} for row in each.rows] for each in manifest.lists}  # fmt: skip
    for name, field in declared.fields.items():
        context[name] = said(field.code, words[field.code])
    for name, listed in declared.lists.items():
        context[name] = {"rows": lists[listed.code]}
    block = declared.blocks["indicator"]
    for group in context["groups"]:
        for value in group["values"]:
            for item in value["indicators"]:
                for name, field in block.fields.items():
                    item[name] = said(f"{item['code']}.{field.code}", words[f"{item['code']}.{field.code}"])
                for name, listed in block.lists.items():
                    item[name] = {"rows": lists[f"{item['code']}.{listed.code}"]}


def milliseconds(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def main() -> None:
    """Print the medians and the ratio."""
    workshop = Workshop(Project.find(Path(__file__).resolve().parents[2]))
    order = Order(TYPE, RECORD, language="en")
    made = assemble(workshop, order)
    assert made.manifest is not None
    template = workshop.project.template(TYPE)
    context = plain_context(workshop, made.manifest)

    def theirs() -> None:
        document = DocxTemplate(io.BytesIO(template))
        document.render(context, autoescape=True)
        document.save(io.BytesIO())

    theirs()
    pairs = [(milliseconds(theirs), milliseconds(lambda: assemble(workshop, order))) for _ in range(ROUNDS)]
    docxtpl, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(their / our for their, our in pairs)
    print(f"Python {sys.version.split()[0]}, {ROUNDS} rounds in turns, CPU time, warm, one process")
    print(f"the form of {RECORD}: {len(made.manifest.fields)} fields, {len(made.data):,} bytes")
    print(f"docxtpl, plain words, same template   {docxtpl:8.1f} ms")
    print(f"ours, with controls and all the rest  {ours:8.1f} ms   {ratio:.1f} times as fast")


if __name__ == "__main__":
    main()
