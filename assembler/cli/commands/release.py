"""``assembler release``: release a final version of a document."""

from __future__ import annotations

from datetime import date

import click

from assembler.cli.output import print_diagnostics, print_json, print_others
from assembler.cli.session import Session, add_format_option
from assembler.cli.suggestions import LanguageCode


@click.command("release")
@click.argument("document_type", metavar="TYPE")
@click.option("--record", required=True, help="Record to build the document from.")
@click.option(
    "--language", "languages", multiple=True, type=LanguageCode(),
    help="Language to release; may be repeated."
)  # fmt: skip
@click.option(
    "--edition", "editions", multiple=True, help="Edition to release (default: all); may be repeated."
)
@click.option("--version", default="", help="Version number, if the record does not contain it.")
@click.option("--note", default="", help="Summary of the changes in this version.")
@click.option(
    "--dry-run", is_flag=True, help="List the problems that prevent the release, without writing anything."
)
@add_format_option
@click.pass_obj
def command(
    session: Session,
    document_type: str,
    record: str,
    languages: tuple[str, ...],
    editions: tuple[str, ...],
    version: str,
    note: str,
    dry_run: bool,
) -> None:
    """Release a final, approved version of a document of TYPE.

    The documents are stored in the record's folder with their digests and the dates on which the members of
    the team approved them. If LibreOffice is installed, their tables of contents have page numbers. A
    document that breaks a rule cannot be released; neither can a report based on parts of the record that
    have errors. Afterwards, `assembler build` returns exactly the same file; a change to the record requires
    a new version.

    \b
    Examples:
      assembler release feedback-report --record examples/havenstad --language nl --dry-run
      assembler release agenda-guide --record examples/agenda-2009 --version 1.1 --dry-run
    """
    from assembler.rounds.release import ReleaseOrder, release
    from assembler.store.office.layout import Office, find_office_path

    order = ReleaseOrder(document_type, record, languages, editions, version, note, date.today())
    program = find_office_path()
    office = Office(program) if program else None
    done = release(session.project(), order, office=office, dry_run=dry_run)
    if session.format == "json":
        print_json(done.as_dict())
        return
    print_diagnostics(done.diagnostics)
    print_others(record, done.others)
    verb = "would be released" if dry_run else "released"
    click.echo(f"{document_type} of {record}: version {done.release.version} {verb}")
    for who, decided in done.release.approvals.items():
        date_text = f"on {decided.isoformat()}" if decided else "(date unknown)"
        click.echo(f"  approved by {who} {date_text}")
    for written in done.written:
        click.echo(f"  wrote {written}")
