"""Word files to PDF with the right page numbers in their tables of contents.

Files go to LibreOffice as copies (it leaves lock files beside what it opens), with a place for each page
number. It puts the numbers there and makes the PDF, and tells them, so that they can be written into the Word
file too.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from assembler.store.files.files import read_file, write_whole
from assembler.store.office.office import LaidOut, Layout, Office
from assembler.structs import Struct
from assembler.word.content.contents_pages import add_page_markers, has_contents, set_pages


class Print(Struct, frozen=True):
    """A Word file to be printed: into a PDF beside it, and with its page numbers written back, or either."""

    path: Path
    pdf: bool = True
    pages: bool = False


class Printed(Struct, frozen=True):
    """What was written: the PDF, and the Word file where its page numbers were; ``fault`` if it failed."""

    pdf: bytes | None = None
    document: bytes | None = None
    fault: str = ""


def print_all(office: Office, tasks: Sequence[Print]) -> list[Printed]:
    """What became of each file, in their order; nothing is written to where they stand.

    FileError where one cannot be read, ToolError where LibreOffice does not start.
    """
    with TemporaryDirectory(prefix="assembler-") as name:
        layouts = [_layout(task, Path(name) / f"{number}.docx") for number, task in enumerate(tasks)]
        found = office.lay_out(layouts)
        return [_printed(*each) for each in zip(tasks, layouts, found, strict=True)]


def _layout(task: Print, copy: Path) -> Layout:
    """What LibreOffice is asked for, and the copy that it is asked about."""
    data, name = read_file(task.path), str(task.path)
    write_whole(copy, add_page_markers(data, name) if has_contents(data, name) else data, durable=False)
    return Layout(copy, copy.with_suffix(".pdf") if task.pdf else None)


def _printed(task: Print, layout: Layout, found: LaidOut) -> Printed:
    if found.fault:
        return Printed(fault=found.fault)
    if layout.pdf is not None and not layout.pdf.is_file():
        return Printed(fault="LibreOffice made no PDF of it")
    pdf = read_file(layout.pdf) if layout.pdf is not None else None
    document = set_pages(read_file(task.path), found.pages, str(task.path)) if task.pages else None
    return Printed(pdf, document)
