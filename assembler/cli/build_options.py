"""Options for commands that build documents, and functions that run orders and report their progress."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from assembler.cli.output import as_dicts, print_diagnostics, print_error, print_json, print_others
from assembler.cli.session import Session, attempt, find_exit_code
from assembler.errors import AssemblyError

if TYPE_CHECKING:
    from assembler.assembly.orders.order import Order, Outcome
    from assembler.batch.batch import Batch, BatchSettings, OrderResult
    from assembler.diagnostics import Diagnostic
    from assembler.store.office.layout import Office
    from assembler.store.project.project import Project


Function = TypeVar("Function", bound=Callable[..., Any])


class RunOptions(NamedTuple):
    """Options for running a batch: number of processes, executor, and whether only to list the orders."""

    workers: int
    executor: str = ""
    dry_run: bool = False


def count_cores() -> int:
    """Return the number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


_OPTIONS = (
    click.option(
        "--workers",
        type=click.IntRange(1),
        default=count_cores,
        help="Number of worker processes (default: number of CPUs).",
    ),
    click.option(
        "--executor",
        default="",
        help="Dask cluster to run on: dask://HOST:PORT, or dask:// to start a local one.",
    ),
    click.option("--force", is_flag=True, help="Also build documents that have not changed."),
    click.option("--dry-run", is_flag=True, help="List the documents and what would fail, without building."),
)


def add_batch_options(command: Function) -> Function:
    """Add the options --workers, --executor, --force and --dry-run to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def add_print_options(command: Function) -> Function:
    """Add the options --pdf and --page-numbers to a command."""
    pages = click.option(
        "--page-numbers", is_flag=True,
        help="Add page numbers to tables of contents, using LibreOffice (--pdf also adds them)."
    )  # fmt: skip
    pdf = click.option("--pdf", is_flag=True, help="Also convert each document to PDF, using LibreOffice.")
    return pdf(pages(command))


def run_order(session: Session, project: Project, order: Order, output: Path | None) -> None:
    """Build one document, print its outcome and exit with the appropriate exit code."""
    from assembler.api import Project as OpenProject
    from assembler.assembly.orders.order import Outcome, describe_order

    with _report_interrupt():
        built = attempt(
            lambda: OpenProject(project).build(order, output), describe_order(order), several=False
        )
    outcomes = (Outcome(order, error=built),) if isinstance(built, AssemblyError) else built
    print_outcomes(session, outcomes, find_others(project, outcomes))
    _exit(outcomes, len(outcomes))


def run_orders(
    session: Session,
    project: Project,
    orders: Sequence[Order],
    settings: BatchSettings,
    options: RunOptions | None = None,
) -> None:
    """Build the orders as a batch, print each outcome and exit with the appropriate exit code."""
    from assembler.api import current_time
    from assembler.batch.batch import Batch
    from assembler.store.files.files import check_writable
    from assembler.structs import replace

    options, begun, settings = (
        options or RunOptions(count_cores()),
        time.monotonic(),
        replace(settings, moment=current_time()),
    )
    office = _find_office(settings) if not options.dry_run else None
    if options.executor:  # remote workers have another working folder
        settings = replace(settings, output=settings.output.resolve())
    batch = Batch(project, settings)
    done, todo = batch.split_orders(orders)
    if options.dry_run:
        done += batch.check_orders(todo)
        _print_orders(session, orders, done)
        return
    if len(todo) > 1:  # otherwise each order would report the error
        check_writable(settings.output)
    with _report_interrupt():
        done += list(_build(session, batch, todo, options))
        if office is not None:
            done = _print_with_office(session, batch, done, (office, options))
    places = {order: place for place, order in enumerate(orders)}
    outcomes = [outcome for _, outcome in sorted(done, key=lambda pair: places[pair[0]])]
    print_outcomes(session, outcomes, find_others(project, outcomes))
    _print_summary(session, outcomes, time.monotonic() - begun)
    _exit(outcomes, len(outcomes))


@contextmanager
def _report_interrupt() -> Iterator[None]:
    """Exit with a message if the user presses Ctrl+C."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo(
            "\nStopped. Finished documents are kept; run the same command again to continue.", err=True
        )
        raise SystemExit(130) from None


