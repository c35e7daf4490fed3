"""``assembler batch``: build the documents that a plan lists."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from assembler.cli.build_options import RunOptions, add_batch_options, add_print_options, run_orders
from assembler.cli.session import Session, add_format_option


@click.command("batch")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option(
    "--output", type=click.Path(path_type=Path), help="Output folder (default: the one in the plan)."
)
@add_print_options
@add_batch_options
@add_format_option
@click.pass_obj
def command(session: Session, /, plan: Path, output: Path | None, **options: Any) -> None:
    """Build all documents listed in a plan.

    PLAN is a YAML file that combines document types, records, languages, house styles, editions and parts, as
    described in docs/batches.md. Unchanged documents are not built again, and a document that fails does not
    stop the others. To continue an interrupted batch, run the command again.

    \b
    Examples:
      assembler batch autumn.yaml --dry-run
      assembler batch autumn.yaml --pdf
      assembler batch autumn.yaml --executor dask://scheduler:8786
    """
    from assembler.batch.batch import BatchSettings
    from assembler.batch.plan import plan_orders, read_plan

    project = session.project()
    plan_file = read_plan(project, (Path.cwd() / plan).resolve())
    folder = output or (project.root / plan_file.output if plan_file.output else project.build_folder)
    settings = BatchSettings(
        folder, options["force"], options["pdf"] or plan_file.pdf, options["page_numbers"] or plan_file.pages
    )
    run_options = RunOptions(options["workers"], options["executor"], options["dry_run"])
    run_orders(session, project, plan_orders(project, plan_file), settings, run_options)
