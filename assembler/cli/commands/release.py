"""``assembler release``: a version of a document, finished for good."""

from __future__ import annotations

from datetime import date

import click

from assembler.cli.output import tell_findings, tell_json
from assembler.cli.session import Session, format_option
from assembler.cli.suggestions import LanguageCode


@click.command("release")
@click.argument("document_type", metavar="TYPE")
@click.option("--record", required=True, help="The record that it is made from.")
@click.option(
    "--language", "languages", multiple=True, type=LanguageCode(),
    help="Language to release in; may be repeated."
)  # fmt: skip
@click.option("--edition", "editions", multiple=True, help="Edition to release (default: all); repeatable.")
@click.option("--version", default="", help="Number of the version, where the record does not say it.")
@click.option("--note", default="", help="What is new in this version.")
@click.option("--dry-run", is_flag=True, help="Tell what stands in its way, and write nothing.")
@format_option
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
    """Release a version of a document of TYPE: finished, approved, and from then on unchanged.

    The documents are kept in the record's folder with their digests, and with the dates on which each member
    of the team approved them. A version that breaks a rule is refused. `assembler build` then gives the very
    same bytes, or refuses where the record has changed: a change needs a new version.

    \b
    Examples:
      assembler release feedback-report --record examples/havenstad --language nl --dry-run
      assembler release agenda-guide --record examples/agenda-2009 --version 1.1 --dry-run
    """
    from assembler.rounds.release import ReleaseOrder, release

    order = ReleaseOrder(document_type, record, languages, editions, version, note, date.today())
    done = release(session.project(), order, dry_run=dry_run)
    if session.format == "json":
        tell_json(done.as_dict())
        return
    tell_findings(done.diagnostics)
    verb = "would be released" if dry_run else "released"
    click.echo(f"{document_type} of {record}: version {done.release.version} {verb}")
    for who, decided in done.release.approvals.items():
        click.echo(f"  approved by {who} on {decided.isoformat() if decided else '(no date)'}")
    for written in done.written:
        click.echo(f"  wrote {written}")
