"""Completeness and readability of the answers in a form."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from assembler.collect.applying.unread_hint import RULES
from assembler.diagnostics import Diagnostic, Level
from assembler.diagnostics.returned_answers import INVALID_ANSWER, INVALID_ROW
from assembler.errors import AssemblyError
from assembler.store.project.project import Project
from assembler.structs import Struct, replace


class Answers(Struct, frozen=True):
    """The answers of a form: those that could not be read, and what ``record`` lacks with the others."""

    record: str = ""
    unread: tuple[Diagnostic, ...] = ()
    incomplete: tuple[Diagnostic, ...] = ()


def check_answers(project: Project, path: Path) -> Answers:
    """Check the answers of the form at ``path``; empty if it is not a form of ours.

    The diagnostics are warnings: an empty form is valid, and completeness is never required.
    """
    from assembler.collect.collect import collect

    try:
        found = collect(project, path, dry_run=True)
    except AssemblyError:
        return Answers()
    unread = (each for each in found.diagnostics if each.rule in (*RULES, INVALID_ANSWER.id, INVALID_ROW.id))
    return Answers(found.record, _as_warnings(unread), _as_warnings(found.incomplete))


def _as_warnings(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(replace(each, level=Level.WARNING) if each.is_error else each for each in diagnostics)
