"""Output of ``collect``: a summary, open decisions and, on request, every change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assembler.cli.output import format_short, print_folded, print_grouped, summarise

if TYPE_CHECKING:
    from assembler.diagnostics import Diagnostic
    from assembler.merging.collect_result import CollectResult, Conflict, ValueChange


def print_collected(file: Path, each: CollectResult, *, dry_run: bool, details: bool) -> None:
    """Print the result for ``file``.

    If ``details`` is true, also print each change and each file that was written.
    """
    print_folded(_add_questions(each), most=None if details else _MOST)
    if details:
        print_grouped(each.incomplete)
        for change in each.changed:
            click.echo(
                f"  {describe_question(change)}: {format_short(change.old)} → {format_short(change.new)}"
            )
    for conflict in each.conflicts:
        _print_conflict(conflict)
    if each.empty:
        what = (
            f"{file}: this form for {each.record} is empty, because nothing was filled in after it was sent"
        )
        click.secho(f"{what}; nothing was written", fg="yellow")
        click.echo("  → ask for the completed form; this one is not counted as returned")
        return
    suffix = " (dry run; nothing was written)" if dry_run else ""
    click.echo(f"{file}, record {each.record}: {_format_counts(each)}{suffix}")
    if each.incomplete:
        first = each.incomplete[0]
        click.echo(f"  {each.record} is still incomplete: {summarise(each.incomplete)}")
        if not details:
            click.echo(f"    first: {first.location.position}: {first.message}")
    if each.decisions and not dry_run:
        click.echo(f"  → to decide what is still open, use `assembler decide {each.record}`")
    if details:
        for written in each.written:
            click.echo(f"  wrote {written}")
    elif each.changed or each.incomplete:
        click.echo("  use --details to list each change and each missing answer")


_MOST = 4
"""Maximum number of diagnostics of each rule that are printed in full."""


def describe_question(each: ValueChange | Conflict) -> str:
    """Return the code and the question of an answer, such as ``GG/A/1.2 Achievement``.

    If the question is unknown, the path in the record is returned.
    """
    return f"{each.code} {each.question}" if each.question else each.path


def _add_questions(each: CollectResult) -> list[Diagnostic]:
    """Return the diagnostics, except conflicts, with questions added to their codes.

    Conflicts are printed separately.
    """
    questions = {decision.code: decision.question for decision in each.decisions}
    questions |= {change.code: change.question for change in each.changed}
    held = [
        diagnostic
        for diagnostic in each.diagnostics
        if diagnostic.rule not in ("conflict", "resolved-conflict")
    ]
    return [_add_question(diagnostic, questions.get(diagnostic.location.position, "")) for diagnostic in held]


def _add_question(diagnostic: Diagnostic, question: str) -> Diagnostic:
    from assembler.structs import replace

    where = f"{diagnostic.location.position} {question}".strip()
    return replace(diagnostic, location=replace(diagnostic.location, position=where))


def _print_conflict(conflict: Conflict) -> None:
    side = conflict.settled or "record"
    outcome = f"the answer in the {side} was kept" if conflict.settled else "the record keeps its answer"
    click.secho(f"  conflict at {describe_question(conflict)}: {outcome}", fg="yellow")
    click.echo(f"    record: {format_short(conflict.record)}\n    form:   {format_short(conflict.form)}")
    if not conflict.settled:
        click.echo("    → collect the form again with `--prefer form`, `--prefer record` or `--prefer ask`")


def _format_counts(each: CollectResult) -> str:
    """Return the numbers of answers, conflicts, comments, texts and pictures, omitting zeros.

    The result is ``nothing new`` if all of them are zero.
    """
    new = sum(change.old is None for change in each.changed)
    gone = sum(change.new is None for change in each.changed)
    kinds = [decision.kind for decision in each.decisions]
    unread, settled = kinds.count("unread"), sum(bool(conflict.settled) for conflict in each.conflicts)
    counts = [
        (new, "new answer", "new answers"), (len(each.changed) - new - gone, "changed", "changed"),
        (gone, "removed", "removed"), (unread, "could not be read", "could not be read"),
        (kinds.count("conflict"), "conflict", "conflicts"),
        (settled, "conflict decided", "conflicts decided"),
        (kinds.count("agreed"), "agreed text changed", "agreed texts changed"),
        (kinds.count("comment"), "comment", "comments"),
        (kinds.count("text"), "other text kept", "other texts kept"),
        (kinds.count("picture"), "picture kept", "pictures kept"),
    ]  # fmt: skip
    counted = ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in counts if count)
    return counted or "nothing new"
