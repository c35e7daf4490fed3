"""``assembler calendar``: write the visit's timetable as calendars."""

from __future__ import annotations

from pathlib import Path

import click

from assembler.cli.output import as_dicts, print_diagnostics, print_json
from assembler.cli.session import Session, add_format_option
from assembler.cli.suggestions import LanguageCode


@click.command("calendar")
@click.argument("record", metavar="RECORD")
@click.option(
    "--member", "members", multiple=True, help="Initials of a member (default: all); may be repeated."
)
@click.option(
    "--language", default="", type=LanguageCode(), help="Language of the calendars (default: the member's)."
)
@click.option(
    "--output", type=click.Path(path_type=Path), help="Folder to write to (default: build/calendars)."
)
@add_format_option
@click.pass_obj
def command(
    session: Session, record: str, members: tuple[str, ...], language: str, output: Path | None
) -> None:
    """Write a calendar (.ics) of the visit for each member of the team.

    Each calendar contains the member's own sessions and those of the whole team, in the time zone of the host
    city. A cancelled session is marked as cancelled. Send the files, or import them into a calendar program;
    importing a file again updates its sessions.

    Needs the package icalendar: run `pip install '.[calendar]'` in the program’s folder.

    \b
    Examples:
      assembler calendar examples/havenstad
      assembler calendar examples/havenstad --member HK --language fi
    """
    from assembler.planning.calendars import write_calendars

    done = write_calendars(session.project(), record, members=members, language=language, folder=output)
    if session.format == "json":
        print_json({"written": [str(path) for path in done.paths], "diagnostics": as_dicts(done.diagnostics)})
        return
    print_diagnostics(done.diagnostics)
    for path in done.paths:
        click.echo(str(path))
