"""Conversion of returned files in older formats (.doc, .rtf) to .docx with LibreOffice."""

from __future__ import annotations

from assembler.store.office.convert import convert_to_docx
from assembler.word.package.legacy_formats import detect_legacy_format


def convert_legacy_format(data: bytes, name: str) -> bytes:
    """Return .docx or .odt ``data`` unchanged, and .doc or .rtf ``data`` as .docx.

    ``name`` is the file name for errors. Raises FileError if the file cannot be read or has another format,
    and ToolError if LibreOffice is missing or too slow.
    """
    kind = detect_legacy_format(data, name)
    return convert_to_docx(data, kind, name) if kind else data
