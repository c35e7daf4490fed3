"""Dispatcher that sends orders to workers, and the workers that build and record their documents.

Orders are sent in portions that shrink towards the end of a batch. Consecutive orders stay together because
they share a template, a language and often a record, which a worker then reads only once. A document is
recorded in the build log as soon as it is written, so that an interrupted batch continues after it. After a
worker is killed, its orders are retried one at a time, and an order fails only if it kills its worker again.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from functools import lru_cache
from pathlib import Path

from assembler.assembly.build import Target, build
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order, Outcome, describe_order
from assembler.batch.executors import ProcessExecutor, SerialExecutor
from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.builds import CHANGED_DOCUMENT, STOPPED_WORKER
from assembler.errors import AssemblyError, ProgramError, ToolError
from assembler.store.project.build_log import BuildLog, Entry, portable_path
from assembler.store.project.project import Project
from assembler.structs import Struct, as_data, replace

TIME_SLICE = 1.0
"""Time in seconds after which a worker starts no further task of a portion. It returns the rest."""


class BuildTask(Struct, frozen=True):
    """An order for a worker, with its key and its input digest in the build log.

    ``before`` is its earlier entry in the log, if any, and ``written`` is the digest of the file that was
    last written to the same path.
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
    """Return the build log entry of a document.

    If the file is unchanged, the entry still refers to the PDF that was made from it.
    """
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


LARGEST_PORTION = 32
"""Maximum number of orders in a portion."""
PORTIONS_PER_WORKER = 4
"""Minimum number of portions per worker into which the remaining orders are split.

Small portions let all workers finish together.
"""
QUEUED_PER_WORKER = 3
"""Number of portions per worker that are submitted in advance, so that no worker has to wait."""
ASSUMED_WORKERS = 16
"""Number of workers assumed for an executor without an attribute ``workers``."""
_RESTART_HINT = "run the batch again to continue where it stopped"
_MEMORY_HINT = "check that the machine has enough memory, or use --workers 1, which needs the least"

Portions = dict[Future[list[TaskResult]], list[BuildTask]]
"""Maps each future to the tasks submitted with it."""


class Dispatcher:
    """Dispatcher that sends orders to ``executor``.

    ``task`` is a function that turns an order into a worker's task.
    """

    def __init__(
        self, executor: Executor, context: WorkerContext, task: Callable[[Order], BuildTask]
    ) -> None:
        self._executor, self._context, self._task = executor, context, task
        self._workers: int = (
            1 if isinstance(executor, SerialExecutor) else getattr(executor, "workers", ASSUMED_WORKERS)
        )
        self._warnings: list[Diagnostic] = []

    def build(self, orders: Sequence[Order]) -> Iterator[tuple[Order, TaskResult]]:
        """Build the orders and yield each with its result as soon as it is finished.

        Raises ToolError if a worker was killed and the executor cannot start another, or if the scheduler of
        a cluster stopped.
        """
        first = self._select_first(orders)
        for order in first:
            yield order, build_tasks(self._context, [self._task(order)])[0]
        left = deque(order for order in orders if order not in first)
        portions: Portions = {}
        try:
            many = (LARGEST_PORTION, QUEUED_PER_WORKER * self._workers) if self._workers > 1 else (1, 1)
            lost = yield from self._dispatch(left, portions, *many)
            yield from self._retry(lost, portions)
        except BrokenExecutor as error:
            raise ToolError("a worker was killed before it finished", hint=_RESTART_HINT) from error
        except CancelledError as error:
            message = "the Dask scheduler stopped before the batch finished"
            raise ToolError(message, hint=f"check that the cluster is running; {_RESTART_HINT}") from error
        finally:
            for future in portions:
                future.cancel()

    def _select_first(self, orders: Sequence[Order]) -> list[Order]:
        """Return one order of each frequent type, to be built in this process before the workers start.

        Forked workers inherit the data for these types, so the data is read only once.
        """
        if not (isinstance(self._executor, ProcessExecutor) and self._executor.will_fork):
            return []
        counts = Counter(order.type for order in orders)
        first = {order.type: order for order in reversed(orders)}
        return [order for name, order in first.items() if counts[name] >= PORTIONS_PER_WORKER * self._workers]

    def _dispatch(
        self, left: deque[Order], portions: Portions, together: int, ahead: int
    ) -> Generator[tuple[Order, TaskResult], None, list[Order]]:
        """Send the orders in ``left`` to the executor, and yield their results.

        Orders are removed from ``left`` when they are sent, and ``portions`` contains them until they are
        finished. A portion contains at most ``together`` orders, and at most ``ahead`` portions are submitted
        at a time. Returns the orders whose worker was killed.
        """
        lost: list[Order] = []
        while left or portions:
            while left and len(portions) < ahead:
                portion = self._take_portion(left, together)
                portions[self._executor.submit(build_tasks, self._context, portion)] = portion
            for future in wait(portions, return_when=FIRST_COMPLETED).done:
                expected = [task.order for task in portions.pop(future)]
                try:
                    results = future.result()
                except BrokenExecutor:
                    lost += expected
                    continue
                left.extendleft(reversed(expected[len(results) :]))
                yield from (
                    (order, self._add_warning(each)) for order, each in zip(expected, results, strict=False)
                )
        return lost

    def _take_portion(self, left: deque[Order], most: int) -> list[BuildTask]:
        """Remove the next portion of orders from ``left`` and return its tasks."""
        count = max(1, min(most, len(left) // (PORTIONS_PER_WORKER * self._workers)))
        return [self._task(left.popleft()) for _ in range(count)]

    def _retry(self, lost: list[Order], portions: Portions) -> Iterator[tuple[Order, TaskResult]]:
        """Retry the ``lost`` orders, whose worker was killed, and yield their results.

        Each is sent in a portion of its own. Orders that are lost again are then sent one after the other,
        and fail if their worker is killed once more.
        """
        if lost:
            location = Location(lost[0].record or lost[0].type)
            self._warnings = [STOPPED_WORKER.at(location, count=len(lost))]
        for ahead in (self._workers, 1):
            lost = yield from self._dispatch(deque(lost), portions, 1, ahead)
        for order in lost:
            error = ToolError(
                "the worker was killed on every attempt", location=order.record, hint=_MEMORY_HINT
            )
            yield order, self._add_warning((Outcome(order, error=error), None))

    def _add_warning(self, result: TaskResult) -> TaskResult:
        """Return the result, with a warning added if it is the first since a worker was killed."""
        if not self._warnings:
            return result
        outcome, entry = result
        return replace(outcome, diagnostics=(*outcome.diagnostics, self._warnings.pop())), entry
