"""Diagnostics and errors as text for people or JSON for machines."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from assembler.cli.session import Session
from assembler.cli.streams import in_unicode
from assembler.errors import AssemblyError, ProgramError
from assembler.store.records.value_text import format_value

if TYPE_CHECKING:
    from assembler.diagnostics import Diagnostic, Level

_COLOURS = {"error": "red", "warning": "yellow", "info": "blue"}
_SCREEN, _MANY, _FIRST, _LINES = 40, 8, 3, 30
"""More errors than ``_SCREEN``, or warnings than ``_MANY``, by one rule in one file are folded: the first few
are told in full, the next ones by their lines."""
_WIDTH = 72
"""Of a value that is told in one line."""


def tell_error(error: AssemblyError, session: Session) -> None:
    """One message: where, what, what to do; then the diagnostics that caused it."""
    if session.format == "json":
        tell_json({"error": error.as_dict()})
        return
    click.secho(f"Error: {error}", fg="red", err=True)
    if error.hint:
        click.echo(f"  → {error.hint}", err=True)
    if isinstance(error, ProgramError) and os.environ.get("ASSEMBLER_TRACEBACK"):
        click.echo(error.traceback, err=True)
    if not _says_it_all(error):
        tell_findings(error.diagnostics)


def _says_it_all(error: AssemblyError) -> bool:
    """Whether the message already includes its only diagnostic."""
    return (
        len(error.diagnostics) == 1 and error.diagnostics[0].message in error.message and bool(error.location)
    )


def as_dicts(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """Return the diagnostics as plain data."""
    return [diagnostic.as_dict() for diagnostic in diagnostics]


def tell_findings(diagnostics: Iterable[Diagnostic]) -> None:
    """Print each diagnostic on standard error: location, level, rule, message and hint."""
    for diagnostic in diagnostics:
        click.echo(str(diagnostic.location) or "(no place)", err=True)
        level = click.style(diagnostic.level.value, fg=_COLOURS[diagnostic.level])
        click.echo(f"  {level} {diagnostic.rule}: {diagnostic.message}", err=True)
        if diagnostic.location.context:
            click.echo(f"    near: {diagnostic.location.context}", err=True)
        if diagnostic.hint:
            click.echo(f"    → {diagnostic.hint}", err=True)


def tell_folded(diagnostics: Iterable[Diagnostic], *, most: int | None = 0) -> None:
    """Each diagnostic; where one rule finds many in a file, the first few and the lines of the others.

    ``most`` says how many of one rule are not yet many; None lists all.
    """
    held = list(diagnostics)
    groups: dict[tuple[str, str], list[Diagnostic]] = {}
    for diagnostic in held:
        groups.setdefault((diagnostic.rule, diagnostic.location.file), []).append(diagnostic)
    told: Counter[tuple[str, str]] = Counter()
    for diagnostic in held:
        key = (diagnostic.rule, diagnostic.location.file)
        group = groups[key]
        told[key] += 1
        is_long = most is not None and len(group) > (most or (_SCREEN if group[0].is_error else _MANY))
        if not is_long or told[key] <= _FIRST:
            tell_findings([diagnostic])
        if is_long and told[key] == _FIRST:
            _tell_others(group[_FIRST:])


def _tell_others(group: Sequence[Diagnostic]) -> None:
    """How many diagnostics of one rule in one file there are more, and at which lines."""
    level = click.style(group[0].level.value, fg=_COLOURS[group[0].level])
    click.echo(f"  {level} {group[0].rule}: {len(group)} times more in this file", err=True)
    lines = [str(each.location.line) for each in group[:_LINES] if each.location.line is not None]
    if not lines:
        places = [each.location.position for each in group[:_LINES]]
        click.echo(f"    at {', '.join(places)}{', …' if len(group) > len(places) else ''}", err=True)
    else:
        more = ", …" if len(group) > len(lines) else ""
        click.echo(f"    at lines {', '.join(lines)}{more} (all of them with --format json)", err=True)


def tell_grouped(diagnostics: Iterable[Diagnostic]) -> None:
    """Print diagnostics by rule and hint: their number, the first message and their locations."""
    groups: dict[tuple[str, Level, str], list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        groups.setdefault((diagnostic.rule, diagnostic.level, diagnostic.hint), []).append(diagnostic)
    for (rule, level, _), group in groups.items():
        if len(group) == 1:
            tell_findings(group)
            continue
        places = ", ".join(_short_place(diagnostic) for diagnostic in group)
        shown, count = click.style(level.value, fg=_COLOURS[level]), len(group)
        click.echo(f"{shown} {rule}: {count} times, the first: {group[0].message}", err=True)
        click.echo(f"    at {places}", err=True)
        if group[0].hint:
            click.echo(f"    → {group[0].hint}", err=True)


def _short_place(diagnostic: Diagnostic) -> str:
    """The end of a path, where the difference is: ``GG/A/2`` of ``baseline.assessments.GG/A/2``."""
    return (
        diagnostic.location.position.removeprefix("baseline.").removeprefix("assessments.")
        or diagnostic.message
    )


def tell_json(value: Any) -> None:
    """``value`` as JSON on standard output; with letters as numbers where that does not have them all."""
    click.echo(json.dumps(value, ensure_ascii=not in_unicode(), indent=2, default=str))


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """How many of each level.

    >>> summary(())
    'nothing found'
    """
    from assembler.diagnostics import Level

    counts = [(level, sum(1 for each in diagnostics if each.level is level)) for level in Level]
    told = [f"{count} {level.value}{'s' if count > 1 and level is not Level.INFO else ''}"
            for level, count in counts if count]  # fmt: skip
    return ", ".join(told) if told else "nothing found"


def table(rows: Sequence[Sequence[str]], headings: Sequence[str]) -> str:
    """Rows as aligned columns under headings.

    >>> print(table([["nl", "Dutch"]], ["language", "name"]))
    language  name
    nl        Dutch
    """
    lines = [list(headings), *[list(row) for row in rows]]
    widths = [max(len(line[column]) for line in lines) for column in range(len(headings))]
    shown = ("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)
    return "\n".join(line.rstrip() for line in shown)


_ESCAPED = re.compile(r"\\(?:([^\w\s])|$|(?=\s))", re.MULTILINE)
"""What Markdown writes before a character that is to stay as it is, and at the end of a line."""


def short(value: Any) -> str:
    """A value in one line, cut where it is long.

    >>> short(None), short({"text": "So", "language": "en"}), short(["a", {"year": 2009, "sum": "1 EUR"}])
    ('(nothing)', 'So (en)', 'a; year 2009, sum 1 EUR')
    """
    if value is None:
        return "(nothing)"
    words = " ".join(_ESCAPED.sub(r"\1", format_value(value, '; ')).split())
    return words if len(words) <= _WIDTH else f"{words[: _WIDTH - 1]}…"
