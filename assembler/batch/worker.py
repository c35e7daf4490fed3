"""Worker of a batch: builds the documents of its tasks and records each in the build log.

A document is recorded as soon as it is written, so that an interrupted batch continues after it.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from assembler.assembly.build import Target, build
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order, Outcome, describe_order
from assembler.diagnostics.building import CHANGED_DOCUMENT
from assembler.errors import AssemblyError, ProgramError
from assembler.store.project.outputs import BuildLog, Entry, portable_path
from assembler.store.project.project import Project
from assembler.structs import Struct, as_data, replace

TIME_SLICE = 1.0
"""Time in seconds after which a worker starts no further task of a portion; it returns the rest."""


class BuildTask(Struct, frozen=True):
    """An order for a worker, with its key, its input digest and its earlier entry in the build log.

    ``written`` is the digest of the file that was last written to the path in the entry ``before``.
    """

    order: Order
    key: str
    inputs: str
    before: Entry | None = None
    written: str = ""


class WorkerContext(Struct, frozen=True, eq=False):
    """Data shared by all tasks of a batch.

    ``token`` is different for each batch, so that no batch uses data cached by an earlier one.
    """

    token: str
    project: Project
    output: Path
    moment: str = ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WorkerContext) and self.token == other.token

    def __hash__(self) -> int:
        return hash(self.token)


TaskResult = tuple[Outcome, Entry | None]
"""The outcome of a task, and its entry in the build log."""


def build_tasks(context: WorkerContext, tasks: Sequence[BuildTask]) -> list[TaskResult]:
    """Build the tasks that start within a ``TIME_SLICE``, in order, and return their results."""
    results: list[TaskResult] = []
    end = time.monotonic() + TIME_SLICE
    for task in tasks:
        results.append(_build(context, task))
        if time.monotonic() > end:
            break
    return results


def _build(context: WorkerContext, task: BuildTask) -> TaskResult:
    try:
        target = Target(context.output, context.moment, task.written, log=False)
        outcome = build(_build_context(context), task.order, output=target)
        entry = _build_entry(context, task, outcome)
        BuildLog.append_line(context.project.report_file, entry)
    except AssemblyError as error:
        return Outcome(task.order, error=error), None
    except Exception as error:  # an error in the program affects only one order
        return Outcome(task.order, error=ProgramError.of(error, describe_order(task.order))), None
    return outcome, entry


@lru_cache(maxsize=1)
def _build_context(context: WorkerContext) -> BuildContext:
    """Return the build context, which each process creates once per batch."""
    return BuildContext(context.project)


def _build_entry(context: WorkerContext, task: BuildTask, outcome: Outcome) -> Entry:
    """Return the build log entry of a document; the PDF of an identical document is kept."""
    entry = Entry(
        task.key,
        portable_path(context.project, outcome.path or context.output),
        outcome.digest,
        task.inputs,
        made=as_data(outcome.order),
        diagnostics=tuple(each.as_dict() for each in outcome.diagnostics if each.rule != CHANGED_DOCUMENT.id),
        form=outcome.form,
    )
    before = task.before
    if before is None:
        return entry
    is_same = before.digest == entry.digest and not before.pages
    pdf = before.pdf if is_same else ""
    return replace(entry, pdf=pdf, pdf_digest=before.pdf_digest, conformant=before.conformant)
