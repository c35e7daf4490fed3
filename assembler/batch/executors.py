"""Who does the work of a batch: this process, others on this machine, or the workers of a Dask cluster.

All are the standard ``concurrent.futures.Executor``, so that any other engine that has one can be handed to
``Batch.made``. Documents come out as the same bytes whoever makes them.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

from assembler.errors import ProjectError

P = ParamSpec("P")
T = TypeVar("T")
DASK = "dask://"
FEWEST = 6
"""Fewer orders than these are made in this process: starting another takes as long as making them."""


class InTurn(Executor):
    """Does each thing at once, in this process.

    >>> InTurn().submit(pow, 2, 3).result()
    8
    """

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """The result of ``fn``, or what it raised, in a future that is done."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


@contextmanager
def executor_for(where: str, *, workers: int, orders: int) -> Iterator[Executor]:
    """The executor named by ``where``: ``dask://host:port`` (``dask://`` alone: a cluster on this machine).

    Without a name, ``workers`` processes, or this one where there are few ``orders`` or one worker. Raises
    ProjectError for a name that means nothing, ToolError where Dask is not installed or cannot do our work.
    """
    if where:
        from assembler.batch.dask import cluster  # few have one

        if not where.startswith(DASK):
            hint = "write dask://HOST:PORT, or leave it away"
            raise ProjectError(f"there is no executor {where!r}", hint=hint)
        with cluster(where.removeprefix(DASK), workers=workers, where=where) as executor:
            yield executor
    elif workers < 2 or orders < FEWEST:
        yield InTurn()
    else:
        with processes(min(workers, orders)) as executor:
            yield executor


class Processes(Executor):
    """So many ``workers``, started when there is work; where one is killed, others take its place.

    What was handed out when one was killed ends with BrokenExecutor; what is handed out after that is done.
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool: Executor | None = None

    @property
    def copies(self) -> bool:
        """Whether the workers will have all that this process has read and imported when they start."""
        return self._pool is None and _may_copy()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """The result of ``fn`` in a future."""
        if self._pool is not None:
            try:
                return self._pool.submit(fn, *args, **kwargs)
            except BrokenExecutor:
                self.shutdown()
        self._pool = _pool(self.workers)
        try:
            return self._pool.submit(fn, *args, **kwargs)  # this starts them all
        finally:
            gc.unfreeze()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the workers when they are done."""
        if self._pool is not None:
            self._pool.shutdown(wait, cancel_futures=cancel_futures)
            self._pool = None


@contextmanager
def processes(workers: int) -> Iterator[Processes]:
    """That many processes; what waits is dropped when the work is broken off, what runs is finished."""
    executor = Processes(workers)
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def _pool(workers: int) -> Executor:
    """Copies of this process where that is safe, else fresh ones."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor  # many commands need none

    copies = _may_copy()
    if copies:
        gc.freeze()  # the copies need not look through, and so copy, what is there already
    context = multiprocessing.get_context("fork" if copies else "spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_begin)


def _may_copy() -> bool:
    """Whether this process can be copied: on Linux, while it has no other thread.

    A copy of a process that has threads may stop for ever on a lock that one of them held.
    """
    return sys.platform == "linux" and threading.active_count() == 1


def _begin() -> None:
    """A worker leaves Ctrl-C to its parent, and does not outlive it (one that is killed says nothing)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
