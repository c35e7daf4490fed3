"""The workers of a Dask cluster as an executor, which tells of trouble as those of this machine do."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from assembler import __version__
from assembler.errors import ToolError

if TYPE_CHECKING:
    from distributed import Client

P = ParamSpec("P")
T = TypeVar("T")
_ANSWERS_WITHIN = 10
"""Seconds for a scheduler to be reached."""
_STARTS_WITHIN = 120
"""Seconds for the first worker: some clusters start them when there is work."""


class Cluster(Executor):
    """Work goes to ``client``; what was lost with a worker that was killed ends with BrokenExecutor."""

    def __init__(self, client: Client) -> None:
        self._executor = client.get_executor(pure=False)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """The result of ``fn`` in a future, which is cancelled when the scheduler goes away."""
        there = self._executor.submit(fn, *args, **kwargs)
        here: Future[T] = Future()
        here.add_done_callback(lambda done: there.cancel() if done.cancelled() else None)
        there.add_done_callback(partial(_pass_on, here))
        return here


def _pass_on(here: Future[Any], there: Future[Any]) -> None:
    """What became of the work ``there`` is what becomes of it ``here``."""
    from distributed import KilledWorker

    if here.cancelled():
        return
    if there.cancelled():
        here.cancel()
        here.set_running_or_notify_cancel()  # by which it is known to who waits for it
    elif isinstance(error := there.exception(), KilledWorker):
        here.set_exception(BrokenExecutor(str(error)))
    elif error is not None:
        here.set_exception(error)
    else:
        here.set_result(there.result())


@contextmanager
def cluster(address: str, *, workers: int, where: str) -> Iterator[Executor]:
    """The cluster at ``address`` (HOST:PORT), or without one ``workers`` of its own on this machine.

    ``where`` is what people call it. ToolError where Dask is not installed, where nobody answers, and where
    the workers have another version of this program or none.
    """
    logging.disable()  # what Dask would tell of trouble is told by us
    try:
        with _client(address, workers, where) as client:
            _must_be_ours(client, where)
            yield Cluster(client)
    finally:
        logging.disable(logging.NOTSET)


def _client(address: str, workers: int, where: str) -> Client:
    try:
        from distributed import Client
    except ImportError as error:
        hint = "pip install 'assembler[dask]', or omit --executor"
        raise ToolError("Dask is not installed", hint=hint) from error
    try:
        if address:
            return Client(f"tcp://{address}", timeout=_ANSWERS_WITHIN)
        return Client(n_workers=workers, threads_per_worker=1)
    except (OSError, ValueError) as error:
        hint = "see whether its scheduler runs and can be reached, or omit --executor"
        raise ToolError(f"the Dask cluster does not answer ({error})", location=where, hint=hint) from error


def _must_be_ours(client: Client, where: str) -> None:
    """ToolError unless a worker can do our work."""
    try:
        there = client.submit(version, pure=False).result(timeout=_STARTS_WITHIN)
    except TimeoutError as error:
        hint = "start some: dask worker HOST:PORT"
        raise ToolError("the Dask cluster has no worker that is free", location=where, hint=hint) from error
    except Exception as error:
        # whatever a worker without our program, or with another Python, makes of it
        hint = "install there the same Python and the same version of this program"
        raise ToolError(f"its workers cannot do this work ({error})", location=where, hint=hint) from error
    if there != version():
        what = f"its workers have version {there} of this program, and here is {version()}"
        raise ToolError(what, location=where, hint="install the same version there")


def version() -> str:
    """The version of this program; a worker tells its own."""
    return __version__
