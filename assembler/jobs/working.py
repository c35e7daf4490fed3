"""What a worker of a batch does, wherever it is: it makes the documents it was handed, and writes down each.

A document is written down as soon as it stands there, so that a batch that is stopped goes on behind it.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from assembler.errors import AssemblyError
from assembler.jobs.build import build
from assembler.jobs.order import Order, Outcome
from assembler.jobs.preparing import Workshop
from assembler.model.finding import Finding
from assembler.plain import Plain, as_data, replace
from assembler.store.aside import put_aside
from assembler.store.project import Project
from assembler.store.report import Entry, Report

SPELL = 1.0
"""Seconds that a worker works on what it was handed; what it has not begun then, it gives back."""


class Task(Plain, frozen=True):
    """One order for a worker: how it is written down, from what it is made, what was written down before.

    ``written`` is the digest of what was last written to the path of the document ``before``.
    """

    order: Order
    asked: str
    inputs: str
    before: Entry | None = None
    written: str = ""


class Site(Plain, frozen=True, eq=False):
    """Where workers work; one ``token`` for each batch, so that none is served what an older one read."""

    token: str
    project: Project
    output: Path

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
        told = _put_aside(site, task)
        outcome = build(_workshop(site), task.order, output=site.output)
        entry = _entry(site, task, outcome)
        Report.write_down(site.project.report_file, entry)
    except AssemblyError as error:
        return Outcome(task.order, error=error), None
    return (replace(outcome, findings=(*told, *outcome.findings)) if told else outcome), entry


@lru_cache(maxsize=1)
def _workshop(site: Site) -> Workshop:
    """What all orders of a batch share, once for each process that works on it."""
    return Workshop(site.project)


def _put_aside(site: Site, task: Task) -> tuple[Finding, ...]:
    """Keep a copy of the document that the task's will replace, if it is not as we wrote it."""
    if task.before is None:
        return ()
    return put_aside(site.project.root / task.before.path, written=task.written)


def _entry(site: Site, task: Task, outcome: Outcome) -> Entry:
    """What is written down of a document that was made; a PDF of the very same document stays."""
    entry = Entry(
        task.asked,
        shown(site.project, outcome.path or site.output),
        outcome.digest,
        task.inputs,
        made=as_data(outcome.order),
        findings=tuple(finding.as_dict() for finding in outcome.findings),
        form=outcome.form,
    )
    before = task.before
    if before is not None and before.digest == entry.digest and not before.pages:
        return replace(entry, pdf=before.pdf, pdf_digest=before.pdf_digest)
    return entry


def shown(project: Project, path: Path) -> str:
    """``path`` from the project's folder where it lies in it, so that the folder can be moved; else whole."""
    root, whole = project.root.resolve(), path.resolve()
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else str(whole)
