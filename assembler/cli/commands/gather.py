"""``assembler gather``: gather the results of a round's reviews for its publication."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from assembler.cli.output import print_diagnostics, print_json
from assembler.cli.session import Session, add_format_option

if TYPE_CHECKING:
    from assembler.rounds.publication import GatherResult


@click.command("gather")
@click.argument("record", metavar="RECORD")
@click.option(
    "--round", "round_name", default="", help="Begin a new publication with the reviews of this round."
)
@click.option("--title", default="", help="Title of a new publication (default: that of the round).")
@click.option("--dry-run", is_flag=True, help="List the changes without writing them.")
@add_format_option
@click.pass_obj
def command(session: Session, record: str, round_name: str, title: str, dry_run: bool) -> None:
    """Gather the findings, recommendations and good practices of a round for its publication.

    RECORD contains the publication; --round creates a new one. The command gathers the weaknesses on which
    the teams agree, their recommendations and their good practices.

    `assembler export gathered` then lists these items in a spreadsheet. Give each item the number of a
    problem (P01), recommendation (R01) or practice (G01) of the publication, or a reason for leaving it out.
    Items that belong together get the same number.

    Import the spreadsheet and run `assembler gather` again. This adds the numbered items to the publication,
    with their cities and sources, and never changes an existing text.

    \b
    Examples:
      assembler gather round-2026 --round example-2026 --dry-run
      assembler gather examples/publication-2026 --dry-run
    """
    from assembler.api import current_time
    from assembler.rounds.publication import gather_publication

    done = gather_publication(
        session.project(), record, round_name=round_name, title=title, dry_run=dry_run, moment=current_time()
    )
    if session.format == "json":
        print_json(done.as_dict())
    else:
        _print(done, dry_run)


def _print(done: GatherResult, dry_run: bool) -> None:
    print_diagnostics(done.diagnostics)
    for change in done.changed:
        sign = "+" if change.old is None else "-" if change.new is None else "~"
        click.echo(f"  {sign} {change.path.removeprefix('publication.')}")
    verb = "would change" if dry_run else "changed"
    items = f"{done.gathered} item{'' if done.gathered == 1 else 's'}"
    count = f"{len(done.changed)} value{'' if len(done.changed) == 1 else 's'}"
    click.echo(f"{done.record}: {items} gathered, {done.used} in use; {verb} {count}")
    for written in done.written:
        click.echo(f"  wrote {written}")
