"""Opening and saving of .xlsx files.

Damaged files are rejected, and equal sheets produce equal bytes.
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
    """Raise FileError with ``hint`` if ``data`` is not an .xlsx written by a spreadsheet program."""
    if data.startswith(XLS_SIGNATURE):
        raise FileError("the file is an old .xls workbook or is password-protected", location=name, hint=hint)
    members = read_members(data, name) if data.startswith(b"PK") else {}
    if "xl/workbook.xml" not in members:
        raise FileError("the file is not an .xlsx workbook", location=name, hint=hint)
    if any(b"<!DOCTYPE" in part[:4096] for part in members.values()):
        message = "the file contains a document type declaration, which spreadsheet programs do not write"
        raise FileError(message, location=name, hint=hint)


def open_workbook(data: bytes, name: str, hint: str, *, computed: bool = False) -> Any:
    """Open the .xlsx in ``data`` with its formulas, or with their ``computed`` values.

    Raises FileError with ``hint`` if it is damaged or a sheet has too many rows.
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
            raise FileError(message, location=name, hint="remove the empty rows below the last one")
    return book


def read_last_author(data: bytes) -> str:
    """Return the person who last saved the .xlsx or, if unknown, who created it; "" if neither is known."""
    core = read_members(data, "").get("docProps/core.xml", b"").decode("utf-8", "replace")
    for name in ("cp:lastModifiedBy", "dc:creator"):
        if (match := re.search(f"<{name}>([^<]*)</{name}>", core)) and match[1].strip():
            return unescape(match[1].strip())
    return ""


def save_workbook(book: Workbook, *, title: str) -> bytes:
    """Return ``book`` as .xlsx data with ``title`` but without a date or author."""
    book.properties.creator, book.properties.title = "", title
    book.properties.created = datetime(2000, 1, 1)
    buffer = BytesIO()
    book.save(buffer)
    members = read_members(buffer.getvalue(), "workbook")
    core = members["docProps/core.xml"].decode()
    core_with_date = re.sub(r"(<dcterms:modified[^>]*>)[^<]*", r"\g<1>2000-01-01T00:00:00Z", core)
    return pack({**members, "docProps/core.xml": core_with_date.encode()})
