"""A returned file in a format that we read: what Word wrote before .docx goes through LibreOffice."""

from __future__ import annotations

from assembler.store.office.convert import convert_to_docx
from assembler.word.package.legacy_formats import detect_legacy_format


def convert_legacy_format(data: bytes, name: str) -> bytes:
    """``data`` itself where it is .docx or .odt, else (.doc, .rtf) the same text as .docx.

    FileError where it can or may not be read, ToolError where LibreOffice is missing or too slow; ``name`` is
    what errors call the file.
    """
    kind = detect_legacy_format(data, name)
    return convert_to_docx(data, kind, name) if kind else data
