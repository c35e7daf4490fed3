"""``assembler import``: import evidence or sessions from a spreadsheet into a record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assembler.cli.output import format_short, print_diagnostics, print_grouped, print_json, summarise
from assembler.cli.session import Session, add_format_option, current_time

if TYPE_CHECKING:
    from assembler.sheets.import_sheet import ImportResult


@click.command("import")
@click.argument("what", metavar="WHAT")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--record", required=True, help="Record that the rows belong to.")
@click.option("--dry-run", is_flag=True, help="List what would change; write nothing.")
@add_format_option
@click.pass_obj
def command(session: Session, what: str, file: Path, record: str, dry_run: bool) -> None:
    """Import WHAT (evidence or sessions) from FILE (.xlsx or .csv) into a record.

    Headings and choices may be in any of the languages, columns in any order. Rows of the record are updated,
    new rows are added, and rows that the spreadsheet does not have are kept. If there are errors, all of them
    are reported with sheet, row and column, and nothing is written. A FILE without a folder is also searched
    for in data/sheets/, where `export` writes.

    \b
    Examples:
      assembler export evidence --record examples/havenstad --language nl
      assembler import evidence evidence.xlsx --record examples/havenstad --dry-run
      assembler import sessions timetable.csv --record examples/havenstad
    """
    from assembler.sheets.import_sheet import import_sheet

    done = import_sheet(session.project(), what, file, record=record, dry_run=dry_run, moment=current_time())
    if session.format == "json":
        print_json(done.as_dict())
    else:
        _print(file, done, dry_run)


def _print(file: Path, done: ImportResult, dry_run: bool) -> None:
    print_diagnostics(done.diagnostics)
    print_grouped(done.incomplete)
    for change in done.changed:
        click.echo(f"  {change.path}: {format_short(change.old)} → {format_short(change.new)}")
    verb = "would change" if dry_run else "changed"
    count = f"{len(done.changed)} value{'' if len(done.changed) == 1 else 's'}"
    rows = f"{done.kept} row{'' if done.kept == 1 else 's'}"
    kept = f"; it keeps {rows} that the sheet does not have" if done.kept else ""
    missing = f"; still open: {summarise(done.incomplete)}" if done.incomplete else ""
    click.echo(f"{file}: {done.rows} read, {verb} {count} of {done.record}{kept}{missing}")
    for written in done.written:
        click.echo(f"  wrote {written}")
