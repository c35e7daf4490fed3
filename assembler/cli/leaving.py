"""The end of a process: at once, since nobody needs its memory back piece by piece.

Python takes every module and object apart before it ends, which is a sixth of all the time of a build.
"""

from __future__ import annotations

import atexit
import os
import sys
import threading

_NEED_TIME = ("multiprocessing.process", "distributed")
"""Who has processes or connections of his own ends them in the order that Python knows."""


def leave(code: int) -> None:
    """End the process with this exit code, after what was to be done at its end and what was yet to be told.

    Comes back where that would not do, and Python is to end it: where there are other threads or processes,
    where somebody measures or debugs, or where nobody takes what is told any more.
    """
    watched = sys.gettrace() or sys.getprofile() or sys.flags.inspect
    if watched or threading.active_count() > 1 or any(name in sys.modules for name in _NEED_TIME):
        return
    atexit._run_exitfuncs()
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):  # None where it was closed from the start
            stream.flush()
    except (OSError, ValueError):
        return
    os._exit(code)
