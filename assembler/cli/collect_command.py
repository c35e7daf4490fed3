"""``assembler collect``: returned forms into their records."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assembler.cli.session import Session, format_option
from assembler.cli.telling import as_dict, short, summary, tell_error, tell_findings, tell_grouped, tell_json
from assembler.errors import AssemblyError
from assembler.model.finding import Level

if TYPE_CHECKING:
    from assembler.jobs.collected import Collected


@click.command("collect")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--record", default="", help="The record that the forms must belong to.")
@click.option("--dry-run", is_flag=True, help="Tell what would change, and write nothing.")
@format_option
@click.pass_obj
def command(session: Session, files: tuple[Path, ...], record: str, dry_run: bool) -> None:
    """Read returned forms (.docx or .odt) into the records they were made from.

    What changed only in the form is taken, what changed only in the record stays, and where both changed
    differently the record stays and the conflict is told. Nothing that somebody wrote is dropped: what is no
    answer is kept in data/kept/, and the file itself in data/returns/.

    \b
    Examples:
      assembler collect returned.docx --dry-run
      assembler collect returns/*.odt
    """
    done: list[Collected | AssemblyError] = [_collected(session, file, record, dry_run) for file in files]
    if session.format == "json":
        tell_json([{"file": str(file), **_as_dict(each)} for file, each in zip(files, done, strict=True)])
    else:
        for file, each in zip(files, done, strict=True):
            _tell(session, file, each, dry_run)
    raise SystemExit(_exit_code(done))


def _collected(session: Session, file: Path, record: str, dry_run: bool) -> Collected | AssemblyError:
    from assembler.jobs.collect import collect

    try:
        return collect(session.project(), file, record=record, dry_run=dry_run)
    except AssemblyError as error:
        return error


def _as_dict(each: Collected | AssemblyError) -> dict[str, Any]:
    return {"error": as_dict(each)} if isinstance(each, AssemblyError) else each.as_dict()


def _exit_code(done: list[Collected | AssemblyError]) -> int:
    failed = [each for each in done if isinstance(each, AssemblyError)]
    if failed:
        return failed[0].exit_code if len(done) == 1 else 1
    return int(any(_needs_a_person(each) for each in done if not isinstance(each, AssemblyError)))


def _needs_a_person(each: Collected) -> bool:
    return bool(each.conflicts) or any(finding.level is Level.ERROR for finding in each.findings)


def _tell(session: Session, file: Path, each: Collected | AssemblyError, dry_run: bool) -> None:
    if isinstance(each, AssemblyError):
        tell_error(each, session)
        return
    tell_findings(each.findings)
    tell_grouped(each.incomplete)
    for change in each.changed:
        click.echo(f"  {change.path}: {short(change.old)} → {short(change.new)}")
    for conflict in each.conflicts:
        click.secho(f"  conflict at {conflict.path}: the record stays", fg="yellow")
        click.echo(f"    record: {short(conflict.record)}\n    form:   {short(conflict.form)}")
    verb = "would change" if dry_run else "changed"
    count = f"{len(each.changed)} value{'' if len(each.changed) == 1 else 's'}"
    missing = f"; still missing: {summary(each.incomplete)}" if each.incomplete else ""
    click.echo(f"{file}: {verb} {count} of {each.record}{missing}")
    for written in each.written:
        click.echo(f"  wrote {written}")

