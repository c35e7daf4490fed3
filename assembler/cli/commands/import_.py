"""``assembler import``: evidence or sessions from a sheet into a record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assembler.cli.output import short, summary, tell_findings, tell_grouped, tell_json
from assembler.cli.session import Session, format_option, now

if TYPE_CHECKING:
    from assembler.sheets.import_sheet import ImportResult


@click.command("import")
@click.argument("what", metavar="WHAT")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--record", required=True, help="The record that the rows belong to.")
@click.option("--dry-run", is_flag=True, help="Tell what would change, and write nothing.")
@format_option
@click.pass_obj
def command(session: Session, what: str, file: Path, record: str, dry_run: bool) -> None:
    """Read a sheet of WHAT (evidence or sessions) from FILE (.xlsx or .csv) into a record.

    Headings and choices may be in any of the languages, columns in any order. Rows that the record has are
    changed where the sheet says something else, new rows are added, and rows that the sheet does not have
    stay. Where anything is wrong all faults are told, by sheet, row and column, and nothing is written.
    A FILE without a folder is also looked for in data/sheets/, where `export` writes.

    \b
    Examples:
      assembler export evidence --record examples/havenstad --language nl
      assembler import evidence evidence.xlsx --record examples/havenstad --dry-run
      assembler import sessions timetable.csv --record examples/havenstad
    """
    from assembler.sheets.import_sheet import import_sheet

    done = import_sheet(session.project(), what, file, record=record, dry_run=dry_run, moment=now())
    if session.format == "json":
        tell_json(done.as_dict())
    else:
        _tell(file, done, dry_run)


def _tell(file: Path, done: ImportResult, dry_run: bool) -> None:
    tell_findings(done.diagnostics)
    tell_grouped(done.incomplete)
    for change in done.changed:
        click.echo(f"  {change.path}: {short(change.old)} → {short(change.new)}")
    verb = "would change" if dry_run else "changed"
    count = f"{len(done.changed)} value{'' if len(done.changed) == 1 else 's'}"
    rows = f"{done.kept} row{'' if done.kept == 1 else 's'}"
    stay = f"; it keeps {rows} that the sheet does not have" if done.kept else ""
    missing = f"; still open: {summary(done.incomplete)}" if done.incomplete else ""
    click.echo(f"{file}: {done.rows} read, {verb} {count} of {done.record}{stay}{missing}")
    for written in done.written:
        click.echo(f"  wrote {written}")
