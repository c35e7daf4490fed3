"""``assembler collect``: read returned forms and reports into their records."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assembler.cli.collect_summary import describe_question, print_collected
from assembler.cli.output import print_error, print_json
from assembler.cli.session import Session, add_format_option, attempt, find_exit_code
from assembler.errors import AssemblyError

if TYPE_CHECKING:
    from assembler.merging.collect_result import CollectResult, Conflict, ConflictResolver

_LATER = "later"


@click.command("collect")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--record", default="", help="Record to which the forms must belong.")
@click.option(
    "--prefer",
    type=click.Choice(["form", "record", "ask"]),
    help="Answer to keep if form and record both changed; `ask` asks about each conflict.",
)
@click.option("--dry-run", is_flag=True, help="List the changes without writing them.")
@click.option("--details", is_flag=True, help="List each change and each missing answer.")
@add_format_option
@click.pass_obj
def command(
    session: Session, files: tuple[Path, ...], record: str, prefer: str | None, dry_run: bool, details: bool
) -> None:
    """Read returned forms and reports into their records.

    FILES are .docx, .odt, .doc or .rtf files, or folders that contain them. If a file cannot be read, the
    others are still collected.

    Answers that changed only in the form are merged into the record. If form and record changed in different
    ways, the record is kept and a conflict is reported, unless --prefer chooses a side. Nothing is lost: text
    that is not an answer is kept in data/kept/, and the file itself in data/returns/. Conflicts, comments and
    unreadable answers are listed by `assembler status` until somebody decides on them. Every change is
    logged, with its author and file, in audit.jsonl in the record's folder.

    \b
    Examples:
      assembler collect returned.docx --dry-run
      assembler collect returns/*.odt
      assembler collect mailbox/
      assembler collect returned.docx --prefer ask
    """
    done, files = [], _expand_folders(files)
    settled = _choose_resolvers(session, files, record, prefer)
    for file, settle in zip(files, settled, strict=True):
        each = _collect_file(session, file, record, settle=settle, dry_run=dry_run)
        done.append(each)
        if session.format != "json":
            if isinstance(each, AssemblyError):
                print_error(each, session)
            else:
                print_collected(file, each, dry_run=dry_run, details=details)
    if session.format == "json":
        print_json(
            [
                {
                    "file": str(file),
                    **({"error": each.as_dict()} if isinstance(each, AssemblyError) else each.as_dict()),
                }
                for file, each in zip(files, done, strict=True)
            ]
        )
    raise SystemExit(_choose_exit_code(done))


def _collect_file(
    session: Session, file: Path, record: str, *, settle: ConflictResolver, dry_run: bool
) -> CollectResult | AssemblyError:
    from assembler.api import Project

    def work() -> CollectResult:
        return Project(session.project()).collect(file, record=record, prefer=settle, dry_run=dry_run)

    return attempt(work, str(file))


def _expand_folders(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return the files in ``paths``, with each folder replaced by the forms in it.

    Other files in a folder are reported. Raises FileError if a folder contains no form.
    """
    from assembler.store.files.files import list_other_files, list_word_files

    files = tuple(file for path in paths for file in (list_word_files(path) if path.is_dir() else (path,)))
    for other in (file for path in paths if path.is_dir() for file in list_other_files(path)):
        click.echo(f"{other}: not read, because it is not a Word file; import sheets with `assembler import`",
                   err=True)  # fmt: skip
    return files


def _choose_resolvers(
    session: Session, files: Sequence[Path], record: str, prefer: str | None
) -> list[ConflictResolver]:
    """Return, for each file, a function that resolves its conflicts.

    If ``prefer`` is ``ask``, all questions are asked before anything is written, so that Ctrl+C changes
    nothing.
    """
    if prefer != "ask":
        return [_build_resolver(prefer)] * len(files)
    tried = [
        _collect_file(session, file, record, settle=_build_resolver(None), dry_run=True) for file in files
    ]
    conflicts = [() if isinstance(each, AssemblyError) else each.conflicts for each in tried]
    return [_ask_conflicts(each, file) for each, file in zip(conflicts, files, strict=True)]


def _build_resolver(prefer: str | None) -> ConflictResolver:
    side = prefer if prefer in ("form", "record") else ""
    return lambda _conflict: side


def _ask_conflicts(conflicts: Sequence[Conflict], file: Path) -> ConflictResolver:
    """Ask the user about each conflict and return a function that returns the answers."""
    answers = {}
    for number, each in enumerate(conflicts, 1):
        click.echo(f"{file}: conflict {number} of {len(conflicts)}, {describe_question(each)}", err=True)
        for name, value in (("as sent", each.base), ("record", each.record), ("form", each.form)):
            click.echo(f"{name:>9}: {_format_value(value)}", err=True)
        side = click.prompt("Version to keep", type=click.Choice(["form", "record", _LATER]), err=True)
        answers[each.path] = "" if side == _LATER else side
    return lambda conflict: answers.get(conflict.path, "")


def _format_value(value: Any) -> str:
    """Return the complete value, with all lines but the first indented."""
    text = value.get("text", value) if isinstance(value, dict) else value
    return "(nothing)" if text is None else str(text).replace("\n", "\n" + " " * 11)


def _choose_exit_code(done: Sequence[CollectResult | AssemblyError]) -> int:
    failed = [each for each in done if isinstance(each, AssemblyError)]
    if failed:
        return find_exit_code(failed, len(done))
    return int(any(_needs_attention(each) for each in done if not isinstance(each, AssemblyError)))


def _needs_attention(each: CollectResult) -> bool:
    open_ = any(not conflict.settled for conflict in each.conflicts)
    return each.empty or open_ or any(diagnostic.is_error for diagnostic in each.diagnostics)
