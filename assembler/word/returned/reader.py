"""Entry points for reading a returned form or report: a .docx from any editor, or an .odt from LibreOffice.

This package knows nothing about records; ``collect.collect`` interprets the cells.
"""

from __future__ import annotations

from collections.abc import Mapping

from assembler.errors import FileError
from assembler.word.package.package import open_package
from assembler.word.package.zip_reader import read_members
from assembler.word.returned.content import ReturnedForm
from assembler.word.returned.docx_form import read_docx
from assembler.word.returned.docx_report import DocxReport
from assembler.word.returned.odt_form import read_odt
from assembler.word.returned.odt_report import OdtReport
from assembler.word.returned.report import Report


def read_report(data: bytes, name: str) -> Report:
    """Read the report in ``data``, a .docx or .odt according to its content; ``name`` is used in errors.

    Raises FileError if it cannot be opened.
    """
    members: Mapping[str, bytes] = read_members(data, name)
    if b"opendocument" in members.get("mimetype", b""):
        return OdtReport(members, name)
    return DocxReport(open_package(data, name))


_ODT = "application/vnd.oasis.opendocument.text"
_ODF = "application/vnd.oasis.opendocument"
MOST_TAGS = 4_000_000
"""Maximum number of tags in all XML of a file; a LibreOffice form of 73 indicators has 280,000."""
MOST_ROWS = 50_000
MOST_EMPTY = 100_000
"""Maximum number of empty runs and paragraphs; editors never write thousands of them."""
_ROWS = (b"<w:tr>", b"<w:tr ", b"<table:table-row")
_EMPTY = (b"<w:r/>", b"<w:p/>", b"<w:r></w:r>", b"<w:p></w:p>", b"<text:span/>", b"<text:p/>", b"<text:s/>")


def read_form(data: bytes, name: str) -> ReturnedForm:
    """Read the form in ``data``, a .docx or .odt according to its content; ``name`` is used in errors.

    Raises FileError if it is another kind of file, damaged, encrypted, contains macros, or is unsafe to open.
    """
    members = read_members(data, name)
    _refuse_masses(members, name)
    kind = members.get("mimetype", b"").decode("ascii", "replace").strip()
    if kind in (_ODT, f"{_ODT}-template"):
        return read_odt(members, name)
    if kind.startswith(_ODF):
        what = "this is an OpenDocument file, but not a text document"
        raise FileError(what, location=name, hint="send the form itself, as .docx or .odt")
    return read_docx(open_package(data, name))


def _refuse_masses(members: Mapping[str, bytes], name: str) -> None:
    """Raise FileError, before parsing, for a file that would take minutes and gigabytes to read."""
    texts = [data for part, data in members.items() if part.lower().endswith(".xml")]
    counted = (
        ("elements", (b"<",), MOST_TAGS),
        ("rows", _ROWS, MOST_ROWS),
        ("empty runs", _EMPTY, MOST_EMPTY),
    )
    for what, signs, most in counted:
        count = sum(data.count(sign) for data in texts for sign in signs)
        if count > most:
            message = f"it contains {count:,} {what}; a form has at most {most:,}"
            raise FileError(message, location=name, hint="do not trust this file; ask for it again")
