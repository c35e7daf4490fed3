"""The only door to terminal, environment, clock and exit codes.

Word shows its users one message that they can act on, or none; a terminal can do as much. We promise: what a
command wrote goes to standard output, what it found and how far it is goes to standard error; one message
says where, what and what to do; each kind of trouble has an exit code of its own; ``--format json`` says the
same to machines. We refuse to show a traceback for something that a person can mend, and to hide one for
something that only we can. Commands import their jobs when they run, so that ``--help`` comes at once.
"""

from __future__ import annotations

import gc
from collections.abc import Sequence
from typing import Any

from assembler.cli.fast_exit import leave
from assembler.cli.main import assembler
from assembler.cli.output import tell_error
from assembler.cli.session import Session
from assembler.cli.streams import given_up, make_ready

__all__ = ["assembler", "main"]

_OBJECTS = 250_000
"""So many new objects are made until Python looks for cycles among them. It would look again and again while
a build imports what it needs and makes a form, and find next to nothing: a tenth of all its time."""


def main(words: Sequence[str] | None = None, **settings: Any) -> None:
    """The command ``assembler``; ends the process with an exit code.

    ``words`` are those of the command line (None: the ones of this process), ``settings`` are click's.
    """
    gc.set_threshold(_OBJECTS, 50, 50)
    if words is None:
        make_ready()
    try:
        _run(words, settings)
    except SystemExit as done:
        if words is None and isinstance(done.code, int):
            leave(done.code)
        raise


def _run(words: Sequence[str] | None, settings: dict[str, Any]) -> None:
    """Run the command; where its output cannot be written, say so: the disk may be full."""
    try:
        assembler(words, prog_name="assembler", **settings)
    except OSError:
        if (error := given_up()) is None:
            raise
        tell_error(error, Session())
        raise SystemExit(error.exit_code) from None
