"""What a worker of a batch does, wherever it is: it makes the documents it was handed, and writes down each.

A document is written down as soon as it stands there, so that a batch that is stopped goes on behind it.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from assembler.assembly.build import Target, build
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order, Outcome, describe_order
from assembler.errors import AssemblyError, ProgramError
from assembler.store.project.backup import CHANGED
from assembler.store.project.build_log import Entry, Report, shown
from assembler.store.project.project import Project
from assembler.structs import Struct, as_data, replace

SPELL = 1.0
"""Seconds that a worker works on what it was handed; what it has not begun then, it gives back."""


class Task(Struct, frozen=True):
    """One order for a worker: how it is written down, from what it is made, what was written down before.

    ``written`` is the digest of what was last written to the path of the document ``before``.
    """

    order: Order
    asked: str
    inputs: str
    before: Entry | None = None
    written: str = ""


class Site(Struct, frozen=True, eq=False):
    """Where workers work, and when (``moment``); they never write over ``inputs``.

    One ``token`` for each batch, so that none is served what an older one read.
    """

    token: str
    project: Project
    output: Path
    moment: str = ""
    inputs: tuple[Path, ...] = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Site) and self.token == other.token

    def __hash__(self) -> int:
        return hash(self.token)


Made = tuple[Outcome, Entry | None]
"""What became of a task, and what was written down of it."""


def build_some(site: Site, tasks: Sequence[Task]) -> list[Made]:
    """What becomes of each task; of the first of them only, where all would take longer than a ``SPELL``."""
    made: list[Made] = []
    end = time.monotonic() + SPELL
    for task in tasks:
        made.append(_built(site, task))
        if time.monotonic() > end:
            break
    return made


def _built(site: Site, task: Task) -> Made:
    try:
        target = Target(site.output, site.moment, task.written, site.inputs)
        outcome = build(_build_context(site), task.order, output=target)
        entry = _entry(site, task, outcome)
        Report.write_down(site.project.report_file, entry)
    except AssemblyError as error:
        return Outcome(task.order, error=error), None
    except Exception as error:  # a mistake of ours ends one order, and no other
        return Outcome(task.order, error=ProgramError.of(error, describe_order(task.order))), None
    return outcome, entry


@lru_cache(maxsize=1)
def _build_context(site: Site) -> BuildContext:
    """What all orders of a batch share, once for each process that works on it."""
    return BuildContext(site.project)


def _entry(site: Site, task: Task, outcome: Outcome) -> Entry:
    """What is written down of a document that was made; a PDF of the very same document stays."""
    entry = Entry(
        task.asked,
        shown(site.project, outcome.path or site.output),
        outcome.digest,
        task.inputs,
        made=as_data(outcome.order),
        diagnostics=tuple(each.as_dict() for each in outcome.diagnostics if each.rule != CHANGED),
        form=outcome.form,
    )
    before = task.before
    if before is None:
        return entry
    is_same = before.digest == entry.digest and not before.pages
    return replace(entry, pdf=before.pdf if is_same else "", pdf_digest=before.pdf_digest)
