"""``assembler check``: is a Word file sound?"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assembler.cli.output import summary, tell_error, tell_findings, tell_folded, tell_grouped, tell_json
from assembler.cli.session import Session, format_option
from assembler.cli.trying import attempt
from assembler.errors import AssemblyError

if TYPE_CHECKING:
    from assembler.collect.check import Answers
    from assembler.diagnostics import Diagnostic


@click.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@format_option
@click.pass_obj
def command(session: Session, files: tuple[Path, ...]) -> None:
    """Say whether Word FILES are sound: no tag left, nothing that Word stumbles over, titles and languages.

    A form of ours is also told which of its answers are still missing.

    \b
    Examples:
      assembler check build/*.docx
      assembler check --format json returned.docx
    """
    told: list[dict[str, Any]] = []
    failed: list[AssemblyError] = []
    for file in files:
        found = attempt(partial(_diagnostics, session, file), str(file))
        if isinstance(found, AssemblyError):
            failed.append(found)
            told.append({"file": str(file), "error": found})
        else:
            told.append({"file": str(file), "diagnostics": found[0], "unread": found[1].unread,
                         "record": found[1].record, "incomplete": found[1].incomplete})  # fmt: skip
    _tell(session, told)
    worst = any(each.is_error for entry in told for each in entry.get("diagnostics", ()))
    raise SystemExit(failed[0].exit_code if failed else int(worst))


def _diagnostics(session: Session, file: Path) -> tuple[tuple[Diagnostic, ...], Answers]:
    """What is wrong with the file, and with the answers of a form of ours."""
    from assembler.collect.check import check, check_answers
    from assembler.store.files.files import read_file

    found = check(read_file(file), str(file))
    return found, check_answers(session.project(), file)


def _tell(session: Session, told: list[dict[str, Any]]) -> None:
    if session.format == "json":
        tell_json([{name: _plain(value) for name, value in entry.items()} for entry in told])
        return
    for entry in told:
        if "error" in entry:
            tell_error(entry["error"], session)
            continue
        tell_findings(entry["diagnostics"])
        tell_folded(entry["unread"])
        tell_grouped(entry["incomplete"])
        unread = f"; could not be read: {summary(entry['unread'])}" if entry["unread"] else ""
        click.echo(f"{entry['file']}: {summary(entry['diagnostics'])}{unread}")
        if entry["incomplete"]:
            whole = f"the record {entry['record']}, with the answers of this file"
            click.echo(f"  {whole}, is not complete: {summary(entry['incomplete'])}")


def _plain(value: Any) -> Any:
    if isinstance(value, AssemblyError):
        return value.as_dict()
    return [each.as_dict() for each in value] if isinstance(value, tuple) else value
