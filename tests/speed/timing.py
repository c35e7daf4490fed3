"""How long something takes, for tests that hold two pieces of work against each other."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time


def best(work: Callable[[], object], tries: int) -> float:
    """The shortest of several times, in seconds of processor time."""
    taken = []
    for _ in range(tries):
        start = process_time()
        work()
        taken.append(process_time() - start)
    return min(taken)
