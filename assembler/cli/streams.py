"""Standard output and standard error that tolerate full disks and older encodings."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

from assembler.errors import OutputError


class Stream:
    """Stream that stores the ``error`` of a failed write.

    A ``tolerant`` stream does not raise it. If the disk is full, for instance, only the message is lost.
    """

    def __init__(self, stream: Any, *, tolerant: bool) -> None:
        self._stream, self._tolerant = stream, tolerant
        self.error: OSError | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write ``text`` and return its length in characters; raise OSError on failure, unless tolerant."""
        self._attempt(lambda: self._stream.write(text))
        return len(text)

    def flush(self) -> None:
        """Write buffered text; raise OSError on failure, unless tolerant."""
        self._attempt(self._stream.flush)

    def _attempt(self, action: Callable[[], object]) -> None:
        try:
            action()
        except OSError as error:
            self.error = error
            if not self._tolerant:
                raise


def wrap_streams() -> None:
    """Wrap the standard streams so that closed streams and unsupported characters cannot stop the program."""
    if sys.stderr is not None:
        sys.stderr = Stream(sys.stderr, tolerant=True)
    if sys.stdout is not None:
        if not is_unicode():
            sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
        sys.stdout = Stream(sys.stdout, tolerant=False)


def is_unicode() -> bool:
    """Return whether standard output is in Unicode; on some systems, it has an older encoding."""
    return str(getattr(sys.stdout, "encoding", None) or "utf-8").lower().startswith("utf")


def find_output_error() -> OutputError | None:
    """Return the error of standard output, if any, and redirect the failed output to the null device."""
    error = getattr(sys.stdout, "error", None)
    if error is None:
        return None
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # so that Python does not try again when it exits
    what = f"cannot write to standard output ({error.strerror})"
    hint = "free some disk space and run the command again; files already written are kept"
    return OutputError(what, location="standard output", hint=hint)
