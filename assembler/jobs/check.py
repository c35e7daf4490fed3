"""Check a finished Word file, and what a form of ours still lacks."""

from __future__ import annotations

from pathlib import Path

from assembler.errors import AssemblyError
from assembler.model.finding import Finding, Level
from assembler.plain import replace
from assembler.store.project import Project
from assembler.word.sound import sound


def check(data: bytes, name: str) -> tuple[Finding, ...]:
    """What is wrong with the Word file ``data``, called ``name``; errors before warnings, often nothing.

    FileError where it is no Word file, or one that we do not open.
    """
    return sound(data, name)


def lacking(project: Project, path: Path) -> tuple[Finding, ...]:
    """What the answers of the form at ``path`` lack to be complete; nothing where it is no form of ours.

    Warnings at the most: an empty form is sound, and completeness never blocks anything.
    """
    from assembler.jobs.collect import collect

    try:
        incomplete = collect(project, path, dry_run=True).incomplete
    except AssemblyError:
        return ()
    return tuple(
        replace(finding, level=Level.WARNING) if finding.is_error else finding for finding in incomplete
    )
