"""Entry points for reading a returned form or report: a .docx from any editor, or an .odt from LibreOffice.

Records are not read or changed here. ``collect.collect`` interprets the cells.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from assembler.errors import FileError
from assembler.structs import Struct
from assembler.word.package.package import Package, build_package
from assembler.word.package.zip_reader import read_members
from assembler.word.returned.docx_form import read_docx
from assembler.word.returned.docx_report import DocxReport
from assembler.word.returned.form_content import ReturnedForm
from assembler.word.returned.odt_form import read_odt
from assembler.word.returned.odt_report import OdtReport
from assembler.word.returned.report_content import Report

_ODT = "application/vnd.oasis.opendocument.text"
_ODF = "application/vnd.oasis.opendocument"
MOST_TAGS = 4_000_000
"""Maximum number of tags in all XML of a file.

A form with 73 indicators, saved by LibreOffice, has 280,000.
"""
MOST_ROWS = 50_000
MOST_EMPTY = 100_000
"""Maximum number of empty runs and paragraphs, far above what editors write."""
_ROWS = {"docx": (b"<w:tr>", b"<w:tr "), "odt": (b"<table:table-row",)}
_EMPTY = {
    "docx": (b"<w:r/>", b"<w:p/>", b"<w:r></w:r>", b"<w:p></w:p>"),
    "odt": (b"<text:span/>", b"<text:p/>", b"<text:s/>"),
}


class ReturnedFile(Struct, frozen=True):
    """An opened file.

    ``members`` maps the names of its zip members to their data. ``package`` is None for an .odt.
    """

    name: str
    members: Mapping[str, bytes]
    package: Package | None = None


def open_returned_file(data: bytes, name: str) -> ReturnedFile:
    """Open ``data``, which is a .docx or an .odt according to its content.

    ``name`` identifies the file in errors. Raises FileError if the file is of a different kind, is damaged or
    encrypted, contains macros, or is unsafe to open.
    """
    return open_members(read_members(data, name), name)


def open_members(
    members: dict[str, bytes], name: str, trees: Mapping[str, etree._Element] | None = None
) -> ReturnedFile:
    """Open an unpacked file.

    ``members`` maps the names of its zip members to their data. ``trees`` contains the parts that are already
    parsed. Raises FileError, as ``open_returned_file`` does.
    """
    kind = members.get("mimetype", b"").decode("ascii", "replace").strip()
    is_odt = kind in (_ODT, f"{_ODT}-template")
    _refuse_excess(members, name, "odt" if is_odt else "docx")
    if is_odt:
        return ReturnedFile(name, members)
    if kind.startswith(_ODF):
        what = "this is an OpenDocument file, but not a text document"
        raise FileError(what, location=name, hint="ask for the form itself, as .docx or .odt")
    return ReturnedFile(name, members, build_package(members, name, dict(trees or {})))


def read_form(file: ReturnedFile) -> ReturnedForm:
    """Return the content of a returned form.

    Raises FileError if the content of an .odt cannot be read.
    """
    return read_odt(file.members, file.name) if file.package is None else read_docx(file.package)


def read_report(file: ReturnedFile) -> Report:
    """Return the content of a returned report.

    Raises FileError if the content of an .odt cannot be read.
    """
    return OdtReport(file.members, file.name) if file.package is None else DocxReport(file.package)


def _refuse_excess(members: Mapping[str, bytes], name: str, kind: str) -> None:
    """Raise FileError, before parsing, for a file that would take minutes and gigabytes to parse."""
    texts = [data for part, data in members.items() if part.lower().endswith(".xml")]
    counted = (
        ("elements", (b"<",), MOST_TAGS),
        ("rows", _ROWS[kind], MOST_ROWS),
        ("empty runs", _EMPTY[kind], MOST_EMPTY),
    )
    for what, signs, most in counted:
        count = sum(data.count(sign) for data in texts for sign in signs)
        if count > most:
            message = f"the file contains {count:,} {what}; a form has at most {most:,}"
            raise FileError(message, location=name, hint="do not trust this file; ask for it again")
