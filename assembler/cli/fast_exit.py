"""Exit from the process without the interpreter's clean-up.

Python destroys every module and object before it exits, which takes a sixth of the time of a build.
"""

from __future__ import annotations

import atexit
import os
import sys
import threading

_NEED_NORMAL_EXIT = ("multiprocessing.process", "distributed")
"""Modules that have their own processes or connections and rely on Python's normal exit."""

_TOOLS = 6
"""Number of ids that ``sys.monitoring`` has for debuggers, profilers and similar tools."""


def exit_fast(code: int) -> None:
    """Run the exit handlers, flush the standard streams and end the process with exit code ``code``.

    If there are other threads or processes, if a debugger or profiler is active, or if a stream cannot be
    flushed, the function returns instead, so that Python exits normally.
    """
    if (
        _is_observed()
        or threading.active_count() > 1
        or any(name in sys.modules for name in _NEED_NORMAL_EXIT)
    ):
        return
    atexit._run_exitfuncs()
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):  # None if it was closed from the start
            stream.flush()
    except (OSError, ValueError):
        return
    os._exit(code)


def _is_observed() -> bool:
    """Return whether a debugger or profiler is active; since Python 3.12 these may use ``sys.monitoring``."""
    monitoring = getattr(sys, "monitoring", None)
    tools = map(monitoring.get_tool, range(_TOOLS)) if monitoring else ()
    return bool(sys.gettrace() or sys.getprofile() or sys.flags.inspect or any(tools))
