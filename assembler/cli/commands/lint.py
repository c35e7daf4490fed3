"""``assembler lint``: check the project itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from assembler.cli.output import print_folded, print_json, summarise
from assembler.cli.session import Session, add_format_option

if TYPE_CHECKING:
    from assembler.store.project.project import Project


@click.command("lint")
@click.argument("types", nargs=-1)
@add_format_option
@click.pass_obj
def command(session: Session, types: tuple[str, ...]) -> None:
    """Check the project: templates, declarations, data, catalogues and house styles.

    If document TYPES are given, only those types and the house styles are checked.

    \b
    Examples:
      assembler lint
      assembler lint baseline-report --format json
    """
    from assembler.lint import lint

    project = session.project()
    diagnostics = lint(project, types)
    if session.format == "json":
        print_json([diagnostic.as_dict() for diagnostic in diagnostics])
    else:
        print_folded(diagnostics)
        click.echo(
            summarise(diagnostics) if diagnostics else f"nothing found in {_count_checked(project, types)}"
        )
    raise SystemExit(int(any(diagnostic.is_error for diagnostic in diagnostics)))


def _count_checked(project: Project, types: Sequence[str]) -> str:
    """Return text that says how many document types, records and other items were checked.

    For a folder that is not a project, the text adds that all of them come with the program.
    """
    from assembler.store.project.search_path import is_project

    counts = [(len(types or project.document_types()), "document type")]
    if not types:
        counts += [
            (len(project.records()), "record"),
            (len(project.benchmarks()), "benchmark"),
            (len(project.house_styles()), "house style"),
            (len(project.languages()), "language"),
        ]
    counted = ", ".join(f"{count} {what}{'s' if count != 1 else ''}" for count, what in counts)
    if is_project(project.root):
        return counted
    return f"{counted}, all from the program, because {project.root} has no templates or data"
