"""PDFs of a batch's documents, and page numbers in their tables of contents, made with LibreOffice.

A PDF always comes with page numbers in the Word file, because LibreOffice determines them anyway. A released
document is not changed.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from hashlib import sha256
from pathlib import Path

from assembler.assembly.orders.order import Order, Outcome
from assembler.assembly.released_versions import FOLDER
from assembler.batch.batch import Batch, OrderResult
from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.builds import INACCESSIBLE_PDF
from assembler.errors import ToolError
from assembler.pdf.conformance import PdfResult, can_conform
from assembler.store.files.files import write_file
from assembler.store.office.layout import Office
from assembler.store.office.pdf import PrintResult, PrintTask, print_all
from assembler.store.project.build_log import back_up_changed, digest_file, portable_path
from assembler.structs import replace

MAX_FILES = 64
"""Maximum number of files per start of LibreOffice. A start takes as long as twenty small files."""
MAX_BYTES = 2_000_000
"""Maximum total size of the Word files per start, in bytes.

Start-up time is negligible for larger files.
"""


def select_unprinted(batch: Batch, done: Sequence[OrderResult]) -> list[OrderResult]:
    """Return the built documents that still lack a requested PDF or requested page numbers."""
    return [
        (order, outcome)
        for order, outcome in done
        if outcome.path and _build_print_task(batch, order, outcome)
    ]


def print_documents(
    batch: Batch, done: Sequence[OrderResult], office: Office, *, workers: int
) -> Generator[OrderResult, None, None]:
    """Print the documents and yield each order with its outcome as soon as it is finished.

    LibreOffice prints several files per start, and ``workers`` instances run in parallel. If LibreOffice
    cannot lay out a document, only that document fails, and it is left unchanged.
    """
    executor = ThreadPoolExecutor(workers)
    try:
        portions = _split_portions(done, -(-len(done) // workers))
        chunks = [executor.submit(_print_some, batch, portion, office) for portion in portions]
        for chunk in as_completed(chunks):
            for order, outcome, result in chunk.result():
                yield order, _save_result(batch, order, outcome, result)
    finally:
        office.stop()
        executor.shutdown(cancel_futures=True)


def _split_portions(done: Sequence[OrderResult], share: int) -> Iterator[list[OrderResult]]:
    """Split the documents into portions of at most ``share`` documents.

    LibreOffice is started once for each portion, which is also limited by ``MAX_FILES`` and ``MAX_BYTES``.
    """
    portion: list[OrderResult] = []
    size = 0
    for each in done:
        path = each[1].path
        size += path.stat().st_size if path is not None and path.is_file() else 0
        portion.append(each)
        if len(portion) >= min(share, MAX_FILES) or size >= MAX_BYTES:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def pdf_path(path: Path) -> Path:
    """Return the path of the PDF for a document."""
    return path.with_suffix(".pdf")


def _build_print_task(batch: Batch, order: Order, outcome: Outcome) -> PrintTask | None:
    """Return the task for LibreOffice, or None if there is nothing to print."""
    entry, settings = batch.report.entry(batch.order_key(order)), batch.settings
    path = outcome.path
    if entry is None or path is None or outcome.error is not None:
        return None
    current = entry.pdf and digest_file(pdf_path(path)) == entry.pdf_digest
    pdf = settings.pdf and not (current and (entry.conformant or not can_conform()))
    pages = (settings.pages or settings.pdf) and not entry.pages and not _is_released(batch, order, outcome)
    return PrintTask(path, pdf, pages) if pdf or pages else None


def _is_released(batch: Batch, order: Order, outcome: Outcome) -> bool:
    """Return whether the document is a copy of a released one, which never changes."""
    if not order.record or outcome.path is None:
        return False
    releases = batch.project.record_folder(order.record) / FOLDER
    return any(digest_file(path) == outcome.digest for path in releases.glob(f"*/{outcome.path.name}"))


def _print_some(
    batch: Batch, done: Sequence[OrderResult], office: Office
) -> list[tuple[Order, Outcome, PrintResult]]:
    tasks = [
        task for order, outcome in done if (task := _build_print_task(batch, order, outcome)) is not None
    ]
    results = print_all(office, tasks)
    return [(*pair, result) for pair, result in zip(done, results, strict=True)]


def _save_result(batch: Batch, order: Order, outcome: Outcome, result: PrintResult) -> Outcome:
    """Write the printed files, record them in the build log and return the updated outcome."""
    entry, path = batch.report.entry(batch.order_key(order)), outcome.path
    if entry is None or path is None:
        return outcome
    if result.error:
        what, hint = (
            f"LibreOffice cannot lay out this file: {result.error}",
            "open the file in LibreOffice to see the error",
        )
        return replace(outcome, error=ToolError(what, location=str(path), hint=hint))
    added: tuple[Diagnostic, ...] = ()
    if result.document is not None:
        write_file(path, result.document, durable=False)
        digest = sha256(result.document).hexdigest()
        entry, outcome = replace(entry, digest=digest, pages=True), replace(outcome, digest=digest)
    if result.pdf is not None:
        target, data = pdf_path(path), result.pdf.data
        added = back_up_changed(batch.project, target, data, written=entry.pdf_digest)
        write_file(target, data, durable=False)
        added = (*added, *_diagnose_pdf(target, result.pdf))
        entry = replace(
            entry,
            pdf=portable_path(batch.project, target),
            pdf_digest=sha256(data).hexdigest(),
            conformant=result.pdf.checked,
        )
    batch.report.add(entry)
    pdf, diagnostics = pdf_path(path) if result.pdf else outcome.pdf, (*outcome.diagnostics, *added)
    return replace(outcome, pdf=pdf, diagnostics=diagnostics, unchanged=False)


def _diagnose_pdf(path: Path, pdf: PdfResult) -> Iterator[Diagnostic]:
    """Yield a diagnostic if the PDF does not meet PDF/UA-1.

    If pikepdf is missing, no PDF can be checked, so the diagnostic does not name the file.
    """
    if not pdf.checked:
        yield INACCESSIBLE_PDF.at(Location("--pdf"), "no pikepdf")
    elif pdf.problems:
        yield INACCESSIBLE_PDF.at(Location(str(path)), problems="; ".join(pdf.problems))
