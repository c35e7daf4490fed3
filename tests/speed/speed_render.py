"""How long one document takes from a prepared template, beside docxtpl's own render of the same template.

Run it with ``make speed``. Each workload is drawn here; both engines run in one process in turns (so that the
machine's moods meet both), and the medians of CPU time are compared. ``ready`` is preparing the template
(once), ``from file`` is reading a prepared one back.
"""

from __future__ import annotations

import io
import random
import statistics
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from docx import Document
from docx.document import Document as Doc
from docxtpl import DocxTemplate
from lxml import etree

from assembler.word.package import open_package
from assembler.word.prepared import Prepared
from assembler.word.template import prepare

WORDS = (
    "city", "council", "integration", "policy", "service", "newcomers", "language", "school", "housing",
    "work", "staff", "training", "budget", "review", "partner", "evidence", "target", "group", "plan",
    "strategy", "department", "complaint", "access", "equality",
)  # fmt: skip
ROUNDS = {"charter": 41, "baseline of 73": 21, "evidence log of 5,000": 5}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def prose(dice: random.Random, words: int) -> str:
    """A sentence or more; a quarter of them with something to escape."""
    text = " ".join(dice.choice(WORDS) for _ in range(words)).capitalize() + "."
    return text + (" R&D “costs” < plan, café." if dice.random() < 0.25 else "")


def table(document: Doc, rows: list[list[str]]) -> None:
    drawn = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    for cells, texts in zip(drawn.rows, rows, strict=True):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text


def charter() -> tuple[Doc, dict[str, Any]]:
    document, dice = Document(), random.Random(1)
    document.add_heading("Charter of {{ city }}", 0)
    document.add_paragraph("Signed on {{ date }} by {{ signer }}, {{ office }}.")
    rows = [["Commitment", "Text", "Responsible"], ["{%tr for c in commitments %}", "", ""]]
    rows += [["{{ c.code }}", "{{ c.text }}", "{{ c.office }}"], ["{%tr endfor %}", "", ""]]
    table(document, rows)
    commitments = [{"code": f"C{n}", "text": prose(dice, 30), "office": prose(dice, 3)} for n in range(12)]
    named = {"city": "Genève", "date": "2026-11-20", "signer": "Mayor", "office": "City Council"}
    return document, named | {"commitments": commitments}


def baseline() -> tuple[Doc, dict[str, Any]]:
    document, dice = Document(), random.Random(2)
    document.sections[0].header.paragraphs[0].text = "{{ city }}, {{ date }}"
    document.add_heading("Baseline report of {{ city }}", 0)
    document.add_paragraph("{%p for pillar in pillars %}")
    document.add_heading("{{ pillar.code }} {{ pillar.name }}", 1)
    document.add_paragraph("{%p for i in pillar.indicators %}")
    document.add_heading("{{ i.code }} {{ i.name }}", 2)
    asked = ["ambition", "achievement", "weak", "how", "why", "who"]
    table(document, [[name.capitalize(), f"{{{{ i.{name} }}}}"] for name in asked])
    document.add_paragraph("{%p for e in i.evidence %}")
    document.add_paragraph("{{ e.title }}, {{ e.date }}: {{ e.text }}", style="List Bullet")
    for _ in range(3):
        document.add_paragraph("{%p endfor %}")
    counts = {"GG": 24, "EI": 14, "PP": 13, "WP": 22}
    pillars = [indicators(dice, code, count) for code, count in counts.items()]
    return document, {"city": "Genève", "date": "2026-11-20", "pillars": pillars}


def indicators(dice: random.Random, code: str, count: int) -> dict[str, Any]:
    made = [
        {"code": f"{code}/{n}", "name": prose(dice, 5)}
        | {name: prose(dice, dice.randint(20, 60)) for name in ("ambition", "achievement", "how")}
        | {name: prose(dice, dice.randint(5, 20)) for name in ("weak", "why", "who")}
        | {"evidence": [{"title": prose(dice, 4), "date": "2024", "text": prose(dice, 12)} for _ in range(3)]}
        for n in range(count)
    ]
    return {"code": code, "name": prose(dice, 2), "indicators": made}


def evidence_log() -> tuple[Doc, dict[str, Any]]:
    document, dice = Document(), random.Random(3)
    columns = ["code", "session", "indicator", "text", "strength", "peer"]
    rows = [columns, ["{%tr for e in log %}", *[""] * 5], [f"{{{{ e.{name} }}}}" for name in columns]]
    table(document, [*rows, ["{%tr endfor %}", *[""] * 5]])
    log = [
        {"code": f"E{n}", "session": f"S{n % 40}", "indicator": f"GG/A/{n % 24}", "text": prose(dice, 15)}
        | {"strength": "strong", "peer": "Ada & Jo"}
        for n in range(5000)
    ]
    return document, {"log": log}


def by_docxtpl(template: bytes, context: dict[str, Any]) -> bytes:
    made, stream = DocxTemplate(io.BytesIO(template)), io.BytesIO()
    made.render(context, autoescape=True)
    made.save(stream)
    return stream.getvalue()


def texts(data: bytes) -> list[str]:
    """Each paragraph's text, body and header, to see that both engines say the same."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        named = [name for name in archive.namelist() if name.startswith(("word/document", "word/header"))]
        roots = [etree.fromstring(archive.read(name)) for name in sorted(named)]
    return ["".join(t.text or "" for t in p.iter(f"{W}t")) for root in roots for p in root.iter(f"{W}p")]


def milliseconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def measured(name: str, draw: Callable[[], tuple[Doc, dict[str, Any]]]) -> Iterator[str]:
    document, context = draw()
    stream = io.BytesIO()
    document.save(stream)
    template = stream.getvalue()
    prepared = prepare(open_package(template, name), name)
    stored = prepared.to_bytes()
    if texts(prepared.render(context)) != texts(by_docxtpl(template, context)):
        sys.exit(f"{name}: the two engines do not say the same")
    work: dict[str, Callable[[], object]] = {
        "docxtpl": lambda: by_docxtpl(template, context),
        "render": lambda: prepared.render(context),
        "from file": lambda: Prepared.from_bytes(stored).render(context),
        "ready": lambda: prepare(open_package(template, name), name),
    }
    taken: dict[str, list[float]] = {label: [] for label in work}
    for _ in range(ROUNDS[name]):
        for label, one in work.items():
            taken[label].append(milliseconds(one))
    median = {label: statistics.median(times) for label, times in taken.items()}
    size = len(prepared.render(context)) // 1024
    yield f"{name:22} {size:5} kB " + " ".join(
        f"{label} {time:8.2f} ms" + (f" ({median['docxtpl'] / time:5.1f} x)" if label != "docxtpl" else "")
        for label, time in median.items()
    )


def main() -> None:
    for name, draw in zip(ROUNDS, (charter, baseline, evidence_log), strict=True):
        for line in measured(name, draw):
            print(line)


if __name__ == "__main__":
    main()
