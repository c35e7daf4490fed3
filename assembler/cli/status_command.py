"""``assembler status``: how far reviews are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assembler.cli.session import Session, format_option
from assembler.cli.telling import as_dict, short, table, tell_error, tell_findings, tell_grouped, tell_json
from assembler.cli.trying import attempt, exit_code
from assembler.errors import AssemblyError

if TYPE_CHECKING:
    from assembler.jobs.status import FormState, ReviewStatus
    from assembler.model.finding import Finding
    from assembler.store.project import Project


@click.command("status")
@click.argument("review", required=False)
@click.option("--on", "day", metavar="DAY", help="As it is on this day (YYYY-MM-DD); today, if not said.")
@click.option("--page", type=click.Path(path_type=Path), help="Where the page goes [build/status.html].")
@click.option("--trail", is_flag=True, help="Tell also who changed what, and from which file.")
@format_option
@click.pass_obj
def command(session: Session, review: str | None, day: str | None, page: Path | None, trail: bool) -> None:
    """Tell how far REVIEW is, or every review: forms that are out, back or late, and what comes next.

    Also how many questions are answered (by section, and by indicator in JSON and on the page), and which
    answers break a rule. A page for printing is written into build/.

    \b
    Examples:
      assembler status
      assembler status examples/havenstad --format json
      assembler status examples/havenstad --trail
      assembler status examples/havenstad --on 2026-09-01 --page build/monday.html
    """
    from assembler.jobs.status import reviews

    project, on = session.project(), _day(day)
    names = [review] if review else list(reviews(project))
    tried = [attempt(partial(_status, project, name, on, trail=trail), name) for name in names]
    found = [each for each in tried if not isinstance(each, AssemblyError)]
    failed = [each for each in tried if isinstance(each, AssemblyError)]
    target = page or project.build_folder / "status.html"
    told = attempt(partial(_write_page, project, target, found), str(target)) if found else ()
    failed += [told] if isinstance(told, AssemblyError) else []
    if session.format == "json":
        tell_json([*(each.as_dict() for each in found), *({"error": as_dict(each)} for each in failed)])
        raise SystemExit(exit_code(failed, len(names)))
    for each in found:
        _tell(each)
    for error in failed:
        tell_error(error, session)
    if not isinstance(told, AssemblyError):
        tell_findings(told)
    if found and not isinstance(told, AssemblyError):
        click.echo(f"wrote {project.shown(target)}")
    elif not failed:
        click.echo("There is no review here yet.")
    raise SystemExit(exit_code(failed, len(names)))


def _status(project: Project, name: str, on: date, *, trail: bool) -> ReviewStatus:
    from assembler.jobs.status import status
    from assembler.plain import replace
    from assembler.store.trail import read_trail

    found = status(project, name, on)
    return replace(found, trail=read_trail(project.record_folder(found.record))) if trail else found


def _write_page(project: Project, target: Path, found: Sequence[ReviewStatus]) -> tuple[Finding, ...]:
    from assembler.jobs.status_page import status_page
    from assembler.store.aside import write_outputs

    return write_outputs(project, {target: status_page(found)})


def _day(said: str | None) -> date:
    try:
        return date.fromisoformat(said) if said else date.today()
    except ValueError as error:
        raise click.BadParameter(f"{said!r} is no day; write it as 2026-09-01", param_hint="--on") from error


def _tell(each: ReviewStatus) -> None:
    click.secho(f"{each.title} ({each.record}), {each.day}", bold=True)
    headings = ["form", "state", "sent", "due", "back", "answered", "required, missing"]
    click.echo(table([_row(form) for form in each.forms], headings))
    tell_grouped(each.findings)
    for number, step in enumerate(each.next, 1):
        click.echo(f"  {number}. {step}")
    for line in each.trail:
        click.echo(f"  {_told(line)}")
    click.echo("")


def _told(line: Mapping[str, Any]) -> str:
    """One change: when, who, where, what it was and became, from which file."""
    when = str(line.get("collected") or line.get("saved") or "")[:16].replace("T", " ")
    old, new = (line.get("form"), line.get("kept")) if "kept" in line else (line.get("from"), line.get("to"))
    verb = "kept, not" if "kept" in line else "was"
    said = f"{short(new)} ({verb} {short(old)})"
    return f"{when} {line.get('who') or 'nobody is named'}: {line.get('path')}: {said}, {line.get('file')}"


def _row(form: FormState) -> Sequence[str]:
    answered = sum(each.answered for each in form.sections)
    asked = sum(each.asked for each in form.sections)
    share = f"{answered} of {asked}" if asked else ""
    missing = str(form.missing) if asked else ""
    return (form.name, form.state, form.sent, form.due, form.returned, share, missing)
