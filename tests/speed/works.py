"""The three pieces of work that engines are timed with, in the dialect of each.

A charter of two pages, a baseline report with 73 indicators in a table each, an evidence log of 5,000 rows.
The data is the same for all, and so must the text be that comes out.
"""

from __future__ import annotations

import io
import random
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.document import Document as Doc

WORDS = (
    "city", "council", "integration", "policy", "service", "newcomers", "language", "school", "housing",
    "work", "staff", "training", "budget", "review", "partner", "evidence", "target", "group", "plan",
    "strategy", "department", "complaint", "access", "equality",
)  # fmt: skip
NAMES = ("charter", "baseline of 73", "evidence log of 5,000")
ROUNDS = {"charter": 15, "baseline of 73": 15, "evidence log of 5,000": 5}


@dataclass(frozen=True)
class Work:
    """A template in one dialect and the data for it."""

    template: bytes
    data: dict[str, Any]


class Jinja:
    """How docxtpl, and we, write a value, a looped row and looped paragraphs."""

    def value(self, path: str) -> str:
        return f"{{{{ {path} }}}}"

    def rows(self, loop: str, names: list[str]) -> list[list[str]]:
        rest = [""] * (len(names) - 1)
        inside = [f"{{{{ each.{name} }}}}" for name in names]
        return [[f"{{%tr for each in {loop} %}}", *rest], inside, ["{%tr endfor %}", *rest]]

    def report(self, document: Doc) -> None:
        document.add_paragraph("{%p for pillar in pillars %}")
        document.add_heading("{{ pillar.code }} {{ pillar.name }}", 1)
        document.add_paragraph("{%p for i in pillar.indicators %}")
        document.add_heading("{{ i.code }} {{ i.name }}", 2)
        table(document, [[name.capitalize(), f"{{{{ i.{name} }}}}"] for name in ASKED])
        document.add_paragraph("{%p for e in i.evidence %}")
        document.add_paragraph("{{ e.title }}, {{ e.date }}: {{ e.text }}", style="List Bullet")
        for _ in range(3):
            document.add_paragraph("{%p endfor %}")


class Docxtemplater:
    """The same for docxtemplater."""

    def value(self, path: str) -> str:
        return f"{{{path}}}"

    def rows(self, loop: str, names: list[str]) -> list[list[str]]:
        row = [f"{{{name}}}" for name in names]
        return [[f"{{#{loop}}}{row[0]}", *row[1:-1], f"{row[-1]}{{/{loop}}}"]]

    def report(self, document: Doc) -> None:
        document.add_paragraph("{#pillars}")
        document.add_heading("{code} {name}", 1)
        document.add_paragraph("{#indicators}")
        document.add_heading("{code} {name}", 2)
        table(document, [[name.capitalize(), f"{{{name}}}"] for name in ASKED])
        document.add_paragraph("{#evidence}")
        document.add_paragraph("{title}, {date}: {text}", style="List Bullet")
        for loop in ("evidence", "indicators", "pillars"):
            document.add_paragraph(f"{{/{loop}}}")


class Carbone:
    """The same for Carbone, which shows by a second item where a loop ends."""

    def value(self, path: str) -> str:
        return f"{{d.{path}}}"

    def rows(self, loop: str, names: list[str]) -> list[list[str]]:
        return [[f"{{d.{loop}[{at}].{name}}}" for name in names] for at in ("i", "i+1")]

    def report(self, document: Doc) -> None:
        pillar, indicator = "d.pillars[i]", "d.pillars[i].indicators[i]"
        document.add_heading(f"{{{pillar}.code}} {{{pillar}.name}}", 1)
        document.add_heading(f"{{{indicator}.code}} {{{indicator}.name}}", 2)
        table(document, [[name.capitalize(), f"{{{indicator}.{name}}}"] for name in ASKED])
        for at in ("i", "i+1"):
            each = f"{indicator}.evidence[{at}]"
            document.add_paragraph(f"{{{each}.title}}, {{{each}.date}}: {{{each}.text}}", style="List Bullet")
        document.add_heading("{d.pillars[i].indicators[i+1].code}", 2)
        document.add_heading("{d.pillars[i+1].code}", 1)


Dialect = Jinja | Docxtemplater | Carbone
ASKED = ("ambition", "achievement", "weak", "how", "why", "who")


def work(name: str, dialect: Dialect) -> Work:
    """The work called ``name`` in a dialect."""
    draw = {"charter": charter, "baseline of 73": baseline, "evidence log of 5,000": evidence_log}[name]
    document, data = draw(dialect)
    stream = io.BytesIO()
    document.save(stream)
    return Work(stream.getvalue(), data)


def prose(dice: random.Random, words: int) -> str:
    """A sentence or more; a quarter of them with something to escape."""
    text = " ".join(dice.choice(WORDS) for _ in range(words)).capitalize() + "."
    return text + (" R&D “costs” < plan, café." if dice.random() < 0.25 else "")


def table(document: Doc, rows: list[list[str]]) -> None:
    drawn = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    for cells, texts in zip(drawn.rows, rows, strict=True):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text


def charter(dialect: Dialect) -> tuple[Doc, dict[str, Any]]:
    document, dice, value = Document(), random.Random(1), dialect.value
    document.add_heading(f"Charter of {value('city')}", 0)
    signed = f"Signed on {value('date')} by {value('signer')}, {value('office')}."
    document.add_paragraph(signed)
    header = ["Commitment", "Text", "Responsible"]
    table(document, [header, *dialect.rows("commitments", ["code", "text", "office"])])
    commitments = [{"code": f"C{n}", "text": prose(dice, 30), "office": prose(dice, 3)} for n in range(12)]
    named = {"city": "Genève", "date": "2026-11-20", "signer": "Mayor", "office": "City Council"}
    return document, named | {"commitments": commitments}


def baseline(dialect: Dialect) -> tuple[Doc, dict[str, Any]]:
    document, dice, value = Document(), random.Random(2), dialect.value
    document.sections[0].header.paragraphs[0].text = f"{value('city')}, {value('date')}"
    document.add_heading(f"Baseline report of {value('city')}", 0)
    dialect.report(document)
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


def evidence_log(dialect: Dialect, count: int = 5000) -> tuple[Doc, dict[str, Any]]:
    document, dice = Document(), random.Random(3)
    columns = ["code", "session", "indicator", "text", "strength", "peer"]
    table(document, [columns, *dialect.rows("log", columns)])
    log = [
        {"code": f"E{n}", "session": f"S{n % 40}", "indicator": f"GG/A/{n % 24}", "text": prose(dice, 15)}
        | {"strength": "strong", "peer": "Ada & Jo"}
        for n in range(count)
    ]
    return document, {"log": log}
