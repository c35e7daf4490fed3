"""``assembler plan``: plan the timetable of a visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from assembler.cli.output import format_table, print_diagnostics, print_grouped, print_json
from assembler.cli.session import Session, add_format_option

if TYPE_CHECKING:
    from assembler.planning.plan import PlannedSession, PlanResult


@click.command("plan")
@click.argument("record", metavar="RECORD")
@click.option("--partial", is_flag=True, help="If not all sessions fit, write a plan without some of them.")
@click.option("--dry-run", is_flag=True, help="Show the plan without writing it.")
@add_format_option
@click.pass_context
def command(ctx: click.Context, record: str, partial: bool, dry_run: bool) -> None:
    """Plan the timetable of a visit: days, hours, tracks, rooms, interviewers and interpreters.

    The interviews and workshops of RECORD are planned on the days between the first and the last day of the
    visit, within its hours and the availability of guests, members and rooms. Sessions that already have a
    time keep it where possible, so that after a cancellation the plan changes as little as possible; sessions
    with notes or evidence never move. If not all sessions fit, nothing is written, and the command lists
    changes that would make them fit.

    Needs OR-Tools: run `pip install '.[plan]'` in the program’s folder.

    \b
    Examples:
      assembler plan examples/havenstad-dive --dry-run
      assembler plan examples/havenstad-dive --partial --dry-run
    """
    from assembler.api import current_time
    from assembler.planning.plan import plan_visit

    session = ctx.ensure_object(Session)
    done = plan_visit(session.project(), record, partial=partial, dry_run=dry_run, moment=current_time())
    if session.format == "json":
        print_json(done.as_dict())
    else:
        _print(done, partial, dry_run)
    if done.left_out:
        ctx.exit(1)


def _print(done: PlanResult, partial: bool, dry_run: bool) -> None:
    rows = [_build_row(each) for each in done.sessions]
    headings = ("SESSION", "DAY", "TIME", "TRACK", "PLACE", "TEAM", "LANGUAGE", "")
    for line in format_table(rows, headings).splitlines():
        click.echo(line)
    print_diagnostics(done.diagnostics)
    print_grouped(done.incomplete)
    count = f"{len(done.changed)} value{'' if len(done.changed) == 1 else 's'}"
    if done.left_out and not partial:
        click.echo(f"{done.record}: nothing was written, because not all sessions fit")
    else:
        click.echo(f"{done.record}: {'would change' if dry_run else 'changed'} {count}")
    for written in done.written:
        click.echo(f"  wrote {written}")


def _build_row(each: PlannedSession) -> tuple[str, ...]:
    languages = " → ".join(each.languages) if each.interpreted else ", ".join(each.languages)
    return (
        each.session,
        each.start.date().isoformat(),
        f"{each.start:%H:%M}-{each.end:%H:%M}",
        str(each.track),
        each.place,
        " & ".join(each.members),
        languages,
        "moved" if each.moved else "",
    )
