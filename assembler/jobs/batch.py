"""Many orders: what is unchanged is left alone, the rest is made by an executor, one failure stops no other.

What an order's document was made from is written down as a digest when the document is done. So a batch that
was stopped goes on where it was, and a document that somebody changed since is put aside, never written over.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from secrets import token_hex
from typing import Any

from assembler.errors import AssemblyError, OutputError, ToolError
from assembler.i18n.languages import language
from assembler.jobs.build import build
from assembler.jobs.executors import InTurn
from assembler.jobs.order import Order, Outcome
from assembler.jobs.preparing import Workshop
from assembler.model.finding import Finding
from assembler.store.aside import digest_of, put_aside
from assembler.store.inputs import Inputs
from assembler.store.project import Project
from assembler.store.report import Entry, Report

TOGETHER = 8
"""So many orders of one language, at most, go to a worker at a time."""
AHEAD = 64
"""So many of these are handed out before the first must be done."""


@dataclass(frozen=True, slots=True)
class Settings:
    """``output`` is the folder to write to; ``again`` makes also what is unchanged.

    ``pdf`` and ``pages`` say what LibreOffice is asked for afterwards (``printing``).
    """

    output: Path
    again: bool = False
    pdf: bool = False
    pages: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """One order for a worker: how it is written down, from what it is made, what was written down before."""

    order: Order
    asked: str
    inputs: str
    before: Entry | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """Where workers work; one ``token`` for each batch, so that none is served what an older one read."""

    token: str
    project: Project = field(compare=False)
    output: Path = field(compare=False)


Done = tuple[Order, Outcome]
"""An order as it was given, and what became of it."""


class Batch:
    """Orders of one project and what became of them."""

    def __init__(self, project: Project, settings: Settings) -> None:
        self.project = project
        self.settings = settings
        self.report = Report(project.report_file)
        self._inputs = Inputs(project)

    def sorted_out(self, orders: Sequence[Order]) -> tuple[list[Done], list[Order]]:
        """What needs no work (unchanged, or refused since two would be one file), and what is to be made."""
        done: list[Done] = []
        todo: list[Order] = []
        names: dict[tuple[str, ...], Order] = {}
        for order in dict.fromkeys(orders):
            first = names.setdefault(_same_file(order), order)
            if first is not order:
                done.append((order, Outcome(order, error=_taken(order, first))))
            elif (known := self._unchanged(order)) is not None:
                done.append((order, known))
            else:
                todo.append(order)
        return done, todo

    def made(self, orders: Sequence[Order], executor: Executor | None = None) -> Generator[Done, None, None]:
        """Each order with its outcome, as soon as it is done.

        An AssemblyError fails its order alone; ToolError where a worker was stopped from outside; any other
        error is a mistake in the program and stops the batch.
        """
        executor = executor or InTurn()
        ahead = 1 if isinstance(executor, InTurn) else AHEAD
        kept = {order: told for order in orders if (told := self._put_aside(order))}
        site = Site(token_hex(8), self.project, self.settings.output)
        chunks = self._tasks(orders, 1 if ahead == 1 else max(1, min(TOGETHER, len(orders) // 16)))
        for task, outcome in _as_done(executor, site, chunks, ahead):
            if outcome.error is None:
                self.report.take(entry_of(site, task, outcome))
            told = (*kept.get(task.order, ()), *outcome.findings)
            yield task.order, replace(outcome, findings=told)

    def asked(self, order: Order) -> str:
        """The order as it is written down."""
        return json.dumps({**asdict(order), "output": shown(self.project, self.settings.output),
                           "pages": self.settings.pages}, sort_keys=True)  # fmt: skip

    def inputs(self, order: Order) -> str:
        """The digest of all that the order's document is made from; empty where some of it is missing."""
        codes = language(order.language).chain if order.language else None
        try:
            parts = (
                self._inputs.every(),
                self._inputs.record(order.record) if order.record else "",
                self._inputs.template(order.type),
                self._inputs.house_style(order.house_style),
                self._inputs.catalogues(codes),
            )
        except AssemblyError:
            return ""
        return sha256("\n".join((self.asked(order), *parts)).encode()).hexdigest()

    def _unchanged(self, order: Order) -> Outcome | None:
        entry = self.report.entry(self.asked(order))
        if entry is None or self.settings.again or entry.inputs != self.inputs(order):
            return None
        path = self.project.root / entry.path
        if digest_of(path) != entry.digest or not (entry.form == "" or self.project.has_form(entry.form)):
            return None
        findings = tuple(Finding.from_dict(each) for each in entry.findings)
        made = Order(**entry.made)
        return Outcome(made, path, entry.digest, findings, form=entry.form, unchanged=True)

    def _put_aside(self, order: Order) -> tuple[Finding, ...]:
        """Keep a copy of the document that the order's will replace, if it is not as we wrote it."""
        entry = self.report.entry(self.asked(order))
        if entry is None:
            return ()
        return put_aside(self.project.root / entry.path, written=self.report.written(entry.path))

    def _tasks(self, orders: Sequence[Order], together: int) -> Iterator[list[Task]]:
        """The orders of one language and template beside each other, so that both are read by few workers."""
        by_language = sorted(orders, key=lambda order: (order.language, *_template(order)))
        for _, group in groupby(by_language, key=lambda order: order.language):
            tasks = [self._task(order) for order in group]
            yield from (tasks[at : at + together] for at in range(0, len(tasks), together))

    def _task(self, order: Order) -> Task:
        asked = self.asked(order)
        return Task(order, asked, self.inputs(order), self.report.entry(asked))


