"""Check a finished Word file."""

from __future__ import annotations

from assembler.model.finding import Finding
from assembler.word.sound import sound


def check(data: bytes, name: str) -> tuple[Finding, ...]:
    """What is wrong with the Word file ``data``, called ``name``; errors before warnings, often nothing.

    FileError where it is no Word file, or one that we do not open.
    """
    return sound(data, name)
