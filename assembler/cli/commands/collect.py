"""``assembler collect``: returned forms and reports into their records."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assembler.cli.collect_summary import asked, tell_collected
from assembler.cli.output import tell_error, tell_json
from assembler.cli.session import Session, format_option, now
from assembler.cli.trying import attempt, exit_code
from assembler.errors import AssemblyError

if TYPE_CHECKING:
    from assembler.merging.result import Collected, Conflict, Settle

_LATER = "later"


@click.command("collect")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--record", default="", help="The record that the forms must belong to.")
@click.option(
    "--prefer",
    type=click.Choice(["form", "record", "ask"]),
    help="Whose side to take where form and record both changed; `ask` asks for each on the terminal.",
)
@click.option("--dry-run", is_flag=True, help="Tell what would change, and write nothing.")
@click.option("--details", is_flag=True, help="List each change and each answer that is still open.")
@format_option
@click.pass_obj
def command(
    session: Session, files: tuple[Path, ...], record: str, prefer: str | None, dry_run: bool, details: bool
) -> None:
    """Read returned forms and reports (.docx, .odt, .doc, .rtf) into the records they were made from.

    Of a folder among FILES, all such files in it are read. A file that cannot be read is named, and the
    others are collected.

    What changed only in the form is taken, what changed only in the record stays. Where both changed
    differently the record stays and the conflict is told, unless --prefer says whose side to take. Nothing
    that somebody wrote is dropped: what is no answer is kept in data/kept/, and the file itself in
    data/returns/. What could not be read, conflicts and comments are listed by `status` until somebody
    decides. Who changed what, and from which file, is added to audit.jsonl beside the record.

    \b
    Examples:
      assembler collect returned.docx --dry-run
      assembler collect returns/*.odt
      assembler collect mailbox/
      assembler collect returned.docx --prefer ask
    """
    done, files = [], _expanded(files)
    settled = _settled(session, files, record, prefer)
    for file, settle in zip(files, settled, strict=True):
        each = _collected(session, file, record, settle=settle, dry_run=dry_run)
        done.append(each)
        if session.format != "json":
            if isinstance(each, AssemblyError):
                tell_error(each, session)
            else:
                tell_collected(file, each, dry_run=dry_run, details=details)
    if session.format == "json":
        tell_json([{"file": str(file), **_as_dict(each)} for file, each in zip(files, done, strict=True)])
    raise SystemExit(_exit_code(done))


def _collected(
    session: Session, file: Path, record: str, *, settle: Settle, dry_run: bool
) -> Collected | AssemblyError:
    from assembler.collect.collect import collect

    def work() -> Collected:
        return collect(session.project(), file, record=record, dry_run=dry_run, settle=settle, moment=now())

    return attempt(work, str(file))


def _expanded(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The files that ``paths`` name: of a folder, those that may be forms; FileError where it has none."""
    from assembler.store.files.files import list_word_files

    return tuple(file for path in paths for file in (list_word_files(path) if path.is_dir() else (path,)))


def _settled(session: Session, files: Sequence[Path], record: str, prefer: str | None) -> list[Settle]:
    """For each file, whose side is taken.

    Who is asked is asked about all files before anything is written: breaking off leaves all as it was.
    """
    if prefer != "ask":
        return [_settle(prefer)] * len(files)
    tried = [_collected(session, file, record, settle=_settle(None), dry_run=True) for file in files]
    conflicts = [() if isinstance(each, AssemblyError) else each.conflicts for each in tried]
    return [_asked(each, file) for each, file in zip(conflicts, files, strict=True)]


def _settle(prefer: str | None) -> Settle:
    side = prefer if prefer in ("form", "record") else ""
    return lambda _conflict: side


def _asked(conflicts: Sequence[Conflict], file: Path) -> Settle:
    """Asks about each conflict; who breaks off (Ctrl+C) leaves all as it was."""
    answers = {}
    for number, each in enumerate(conflicts, 1):
        click.echo(f"{file}: conflict {number} of {len(conflicts)}, {asked(each)}", err=True)
        for name, value in (("as sent", each.base), ("record", each.record), ("form", each.form)):
            click.echo(f"{name:>9}: {_whole(value)}", err=True)
        side = click.prompt("Whose text stays", type=click.Choice(["form", "record", _LATER]), err=True)
        answers[each.path] = "" if side == _LATER else side
    return lambda conflict: answers.get(conflict.path, "")


def _whole(value: Any) -> str:
    """A value as a person judges it: all of it, further lines set in."""
    words = value.get("text", value) if isinstance(value, dict) else value
    return "(nothing)" if words is None else str(words).replace("\n", "\n" + " " * 11)


def _as_dict(each: Collected | AssemblyError) -> dict[str, Any]:
    return {"error": each.as_dict()} if isinstance(each, AssemblyError) else each.as_dict()


def _exit_code(done: Sequence[Collected | AssemblyError]) -> int:
    failed = [each for each in done if isinstance(each, AssemblyError)]
    if failed:
        return exit_code(failed, len(done))
    return int(any(_needs_a_person(each) for each in done if not isinstance(each, AssemblyError)))


def _needs_a_person(each: Collected) -> bool:
    open_ = any(not conflict.settled for conflict in each.conflicts)
    return each.empty or open_ or any(diagnostic.is_error for diagnostic in each.diagnostics)
