"""``assembler export``: export evidence, findings or other rows of a record as a spreadsheet."""

from __future__ import annotations

from pathlib import Path

import click

from assembler.cli.output import as_dicts, print_diagnostics, print_json
from assembler.cli.session import Session, add_format_option
from assembler.cli.suggestions import LanguageCode

OF_PROJECT = ("cities", "rounds")
"""The kinds of sheet that do not belong to a record."""


def require_record(what: str, record: str) -> None:
    """Raise UsageError if ``record`` is missing for a record's sheet, or given for a project's sheet."""
    if what in OF_PROJECT and record:
        raise click.UsageError(f"{what} do not belong to a record; omit --record")
    if what not in OF_PROJECT and not record:
        raise click.UsageError("Missing option '--record'.")


@click.command("export")
@click.argument("what", metavar="WHAT")
@click.option("--record", default="", help="Record to export from (not for cities and rounds).")
@click.option(
    "--language", default="", type=LanguageCode(),
    help="Language of headings and choices (default: the record's; for cities and rounds, English)."
)  # fmt: skip
@click.option("--output", type=click.Path(path_type=Path), help="The .xlsx or .csv file to write.")
@add_format_option
@click.pass_obj
def command(session: Session, what: str, record: str, language: str, output: Path | None) -> None:
    """Export evidence, findings or other rows of a record as a spreadsheet.

    The command writes the spreadsheet to data/sheets/ by default, and prints its path. Edit the spreadsheet,
    then read it with `assembler import`. If you export again, a copy of the edited spreadsheet is kept.

    \b
    WHAT is one of these, for each kind of record:
      review           people, dates, settings, sessions, rooms, interpreters,
                       availability, evidence, findings, judgements,
                       recommendations, practices, conclusions, approvals
      register         promises, follow-ups, promise-reports
      self-assessment  toolkit-context, toolkit-answers, toolkit-goals
      charter round    signatures, progress
      publication      gathered, publication-problems,
                       publication-recommendations, publication-practices
      agenda           choices, meetings, visitors, questions
      whole project    cities, rounds (omit --record)

    \b
    Examples:
      assembler export evidence --record examples/havenstad --language nl
      assembler export sessions --record examples/havenstad --output timetable.csv
      assembler export cities
    """
    from assembler.i18n.languages.languages import SOURCE
    from assembler.sheets.cities_sheet import export_cities
    from assembler.sheets.export_sheet import export_sheet
    from assembler.sheets.round_sheet import export_rounds

    require_record(what, record)
    if what == "cities":
        done = export_cities(session.project(), output, language or SOURCE)
    elif what == "rounds":
        done = export_rounds(session.project(), output, language or SOURCE)
    else:
        done = export_sheet(session.project(), what, record=record, code=language, output=output)
    if session.format == "json":
        print_json({"written": str(done.path), "diagnostics": as_dicts(done.diagnostics)})
    else:
        print_diagnostics(done.diagnostics)
        click.echo(str(done.path))
