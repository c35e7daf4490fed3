"""Several files or records in one command: one that fails is reported by name, and the others are handled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import TypeVar

from assembler.errors import AssemblyError, ProgramError

T = TypeVar("T")


def attempt(work: Callable[[], T], where: str) -> T | AssemblyError:
    """What ``work`` on the file or record ``where`` gives, or the error that it ended with.

    The error says which one it was. A mistake in the program is an error too, which asks for a report.
    """
    try:
        return work()
    except AssemblyError as error:
        if PurePath(where).name not in str(error):
            error.location = f"{where}: {error.location}" if error.location else where
        return error
    except Exception as error:
        return ProgramError.of(error, where)


def exit_code(errors: Sequence[AssemblyError], attempts: int) -> int:
    """The error's own code where there was one attempt, 1 where some of several failed, 0 where none did."""
    if not errors:
        return 0
    return errors[0].exit_code if attempts == 1 else 1
