"""``assembler batch``: everything that a plan asks for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from assembler.cli.orders import How, batch_options, print_options, run_orders
from assembler.cli.session import Session, format_option


@click.command("batch")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--output", type=click.Path(path_type=Path), help="Folder to write to (default: the plan's).")
@print_options
@batch_options
@format_option
@click.pass_obj
def command(session: Session, /, plan: Path, output: Path | None, **asked: Any) -> None:
    """Build what the file PLAN asks for: types x records x languages x house styles x editions x parts.

    What is unchanged since the last time is left alone, an order that fails does not stop the rest, and a
    batch that was stopped goes on where it was. docs/batches.md shows what a plan can say.

    \b
    Examples:
      assembler batch autumn.yaml --dry-run
      assembler batch autumn.yaml --pdf
      assembler batch autumn.yaml --executor dask://scheduler:8786
    """
    from assembler.batch.batch import Settings
    from assembler.batch.plan import planned
    from assembler.batch.plan_file import read_plan

    project = session.project()
    read = read_plan(project, (Path.cwd() / plan).resolve())
    folder = output or (project.root / read.output if read.output else project.build_folder)
    settings = Settings(folder, asked["force"], asked["pdf"] or read.pdf, asked["page_numbers"] or read.pages)
    how = How(asked["workers"], asked["executor"], asked["dry_run"])
    run_orders(session, project, planned(project, read), settings, how)
