"""``assembler new``: create a record, or a file in a record."""

from __future__ import annotations

import click

from assembler.cli.output import print_diagnostics, print_json
from assembler.cli.session import Session, add_format_option


@click.command("new")
@click.argument("kind", metavar="KIND")
@click.argument("record", metavar="RECORD")
@click.option(
    "--set",
    "values",
    multiple=True,
    metavar="KEY=VALUE",
    help="Set KEY to VALUE. May be repeated; repeat a KEY to add items to a list.",
)
@add_format_option
@click.pass_obj
def command(session: Session, kind: str, record: str, values: tuple[str, ...]) -> None:
    """Create a record, or a file in a record, without a text editor.

    KIND is the kind of file: review, charter, agenda, evaluation, meeting, publication and register create a
    new record; progress, promises and others are added to an existing one. Dates are written as 2032-12-01.
    If values are missing or invalid, they are listed and nothing is written. An existing file is never
    changed.

    \b
    Examples:
      assembler new register ours --set project=Network --set language=en --set "title=Our promises"
      assembler new charter c-2032 --set project=P --set language=en --set charter=integrating-cities@2010
      assembler new progress c-2032 --set deadline=2032-12-01 --set edition=2
    """
    from assembler.rounds.new_record_file import create_file

    pairs = []
    for value in values:
        key, equals, text = value.partition("=")
        if not equals:
            raise click.BadParameter(f"`{value}` is not KEY=VALUE", param_hint="--set")
        pairs.append((key.strip(), text.strip()))
    done = create_file(session.project(), kind, record, pairs)
    if session.format == "json":
        print_json(done.as_dict())
    else:
        print_diagnostics(done.diagnostics)
        click.echo(f"wrote {done.path}")
    raise SystemExit(int(any(each.is_error for each in done.diagnostics)))
