"""``assembler decide``: list the open decisions about a record, and take them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assembler.cli.output import format_short, print_diagnostics, print_grouped, print_json
from assembler.cli.session import Session, add_format_option
from assembler.cli.suggestions import LanguageCode

if TYPE_CHECKING:
    from assembler.collect.take_decisions import DecideResult, Resolution
    from assembler.store.project.project import Project
    from assembler.store.records.record import Record
    from assembler.store.returns.decisions import Decision

_DEFAULT, _LATER = "", "later"


@click.command("decide")
@click.argument("record")
@click.argument("id_", metavar="[ID]", required=False, default="")
@click.argument("choice", required=False, default="")
@click.option("--answer", default="", help="Answer to enter in the record.")
@click.option("--by", default="", help="Name of the person who decided.")
@click.option("--note", default="", help="Remark to keep with the decision.")
@click.option("--ask", is_flag=True, help="Ask about each open decision in turn.")
@click.option("--export", "export_", is_flag=False, flag_value=_DEFAULT, metavar="[FILE]",
              help="Write the open decisions to an .xlsx or .csv file.")  # fmt: skip
@click.option("--import", "import_", type=click.Path(path_type=Path), metavar="FILE",
              help="Read the decisions from a completed spreadsheet.")  # fmt: skip
@click.option("--language", default="", type=LanguageCode(),
              help="Language of the headings of the spreadsheet (default: the record's).")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="List the changes without writing them.")
@add_format_option
@click.pass_obj
def command(
    session: Session, record: str, id_: str, choice: str, answer: str, by: str, note: str, ask: bool,
    export_: str | None, import_: Path | None, language: str, dry_run: bool,
) -> None:  # fmt: skip
    """List the open decisions about a RECORD, and take them.

    Unreadable answers, conflicts, changes to agreed texts, comments, texts and pictures outside the
    answers, and candidate findings are listed, each with its ID and its choices. ID may be shortened.

    An answer is read and validated like an answer in a form. Whatever you decide, the original text is kept
    in data/kept/, with the decision, its date and the person, and the decision is entered in the audit log of
    the record. The command also reports each rule that the record breaks only because of the decision, for
    example if an agreed finding now has no evidence.

    With --export, the list is written to a spreadsheet, by default in data/sheets/. Fill in the columns
    Decision, Answer and Decided by, and read it with --import; headings may be in any of the languages. If a
    row has an error, nothing is written.

    \b
    Examples:
      assembler decide examples/havenstad
      assembler decide turku-dive 3f2a form --by "Ann Smith"
      assembler decide turku-dive 3f2a --answer "12 February 2027" --by "Ann Smith"
      assembler decide turku-dive --ask --by "Ann Smith"
      assembler decide turku-dive --export
      assembler decide turku-dive --import decisions_turku-dive.xlsx
    """
    from assembler.collect.decision_sheet import export_decisions, read_resolutions
    from assembler.collect.take_decisions import Resolution

    project = session.project()
    _check_options(id_, answer, ask=ask, export=export_, import_=import_)
    if export_ is not None:
        path, diagnostics = export_decisions(project, record, Path(export_) if export_ else None, language)
        if session.format == "json":
            print_json({"written": str(path), "diagnostics": [each.as_dict() for each in diagnostics]})
            return
        print_diagnostics(diagnostics)
        click.echo(str(path))
    elif import_ is not None:
        _decide(session, project, record, read_resolutions(project, record, import_, by=by), dry_run=dry_run)
    elif ask:
        _decide(session, project, record, _ask_decisions(project, record, by), dry_run=dry_run)
    elif id_:
        resolution = Resolution(id_, choice, answer, by, note)
        _decide(session, project, record, [resolution], dry_run=dry_run)
    else:
        _print_open(session, project, record)


def _check_options(id_: str, answer: str, *, ask: bool, export: str | None, import_: Path | None) -> None:
    """Raise UsageError if options exclude each other, or if --answer lacks the id of a decision."""
    tasks = [bool(id_), ask, export is not None, import_ is not None]
    if sum(tasks) > 1:
        raise click.UsageError("use only one of ID, --ask, --export and --import")
    if answer and not id_:
        raise click.UsageError("--answer needs the ID of a decision; `assembler decide RECORD` lists them")


def _load_open(project: Project, name: str) -> tuple[Record, tuple[Decision, ...]]:
    """Return the record, and the open decisions about it."""
    from assembler.collect.open_decisions import list_open_decisions

    record = project.record(name)
    return record, list_open_decisions(project, record)


def _print_open(session: Session, project: Project, name: str) -> None:
    from assembler.collect.decision_edits import describe_answers
    from assembler.collect.take_decisions import ANSWER, list_choices

    record, decisions = _load_open(project, name)
    if session.format == "json":
        print_json([{**each.as_dict(), "choices": dict(list_choices(each))} for each in decisions])
        return
    for each in decisions:
        _print_decision(project, each)
        for choice, meaning in list_choices(each).items():
            click.echo(f"    {'--answer TEXT' if choice == ANSWER else choice}: {meaning}")
            if choice == ANSWER and (answers := describe_answers(project, record, each)):
                click.echo(f"      one of: {answers}")
    count = len(decisions)
    click.echo(f"{count} open decision{'' if count == 1 else 's'} about {record.name}")
    if decisions:
        example = f"assembler decide {record.name} {decisions[0].id[:6]} CHOICE --by NAME"
        click.echo(f"  → decide with `{example}`, with --ask, or in a spreadsheet with --export")


def _print_decision(project: Project, each: Decision, *, err: bool = False) -> None:
    """Print the question of a decision, what was typed and by whom, the record's value, and the reason."""
    from assembler.collect.form_questions import describe_question

    question = f"{each.code} {describe_question(project, each)}".strip()
    click.secho(f"{each.id}  {each.name}, {question}", bold=True, err=err)
    click.echo(f"  typed:   {_format_text(each.typed)}", err=err)
    if each.row and each.says is None:
        click.echo(f"  row:     {_format_text(each.row)}", err=err)
    elif each.path:
        click.echo(f"  record:  {_format_text(each.says)}", err=err)
    source = ", ".join(filter(None, (each.who, each.file, each.collected[:10])))
    click.echo(f"  {each.why}{f' ({source})' if source else ''}", err=err)


