"""Tidy a Word file."""

from __future__ import annotations

from assembler.word.tidy import tidy as tidy_package


def tidy(data: bytes, name: str) -> bytes:
    """The Word file ``data``, called ``name``, without the marks of its save; text and looks are the same.

    FileError where ``data`` is no Word file, or one that we do not open.
    """
    return tidy_package(data, name)
