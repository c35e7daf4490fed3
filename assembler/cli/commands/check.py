"""``assembler check``: check Word files and records."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assembler.cli.output import (
    print_diagnostics,
    print_error,
    print_folded,
    print_grouped,
    print_json,
    summarise,
)
from assembler.cli.session import Session, add_format_option, attempt
from assembler.errors import AssemblyError

if TYPE_CHECKING:
    from assembler.api import CheckResult


@click.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@add_format_option
@click.pass_obj
def command(session: Session, files: tuple[Path, ...]) -> None:
    """Check Word FILES for leftover tags, damaged parts and more.

    Titles and languages are also checked. For a form, the command also lists missing and unreadable answers.
    For a record, given by its name or folder, it lists the rules that the record breaks.

    \b
    Examples:
      assembler check build/*.docx
      assembler check --format json returned.docx
      assembler check examples/havenstad
    """
    entries: list[dict[str, Any]] = []
    failed: list[AssemblyError] = []
    for file in files:
        result = attempt(partial(_check_file, session, file), str(file))
        if isinstance(result, AssemblyError):
            failed.append(result)
            entries.append({"file": str(file), "error": result})
        else:
            entries.append({"file": str(file), "diagnostics": result.diagnostics, "unread": result.unread,
                            "record": result.record, "incomplete": result.incomplete})  # fmt: skip
    _print(session, entries)
    worst = any(each.is_error for entry in entries for each in entry.get("diagnostics", ()))
    raise SystemExit(failed[0].exit_code if failed else int(worst))


def _check_file(session: Session, file: Path) -> CheckResult:
    from assembler.api import CheckResult, Project, current_time

    project = session.project()
    for name in project.records():
        if name == file.as_posix() or (file.is_dir() and project.record_folder(name) == file.absolute()):
            from assembler.rounds.record_status import compute_status

            today = date.fromisoformat(current_time()[:10])
            return CheckResult(compute_status(project, name, today).diagnostics)
    return Project(project).check(file)


def _print(session: Session, entries: list[dict[str, Any]]) -> None:
    if session.format == "json":
        print_json([{name: _as_data(value) for name, value in entry.items()} for entry in entries])
        return
    for entry in entries:
        if "error" in entry:
            print_error(entry["error"], session)
            continue
        print_diagnostics(entry["diagnostics"])
        print_folded(entry["unread"])
        print_grouped(entry["incomplete"])
        unread = f"; answers that could not be read: {summarise(entry['unread'])}" if entry["unread"] else ""
        click.echo(f"{entry['file']}: {summarise(entry['diagnostics'])}{unread}")
        if entry["incomplete"]:
            record = f"with the answers of this file, the record {entry['record']} is incomplete"
            click.echo(f"  {record}: {summarise(entry['incomplete'])}")


def _as_data(value: Any) -> Any:
    if isinstance(value, AssemblyError):
        return value.as_dict()
    return [each.as_dict() for each in value] if isinstance(value, tuple) else value
