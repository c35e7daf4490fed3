"""The front door for reports that come back: .docx by any editor, .odt by LibreOffice."""

from __future__ import annotations

from collections.abc import Mapping

from assembler.word.opening import read_members
from assembler.word.package import open_package
from assembler.word.report_content import Report
from assembler.word.report_docx import DocxReport
from assembler.word.report_odt import OdtReport


def read_report(data: bytes, name: str) -> Report:
    """The report in ``data``, a .docx or .odt by its content; ``name`` is what errors call the file.

    FileError where it cannot be opened.
    """
    members: Mapping[str, bytes] = read_members(data, name)
    if b"opendocument" in members.get("mimetype", b""):
        return OdtReport(members, name)
    return DocxReport(open_package(data, name))
