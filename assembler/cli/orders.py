"""What the commands that make documents share: options, the run with its progress, the telling."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from assembler.cli.output import tell_error, tell_findings, tell_json
from assembler.cli.progress import rate, watched
from assembler.cli.session import Session, now
from assembler.errors import AssemblyError

if TYPE_CHECKING:
    from assembler.assembly.orders.order import Order, Outcome
    from assembler.batch.batch import Batch, Done, Settings
    from assembler.diagnostics import Diagnostic
    from assembler.store.office.office import Office
    from assembler.store.project.project import Project

Function = TypeVar("Function", bound=Callable[..., Any])


class How(NamedTuple):
    """How a batch is to be run: by how many processes or which executor, or only told."""

    workers: int
    executor: str = ""
    dry_run: bool = False


def cores() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


_OPTIONS = (
    click.option("--workers", type=click.IntRange(1), default=cores, help="Processes (default: one a core)."),
    click.option("--executor", default="", help="Another engine: dask://HOST:PORT, or dask:// (here)."),
    click.option("--force", is_flag=True, help="Also build documents that are unchanged."),
    click.option("--dry-run", is_flag=True, help="Tell what would be built, and build nothing."),
)


def batch_options(command: Function) -> Function:
    """Adds --workers, --executor, --force and --dry-run."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def print_options(command: Function) -> Function:
    """Adds --pdf and --page-numbers."""
    pages = click.option(
        "--page-numbers", is_flag=True, help="Write LibreOffice's page numbers into the Word files' contents."
    )
    pdf = click.option("--pdf", is_flag=True, help="Make a PDF of each document, with LibreOffice.")
    return pdf(pages(command))


def run_orders(
    session: Session, project: Project, orders: Sequence[Order], settings: Settings, how: How | None = None
) -> None:
    """Build the orders, tell each outcome, and end with the right exit code."""
    from assembler.batch.batch import Batch
    from assembler.store.files.files import check_writable
    from assembler.structs import replace

    how, begun, settings = how or How(cores()), time.monotonic(), replace(settings, moment=now())
    office = _office(settings) if not how.dry_run else None
    if how.executor:  # workers elsewhere are in a folder of their own
        settings = replace(settings, output=settings.output.resolve())
    batch = Batch(project, settings)
    done, todo = batch.sorted_out(orders)
    if how.dry_run:
        _tell_orders(session, todo, len(done))
        return
    if len(todo) > 1:  # or each of them would say the same
        check_writable(settings.output)
    try:
        done += list(_made(session, batch, todo, how))
        if office is not None:
            done = _printed(session, batch, done, (office, how))
    except KeyboardInterrupt:
        click.echo("\nStopped. What is done is kept: the same command goes on from here.", err=True)
        raise SystemExit(130) from None
    places = {order: place for place, order in enumerate(orders)}
    outcomes = [outcome for _, outcome in sorted(done, key=lambda pair: places[pair[0]])]
    tell_outcomes(session, outcomes)
    _tell_sum(session, outcomes, time.monotonic() - begun)
    _end(outcomes)


def _made(session: Session, batch: Batch, orders: Sequence[Order], how: How) -> Iterator[Done]:
    from assembler.batch.executors import executor_for

    with (
        executor_for(how.executor, workers=how.workers, orders=len(orders)) as executor,
        closing(batch.made(orders, executor)) as made,
    ):
        yield from watched(made, length=len(orders), label="Building", quiet=session.format == "json")


def _office(settings: Settings) -> Office | None:
    """LibreOffice, where it is needed; ToolError where it is missing, before anything is built."""
    if not (settings.pdf or settings.pages):
        return None
    from assembler.store.office.office import find_office

    return find_office()


def _printed(session: Session, batch: Batch, done: list[Done], by: tuple[Office, How]) -> list[Done]:
    """``done`` with what LibreOffice made of those documents that want it."""
    from assembler.batch.pdf import printed, to_print

    todo = to_print(batch, done)
    quiet = session.format == "json"
    with closing(printed(batch, todo, by[0], workers=by[1].workers)) as made:
        fresh = dict(watched(made, length=len(todo), label="Printing", quiet=quiet))
    return [(order, fresh.get(order, outcome)) for order, outcome in done]


def _tell_orders(session: Session, orders: Sequence[Order], unchanged: int) -> None:
    from assembler.structs import as_data

    if session.format == "json":
        tell_json([as_data(order) for order in orders])
        return
    for order in orders:
        click.echo("  ".join(str(value) for value in as_data(order).values() if value and value is not True))
    click.echo(f"{len(orders)} to build, {unchanged} unchanged", err=True)


def tell_outcomes(session: Session, outcomes: Sequence[Outcome]) -> None:
    """What each order became: the paths written on standard output, diagnostics and errors on standard error.

    What was found is told once, at the first of the documents that it is true of.
    """
    if session.format == "json":
        tell_json([outcome.as_dict() for outcome in outcomes])
        return
    told: set[Diagnostic] = set()
    for outcome in outcomes:
        tell_findings(diagnostic for diagnostic in outcome.diagnostics if diagnostic not in told)
        told.update(outcome.diagnostics)
        if outcome.error is not None:
            tell_error(_named(outcome, outcomes), session)
        for path in (outcome.path, outcome.pdf):
            if path is not None and not outcome.unchanged:
                click.echo(str(path))


def _named(outcome: Outcome, outcomes: Sequence[Outcome]) -> AssemblyError:
    """Why the order failed; of several, also which one it was."""
    from assembler.assembly.orders.order import where_of

    error, name = outcome.error or AssemblyError(""), where_of(outcome.order)
    if len(outcomes) > 1 and name not in str(error):
        error.location = f"{name}: {error.location}" if error.location else name
    return error


def _tell_sum(session: Session, outcomes: Sequence[Outcome], seconds: float) -> None:
    """One line on how it went, where there was more than one document."""
    if session.format == "json" or len(outcomes) < 2:
        return
    failed = sum(outcome.error is not None for outcome in outcomes)
    unchanged = sum(outcome.unchanged for outcome in outcomes)
    built = len(outcomes) - failed - unchanged
    told = [f"{built} built", *([f"{unchanged} unchanged"] if unchanged else [])]
    told += [f"{failed} failed"] if failed else []
    speed = f" ({rate(built, seconds)})" if built else ""
    click.echo(f"{', '.join(told)} in {seconds:.1f} s{speed}", err=True)


def _end(outcomes: Sequence[Outcome]) -> None:
    failed = [outcome.error for outcome in outcomes if outcome.error is not None]
    if failed:
        raise SystemExit(failed[0].exit_code if len(outcomes) == 1 else 1)
