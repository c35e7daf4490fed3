"""Findings and errors as text for people or JSON for machines."""

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
from assembler.store.records.readable import readable

if TYPE_CHECKING:
    from assembler.diagnostics import Finding, Level

_COLOURS = {"error": "red", "warning": "yellow", "info": "blue"}
_SCREEN, _MANY, _FIRST, _LINES = 40, 8, 3, 30
"""More errors than ``_SCREEN``, or warnings than ``_MANY``, by one rule in one file are folded: the first few
are told in full, the next ones by their lines."""
_WIDTH = 72
"""Of a value that is told in one line."""


def tell_error(error: AssemblyError, session: Session) -> None:
    """One message: where, what, what to do; then the findings that caused it."""
    if session.format == "json":
        tell_json({"error": as_dict(error)})
        return
    click.secho(f"Error: {error}", fg="red", err=True)
    if error.remedy:
        click.echo(f"  → {error.remedy}", err=True)
    if isinstance(error, ProgramError) and os.environ.get("ASSEMBLER_TRACEBACK"):
        click.echo(error.traceback, err=True)
    if not _says_it_all(error):
        tell_findings(error.findings)


def _says_it_all(error: AssemblyError) -> bool:
    """Whether the message has told its only finding already."""
    return len(error.findings) == 1 and error.findings[0].what in error.what and bool(error.where)


def as_dict(error: AssemblyError) -> dict[str, Any]:
    """The error as plain data, with its findings."""
    return {
        "kind": error.kind,
        "exit_code": error.exit_code,
        "where": error.where,
        "what": error.what,
        "remedy": error.remedy,
        "findings": [finding.as_dict() for finding in error.findings],
    }


def as_dicts(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings as plain data."""
    return [finding.as_dict() for finding in findings]


def tell_findings(findings: Iterable[Finding]) -> None:
    """Each finding on standard error: place, level and rule, what, remedy."""
    for finding in findings:
        click.echo(str(finding.place) or "(no place)", err=True)
        level = click.style(finding.level.value, fg=_COLOURS[finding.level])
        click.echo(f"  {level} {finding.rule}: {finding.what}", err=True)
        if finding.place.near:
            click.echo(f"    near: {finding.place.near}", err=True)
        if finding.remedy:
            click.echo(f"    → {finding.remedy}", err=True)


def tell_folded(findings: Iterable[Finding], *, most: int | None = 0) -> None:
    """Each finding; where one rule finds many in a file, the first few and the lines of the others.

    ``most`` says how many of one rule are not yet many; None lists all.
    """
    held = list(findings)
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in held:
        groups.setdefault((finding.rule, finding.place.file), []).append(finding)
    told: Counter[tuple[str, str]] = Counter()
    for finding in held:
        key = (finding.rule, finding.place.file)
        group = groups[key]
        told[key] += 1
        is_long = most is not None and len(group) > (most or (_SCREEN if group[0].is_error else _MANY))
        if not is_long or told[key] <= _FIRST:
            tell_findings([finding])
        if is_long and told[key] == _FIRST:
            _tell_others(group[_FIRST:])


def _tell_others(group: Sequence[Finding]) -> None:
    """How many findings of one rule in one file there are more, and at which lines."""
    level = click.style(group[0].level.value, fg=_COLOURS[group[0].level])
    click.echo(f"  {level} {group[0].rule}: {len(group)} times more in this file", err=True)
    lines = [str(each.place.line) for each in group[:_LINES] if each.place.line is not None]
    if not lines:
        places = [each.place.where for each in group[:_LINES]]
        click.echo(f"    at {', '.join(places)}{', …' if len(group) > len(places) else ''}", err=True)
    else:
        more = ", …" if len(group) > len(lines) else ""
        click.echo(f"    at lines {', '.join(lines)}{more} (all of them with --format json)", err=True)


def tell_grouped(findings: Iterable[Finding]) -> None:
    """Findings by rule and remedy: how many, what the first is, and where; for what would else fill pages."""
    groups: dict[tuple[str, Level, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.rule, finding.level, finding.remedy), []).append(finding)
    for (rule, level, _), group in groups.items():
        if len(group) == 1:
            tell_findings(group)
            continue
        places = ", ".join(_short_place(finding) for finding in group)
        shown, count = click.style(level.value, fg=_COLOURS[level]), len(group)
        click.echo(f"{shown} {rule}: {count} times, the first: {group[0].what}", err=True)
        click.echo(f"    at {places}", err=True)
        if group[0].remedy:
            click.echo(f"    → {group[0].remedy}", err=True)


def _short_place(finding: Finding) -> str:
    """The end of a path, where the difference is: ``GG/A/2`` of ``baseline.assessments.GG/A/2``."""
    return finding.place.where.removeprefix("baseline.").removeprefix("assessments.") or finding.what


def tell_json(value: Any) -> None:
    """``value`` as JSON on standard output; with letters as numbers where that does not have them all."""
    click.echo(json.dumps(value, ensure_ascii=not in_unicode(), indent=2, default=str))


def summary(findings: Sequence[Finding]) -> str:
    """How many of each level.

    >>> summary(())
    'nothing found'
    """
    from assembler.diagnostics import Level

    counts = [(level, sum(1 for each in findings if each.level is level)) for level in Level]
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
    words = " ".join(_ESCAPED.sub(r"\1", readable(value, '; ')).split())
    return words if len(words) <= _WIDTH else f"{words[: _WIDTH - 1]}…"
