"""``assembler demo``: build the demonstration review."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from assembler.cli.orders import How, batch_options, print_options, run_orders
from assembler.cli.session import Session, format_option


@click.command("demo")
@click.option("--output", type=click.Path(path_type=Path), help="Folder to write to (default: build/demo).")
@print_options
@batch_options
@format_option
@click.pass_obj
def command(session: Session, /, output: Path | None, **asked: Any) -> None:
    """Build the demonstration review: every document type, in every language that has a catalogue.

    What is unchanged since the last time is left alone.

    \b
    Examples:
      assembler demo
      assembler demo --output ~/Documents/demo
    """
    from assembler.batch.batch import Settings
    from assembler.batch.demo import demo_orders

    project = session.project()
    folder = output or project.build_folder / "demo"
    settings = Settings(folder, asked["force"], asked["pdf"], asked["page_numbers"])
    how = How(asked["workers"], asked["executor"], asked["dry_run"])
    run_orders(session, project, demo_orders(project), settings, how)
