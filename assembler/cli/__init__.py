"""Command line: the only package that uses the terminal, the environment and exit codes.

Only this package and ``assembler.api`` read the current time. Results are written to standard output,
diagnostics and progress to standard error. A message gives the location, the problem and the remedy. Each
kind of error has its own exit code. ``--format json`` prints the same data for machines. Errors that the user
can fix are reported without a traceback. Errors in the program are never hidden. Commands import their
dependencies only when they run, so that ``--help`` is fast.
"""

from __future__ import annotations

import gc
from collections.abc import Sequence
from typing import Any

from assembler.cli.main import assembler
from assembler.cli.output import find_output_error, print_error, wrap_streams
from assembler.cli.session import Session

__all__ = ["assembler", "main"]

_OBJECTS_BEFORE_COLLECTION = 100_000
"""Number of new objects after which Python looks for garbage in a command, instead of 700."""


def main(args: Sequence[str] | None = None, **settings: Any) -> None:
    """Run the command ``assembler`` and exit with its exit code.

    ``args`` are the command-line arguments, by default those of this process. ``settings`` are passed to
    click. Unless ``args`` are given, the garbage collector runs rarely, because it would take a tenth of the
    time of a long command, and finds little. At exit, all objects are then exempted from garbage collection,
    which would otherwise take a fifth of the time of a repeated build (tests/speed/speed_startup.py).
    """
    if args is None:
        gc.set_threshold(_OBJECTS_BEFORE_COLLECTION)
        wrap_streams()
    try:
        _run(args, settings)
    finally:
        if args is None:
            gc.freeze()


def _run(args: Sequence[str] | None, settings: dict[str, Any]) -> None:
    """Run the command, and report an error if the output cannot be written, for instance to a full disk."""
    try:
        assembler(args, prog_name="assembler", **settings)
    except OSError:
        if (error := find_output_error()) is None:
            raise
        print_error(error, Session())
        raise SystemExit(error.exit_code) from None
