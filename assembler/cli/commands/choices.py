"""``assembler choices``: create the records in which municipalities choose from an agenda guide."""

from __future__ import annotations

from datetime import datetime

import click

from assembler.cli.output import print_json
from assembler.cli.session import Session, add_format_option


@click.command("choices")
@click.argument("guide", metavar="GUIDE")
@click.option("--city", "cities", multiple=True, help="Id of a municipality; may be repeated.")
@click.option(
    "--reply-by", type=click.DateTime(["%Y-%m-%d"]), help="Deadline for returning the forms (YYYY-MM-DD)."
)
@add_format_option
@click.pass_obj
def command(session: Session, guide: str, cities: tuple[str, ...], reply_by: datetime | None) -> None:
    """Create the records in which municipalities choose from an agenda guide.

    GUIDE is the record with the edition of the guide (agenda.yaml). Each municipality gets a record of its
    own, named after the municipality and the guide. `assembler build agenda-guide` builds its form from this
    record. Its choices from the previous edition are carried over; remarks to the State and choices of
    efforts that are no longer in the guide stay in the earlier record. An existing record is not changed.

    \b
    Examples:
      assembler choices examples/agenda-2009 --city leeds --city utrecht --reply-by 2027-05-13
      assembler build agenda-guide --record leeds-agenda-2009
    """
    from assembler.rounds.agenda_choices import create_choices
    from assembler.structs import as_data

    created = create_choices(session.project(), guide, cities, reply_by.date() if reply_by else None)
    if session.format == "json":
        print_json([as_data(each) for each in created])
        return
    for each in created:
        carried = f"; answers carried over from {each.earlier}: {each.carried}" if each.earlier else ""
        click.echo(f"{each.record}: created for {each.city}{carried}")
    if existing := len(set(cities)) - len(created):
        count = (
            "1 record already exists and is" if existing == 1 else f"{existing} records already exist and are"
        )
        click.echo(f"{count} unchanged")
