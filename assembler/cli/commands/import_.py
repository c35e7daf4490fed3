"""``assembler import``: import evidence, findings or other rows from a spreadsheet into a record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assembler.cli.commands.export import OF_PROJECT, require_record
from assembler.cli.output import format_short, print_diagnostics, print_grouped, print_json, summarise
from assembler.cli.session import Session, add_format_option

if TYPE_CHECKING:
    from assembler.sheets.import_sheet import ImportResult


@click.command("import")
@click.argument("what", metavar="WHAT")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--record", default="", help="Record to import the rows into (not for cities and rounds).")
@click.option("--dry-run", is_flag=True, help="List the changes without writing them.")
@add_format_option
@click.pass_obj
def command(session: Session, what: str, file: Path, record: str, dry_run: bool) -> None:
    """Import evidence, findings or other rows from a spreadsheet into a record.

    WHAT is one of the names that `assembler export --help` lists. FILE is an .xlsx or .csv file; a name
    without a folder is also searched for in data/sheets/, where `assembler export` writes.

    Headings and choices may be in any of the languages, and columns in any order. The command updates the
    rows that the record already has, adds new ones, and keeps those that are missing from the spreadsheet. It
    reports every error with its sheet, row and column; if there are any, it writes nothing.

    \b
    Examples:
      assembler export evidence --record examples/havenstad --language nl
      assembler import evidence evidence.xlsx --record examples/havenstad --dry-run
      assembler import sessions timetable.csv --record examples/havenstad
    """
    from assembler.api import current_time
    from assembler.sheets.cities_sheet import import_cities
    from assembler.sheets.import_sheet import import_sheet
    from assembler.sheets.round_sheet import import_rounds

    require_record(what, record)
    project = session.project()
    if what in OF_PROJECT:
        import_ = import_cities if what == "cities" else import_rounds
        done = import_(project, file, dry_run=dry_run)
    else:
        done = import_sheet(project, what, file, record=record, dry_run=dry_run, moment=current_time())
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
    kept = f"; {rows} missing from the sheet {'was' if done.kept == 1 else 'were'} kept" if done.kept else ""
    missing = f"; the record is still incomplete: {summarise(done.incomplete)}" if done.incomplete else ""
    read = f"{done.rows} row{'' if done.rows == 1 else 's'} read"
    click.echo(f"{file}: {read}, {verb} {count} in {done.record}{kept}{missing}")
    for written in done.written:
        click.echo(f"  wrote {written}")