def _build(
    session: Session, batch: Batch, orders: Sequence[Order], options: RunOptions
) -> Iterator[OrderResult]:
    from assembler.batch.executors import open_executor

    with (
        open_executor(options.executor, workers=options.workers, orders=len(orders)) as executor,
        closing(batch.build(orders, executor)) as made,
    ):
        yield from show_progress(made, length=len(orders), label="Building", quiet=session.format == "json")


def _find_office(settings: BatchSettings) -> Office | None:
    """Return LibreOffice, or None if it is not needed.

    Raises ToolError if it is needed but missing.
    """
    if not (settings.pdf or settings.pages):
        return None
    from assembler.store.office.layout import find_office

    return find_office()


def _print_with_office(
    session: Session, batch: Batch, done: list[OrderResult], by: tuple[Office, RunOptions]
) -> list[OrderResult]:
    """Add the requested PDFs and page numbers with LibreOffice.

    ``by`` contains LibreOffice and the options of the run. Returns ``done`` with the new outcomes.
    """
    from assembler.batch.pdf import print_documents, select_unprinted

    todo = select_unprinted(batch, done)
    quiet = session.format == "json"
    with closing(print_documents(batch, todo, by[0], workers=by[1].workers)) as made:
        fresh = dict(show_progress(made, length=len(todo), label="Printing", quiet=quiet))
    return [(order, fresh.get(order, outcome)) for order, outcome in done]


def _print_orders(session: Session, orders: Sequence[Order], done: Sequence[OrderResult]) -> None:
    """Print the orders that a dry run would build, and the errors of those that would fail.

    ``done`` are the results of orders that fail or need no build. Exits with the exit code of the errors.
    """
    from assembler.structs import as_data

    known = {order for order, _ in done}
    ready = [order for order in dict.fromkeys(orders) if order not in known]
    failed = [outcome for _, outcome in done if outcome.error is not None]
    if session.format == "json":
        errors = [{**as_data(each.order), "error": each.as_dict()["error"]} for each in failed]
        print_json([*map(as_data, ready), *errors])
    else:
        for order in ready:
            click.echo("  ".join(str(each) for each in as_data(order).values() if each and each is not True))
        for outcome in failed:
            print_error(_locate_error(outcome, several=len(orders) > 1), session)
        counts = f"{len(ready)} to build, {len(done) - len(failed)} unchanged"
        click.echo(f"{counts}, {len(failed)} would fail" if failed else counts, err=True)
    _exit(failed, len(orders))


def print_outcomes(
    session: Session, outcomes: Sequence[Outcome], others: Mapping[str, Sequence[Diagnostic]]
) -> None:
    """Print the written paths on standard output, and diagnostics and errors on standard error.

    A diagnostic shared by several documents is printed only once. ``others`` are diagnostics about other
    parts of each record, which are only counted. With ``--format json``, everything is printed on standard
    output, and nothing is shortened.
    """
    if session.format == "json":
        print_json([
            {**each.as_dict(), "others": as_dicts(others.get(each.order.record, ()))} for each in outcomes
        ])  # fmt: skip
        return
    printed: set[Diagnostic] = set()
    for outcome in outcomes:
        print_diagnostics(diagnostic for diagnostic in outcome.diagnostics if diagnostic not in printed)
        printed.update(outcome.diagnostics)
        if outcome.error is not None:
            print_error(_locate_error(outcome, several=len(outcomes) > 1), session)
        for path in (outcome.path, outcome.pdf):
            if path is not None and not outcome.unchanged:
                click.echo(str(path))
    for record, found in others.items():
        print_others(record, found)


