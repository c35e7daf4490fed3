"""``assembler status``: show the progress of reviews, charter rounds, agendas, evaluations and meetings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assembler.cli.output import (
    format_short,
    format_table,
    print_diagnostics,
    print_error,
    print_grouped,
    print_json,
)
from assembler.cli.session import Session, add_format_option, attempt, find_exit_code
from assembler.errors import AssemblyError

if TYPE_CHECKING:
    from assembler.diagnostics import Diagnostic
    from assembler.rounds.charter_status import CharterStatus
    from assembler.rounds.due_promises import OverduePromise
    from assembler.rounds.form_states import FormState
    from assembler.rounds.record_status import RecordStatus
    from assembler.rounds.report_states import ReportState
    from assembler.store.project.project import Project
    from assembler.store.returns.decisions import Decision


@click.command("status")
@click.argument("record", required=False)
@click.option("--details", is_flag=True, help="Show the details of each record.")
@click.option("--date", "day", metavar="DATE", help="Status as of this date (YYYY-MM-DD; default: today).")
@click.option(
    "--html", type=click.Path(path_type=Path), help="HTML page to write (default: build/status.html)."
)
@click.option("--history", is_flag=True, help="Also list each change with its author and source file.")
@add_format_option
@click.pass_obj
def command(
    session: Session, record: str | None, details: bool, day: str | None, html: Path | None, history: bool
) -> None:
    """Show the status of reviews, charter rounds, agendas, evaluations and meetings.

    Without RECORD, the command lists each record on one line, the longest overdue first.

    With RECORD or --details, it shows forms, reports, open decisions and next steps. For a charter round, it
    also shows the progress of each city towards signing; for an agenda, the forms of all municipalities; and
    for an evaluation, how many people returned the survey.

    The command also writes an HTML page, by default build/status.html. Answered questions are counted by
    section; the page and --format json also count them by indicator.

    \b
    Examples:
      assembler status
      assembler status examples/havenstad --format json
      assembler status examples/havenstad --history
      assembler status examples/havenstad --date 2026-09-01 --html build/monday.html
    """
    from assembler.rounds.charter_status import compute_charter_status
    from assembler.rounds.record_status import RecordStatus, list_records, sort_by_urgency

    project, on = session.project(), _parse_date(day)
    names = [record] if record else list_records(project)
    tried = {name: attempt(partial(_load_status, project, name, on, trail=history), name) for name in names}
    found = sort_by_urgency(each for each in tried.values() if isinstance(each, RecordStatus))
    charters = sorted(each.record for each in found if each.kind == "charter")
    rounds = tuple(compute_charter_status(project, name, on) for name in charters)
    errors = {name: each for name, each in tried.items() if isinstance(each, AssemblyError)}
    target = html or project.build_folder / "status.html"
    written = attempt(partial(_write_page, project, target, found, rounds), str(target))
    failed = [*errors.values(), *([written] if isinstance(written, AssemblyError) else [])]
    if session.format == "json":
        counts = {each.record: each.as_dict() for each in rounds}
        known = [{**each.as_dict(), **counts.get(each.record, {})} for each in found]
        print_json([*known, *({"error": each.as_dict()} for each in failed)])
        raise SystemExit(find_exit_code(failed, len(names)))
    _print(found, rounds, errors, details=details or history or len(names) == 1)
    for error in failed:
        print_error(error, session)
    if not isinstance(written, AssemblyError):
        print_diagnostics(written)
    if not names:
        click.echo("There are no reviews yet.")
    elif found and not isinstance(written, AssemblyError):
        click.echo(f"wrote {project.display_path(target)}")
    raise SystemExit(find_exit_code(failed, len(names)))


def _load_status(project: Project, name: str, on: date, *, trail: bool) -> RecordStatus:
    from assembler.merging.audit_entries import read_trail
    from assembler.rounds.record_status import compute_status
    from assembler.structs import replace

    found = compute_status(project, name, on)
    return replace(found, trail=read_trail(project, found.record)) if trail else found


def _write_page(
    project: Project, target: Path, found: Sequence[RecordStatus], rounds: Sequence[CharterStatus]
) -> tuple[Diagnostic, ...]:
    from assembler.rounds.status_page import render_status_page
    from assembler.store.project.build_log import write_outputs

    if not found:
        return ()
    return write_outputs(project, {target: render_status_page(found, rounds)})


def _parse_date(text: str | None) -> date:
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError as error:
        what = f"`{text}` is not a date; use the format 2026-09-01"
        raise click.BadParameter(what, param_hint="--date") from error


def _print(
    found: Sequence[RecordStatus],
    rounds: Sequence[CharterStatus],
    unreadable: Iterable[str],
    *,
    details: bool,
) -> None:
    """Print a line for each record, even if it is unreadable, followed by the details if they are requested.

    A charter round without forms has a line only in the table of charter rounds. A single record has no line
    if its details are printed.
    """
    found = [each for each in found if each.forms or each.kind != "charter"]
    lines = [
        *map(_build_overview_row, found),
        *((name, "cannot be read", *[""] * (len(_OVERVIEW) - 2)) for name in unreadable),
    ]
    if len(lines) > 1 or (lines and not details):
        click.echo(format_table(lines, _OVERVIEW) + "\n")
    if details:
        for each in found:
            _print_record(each)
    if rounds:
        click.echo(format_table([_build_charter_row(each) for each in rounds], _CHARTERS) + "\n")
    if details:
        for other in rounds:
            rows = [(step.city, step.step or "not decided") for step in other.steps]
            click.echo(format_table(rows, ("city", "last step")) + "\n")


_OVERVIEW = (
    "record",
    "sent",
    "returned",
    "next due",
    "answered",
    "to decide",
    "days overdue",
    "overdue promises",
)
_CHARTERS = ("charter", "cities", "decided", "signed", "signed copy", "listed", "withdrawn")


def _build_overview_row(each: RecordStatus) -> Sequence[str]:
    line = each.overview
    share = "" if line["percent"] is None else f"{line['percent']} %"
    return (each.record, f"{line['sent']} of {len(each.forms)}", str(line["returned"]), line["due"], share,
            str(line["decisions"] or ""), str(line["days_overdue"] or ""),
            str(line["overdue_promises"] or ""))  # fmt: skip


def _build_charter_row(each: CharterStatus) -> Sequence[str]:
    counts = (each.cities, each.decided, each.signed, each.scanned, each.listed, each.withdrawn)
    return (each.record, *map(str, counts))


def _format_days(report: ReportState) -> str:
    """Return when a report was released and last drafted, and when it is due."""
    days = {
        f"version {report.version} on": report.released,
        "last draft on": report.drafted,
        "due": report.due,
    }
    return ", ".join(f"{label} {day}" for label, day in days.items() if day)


def _print_record(each: RecordStatus) -> None:
    click.secho(f"{each.title} ({each.record}), {each.day}", bold=True)
    headings = ["form", "state", "sent", "due", "returned", "answered", "required, missing"]
    if each.forms:
        click.echo(format_table([_build_form_row(form) for form in each.forms], headings))
    for report in each.reports:
        days = _format_days(report)
        click.echo(f"{report.type}: {report.state}{f' ({days})' if days else ''}")
    if each.candidates:
        click.echo(f"candidate findings: {', '.join(each.candidates)} (agree on them, or reject them)")
    _print_promises(each.overdue_promises)
    _print_decisions(each.decisions)
    print_grouped(each.diagnostics)
    for number, step in enumerate(each.next, 1):
        click.echo(f"  {number}. {step}")
    for line in each.trail:
        click.echo(f"  {_format_change(line)}")
    click.echo("")


def _print_promises(promises: Sequence[OverduePromise]) -> None:
    if promises:
        click.secho(f"{len(promises)} overdue promise{'' if len(promises) == 1 else 's'}:", fg="yellow")
    for each in promises:
        days = "1 day" if each.days_overdue == 1 else f"{each.days_overdue} days"
        owner = each.owner or "nobody is named as responsible"
        click.echo(f"  {each.code}, {days} (due on {each.deadline}), {owner}: {format_short(each.text)}")


def _print_decisions(decisions: Sequence[Decision]) -> None:
    if decisions:
        click.secho(f"{len(decisions)} open decision{'' if len(decisions) == 1 else 's'}:", fg="yellow")
    for each in decisions:
        question = f"{each.code} {each.question}".strip()
        click.echo(f"  {each.name}, {question}: “{format_short(each.typed)}”, {each.why}")
        if each.kind == "conflict":
            click.echo(f"    the record says: {format_short(each.says)}")
        if each.hint:
            click.echo(f"    → {each.hint}")
        click.echo(f"    {each.who or 'unknown person'}, {each.file}, {each.collected[:10]}")


def _format_change(line: Mapping[str, Any]) -> str:
    """Return a change from the audit log as text: time, person, location, old and new value, file."""
    when = str(line.get("collected") or line.get("saved") or "")[:16].replace("T", " ")
    who = line.get("who") or "unknown person"
    if "by_hand" in line:
        return f"{when} {line['by_hand']} was edited directly or by another program"
    old, new, verb = line.get("from"), line.get("to"), "was"
    if "kept" in line:  # earlier versions stored the answer in the form as `form`
        old, new, verb = line.get("said", line.get("form")), line["kept"], "kept, not"
    question = f"{line.get('code', '')} {line.get('question', '')}".strip() or line.get("path")
    if "decision" in line and "to" not in line:
        return f"{when} {who}: {question}: “{format_short(line.get('said'))}”: {line['decision']}"
    values = f"{format_short(new)} ({verb} {format_short(old)})"
    location = f", {line['place']}" if line.get("place") else ""
    return f"{when} {who}: {question}: {values}, {line.get('file')}{location}"


def _build_form_row(form: FormState) -> Sequence[str]:
    missing = str(form.missing) if form.sections else ""
    return (form.name, form.state, form.sent, form.due, form.returned, form.share, missing)
