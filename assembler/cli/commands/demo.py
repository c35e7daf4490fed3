"""``assembler demo``: build the demonstration review."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from assembler.cli.build_options import RunOptions, add_batch_options, add_print_options, run_orders
from assembler.cli.session import Session, add_format_option


@click.command("demo")
@click.option("--output", type=click.Path(path_type=Path), help="Output folder (default: build/demo).")
@add_print_options
@add_batch_options
@add_format_option
@click.pass_obj
def command(session: Session, /, output: Path | None, **options: Any) -> None:
    """Build the demonstration review in every language.

    All document types are built. Unchanged documents are not built again.

    \b
    Examples:
      assembler demo
      assembler demo --output ~/Documents/demo
    """
    from assembler.batch.batch import BatchSettings
    from assembler.batch.demo import list_demo_orders

    project = session.project()
    folder = output or project.build_folder / "demo"
    settings = BatchSettings(folder, options["force"], options["pdf"], options["page_numbers"])
    run_options = RunOptions(options["workers"], options["executor"], options["dry_run"])
    run_orders(session, project, list_demo_orders(project), settings, run_options)
