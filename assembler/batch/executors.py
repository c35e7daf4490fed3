"""Executors for batches: this process, several processes on this machine, or a Dask cluster.

Each is a standard ``concurrent.futures.Executor``; any other executor can be passed to ``Batch.build``. The
documents are byte for byte the same with every executor.
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
MIN_PARALLEL_ORDERS = 6
"""Minimum number of orders for which several processes are started.

Starting a process takes as long as building a few documents.
"""


class SerialExecutor(Executor):
    """Executor that runs each call immediately in this process.

    >>> SerialExecutor().submit(pow, 2, 3).result()
    8
    """

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run ``fn`` and return a finished future with its result or exception."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


@contextmanager
def open_executor(where: str, *, workers: int, orders: int) -> Iterator[Executor]:
    """Open the executor named ``where``: ``dask://host:port``, or ``dask://`` for a cluster on this machine.

    If ``where`` is empty, ``workers`` processes are used, or only this one for few ``orders`` or one worker.
    Raises ProjectError for an unknown name, and ToolError if Dask is not installed or cannot run this
    program.
    """
    if where:
        from assembler.batch.dask import connect_cluster  # slow to import and rarely used

        if not where.startswith(DASK):
            hint = "use dask://HOST:PORT, or omit --executor"
            raise ProjectError(f"there is no executor “{where}”", hint=hint)
        with connect_cluster(where.removeprefix(DASK), workers=workers, where=where) as executor:
            yield executor
    elif workers < 2 or orders < MIN_PARALLEL_ORDERS:
        yield SerialExecutor()
    else:
        with open_processes(min(workers, orders)) as executor:
            yield executor


class ProcessExecutor(Executor):
    """Pool of ``workers`` processes, started by the first call and again after a worker was killed.

    Calls submitted before a worker was killed fail with BrokenExecutor. Later calls run in a new pool.
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool: Executor | None = None

    @property
    def will_fork(self) -> bool:
        """Whether the workers will be forks, which inherit what this process has read and imported."""
        return self._pool is None and _can_fork()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Return a future for the result of ``fn``."""
        if self._pool is not None:
            try:
                return self._pool.submit(fn, *args, **kwargs)
            except BrokenExecutor:
                self.shutdown()
        self._pool = _create_pool(self.workers)
        try:
            return self._pool.submit(fn, *args, **kwargs)  # starts all workers
        finally:
            gc.unfreeze()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Shut down the workers once they have finished."""
        if self._pool is not None:
            self._pool.shutdown(wait, cancel_futures=cancel_futures)
            self._pool = None


@contextmanager
def open_processes(workers: int) -> Iterator[ProcessExecutor]:
    """Open a pool of processes; on exit, running calls are finished and pending ones cancelled."""
    executor = ProcessExecutor(workers)
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def _create_pool(workers: int) -> Executor:
    """Return a new pool: forks of this process if that is safe, otherwise new processes."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor  # slow to import

    is_forking = _can_fork()
    if is_forking:
        gc.freeze()  # keeps the garbage collector of the forks from copying shared pages
    context = multiprocessing.get_context("fork" if is_forking else "spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_start_worker)


def _can_fork() -> bool:
    """Return whether this process can be forked: only on Linux, and only if it has no other threads.

    A fork of a process with threads may deadlock on a lock that a thread holds.
    """
    return sys.platform == "linux" and threading.active_count() == 1


def _start_worker() -> None:
    """Ignore Ctrl-C in a worker, because its parent handles it, and end the worker if its parent dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
