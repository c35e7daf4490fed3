"""Rules for the zip container: unique members that can be read completely.

Macros, encryption, zip bombs and files that are not Word files raise errors (``zip_reader``) instead.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from typing import Final

from assembler.diagnostics import Diagnostic, Location
from assembler.errors import FileError
from assembler.word.check.subject import Rule, describe_part
from assembler.word.package.zip_reader import read_members

TWICE: Final = Rule("part-twice", "save the file anew in Word or LibreOffice; keep the first of the two")
DAMAGED: Final = Rule("part-damaged", "ask for the file again: this one was damaged on its way")


def read_container(data: bytes, name: str) -> tuple[dict[str, bytes], tuple[Diagnostic, ...]]:
    """Return the parts of the zip ``data``, or no parts and diagnostics.

    FileError if it is not a Word file, or one that is not accepted.
    """
    twice = _find_duplicates(data)
    if twice:
        return {}, tuple(_report(TWICE, name, part, "stands in the zip container twice") for part in twice)
    try:
        return read_members(data, name), ()
    except FileError as error:
        damaged = _find_damaged(data) if isinstance(error.__cause__, zipfile.BadZipFile) else ""
        if not damaged:
            raise
    return {}, (_report(DAMAGED, name, damaged, "has another checksum than the zip container says"),)


def _report(rule: Rule, name: str, part: str, what: str) -> Diagnostic:
    return rule.found(Location(name, describe_part(part)), f"the part {part} {what}")


def _find_duplicates(data: bytes) -> list[str]:
    """Return duplicate names, ignoring case (OPC part 2, 9.1.1.1)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [member.filename for member in archive.infolist()]
    except (zipfile.BadZipFile, OSError, ValueError):
        return []
    count = Counter(name.lower() for name in names)
    return [name for name in dict.fromkeys(names) if count[name.lower()] > 1]


def _find_damaged(data: bytes) -> str:
    """Return the first member with a wrong checksum; its size was checked before (``zip_reader``)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.testzip() or ""
    except (zipfile.BadZipFile, OSError, ValueError, EOFError):
        return ""
