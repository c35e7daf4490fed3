"""``assembler export``: evidence or sessions of a record as a sheet."""

from __future__ import annotations

from pathlib import Path

import click

from assembler.cli.output import as_dicts, tell_findings, tell_json
from assembler.cli.session import Session, format_option
from assembler.cli.suggestions import LanguageCode


@click.command("export")
@click.argument("what", metavar="WHAT")
@click.option("--record", required=True, help="The record to export from.")
@click.option(
    "--language", default="", type=LanguageCode(),
    help="Language of headings and choices (default: the record's)."
)  # fmt: skip
@click.option("--output", type=click.Path(path_type=Path), help="The .xlsx or .csv to write.")
@format_option
@click.pass_obj
def command(session: Session, what: str, record: str, language: str, output: Path | None) -> None:
    """Write WHAT (evidence or sessions) of a record as a sheet, and print where it stands.

    Sheets are written into data/sheets/. What people write in one comes back with `assembler import`;
    unchanged, it changes nothing. A sheet that was changed is kept as a copy when it is exported again.

    \b
    Examples:
      assembler export evidence --record examples/havenstad --language nl
      assembler export sessions --record examples/havenstad --output timetable.csv
    """
    from assembler.sheets.export_sheet import export_sheet

    done = export_sheet(session.project(), what, record=record, code=language, output=output)
    if session.format == "json":
        tell_json({"written": str(done.path), "diagnostics": as_dicts(done.diagnostics)})
    else:
        tell_findings(done.diagnostics)
        click.echo(str(done.path))
