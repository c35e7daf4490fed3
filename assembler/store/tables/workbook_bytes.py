"""The bytes of an .xlsx: opened where they are sound, and saved so that equal sheets give equal bytes."""

from __future__ import annotations

import re
import warnings
from datetime import datetime
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

from assembler.errors import FileError
from assembler.store.tables.sheet import LARGEST, OLD
from assembler.word.package.zip_reader import read_members
from assembler.word.package.zip_writer import pack

if TYPE_CHECKING:
    from openpyxl import Workbook


def must_be_xlsx(data: bytes, name: str, hint: str) -> None:
    """FileError, with ``hint``, where ``data`` is no .xlsx, or not one that a sheet program wrote."""
    if data.startswith(OLD):
        raise FileError("this is an old .xls, or a sheet with a password", location=name, hint=hint)
    members = read_members(data, name) if data.startswith(b"PK") else {}
    if "xl/workbook.xml" not in members:
        raise FileError("this is no sheet of the kind .xlsx", location=name, hint=hint)
    if any(b"<!DOCTYPE" in part[:4096] for part in members.values()):
        raise FileError("it holds XML that no sheet program writes", location=name, hint=hint)


def loaded(data: bytes, name: str, hint: str, *, computed: bool = False) -> Any:
    """The workbook in ``data``, an .xlsx: with its formulas, or with what was last ``computed`` for them.

    FileError, with ``hint``, where it is damaged or a sheet has too many rows.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # extensions that openpyxl leaves out hold nothing that is read
            book = load_workbook(BytesIO(data), data_only=computed)
    except Exception as error:
        # openpyxl lets every kind of error of its parsers through
        raise FileError("the sheet is damaged", location=name, hint=hint) from error
    for sheet in book.worksheets:
        if sheet.max_row > LARGEST:
            what = f"the sheet {sheet.title!r} has {sheet.max_row:,} rows"
            raise FileError(what, location=name, hint="remove the empty rows below the last one")
    return book


def saved_by(data: bytes) -> str:
    """Who saved the .xlsx in ``data`` last, or made it; "" where it does not say so."""
    core = read_members(data, "").get("docProps/core.xml", b"").decode("utf-8", "replace")
    for name in ("cp:lastModifiedBy", "dc:creator"):
        if (found := re.search(f"<{name}>([^<]*)</{name}>", core)) and found[1].strip():
            return unescape(found[1].strip())
    return ""


def saved(book: Workbook, *, title: str) -> bytes:
    """``book`` as an .xlsx that is called ``title``, without its hour and its author."""
    book.properties.creator, book.properties.title = "", title
    book.properties.created = datetime(2000, 1, 1)
    buffer = BytesIO()
    book.save(buffer)
    members = read_members(buffer.getvalue(), "workbook")
    core = members["docProps/core.xml"].decode()
    stamped = re.sub(r"(<dcterms:modified[^>]*>)[^<]*", r"\g<1>2000-01-01T00:00:00Z", core)
    return pack({**members, "docProps/core.xml": stamped.encode()})