def _format_text(value: object) -> str:
    """Return the complete value, with all lines but the first indented."""
    from assembler.store.records.value_text import format_value

    return "(nothing)" if value is None else format_value(value).replace("\n", "\n" + " " * 11)


def _ask_decisions(project: Project, name: str, by: str) -> Sequence[Resolution]:
    """Ask the user about each open decision and return the answers, which are not written yet."""
    from assembler.collect.decision_edits import describe_answers
    from assembler.collect.take_decisions import ANSWER, Resolution, list_choices

    record, decisions = _load_open(project, name)
    person = by or (click.prompt("Who decides", err=True) if decisions else "")
    resolutions = []
    for number, each in enumerate(decisions, 1):
        click.echo(f"Decision {number} of {len(decisions)}", err=True)
        _print_decision(project, each, err=True)
        for choice, meaning in list_choices(each).items():
            click.echo(f"    {choice}: {meaning}", err=True)
        if ANSWER in list_choices(each) and (answers := describe_answers(project, record, each)):
            click.echo(f"      one of: {answers}", err=True)
        choice = click.prompt("Decision", type=click.Choice([*list_choices(each), _LATER]), err=True)
        answer = click.prompt("Answer", err=True) if choice == ANSWER else ""
        if choice != _LATER:
            resolutions.append(Resolution(each.id, choice, answer, person))
    return resolutions


def _decide(
    session: Session, project: Project, name: str, resolutions: Sequence[Resolution], *, dry_run: bool
) -> None:
    from assembler.api import current_time
    from assembler.collect.take_decisions import decide

    done = decide(project, name, resolutions, moment=current_time(), dry_run=dry_run)
    if session.format == "json":
        print_json(done.as_dict())
    else:
        _print_done(done, dry_run=dry_run)


def _print_done(done: DecideResult, *, dry_run: bool) -> None:
    for each in done.decided:
        click.echo(f"  {f'{each.code} {each.question}'.strip()}: {each.decision} ({each.decided_by})")
    for change in done.changed:
        click.echo(f"    {change.path}: {format_short(change.old)} → {format_short(change.new)}")
    print_grouped(done.incomplete)
    count = len(done.decided)
    suffix = " (dry run; nothing was written)" if dry_run else ""
    click.echo(f"{done.record}: {count} decision{'' if count == 1 else 's'} taken{suffix}")
    for written in done.written:
        click.echo(f"  wrote {written}")
