"""Orders handed out to the workers of an executor, in portions: large ones at first, single ones at the end.

Neighbours stay together, since they share a template, a language and often a record, which a worker reads
once. Where a worker is killed, what was handed out is handed out again, singly; an order that ends its worker
also when it is alone fails by itself.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait

from assembler.assembly.orders.order import Order, Outcome
from assembler.batch.executors import InTurn, Processes
from assembler.batch.worker import Made, Site, Task, build_some
from assembler.diagnostics import Diagnostic, Level, Location
from assembler.errors import ToolError
from assembler.structs import replace

TOGETHER = 32
"""So many orders, at most, go to a worker at a time."""
SHARES = 4
"""What is left is handed out in at least so many portions for each worker, so that all end together."""
AHEAD = 3
"""So many portions for each worker are handed out before the first is done, so that none waits."""
MANY = 16
"""So many workers are expected behind an executor that does not tell."""
_GOES_ON = "start the batch again: it goes on where it was"
_MEMORY = "see whether the machine has enough memory: --workers 1 needs least"

Portions = dict[Future[list[Made]], list[Task]]
"""What is handed out, by where it comes back."""


class HandingOut:
    """Orders, handed out to ``executor``; ``task`` makes an order the task of a worker at ``site``."""

    def __init__(self, executor: Executor, site: Site, task: Callable[[Order], Task]) -> None:
        self._executor, self._site, self._task = executor, site, task
        self._workers: int = 1 if isinstance(executor, InTurn) else getattr(executor, "workers", MANY)
        self._news: list[Diagnostic] = []

    def made(self, orders: Sequence[Order]) -> Iterator[tuple[Order, Made]]:
        """Each order with what became of it, as they are done.

        ToolError where a worker was stopped and the executor has no other, or nobody hands out work any more.
        """
        first = self._first(orders)
        for order in first:
            yield order, build_some(self._site, [self._task(order)])[0]
        left = deque(order for order in orders if order not in first)
        portions: Portions = {}
        try:
            many = (TOGETHER, AHEAD * self._workers) if self._workers > 1 else (1, 1)
            lost = yield from self._handed_out(left, portions, *many)
            yield from self._again(lost, portions)
        except BrokenExecutor as error:
            raise ToolError("a worker was stopped before it was done", hint=_GOES_ON) from error
        except CancelledError as error:
            what = "who hands out the work has gone away before all was done"
            raise ToolError(what, hint=f"see whether the cluster runs; {_GOES_ON}") from error
        finally:
            for future in portions:
                future.cancel()

    def _first(self, orders: Sequence[Order]) -> list[Order]:
        """One order of each type of which there are many, to be made before the workers start.

        Where workers are copies of this process, they have then all that these types need, and read it once.
        """
        if not (isinstance(self._executor, Processes) and self._executor.copies):
            return []
        counts = Counter(order.type for order in orders)
        found = {order.type: order for order in reversed(orders)}
        return [order for name, order in found.items() if counts[name] >= SHARES * self._workers]

    def _handed_out(
        self, left: deque[Order], portions: Portions, together: int, ahead: int
    ) -> Generator[tuple[Order, Made], None, list[Order]]:
        """What became of those in ``left``; in the end, those that were lost with a killed worker."""
        lost: list[Order] = []
        while left or portions:
            while left and len(portions) < ahead:
                portion = self._portion(left, together)
                portions[self._executor.submit(build_some, self._site, portion)] = portion
            for future in wait(portions, return_when=FIRST_COMPLETED).done:
                asked = [task.order for task in portions.pop(future)]
                try:
                    made = future.result()
                except BrokenExecutor:
                    lost += asked
                    continue
                left.extendleft(reversed(asked[len(made) :]))
                yield from ((order, self._with_news(each)) for order, each in zip(asked, made, strict=False))
        return lost

    def _portion(self, left: deque[Order], most: int) -> list[Task]:
        """The next tasks for one worker, taken from ``left``."""
        count = max(1, min(most, len(left) // (SHARES * self._workers)))
        return [self._task(left.popleft()) for _ in range(count)]

    def _again(self, lost: list[Order], portions: Portions) -> Iterator[tuple[Order, Made]]:
        """What became of those that were ``lost``: handed out singly, and at last one after the other."""
        self._news = [_told(lost[0], len(lost))] if lost else []
        for ahead in (self._workers, 1):
            lost = yield from self._handed_out(deque(lost), portions, 1, ahead)
        for order in lost:
            error = ToolError("its worker was stopped each time", location=order.record, hint=_MEMORY)
            yield order, self._with_news((Outcome(order, error=error), None))

    def _with_news(self, made: Made) -> Made:
        """What was made; the first after a worker was killed tells of that."""
        if not self._news:
            return made
        outcome, entry = made
        return replace(outcome, diagnostics=(*outcome.diagnostics, self._news.pop())), entry


def _told(order: Order, count: int) -> Diagnostic:
    what = f"a worker was stopped from outside; what it may have been at ({count}) was made anew"
    return Diagnostic("stopped-worker", Level.WARNING, Location(order.record or order.type), what, _MEMORY)
