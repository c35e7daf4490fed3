"""Standard output and standard error, where they do not take what they are told."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

from assembler.errors import OutputError


class Stream:
    """A stream that remembers the ``trouble`` there was with it.

    On a ``patient`` one nothing is lost but what is told there, when it takes no more: its disk is full.
    """

    def __init__(self, stream: Any, *, patient: bool) -> None:
        self._stream, self._patient = stream, patient
        self.trouble: OSError | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write ``text``; the number of its letters. OSError where it cannot be done, unless patient."""
        self._tried(lambda: self._stream.write(text))
        return len(text)

    def flush(self) -> None:
        """Let go of what was written. OSError where it cannot be done, unless patient."""
        self._tried(self._stream.flush)

    def _tried(self, action: Callable[[], object]) -> None:
        try:
            action()
        except OSError as error:
            self.trouble = error
            if not self._patient:
                raise


def make_ready() -> None:
    """Work is never broken off for a message that nobody can hear, nor for a letter that a stream lacks."""
    if sys.stderr is not None:
        sys.stderr = Stream(sys.stderr, patient=True)
    if sys.stdout is not None:
        if not in_unicode():
            sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
        sys.stdout = Stream(sys.stdout, patient=False)


def in_unicode() -> bool:
    """Whether standard output has all letters; some systems write files in an older encoding."""
    return str(getattr(sys.stdout, "encoding", None) or "utf-8").lower().startswith("utf")


def given_up() -> OutputError | None:
    """Why standard output takes no more, and then it is left alone; None where it is as it should be."""
    trouble = getattr(sys.stdout, "trouble", None)
    if trouble is None:
        return None
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # so that Python does not try it again at its end
    what = f"what is to be told cannot be written ({trouble.strerror})"
    hint = "make room where it is to go, and ask again; what was written into other files is kept"
    return OutputError(what, location="standard output", hint=hint)
