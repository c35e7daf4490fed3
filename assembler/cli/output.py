"""Output of diagnostics and errors, as text or JSON, and formatting of tables and values.

The standard streams are wrapped, so that full disks and older encodings cannot stop the program.
"""

from __future__ import annotations

import errno
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from assembler.cli.session import Session
from assembler.errors import AssemblyError, OutputError, ProgramError
from assembler.store.records.value_text import format_value

if TYPE_CHECKING:
    from assembler.diagnostics import Diagnostic, Level


_COLOURS = {"error": "red", "warning": "yellow", "info": "blue"}
_SCREEN, _MANY, _FIRST, _LINES = 40, 8, 3, 30
"""If one rule reports more than ``_SCREEN`` errors or ``_MANY`` warnings in a file, they are folded: the
first ``_FIRST`` are printed in full, followed by the line numbers of the next ``_LINES``."""
_WIDTH = 72
"""Maximum number of characters of a value printed on one line."""


def print_error(error: AssemblyError, session: Session) -> None:
    """Print the location, message and hint of an error, followed by its diagnostics, on standard error.

    With ``--format json``, the error is printed as JSON on standard output.
    """
    from assembler.diagnostics.diagnostic import show_control_characters

    if session.format == "json":
        print_json({"error": error.as_dict()})
        return
    click.secho(show_control_characters(f"Error: {error}"), fg="red", err=True)
    if error.hint:
        click.echo(show_control_characters(f"  → {error.hint}"), err=True)
    if isinstance(error, ProgramError) and os.environ.get("ASSEMBLER_TRACEBACK"):
        click.echo(error.traceback, err=True)
    if not _includes_diagnostic(error):
        print_diagnostics(error.diagnostics)


def _includes_diagnostic(error: AssemblyError) -> bool:
    """Return whether the error has only one diagnostic and its message already includes it."""
    return (
        len(error.diagnostics) == 1 and error.diagnostics[0].message in error.message and bool(error.location)
    )


