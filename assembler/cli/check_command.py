"""``assembler check``: is a Word file sound?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from assembler.cli.session import Session, format_option
from assembler.cli.telling import summary, tell_findings, tell_json
from assembler.errors import AssemblyError
from assembler.model.finding import Finding, Level


@click.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@format_option
@click.pass_obj
def command(session: Session, files: tuple[Path, ...]) -> None:
    """Check Word FILES: no tag left, ids unique, package and XML sound, titled and language-tagged.

    A form of ours is also told which of its answers are still missing.

    \b
    Examples:
      assembler check build/*.docx
      assembler check --format json returned.docx
    """
    told: list[dict[str, Any]] = []
    failed: list[AssemblyError] = []
    for file in files:
        try:
            findings = _findings(session, file)
        except AssemblyError as error:
            failed.append(error)
            told.append({"file": str(file), "error": str(error), "remedy": error.remedy})
            continue
        told.append({"file": str(file), "findings": findings})
    _tell(session, told)
    worst = any(each.level is Level.ERROR for entry in told for each in entry.get("findings", ()))
    raise SystemExit(failed[0].exit_code if failed else int(worst))


def _findings(session: Session, file: Path) -> tuple[Finding, ...]:
    from assembler.jobs.check import check
    from assembler.store.files import read_file

    return check(read_file(file), str(file))


def _tell(session: Session, told: list[dict[str, Any]]) -> None:
    if session.format == "json":
        tell_json([{**entry, "findings": [each.as_dict() for each in entry.get("findings", ())]}
                   for entry in told])  # fmt: skip
        return
    for entry in told:
        if "error" in entry:
            click.secho(f"Error: {entry['error']}", fg="red", err=True)
            click.echo(f"  → {entry['remedy']}", err=True)
            continue
        tell_findings(entry["findings"])
        click.echo(f"{entry['file']}: {summary(entry['findings'])}")
