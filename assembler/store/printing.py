"""Word files to PDF with the right page numbers in their tables of contents.

LibreOffice lays a document out once to tell on which page each heading stands; with the numbers written into
its table of contents it is laid out again, and once more where one moved (the table takes a page more). Files
go to LibreOffice as copies: it leaves lock files beside what it opens.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from assembler.store.files import read_file, write_whole
from assembler.store.office import Layout, Office
from assembler.word.contents_pages import has_contents, with_pages

TRIES = 3
"""So often a document is laid out with page numbers before they are taken as they are."""


@dataclass(frozen=True, slots=True)
class Print:
    """A Word file to be printed: into a PDF beside it, and with its page numbers written back, or either."""

    path: Path
    pdf: bool = True
    pages: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """What was written: the PDF, and the Word file where its page numbers were; ``fault`` if it failed."""

    pdf: bytes | None = None
    document: bytes | None = None
    fault: str = ""


@dataclass(slots=True)
class _Work:
    """One file on its way: as it came, and with the page numbers known so far."""

    task: Print
    data: bytes
    copy: Path
    contents: bool
    pages: Mapping[str, int] = field(default_factory=dict)
    fault: str = ""

    @property
    def numbered(self) -> bytes:
        return with_pages(self.data, self.pages, str(self.task.path)) if self.pages else self.data


def print_all(office: Office, tasks: Sequence[Print]) -> list[Printed]:
    """What became of each file, in their order; nothing is written to where they stand.

    FileError where one cannot be read, ToolError where LibreOffice does not start.
    """
    with TemporaryDirectory(prefix="assembler-") as name:
        works = [_work(task, Path(name) / f"{number}.docx") for number, task in enumerate(tasks)]
        _measure(office, [work for work in works if work.contents])
        left = works
        for _ in range(TRIES):
            left = _lay_out(office, left)
        return [_printed(work) for work in works]


def _work(task: Print, copy: Path) -> _Work:
    data = read_file(task.path)
    return _Work(task, data, copy, has_contents(data, str(task.path)))


def _measure(office: Office, works: Sequence[_Work]) -> None:
    """Find the pages of all headings."""
    for work in works:
        write_whole(work.copy, work.data, durable=False)
    for work, found in zip(works, office.lay_out([Layout(work.copy) for work in works]), strict=True):
        work.pages, work.fault = found.pages, found.fault


def _lay_out(office: Office, works: Sequence[_Work]) -> list[_Work]:
    """Make the PDFs of ``works`` with the pages known so far; those whose pages are others after all."""
    sound = [work for work in works if not work.fault and (work.task.pdf or work.contents)]
    for work in sound:
        write_whole(work.copy, work.numbered, durable=False)
    layouts = [Layout(work.copy, _pdf(work) if work.task.pdf else None) for work in sound]
    moved = []
    for work, found in zip(sound, office.lay_out(layouts), strict=True):
        work.fault = found.fault
        if work.contents and not found.fault and found.pages != work.pages:
            work.pages = found.pages
            moved.append(work)
    return moved


def _pdf(work: _Work) -> Path:
    return work.copy.with_suffix(".pdf")


def _printed(work: _Work) -> Printed:
    made = _pdf(work)
    if not work.fault and work.task.pdf and not made.is_file():
        work.fault = "LibreOffice made no PDF of it"
    if work.fault:
        return Printed(fault=work.fault)
    printed = Printed(read_file(made) if work.task.pdf else None)
    return replace(printed, document=work.numbered) if work.task.pages else printed