def as_dicts(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """Return the diagnostics as plain data."""
    return [diagnostic.as_dict() for diagnostic in diagnostics]


def print_diagnostics(diagnostics: Iterable[Diagnostic]) -> None:
    """Print each diagnostic on standard error with location, level, rule, message and hint."""
    from assembler.diagnostics.diagnostic import show_control_characters

    for diagnostic in diagnostics:
        click.echo(show_control_characters(str(diagnostic.location)) or "(no location)", err=True)
        level = click.style(diagnostic.level.value, fg=_COLOURS[diagnostic.level])
        click.echo(f"  {level} {diagnostic.rule}: {diagnostic.message}", err=True)
        if diagnostic.location.context:
            click.echo(show_control_characters(f"    near: {diagnostic.location.context}"), err=True)
        if diagnostic.hint:
            click.echo(f"    → {diagnostic.hint}", err=True)


def print_folded(diagnostics: Iterable[Diagnostic], *, most: int | None = 0) -> None:
    """Print the diagnostics, but shorten the output if one rule has more than ``most`` of them in a file.

    In that case, the first few are printed in full, followed by only the lines of the others. If ``most`` is
    0, the default limits for errors and warnings apply. If it is None, every diagnostic is printed in full.
    """
    diagnostics = list(diagnostics)
    groups: dict[tuple[str, str], list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        groups.setdefault((diagnostic.rule, diagnostic.location.file), []).append(diagnostic)
    printed: Counter[tuple[str, str]] = Counter()
    for diagnostic in diagnostics:
        key = (diagnostic.rule, diagnostic.location.file)
        group = groups[key]
        printed[key] += 1
        is_long = most is not None and len(group) > (most or (_SCREEN if group[0].is_error else _MANY))
        if not is_long or printed[key] <= _FIRST:
            print_diagnostics([diagnostic])
        if is_long and printed[key] == _FIRST:
            _print_remaining(group[_FIRST:])


def _print_remaining(group: Sequence[Diagnostic]) -> None:
    """Print how many other diagnostics have the same rule and file, and where they are."""
    level = click.style(group[0].level.value, fg=_COLOURS[group[0].level])
    click.echo(f"  {level} {group[0].rule}: {len(group)} more in this file", err=True)
    lines = [str(each.location.line) for each in group[:_LINES] if each.location.line is not None]
    locations = lines or [each.location.position for each in group[:_LINES] if each.location.position]
    if not locations:
        click.echo("    --format json lists all of them", err=True)
        return
    more = ", …" if len(group) > len(locations) else ""
    known = f"at lines {', '.join(locations)}" if lines else f"at {', '.join(locations)}"
    click.echo(f"    {known}{more} (--format json lists them in full)", err=True)


def print_grouped(diagnostics: Iterable[Diagnostic]) -> None:
    """Print diagnostics by rule and hint: how many there are, the first message and all positions.

    A diagnostic without a position is represented by its message.
    """
    groups: dict[tuple[str, Level, str], list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        groups.setdefault((diagnostic.rule, diagnostic.level, diagnostic.hint), []).append(diagnostic)
    for (rule, level, _), group in groups.items():
        if len(group) == 1:
            print_diagnostics(group)
            continue
        coloured, count = click.style(level.value, fg=_COLOURS[level]), len(group)
        click.echo(f"{coloured} {rule}: {count} times, first: {group[0].message}", err=True)
        located = [_shorten_position(each) for each in group if each.location.position]
        if located:
            click.echo(f"    at {', '.join(located)}", err=True)
        for each in group[1:]:
            if not each.location.position:
                click.echo(f"    also: {each.message}", err=True)
        if group[0].hint:
            click.echo(f"    → {group[0].hint}", err=True)


def print_others(record: str, diagnostics: Sequence[Diagnostic]) -> None:
    """Print which rules other parts of a record break, how often, and how to list them.

    The text is printed on standard error.
    """
    if not diagnostics:
        return
    counts = Counter(each.rule for each in diagnostics)
    rules = ", ".join(f"{rule} ({count})" if count > 1 else rule for rule, count in counts.items())
    click.echo(f"{record}, in other parts of the record: {summarise(diagnostics)}", err=True)
    click.echo(f"    {rules}", err=True)
    click.echo(f"    → run `assembler check {record}` to see them", err=True)


def _shorten_position(diagnostic: Diagnostic) -> str:
    """Return a position without the prefix that most positions share.

    For example, ``baseline.assessments.GG/A/2`` becomes ``GG/A/2``.
    """
    return diagnostic.location.position.removeprefix("baseline.").removeprefix("assessments.")


def print_json(value: Any) -> None:
    """Print ``value`` as JSON.

    Non-ASCII characters are escaped if standard output is not in Unicode.
    """
    click.echo(json.dumps(value, ensure_ascii=not is_unicode(), indent=2, default=str))


def summarise(diagnostics: Sequence[Diagnostic]) -> str:
    """Return how many diagnostics there are at each level, as text.

    >>> summarise(())
    'nothing found'
    """
    from assembler.diagnostics import Level

    counts = [(level, sum(1 for each in diagnostics if each.level is level)) for level in Level]
    counted = [f"{count} {level.value}{'s' if count > 1 and level is not Level.INFO else ''}"
            for level, count in counts if count]  # fmt: skip
    return ", ".join(counted) if counted else "nothing found"


def format_table(rows: Sequence[Sequence[str]], headings: Sequence[str]) -> str:
    """Return rows as aligned columns under headings.

    >>> print(format_table([["nl", "Dutch"]], ["language", "name"]))
    language  name
    nl        Dutch
    """
    lines = [list(headings), *[list(row) for row in rows]]
    widths = [max(len(line[column]) for line in lines) for column in range(len(headings))]
    aligned = (
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines
    )
    return "\n".join(line.rstrip() for line in aligned)


_ESCAPED = re.compile(r"\\(?:([^\w\s])|$|(?=\s))", re.MULTILINE)
"""Backslash escapes in Markdown: before a punctuation character or at the end of a line."""


def format_short(value: Any) -> str:
    """Return a value on one line, shortened if necessary.

    >>> format_short({"text": "So", "language": "en"}), format_short(["a", {"year": 2009, "sum": "1 EUR"}])
    ('So (en)', 'a; year 2009, sum 1 EUR')
    """
    if value is None:
        return "(nothing)"
    text = " ".join(_ESCAPED.sub(r"\1", format_value(value, "; ")).split())
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"


class Stream:
    """Output stream that stores the ``error`` of a failed write.

    A ``tolerant`` stream does not raise the error. If the disk is full, for instance, only the message is
    lost.
    """

    def __init__(self, stream: Any, *, tolerant: bool) -> None:
        self._stream, self._tolerant = stream, tolerant
        self.error: OSError | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write ``text`` and return its length in characters.

        Raises OSError if this fails, unless the stream is tolerant.
        """
        self._attempt(lambda: self._stream.write(text))
        return len(text)

    def flush(self) -> None:
        """Write buffered text.

        Raises OSError if this fails, unless the stream is tolerant.
        """
        self._attempt(self._stream.flush)

    def _attempt(self, action: Callable[[], object]) -> None:
        try:
            action()
        except OSError as error:
            self.error = error
            if not self._tolerant:
                raise


def wrap_streams() -> None:
    """Wrap the standard streams so that closed streams and unsupported characters cannot stop the program."""
    if sys.stderr is not None:
        sys.stderr = Stream(sys.stderr, tolerant=True)
    if sys.stdout is not None:
        if not is_unicode():
            sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
        sys.stdout = Stream(sys.stdout, tolerant=False)


def is_unicode() -> bool:
    """Return whether standard output is in Unicode.

    On some systems, standard output has an older encoding.
    """
    return str(getattr(sys.stdout, "encoding", None) or "utf-8").lower().startswith("utf")


def find_output_error() -> OutputError | None:
    """Return the error that occurred when standard output was written, or None.

    After an error, standard output is redirected to the null device.
    """
    error = getattr(sys.stdout, "error", None)
    if error is None:
        return None
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # so that Python does not try again when it exits
    what = f"cannot write to standard output ({error.strerror})"
    is_full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    remedy = "free some disk space" if is_full else "correct where the output goes"
    hint = f"{remedy} and run the command again; files already written are kept"
    return OutputError(what, location="standard output", hint=hint)
