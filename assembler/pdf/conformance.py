"""Conformance of LibreOffice’s PDFs with PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1)."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from assembler.structs import Struct


class PdfResult(Struct, frozen=True):
    """The result of converting a PDF.

    ``problems`` lists the reasons why the PDF does not meet PDF/UA-1. They are known only if the PDF was
    ``checked``.
    """

    data: bytes
    problems: tuple[str, ...] = ()
    checked: bool = True


def can_conform() -> bool:
    """Return whether pikepdf is installed."""
    return find_spec("pikepdf") is not None


def make_conformant(
    file: Path | BinaryIO,
    decoration: str = "",
    chart_texts: Sequence[str] = (),
    row_headers: Sequence[bool] = (),
) -> PdfResult:
    """Convert a PDF from LibreOffice to PDF/A-2a and PDF/UA-1.

    If problems remain, the result lists them and still claims only PDF/A-2b. Equal text and layout produce
    equal bytes. Pictures with the alternative text ``decoration`` are decorative. ``chart_texts`` contains
    the alternative text of each chart, which LibreOffice 7.4 loses. ``row_headers`` has a value for each
    table, which is true if the first column names the rows. An outer table comes after the tables inside it.
    Converting a file at a path is three times as fast as converting bytes in memory. Raises ValueError if the
    PDF has no structure tree.
    """
    import pikepdf

    from assembler.pdf.fonts import map_bullets
    from assembler.pdf.metadata import find_metadata_problems, remove_dates, write_metadata
    from assembler.pdf.page_content import PageContent
    from assembler.pdf.structure_tree import StructureTree

    with pikepdf.open(file) as pdf:
        if "/StructTreeRoot" not in pdf.Root:
            raise ValueError("it has no structure tree")
        pages = {page.obj.objgen: PageContent(page) for page in pdf.pages}
        tree = StructureTree(pdf, pages, decoration, chart_texts)
        tree.complete()
        tree.mark_row_headers(row_headers)
        for page in pages.values():
            page.mark_artifacts()
        symbols = [f"symbols without a Unicode character: {count}"] if (count := map_bullets(pdf)) else []
        problems = (*find_metadata_problems(pdf), *symbols, *tree.find_problems())
        write_metadata(pdf, accessible=not problems)
        remove_dates(pdf)
        output = BytesIO()
        pdf.save(output, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return PdfResult(_separate_ends(output.getvalue()), problems)


def _separate_ends(data: bytes) -> bytes:
    """Return the file with a CR instead of an LF after each stream that itself ends with a CR.

    A stream’s last CR and the LF after it look like a single end of line, so that validators find the stream
    one byte too short.
    """
    return data.replace(b"\r\nendstream", b"\r\rendstream")