def find_others(project: Project, outcomes: Sequence[Outcome]) -> dict[str, tuple[Diagnostic, ...]]:
    """Map each record to those of its diagnostics that the builds of its documents did not report.

    A record is omitted if none of its documents was rebuilt.
    """
    from assembler.rounds.unreported_diagnostics import list_unreported

    reported: dict[str, list[Diagnostic]] = {}
    for each in outcomes:
        if each.order.record and not each.unchanged:
            errors = each.error.diagnostics if each.error else ()
            reported.setdefault(each.order.record, []).extend((*each.diagnostics, *errors))
    today = date.today()
    return {name: list_unreported(project, name, known, today) for name, known in reported.items()}


def _locate_error(outcome: Outcome, *, several: bool) -> AssemblyError:
    """Return the outcome's error.

    If there are ``several`` orders, add the order to its location, unless the error already names it.
    """
    from assembler.assembly.orders.order import describe_order

    error, name = outcome.error or AssemblyError(""), describe_order(outcome.order)
    if several and name not in str(error):
        error.location = f"{name}: {error.location}" if error.location else name
    return error


def _print_summary(session: Session, outcomes: Sequence[Outcome], seconds: float) -> None:
    """Print how many documents were built, were unchanged and failed, unless there is only one document."""
    if session.format == "json" or len(outcomes) < 2:
        return
    failed = sum(outcome.error is not None for outcome in outcomes)
    unchanged = sum(outcome.unchanged for outcome in outcomes)
    built = len(outcomes) - failed - unchanged
    counts = [f"{built} built", *([f"{unchanged} unchanged"] if unchanged else [])]
    counts += [f"{failed} failed"] if failed else []
    speed = f" ({format_rate(built, seconds)})" if built else ""
    click.echo(f"{', '.join(counts)} in {seconds:.1f} s{speed}", err=True)


def _exit(outcomes: Sequence[Outcome], attempts: int) -> None:
    errors = [outcome.error for outcome in outcomes if outcome.error is not None]
    if code := find_exit_code(errors, attempts):
        raise SystemExit(code)


T = TypeVar("T")
INTERVAL = 10.0
"""Seconds between two lines of progress if standard error is not a terminal."""
_FIRST_ESTIMATE = 3
"""Number of items before the remaining time is estimated. LibreOffice starts during the first."""


def show_progress(items: Iterable[T], *, length: int, label: str, quiet: bool = False) -> Iterator[T]:
    """Yield ``items``, and print the progress on standard error unless ``quiet`` is true.

    ``length`` is the number of items, and ``label`` the text before the progress. For a single item, no
    progress is printed.
    """
    if quiet or length < 2:
        yield from items
    elif sys.stderr.isatty():
        yield from _show_bar(items, length, label)
    else:
        yield from _print_lines(items, length, label)


def _show_bar(items: Iterable[T], length: int, label: str) -> Iterator[T]:
    begun = time.monotonic()
    with click.progressbar(
        length=length,
        label=label,
        file=sys.stderr,
        show_pos=True,
        item_show_func=lambda text: text,
    ) as bar:
        for number, item in enumerate(items, 1):
            yield item
            bar.update(1, format_rate(number, time.monotonic() - begun))


def _print_lines(items: Iterable[T], length: int, label: str) -> Iterator[T]:
    begun = printed = time.monotonic()
    for number, item in enumerate(items, 1):
        yield item
        now = time.monotonic()
        if now - printed >= INTERVAL and number < length:
            printed, spent = now, now - begun
            left = f", {format_rate(number, spent)}, {spent / number * (length - number):.0f} s left"
            click.echo(f"{label}: {number} of {length}{left if number >= _FIRST_ESTIMATE else ''}", err=True)


def format_rate(count: int, seconds: float) -> str:
    """Return the number of items per second, or the seconds per item.

    The result is "" if ``count`` or ``seconds`` is 0.

    >>> format_rate(120, 4), format_rate(3, 12)
    ('30 a second', '4.0 s each')
    """
    if seconds <= 0 or not count:
        return ""
    return f"{count / seconds:.0f} a second" if count / seconds >= 1.5 else f"{seconds / count:.1f} s each"
