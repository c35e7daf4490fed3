"""File operations that go wrong, for tests: the n-th one kills the program, or raises an error."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

OPERATIONS = ("open", "os.rename", "os.remove", "os.link", "os.mkdir")
"""What the interpreter reports of its file operations (``sys.addaudithook``)."""


class FileOperations:
    """Calls ``act`` at the file operation that comes after ``left`` others that change something.

    Off while ``left`` is negative. Only operations below ``folder`` count, where it is set.
    """

    def __init__(self) -> None:
        self.left = -1
        self.act: Callable[[], object] = str
        self.folder: Path | None = None
        sys.addaudithook(self)

    def __call__(self, event: str, args: tuple[object, ...]) -> None:
        if self.left < 0 or event not in OPERATIONS:
            return
        if event == "open" and not (isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR)):
            return
        if self.folder is not None and not str(args[0]).startswith(f"{self.folder}{os.sep}"):
            return
        self.left -= 1
        if self.left < 0:
            self.act()


def raised(error: BaseException) -> Callable[[], object]:
    """An ``act`` that raises ``error``."""

    def act() -> object:
        raise error

    return act
