"""The documents of a batch through LibreOffice: PDFs beside them, page numbers in their contents."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from hashlib import sha256
from pathlib import Path

from assembler.assembly.orders.order import Order, Outcome
from assembler.batch.batch import Batch, Done
from assembler.diagnostics import Diagnostic
from assembler.errors import ToolError
from assembler.store.files.files import write_file
from assembler.store.office.office import Office
from assembler.store.office.pdf import PrintResult, PrintTask, print_all
from assembler.store.project.backup import digest_of, keep_changed
from assembler.store.project.build_log import Entry, shown
from assembler.structs import replace

MOST = 64
"""So many files, at most, go to one start of LibreOffice: its start takes as long as twenty small ones."""
LARGEST = 2_000_000
"""Bytes of Word files that go to one start: what a start takes is little beside that, and some seconds."""


def to_print(batch: Batch, done: Sequence[Done]) -> list[Done]:
    """Those that need LibreOffice: made, and without the PDF or the page numbers that are asked for."""
    return [(order, outcome) for order, outcome in done if outcome.path and _wanted(batch, order, outcome)]


def printed(
    batch: Batch, done: Sequence[Done], office: Office, *, workers: int
) -> Generator[Done, None, None]:
    """Each order with its outcome when its PDF is there and its page numbers are written, as they are done.

    One start of LibreOffice takes several files, and ``workers`` of them run beside each other. A document
    that LibreOffice cannot lay out fails by itself, and stays as it is.
    """
    executor = ThreadPoolExecutor(workers)
    try:
        portions = _portions(done, -(-len(done) // workers))
        chunks = [executor.submit(_print_some, batch, portion, office) for portion in portions]
        for chunk in as_completed(chunks):
            for order, outcome, result in chunk.result():
                yield order, _kept(batch, order, outcome, result)
    finally:
        office.stop()
        executor.shutdown(cancel_futures=True)


def _portions(done: Sequence[Done], share: int) -> Iterator[list[Done]]:
    """What goes to one start of LibreOffice each: no more than a worker's ``share``, and not too much."""
    portion: list[Done] = []
    size = 0
    for each in done:
        path = each[1].path
        size += path.stat().st_size if path is not None and path.is_file() else 0
        portion.append(each)
        if len(portion) >= min(share, MOST) or size >= LARGEST:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def pdf_of(path: Path) -> Path:
    """Where the PDF of a document stands."""
    return path.with_suffix(".pdf")


def _wanted(batch: Batch, order: Order, outcome: Outcome) -> PrintTask | None:
    """What LibreOffice is to make of the document; None for nothing."""
    entry, settings = batch.report.entry(batch.asked(order)), batch.settings
    path = outcome.path
    if entry is None or path is None or outcome.error is not None:
        return None
    pdf = settings.pdf and not (entry.pdf and digest_of(pdf_of(path)) == entry.pdf_digest)
    pages = settings.pages and not entry.pages
    return PrintTask(path, pdf, pages) if pdf or pages else None


def _print_some(
    batch: Batch, done: Sequence[Done], office: Office
) -> list[tuple[Order, Outcome, PrintResult]]:
    tasks = [task for order, outcome in done if (task := _wanted(batch, order, outcome)) is not None]
    results = print_all(office, tasks)
    return [(*pair, result) for pair, result in zip(done, results, strict=True)]


def _kept(batch: Batch, order: Order, outcome: Outcome, result: PrintResult) -> Outcome:
    """The outcome with what was printed, written to where it belongs and written down."""
    entry, path = batch.report.entry(batch.asked(order)), outcome.path
    if entry is None or path is None:
        return outcome
    if result.fault:
        what, hint = f"LibreOffice cannot lay it out: {result.fault}", "open it in LibreOffice and look"
        return replace(outcome, error=ToolError(what, location=str(path), hint=hint))
    kept: tuple[Diagnostic, ...] = ()
    if result.document is not None:
        write_file(path, result.document, durable=False)
        digest = sha256(result.document).hexdigest()
        entry, outcome = replace(entry, digest=digest, pages=True), replace(outcome, digest=digest)
    if result.pdf is not None:
        kept = keep_changed(batch.project, pdf_of(path), result.pdf, written=entry.pdf_digest)
        write_file(pdf_of(path), result.pdf, durable=False)
        entry = _with_pdf(batch, entry, pdf_of(path), result.pdf)
    batch.report.add(entry)
    pdf, diagnostics = pdf_of(path) if result.pdf else outcome.pdf, (*outcome.diagnostics, *kept)
    return replace(outcome, pdf=pdf, diagnostics=diagnostics, unchanged=False)


def _with_pdf(batch: Batch, entry: Entry, path: Path, data: bytes) -> Entry:
    return replace(entry, pdf=shown(batch.project, path), pdf_digest=sha256(data).hexdigest())
