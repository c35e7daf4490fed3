"""Open and save .xlsx files: damaged ones are refused, and equal sheets give equal bytes."""

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
        raise FileError("the file is an old .xls or protected with a password", location=name, hint=hint)
    members = read_members(data, name) if data.startswith(b"PK") else {}
    if "xl/workbook.xml" not in members:
        raise FileError("the file is not an .xlsx workbook", location=name, hint=hint)
    if any(b"<!DOCTYPE" in part[:4096] for part in members.values()):
        what = "the file contains a document type declaration, which spreadsheet programs do not write"
        raise FileError(what, location=name, hint=hint)


def open_workbook(data: bytes, name: str, hint: str, *, computed: bool = False) -> Any:
    """Open the .xlsx in ``data`` with its formulas, or with their ``computed`` values.

    Raise FileError with ``hint`` if it is damaged or a sheet has too many rows.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about extensions that openpyxl drops; nothing in them is read
            book = load_workbook(BytesIO(data), data_only=computed)
    except Exception as error:
        # openpyxl raises every kind of error of its parsers
        raise FileError("the workbook is damaged", location=name, hint=hint) from error
    for sheet in book.worksheets:
        if sheet.max_row > MAX_ROWS:
            what = f"the sheet {sheet.title!r} has {sheet.max_row:,} rows"
            raise FileError(what, location=name, hint="remove the empty rows below the last one")
    return book


def read_last_author(data: bytes) -> str:
    """Return who last saved the .xlsx in ``data``, or else created it; "" if unknown."""
    core = read_members(data, "").get("docProps/core.xml", b"").decode("utf-8", "replace")
    for name in ("cp:lastModifiedBy", "dc:creator"):
        if (found := re.search(f"<{name}>([^<]*)</{name}>", core)) and found[1].strip():
            return unescape(found[1].strip())
    return ""


def save_workbook(book: Workbook, *, title: str) -> bytes:
    """Return ``book`` as an .xlsx with ``title``, without date and author."""
    book.properties.creator, book.properties.title = "", title
    book.properties.created = datetime(2000, 1, 1)
    buffer = BytesIO()
    book.save(buffer)
    members = read_members(buffer.getvalue(), "workbook")
    core = members["docProps/core.xml"].decode()
    core_with_date = re.sub(r"(<dcterms:modified[^>]*>)[^<]*", r"\g<1>2000-01-01T00:00:00Z", core)
    return pack({**members, "docProps/core.xml": core_with_date.encode()})
