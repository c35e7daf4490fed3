"""PDFs of Word files for archives and screen readers, with page numbers in their tables of contents.

LibreOffice works on copies, because it leaves lock files next to the files that it opens. Each copy contains
a marker for every page number. LibreOffice fills in the numbers, exports the PDF and reports the numbers, so
that they can also be written to the Word file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from assembler.errors import ToolError
from assembler.pdf.conformance import PdfResult, can_conform, make_conformant
from assembler.store.files.files import read_file, write_file
from assembler.store.office.layout import LayoutResult, LayoutTask, Office
from assembler.structs import Struct
from assembler.word.content.libreoffice_copy import (
    DECORATION,
    add_chapter_markers,
    add_writing_lines,
    describe_decorations,
    list_chart_texts,
    list_row_headers,
)
from assembler.word.content.table_of_contents import add_page_markers, has_contents, set_pages


class PrintTask(Struct, frozen=True):
    """A Word file for which a PDF or page numbers are needed.

    ``pdf`` is true if a PDF is needed, and ``pages`` if a copy of the file with page numbers is needed.
    """

    path: Path
    pdf: bool = True
    pages: bool = False


class PrintResult(Struct, frozen=True):
    """Result for one Word file: its PDF, and a copy of the file with page numbers in its table of contents.

    Either is None if it was not requested, or if LibreOffice failed. ``error`` is the reason for a failure,
    or "".
    """

    pdf: PdfResult | None = None
    document: bytes | None = None
    error: str = ""


def print_all(office: Office, tasks: Sequence[PrintTask]) -> list[PrintResult]:
    """Create the PDFs and page numbers for ``tasks``, and return the results in the same order.

    The Word files themselves are not changed. Raises FileError if a file cannot be read, and ToolError if
    LibreOffice does not start.
    """
    with TemporaryDirectory(prefix="assembler-") as name:
        layouts = [_prepare_task(task, Path(name) / f"{number}.docx") for number, task in enumerate(tasks)]
        results = office.lay_out(layouts)
        return [_build_result(*each) for each in zip(tasks, layouts, results, strict=True)]


def measure_pages(office: Office, documents: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the documents, by file name, with page numbers in their tables of contents.

    A document is unchanged if it has no table of contents or if LibreOffice fails.
    """
    listed = [name for name, data in documents.items() if has_contents(data, name)]
    with TemporaryDirectory(prefix="assembler-") as folder:
        tasks = [PrintTask(Path(folder) / name, pdf=False, pages=True) for name in listed]
        for task in tasks:
            write_file(task.path, documents[task.path.name], durable=False)
        try:
            results = print_all(office, tasks) if tasks else []
        except ToolError:
            results = []
    numbered = {
        name: each.document for name, each in zip(listed, results, strict=False) if each.document is not None
    }
    return {**documents, **numbered}


def _prepare_task(task: PrintTask, copy: Path) -> LayoutTask:
    """Write the copy of a Word file for LibreOffice, and return its layout task."""
    data, name = read_file(task.path), str(task.path)
    if has_contents(data, name):
        data = add_page_markers(data, name)
    data = add_writing_lines(add_chapter_markers(data, name), name)
    if can_conform():
        data = describe_decorations(data, name)
    write_file(copy, data, durable=False)
    return LayoutTask(copy, copy.with_suffix(".pdf") if task.pdf else None)


def _build_result(task: PrintTask, layout: LayoutTask, result: LayoutResult) -> PrintResult:
    if result.error:
        return PrintResult(error=result.error)
    if layout.pdf is not None and not layout.pdf.is_file():
        return PrintResult(error="LibreOffice did not create the PDF")
    pdf = _read_pdf(layout.pdf, task.path) if layout.pdf is not None else None
    document = set_pages(read_file(task.path), result.pages, str(task.path)) if task.pages else None
    return PrintResult(pdf, document)


def _read_pdf(path: Path, source: Path) -> PdfResult:
    """Read the PDF at ``path``, and make it conform to PDF/A-2a and PDF/UA-1 if possible.

    ``source`` is the Word file from which it was made.
    """
    if not can_conform():
        return PdfResult(read_file(path), checked=False)
    try:
        data, name = read_file(source), str(source)
        texts, headers = list_chart_texts(data, name), list_row_headers(data, name)
        return make_conformant(path, DECORATION, texts, headers)
    except Exception as error:  # the PDF is still useful as LibreOffice wrote it
        problem = f"the PDF from this version of LibreOffice has an unknown structure ({error})"
        return PdfResult(read_file(path), (problem,))
