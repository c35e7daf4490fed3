"""``assembler lint``: is the project itself sound?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from assembler.cli.output import summary, tell_folded, tell_json
from assembler.cli.session import Session, format_option

if TYPE_CHECKING:
    from assembler.store.project.project import Project


@click.command("lint")
@click.argument("types", nargs=-1)
@format_option
@click.pass_obj
def command(session: Session, types: tuple[str, ...]) -> None:
    """Look over templates, declarations, house styles, data and catalogues; or over document TYPES only.

    \b
    Examples:
      assembler lint
      assembler lint baseline-report --format json
    """
    from assembler.lint import lint

    project = session.project()
    diagnostics = lint(project, types)
    if session.format == "json":
        tell_json([diagnostic.as_dict() for diagnostic in diagnostics])
    else:
        tell_folded(diagnostics)
        click.echo(summary(diagnostics) if diagnostics else f"nothing found in {_checked(project, types)}")
    raise SystemExit(int(any(diagnostic.is_error for diagnostic in diagnostics)))


def _checked(project: Project, types: Sequence[str]) -> str:
    """What ``lint`` has read; for a folder that is no project, that all of it came with the program."""
    from assembler.store.project.search_path import is_project

    counts = [(len(types or project.document_types()), "document type")]
    if not types:
        counts += [
            (len(project.records()), "record"),
            (len(project.benchmarks()), "benchmark"),
            (len(project.house_styles()), "house style"),
            (len(project.languages()), "language"),
        ]
    read = ", ".join(f"{count} {what}{'s' if count != 1 else ''}" for count, what in counts)
    if is_project(project.root):
        return read
    return f"{read}, all from the program; {project.root} has no templates or data of its own"
