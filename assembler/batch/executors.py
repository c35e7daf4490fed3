"""Executors for batches: this process, several processes on this machine, or a Dask cluster.

Each is a standard ``concurrent.futures.Executor``. Any other executor can be passed to ``Batch.build``. The
documents are byte for byte the same with every executor.
"""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from assembler.errors import ProjectError, ToolError
from assembler.version import __version__

if TYPE_CHECKING:
    from distributed import Client


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

    If ``where`` is empty, ``workers`` processes are used. Only this process is used if there are few
    ``orders`` or one worker. Raises ProjectError for an unknown name, and ToolError if Dask is not installed
    or cannot run this program.
    """
    if where:
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
        """True if the workers will be forks, which inherit what this process has read and imported."""
        return self._pool is None and _can_fork()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Submit a call of ``fn`` to the pool, and return a future for its result."""
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
    """Open a pool of processes.

    On exit, running calls are finished, and pending calls are cancelled.
    """
    executor = ProcessExecutor(workers)
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def _create_pool(workers: int) -> Executor:
    """Return a new pool of forks of this process if forking is safe, or else of new processes."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor  # slow to import

    is_forking = _can_fork()
    if is_forking:
        gc.freeze()  # keeps the garbage collector of the forks from copying shared pages
    context = multiprocessing.get_context("fork" if is_forking else "spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_start_worker)


def _can_fork() -> bool:
    """Return whether this process can be forked.

    This is possible only on Linux, and only if the process has no other threads. A fork of a process with
    threads may deadlock on a lock that a thread holds.
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


_CONNECT_TIMEOUT = 10
"""Maximum time to wait for the scheduler, in seconds."""
_START_TIMEOUT = 120
"""Maximum time to wait for the first worker, in seconds.

Some clusters start workers only when they are needed.
"""


class DaskExecutor(Executor):
    """Executor for the cluster of ``client``.

    Calls that a killed worker was running fail with BrokenExecutor.
    """

    def __init__(self, client: Client) -> None:
        self._executor = client.get_executor(pure=False)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Submit a call of ``fn`` to the cluster, and return a future for its result.

        If the scheduler stops, the future is cancelled.
        """
        there = self._executor.submit(fn, *args, **kwargs)
        here: Future[T] = Future()
        here.add_done_callback(lambda done: there.cancel() if done.cancelled() else None)
        there.add_done_callback(partial(_copy_result, here))
        return here


def _copy_result(here: Future[Any], there: Future[Any]) -> None:
    """Copy the result, error or cancellation of the remote future ``there`` to the local future ``here``."""
    from distributed import KilledWorker

    if here.cancelled():
        return
    if there.cancelled() or _failed_in_executor(there.exception()):
        here.cancel()
        here.set_running_or_notify_cancel()  # notifies threads that wait for it
    elif isinstance(error := there.exception(), KilledWorker):
        here.set_exception(BrokenExecutor(str(error)))
    elif error is not None:
        here.set_exception(error)
    else:
        here.set_result(there.result())


def _failed_in_executor(error: BaseException | None) -> bool:
    """Return whether ``error`` was raised inside Dask's executor, as happens when the scheduler stops."""
    last = error.__traceback__ if error else None
    while last and last.tb_next:
        last = last.tb_next
    inside = last is not None and last.tb_frame.f_globals.get("__name__") == "distributed.cfexecutor"
    # The executor also raises errors of the cluster, such as KilledWorker.
    return inside and isinstance(error, ValueError)


@contextmanager
def connect_cluster(address: str, *, workers: int, where: str) -> Iterator[Executor]:
    """Connect to the Dask cluster at ``address``.

    ``address`` has the form ``HOST:PORT``. If it is empty, ``workers`` are started on this machine. ``where``
    is the cluster's name in messages. Raises ToolError if Dask is not installed, if the scheduler does not
    respond, or if the workers lack this program or run a different version of it.
    """
    logging.disable()  # errors are reported as ToolError instead
    try:
        with _connect(address, workers, where) as client:
            _check_workers(client, where)
            yield DaskExecutor(client)
    finally:
        logging.disable(logging.NOTSET)


def _connect(address: str, workers: int, where: str) -> Client:
    try:
        from distributed import Client
    except ImportError as error:
        hint = "run `pip install '.[dask]'` in the program’s folder, or omit --executor"
        raise ToolError("Dask is not installed", hint=hint) from error
    try:
        if address:
            return Client(f"tcp://{address}", timeout=_CONNECT_TIMEOUT)
        return Client(n_workers=workers, threads_per_worker=1)
    except (OSError, ValueError) as error:
        what = "connect to the Dask cluster" if address else "start a Dask cluster on this machine"
        check = "check that its scheduler is running and reachable, or " if address else ""
        raise ToolError(f"cannot {what} ({error})", location=where, hint=f"{check}omit --executor") from error


def _check_workers(client: Client, where: str) -> None:
    """Raise ToolError unless a worker responds and runs this version of the program."""
    try:
        there = client.submit(report_version, pure=False).result(timeout=_START_TIMEOUT)
    except TimeoutError as error:
        hint = "wait until a worker is free, or start another with `dask worker HOST:PORT`"
        raise ToolError("the Dask cluster has no free worker", location=where, hint=hint) from error
    except Exception as error:
        # any error on a worker without this program or with another Python version
        hint = "install the same Python and the same version of this program on the workers"
        raise ToolError(
            f"the Dask workers cannot run this program ({error})", location=where, hint=hint
        ) from error
    if there != report_version():
        message = (
            f"the Dask workers have version {there} of this program, but this machine has {report_version()}"
        )
        raise ToolError(message, location=where, hint="install the same version on the workers")


def report_version() -> str:
    """Return the version of this program in the process that calls this function."""
    return __version__
