"""Conversion of returned files in older formats (.doc, .rtf) to .docx with LibreOffice."""

from __future__ import annotations

from assembler.store.office.convert import convert_to_docx
from assembler.word.package.legacy_formats import detect_legacy_format


def convert_legacy_format(data: bytes, name: str) -> bytes:
    """Return .docx or .odt ``data`` unchanged, and .doc or .rtf ``data`` as .docx.

    Raises FileError if it cannot be read or is not accepted, and ToolError if LibreOffice is missing or too
    slow. ``name`` is the file name used in errors.
    """
    kind = detect_legacy_format(data, name)
    return convert_to_docx(data, kind, name) if kind else data
