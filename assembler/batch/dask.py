"""Executor for a Dask cluster that reports a killed worker just as ``ProcessPoolExecutor`` does."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from assembler.errors import ToolError
from assembler.version import __version__

if TYPE_CHECKING:
    from distributed import Client

P = ParamSpec("P")
T = TypeVar("T")
_CONNECT_TIMEOUT = 10
"""Maximum time to wait for the scheduler, in seconds."""
_START_TIMEOUT = 120
"""Maximum time to wait for the first worker, in seconds.

Some clusters start workers only when they are needed.
"""


class DaskExecutor(Executor):
    """Executor for the cluster of ``client``; calls that a killed worker was running fail with
    BrokenExecutor.
    """

    def __init__(self, client: Client) -> None:
        self._executor = client.get_executor(pure=False)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Return a future for the result of ``fn``; if the scheduler stops, the future is cancelled."""
        there = self._executor.submit(fn, *args, **kwargs)
        here: Future[T] = Future()
        here.add_done_callback(lambda done: there.cancel() if done.cancelled() else None)
        there.add_done_callback(partial(_copy_result, here))
        return here


def _copy_result(here: Future[Any], there: Future[Any]) -> None:
    """Copy the result, error or cancellation of the remote future ``there`` to the local one ``here``."""
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
    """Connect to the cluster at ``address`` (HOST:PORT); if that is empty, start ``workers`` on this machine.

    ``where`` is the cluster's name in messages. Raises ToolError if Dask is not installed, if the scheduler
    does not answer, or if the workers lack this program or run another version of it.
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
        hint = "run pip install 'assembler[dask]', or omit --executor"
        raise ToolError("Dask is not installed", hint=hint) from error
    try:
        if address:
            return Client(f"tcp://{address}", timeout=_CONNECT_TIMEOUT)
        return Client(n_workers=workers, threads_per_worker=1)
    except (OSError, ValueError) as error:
        hint = "check that its scheduler is running and reachable, or omit --executor"
        raise ToolError(f"the Dask cluster does not answer ({error})", location=where, hint=hint) from error


def _check_workers(client: Client, where: str) -> None:
    """Raise ToolError unless a worker answers and runs this version of the program."""
    try:
        there = client.submit(report_version, pure=False).result(timeout=_START_TIMEOUT)
    except TimeoutError as error:
        hint = "start one with `dask worker HOST:PORT`"
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