def _as_done(
    executor: Executor, site: Site, chunks: Iterator[list[Task]], ahead: int
) -> Iterator[tuple[Task, Outcome]]:
    """Each task with its outcome, as they are done; what waits is dropped where nobody asks on."""
    waiting: dict[Future[list[Outcome]], list[Task]] = {}
    try:
        for chunk in chunks:
            waiting[executor.submit(build_some, site, chunk)] = chunk
            if len(waiting) >= ahead:
                yield from _next_done(waiting)
        while waiting:
            yield from _next_done(waiting)
    except BrokenExecutor as error:
        remedy = "start the batch again: it goes on where it was"
        raise ToolError("a worker was stopped before it was done", remedy=remedy) from error
    finally:
        for future in waiting:
            future.cancel()


def _next_done(waiting: dict[Future[list[Outcome]], list[Task]]) -> Iterator[tuple[Task, Outcome]]:
    for future in wait(waiting, return_when=FIRST_COMPLETED).done:
        yield from zip(waiting.pop(future), future.result(), strict=True)


def build_some(site: Site, tasks: Sequence[Task]) -> list[Outcome]:
    """What a worker does: the outcome of each task, written down as soon as its document stands there."""
    return [_built(site, task) for task in tasks]


def _built(site: Site, task: Task) -> Outcome:
    try:
        outcome = build(_workshop(site), task.order, output=site.output)
    except AssemblyError as error:
        return Outcome(task.order, error=error)
    Report.write_down(site.project.report_file, entry_of(site, task, outcome))
    return outcome


@lru_cache(maxsize=1)
def _workshop(site: Site) -> Workshop:
    """What all orders of a batch share, once for each process that works on it."""
    return Workshop(site.project)


def entry_of(site: Site, task: Task, outcome: Outcome) -> Entry:
    """What is written down of a document that was made; a PDF of the very same document stays."""
    entry = Entry(
        task.asked,
        shown(site.project, outcome.path or site.output),
        outcome.digest,
        task.inputs,
        made=asdict(outcome.order),
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


def _template(order: Order) -> tuple[str, ...]:
    return order.type, order.language, order.house_style, order.edition


def _same_file(order: Order) -> tuple[str, ...]:
    """What tells the file names of two orders apart."""
    record = order.record.rstrip("/").rpartition("/")[2] or f"{order.city}-{order.benchmark}"
    return (*_template(order), record, order.city, order.part)


def _taken(order: Order, first: Order) -> OutputError:
    same: Any = order.record == first.record
    what = "it is ordered as a draft and as a finished document, and both would be the same file"
    if not same:
        what = f"the documents of {order.record} and {first.record} would be the same file"
    return OutputError(what, where=order.record, remedy="build them into folders of their own, with --output")
