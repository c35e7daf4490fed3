"""Open and save .xlsx files.

Damaged files are rejected, and equal sheets produce equal bytes. Characters that XML cannot contain are
escaped: ``_x0001_`` (ECMA-376, 22.9.2.19).
"""

from __future__ import annotations

import re
import warnings
from datetime import datetime
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

from assembler.errors import FileError
from assembler.store.tables.sheet import MAX_ROWS, XLS_SIGNATURE
from assembler.word.package.zip_reader import read_members
from assembler.word.package.zip_writer import pack

if TYPE_CHECKING:
    from openpyxl import Workbook


def check_xlsx(data: bytes, name: str, hint: str) -> None:
    """Raise FileError with ``hint`` if ``data`` is not an .xlsx written by a spreadsheet program.

    ``name`` is the name of the file in messages.
    """
    if data.startswith(XLS_SIGNATURE):
        raise FileError("the file is an old .xls workbook or is password-protected", location=name, hint=hint)
    members = read_members(data, name) if data.startswith(b"PK") else {}
    if "xl/workbook.xml" not in members:
        raise FileError("the file is not an .xlsx workbook", location=name, hint=hint)
    if any(b"<!DOCTYPE" in part[:4096] for part in members.values()):
        message = "the file contains a DOCTYPE declaration, which spreadsheet programs do not write"
        raise FileError(message, location=name, hint=hint)


def open_workbook(data: bytes, name: str, hint: str, *, computed: bool = False) -> Any:
    """Open the .xlsx in ``data`` with its formulas, or with their ``computed`` values.

    Raises FileError if it is damaged, with ``hint``, or if a sheet has too many rows, with a hint of its own.
    ``name`` is the name of the file in messages.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns about extensions that it drops; we read none
            book = load_workbook(BytesIO(data), data_only=computed)
    except Exception as error:
        # openpyxl passes on any error of its parsers
        raise FileError("the workbook is damaged", location=name, hint=hint) from error
    for sheet in book.worksheets:
        if sheet.max_row > MAX_ROWS:
            message = f"the sheet “{sheet.title}” has {sheet.max_row:,} rows, more than {MAX_ROWS:,}"
            hint = "delete any empty rows below the last row of data, or divide the sheet"
            raise FileError(message, location=name, hint=hint)
    return book


def read_last_author(data: bytes) -> str:
    """Return the person who last saved the .xlsx or, if unknown, the person who created it.

    The result is "" if neither is known.
    """
    core = read_members(data, "").get("docProps/core.xml", b"").decode("utf-8", "replace")
    for name in ("cp:lastModifiedBy", "dc:creator"):
        if (match := re.search(f"<{name}>([^<]*)</{name}>", core)) and match[1].strip():
            return unescape(match[1].strip())
    return ""


def save_workbook(book: Workbook, *, title: str) -> bytes:
    """Return ``book`` as .xlsx data with ``title``, without an author and with a fixed date."""
    book.properties.creator, book.properties.title = "", title
    book.properties.created = datetime(2000, 1, 1)
    buffer = BytesIO()
    book.save(buffer)
    members = read_members(buffer.getvalue(), "workbook")
    core = members["docProps/core.xml"].decode()
    core_with_date = re.sub(r"(<dcterms:modified[^>]*>)[^<]*", r"\g<1>2000-01-01T00:00:00Z", core)
    return pack({**members, "docProps/core.xml": core_with_date.encode()})


_UNSAFE = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_ESCAPE = re.compile("_x((?i:005F|00[01][0-9A-F]|FFF[EF]))_")
"""Escapes of characters that need one; a text such as ``_x0041_`` is not an escape in LibreOffice 7.4."""


def escape_text(text: str) -> str:
    """Escape characters that XML cannot contain, and text that looks like an escape sequence.

    >>> escape_text("a_x0041_b") , escape_text("a\\rb")
    ('a_x005F_x0041_b', 'a_x000D_b')
    """
    return _UNSAFE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def unescape_text(text: str) -> str:
    """Decode the escapes that ``escape_text`` or a spreadsheet program wrote.

    Line breaks are converted to line feeds.

    >>> unescape_text("a_x005F_x0041_b"), unescape_text("a_x000D_\\nb"), unescape_text("a_x0041_b")
    ('a_x0041_b', 'a\\nb', 'a_x0041_b')
    """
    text = text.replace("\r\n", "\n")
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text).replace("\r\n", "\n")
