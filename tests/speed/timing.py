"""How long something takes, for tests that hold two pieces of work against each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from time import process_time


def best(work: Callable[[], object], tries: int) -> float:
    """The shortest of several times, in seconds of processor time."""
    taken = []
    for _ in range(tries):
        start = process_time()
        work()
        taken.append(process_time() - start)
    return min(taken)


def in_turns(jobs: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """The times of each job; the jobs take turns, so that a busy machine slows all alike."""
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, work in jobs.items():
            taken[name].append(best(work, 1))
    return taken
