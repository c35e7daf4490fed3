"""The engines that are timed: ours, docxtpl, two floors; each makes a document of a work."""

from __future__ import annotations

import gc
import io
import statistics
import time
import zipfile
from collections.abc import Callable
from typing import Any

import jinja2
from docxtpl import DocxTemplate
from lxml import etree

from assembler.word.package.package import open_package
from assembler.word.package.zip_writer import deflate_chunks, join
from assembler.word.render.prepared_template import PreparedTemplate
from assembler.word.render.template_preparation import prepare

TURN = 100.0
"""How long one program works in its turn, in milliseconds."""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def by_docxtpl(template: bytes, context: dict[str, Any]) -> bytes:
    """As its users use it: a new ``DocxTemplate`` for each document."""
    made, stream = DocxTemplate(io.BytesIO(template)), io.BytesIO()
    made.render(context, autoescape=True)
    made.save(stream)
    return stream.getvalue()


def prepared(template: bytes) -> PreparedTemplate:
    return prepare(open_package(template, "work"), "work")


class _Lean(jinja2.Environment):
    """Jinja that escapes and looks into dictionaries, and does nothing else."""

    def __init__(self) -> None:
        super().__init__(finalize=escaped)

    def getattr(self, obj: Any, attribute: str) -> Any:
        return obj[attribute]


def escaped(value: Any) -> Any:
    """``value`` with what XML needs escaped."""
    is_plain = "&" not in value and "<" not in value and ">" not in value
    return value if is_plain else value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def lean_jinja(ready: PreparedTemplate) -> Callable[[dict[str, Any]], bytes]:
    """The floor: the same text by Jinja with nothing looked after, and the same deflate."""
    templates = {part.source.part: _Lean().from_string(part.source.text) for part in ready.parts}

    def made(context: dict[str, Any]) -> bytes:
        fresh = {part: template.render(context).encode() for part, template in templates.items()}
        packed = {name: deflate_chunks(name, (data,)) for name, data in fresh.items()}
        members = {**ready.members, **packed}
        return join(member for member in members.values() if member)

    return made


def texts(data: bytes) -> list[str]:
    """Each paragraph's text, body and header, to see that engines say the same."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        named = [name for name in archive.namelist() if name.startswith(("word/document", "word/header"))]
        roots = [etree.fromstring(archive.read(name)) for name in sorted(named)]
    return ["".join(t.text or "" for t in p.iter(f"{W}t")) for root in roots for p in root.iter(f"{W}p")]


def milliseconds(work: Callable[[], object], times: int = 1) -> float:
    """The processor time that ``work`` takes, done so many times in a row."""
    gc.collect()  # nobody pays for what another program left behind
    start = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - start) * 1000 / times


def in_turns(work: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The median of each piece of work, all of them in turns, so that the machine's moods meet all.

    Whose turn it is works for ``TURN`` milliseconds or more: what takes less is done several times in a row,
    as in a batch, so that each program finds its own things where it left them.
    """
    once = {label: min(milliseconds(one) for _ in range(3)) for label, one in work.items()}
    times = {label: max(1, round(TURN / taken)) for label, taken in once.items()}
    found: dict[str, list[float]] = {label: [] for label in work}
    for _ in range(rounds):
        for label, one in work.items():
            found[label].append(milliseconds(one, times[label]))
    return {label: statistics.median(each) for label, each in found.items()}
