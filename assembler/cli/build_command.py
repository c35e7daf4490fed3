"""``assembler build``: make documents of one type, in one or several languages."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assembler.cli.session import Session, format_option
from assembler.cli.telling import tell_error, tell_findings, tell_json

if TYPE_CHECKING:
    from assembler.jobs.order import Order, Outcome
    from assembler.store.project import Project


@click.command("build")
@click.argument("document_type", metavar="TYPE")
@click.option("--record", default="", help="A record by name or by the path of its folder.")
@click.option("--benchmark", default="", help="Benchmark of an empty form, for instance dive.")
@click.option("--city", default="", help="Host city of an empty form, or one city of a round.")
@click.option("--language", "languages", multiple=True, help="Language of the document; may be repeated.")
@click.option("--house-style", default="plain", show_default=True, help="Look of the document.")
@click.option("--edition", default="", help="Edition of the document, where its type has several.")
@click.option("--for", "parts", multiple=True, help="A peer (HK) or an interview (I17); may be repeated.")
@click.option("--draft", is_flag=True, help="Build also what breaks rules; its cover says what is missing.")
@click.option("--output", type=click.Path(path_type=Path), help="Folder to write to (default: build/).")
@format_option
@click.pass_obj
def command(
    session: Session,
    document_type: str,
    record: str,
    benchmark: str,
    city: str,
    languages: tuple[str, ...],
    house_style: str,
    edition: str,
    parts: tuple[str, ...],
    draft: bool,
    output: Path | None,
) -> None:
    """Build documents of TYPE and print what was written.

    Without --record an empty form comes out: --benchmark and --city say for what and for whom. Without
    --language the document is in the record's (or the city's working) language. Types that are made for each
    peer or each interview give one document for each, or those named with --for.

    \b
    Examples:
      assembler build baseline-report --record examples/havenstad --language nl --language en
      assembler build baseline-report --benchmark dive --city amsterdam --language nl
      assembler build desk-review --record examples/havenstad --for HK --language en
    """
    from assembler.jobs.order import Order
    from assembler.jobs.part_asked import each_part

    asked = [
        Order(document_type, record, benchmark, city, language, house_style, edition, part, draft)
        for part in (parts or ("",))
        for language in (languages or ("",))
    ]
    project = session.project()
    orders = each_part(project, asked)
    run_orders(session, project, orders, output or project.build_folder)


def run_orders(session: Session, project: Project, orders: Sequence[Order], output: Path) -> None:
    """Build the orders with a progress bar, tell each outcome, and end with the right exit code."""
    from assembler.jobs.build import build_each

    outcomes: list[Outcome] = []
    with click.progressbar(
        build_each(project, orders, output=output),
        length=len(orders),
        label="Building",
        file=sys.stderr,
        hidden=len(orders) < 2 or session.format == "json",
    ) as bar:
        for outcome in bar:
            outcomes.append(outcome)
    tell_outcomes(session, outcomes)
    failed = [outcome.error for outcome in outcomes if outcome.error is not None]
    if failed:
        raise SystemExit(failed[0].exit_code if len(outcomes) == 1 else 1)


def tell_outcomes(session: Session, outcomes: Sequence[Outcome]) -> None:
    """What each order became: its path on standard output, findings and errors on standard error."""
    if session.format == "json":
        tell_json([outcome.as_dict() for outcome in outcomes])
        return
    for outcome in outcomes:
        tell_findings(outcome.findings)
        if outcome.error is not None:
            tell_error(outcome.error, session)
        else:
            click.echo(str(outcome.path))
