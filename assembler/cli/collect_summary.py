"""What collecting a form did, for people: a summary, what has to be decided, and every change if asked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assembler.cli.output import short, summary, tell_folded, tell_grouped

if TYPE_CHECKING:
    from assembler.diagnostics import Diagnostic
    from assembler.merging.result import Changed, Collected, Conflict


def tell_collected(file: Path, each: Collected, *, dry_run: bool, details: bool) -> None:
    """Tell it; with ``details`` also each change and each file that was written."""
    tell_folded(_with_questions(each), most=None if details else _MOST)
    if details:
        tell_grouped(each.incomplete)
        for change in each.changed:
            click.echo(f"  {asked(change)}: {short(change.old)} → {short(change.new)}")
    for conflict in each.conflicts:
        _tell_conflict(conflict)
    if each.empty:
        what = f"{file}: this form of {each.record} is empty: nothing was filled in since it was sent"
        click.secho(f"{what}; nothing was written", fg="yellow")
        click.echo("  → it still counts as sent; ask for the form as it was filled in")
        return
    click.echo(f"{file}: {_counts(each, dry_run)}")
    if each.incomplete:
        click.echo(f"  still open in {each.record}: {summary(each.incomplete)}")
    if details:
        for written in each.written:
            click.echo(f"  wrote {written}")
    elif each.changed or each.incomplete:
        click.echo("  --details lists each change and each open answer")


_MOST = 4
"""So many diagnostics of one rule are told in full."""


def asked(each: Changed | Conflict) -> str:
    """Where it was typed, by code and question: ``GG/A/1.2 Achievement``."""
    return f"{each.code} {each.question}" if each.question else each.path


def _with_questions(each: Collected) -> list[Diagnostic]:
    """The diagnostics with the question beside the code; a conflict is told with both its sides instead."""
    questions = {decision.code: decision.question for decision in each.decisions}
    questions |= {change.code: change.question for change in each.changed}
    held = [
        diagnostic
        for diagnostic in each.diagnostics
        if diagnostic.rule not in ("conflict", "conflict-settled")
    ]
    return [_named(diagnostic, questions.get(diagnostic.location.position, "")) for diagnostic in held]


def _named(diagnostic: Diagnostic, question: str) -> Diagnostic:
    from assembler.structs import replace

    where = f"{diagnostic.location.position} {question}".strip()
    return replace(diagnostic, location=replace(diagnostic.location, position=where))


def _tell_conflict(conflict: Conflict) -> None:
    side = conflict.settled or "record"
    followed = f"the {side} was followed" if conflict.settled else "the record keeps its answer"
    click.secho(f"  conflict at {asked(conflict)}: {followed}", fg="yellow")
    click.echo(f"    record: {short(conflict.record)}\n    form:   {short(conflict.form)}")
    if not conflict.settled:
        click.echo("    → collect the form again with --prefer form, record or ask")


def _counts(each: Collected, dry_run: bool) -> str:
    """How many answers were taken, changed and so on: those that are not none."""
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
    told = _joined([f"{count} {one if count == 1 else many}" for count, one, many in counts if count])
    if dry_run:
        return f"would bring {told or 'nothing new'} into {each.record}"
    return f"{told or 'nothing new'}, in {each.record}"


def _joined(words: Sequence[str]) -> str:
    return ", ".join(words)
