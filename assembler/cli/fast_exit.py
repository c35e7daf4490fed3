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

_TOOLS = 6
"""Python gives its numbers for debuggers, profilers and the like from 0 up to this one."""


def leave(code: int) -> None:
    """End the process with this exit code, after what was to be done at its end and what was yet to be told.

    Comes back where that would not do, and Python is to end it: where there are other threads or processes,
    where somebody measures or debugs, or where nobody takes what is told any more.
    """
    if _is_watched() or threading.active_count() > 1 or any(name in sys.modules for name in _NEED_TIME):
        return
    atexit._run_exitfuncs()
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):  # None where it was closed from the start
            stream.flush()
    except (OSError, ValueError):
        return
    os._exit(code)


def _is_watched() -> bool:
    """Whether somebody measures or debugs: from Python 3.12 on by tools that have a number there."""
    monitoring = getattr(sys, "monitoring", None)
    tools = map(monitoring.get_tool, range(_TOOLS)) if monitoring else ()
    return bool(sys.gettrace() or sys.getprofile() or sys.flags.inspect or any(tools))
