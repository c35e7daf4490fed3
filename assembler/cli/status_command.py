"""``assembler status``: how far reviews are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assembler.cli.session import Session, format_option
from assembler.cli.telling import short, table, tell_grouped, tell_json

if TYPE_CHECKING:
    from assembler.jobs.status import FormState, ReviewStatus


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
    from assembler.jobs.status import reviews, status
    from assembler.jobs.status_page import status_page
    from assembler.plain import replace
    from assembler.store.files import write_whole
    from assembler.store.trail import read_trail

    project, on = session.project(), _day(day)
    names = [review] if review else reviews(project)
    found = [status(project, name, on) for name in names]
    if trail:
        trails = [read_trail(project.record_folder(each.record)) for each in found]
        found = [replace(each, trail=lines) for each, lines in zip(found, trails, strict=True)]
    target = page or project.build_folder / "status.html"
    if found:
        write_whole(target, status_page(found))
    if session.format == "json":
        tell_json([each.as_dict() for each in found])
        return
    for each in found:
        _tell(each)
    click.echo(f"wrote {project.shown(target)}" if found else "There is no review here yet.")


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
