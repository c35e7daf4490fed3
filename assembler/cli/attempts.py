"""Error handling for commands with several files or records, where one failure does not stop the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import TypeVar

from assembler.errors import AssemblyError, ProgramError

T = TypeVar("T")


def attempt(work: Callable[[], T], name: str, *, several: bool = True) -> T | AssemblyError:
    """Return the result of ``work`` on the file or record ``name``, or the error that it raised.

    If ``name`` is one of ``several``, the location of the error includes it. An unexpected exception becomes
    a ProgramError.
    """
    try:
        return work()
    except AssemblyError as error:
        if several and PurePath(name).name not in str(error):
            error.location = f"{name}: {error.location}" if error.location else name
        return error
    except Exception as error:
        return ProgramError.of(error, name)


def find_exit_code(errors: Sequence[AssemblyError], attempts: int) -> int:
    """Return 0 without errors, the error's exit code for a single attempt, and 1 if one of several failed."""
    if not errors:
        return 0
    return errors[0].exit_code if attempts == 1 else 1
