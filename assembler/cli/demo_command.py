"""``assembler demo``: build the demonstration review."""

from __future__ import annotations

from pathlib import Path

import click

from assembler.cli.build_command import run_orders
from assembler.cli.session import Session, format_option


@click.command("demo")
@click.option("--output", type=click.Path(path_type=Path), help="Folder to write to (default: build/demo).")
@format_option
@click.pass_obj
def command(session: Session, output: Path | None) -> None:
    """Build the demonstration review: every document type, in every language that has a catalogue.

    \b
    Examples:
      assembler demo
      assembler demo --output ~/Documents/demo
    """
    from assembler.jobs.demo import demo_orders

    project = session.project()
    run_orders(session, project, demo_orders(project), output or project.build_folder / "demo")
