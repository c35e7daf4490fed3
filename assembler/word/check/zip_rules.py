"""Rules for the zip container: members must be unique and completely readable.

Macros, encryption, zip bombs and files that are not Word files raise errors instead (``zip_reader``).
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics import document_package as rules
from assembler.errors import FileError
from assembler.word.check.subject import describe_part
from assembler.word.package.zip_reader import read_members


def read_container(data: bytes, name: str) -> tuple[dict[str, bytes], tuple[Diagnostic, ...]]:
    """Return the parts of the zip ``data``, or no parts and the diagnostics.

    Raises FileError if ``data`` is not a zip file, contains unsafe names, is encrypted, or is a zip bomb.
    """
    twice = _find_duplicates(data)
    if twice:
        return {}, tuple(rules.DUPLICATE_PART.at(_locate(name, part), part=part) for part in twice)
    try:
        return read_members(data, name), ()
    except FileError as error:
        damaged = _find_damaged(data) if isinstance(error.__cause__, zipfile.BadZipFile) else ""
        if not damaged:
            raise
    return {}, (rules.DAMAGED_PART.at(_locate(name, damaged), part=damaged),)


def _locate(name: str, part: str) -> Location:
    return Location(name, describe_part(part))


def _find_duplicates(data: bytes) -> list[str]:
    """Return the names of members that occur more than once, ignoring case (OPC part 2, 9.1.1.1)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [member.filename for member in archive.infolist()]
    except (zipfile.BadZipFile, OSError, ValueError):
        return []
    count = Counter(name.lower() for name in names)
    return [name for name in dict.fromkeys(names) if count[name.lower()] > 1]


def _find_damaged(data: bytes) -> str:
    """Return the first member with a wrong checksum, or "" if there is none.

    ``zip_reader`` has already checked the sizes.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.testzip() or ""
    except (zipfile.BadZipFile, OSError, ValueError, EOFError):
        return ""
