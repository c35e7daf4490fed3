"""``assembler fill``: fill a docxtpl template with plain data."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from assembler.cli.output import as_dicts, print_diagnostics, print_json
from assembler.cli.session import Session, add_format_option

MissingNames = Literal["error", "blank", "keep"]


@click.command("fill")
@click.argument("template", type=click.Path(path_type=Path))
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--output", required=True, type=click.Path(path_type=Path), help="The .docx file to write.")
@click.option(
    "--missing",
    type=click.Choice(["error", "blank", "keep"]),
    default="error",
    show_default=True,
    help="What to do if a name is missing from the data: report an error, leave its place empty, or keep "
    "its tag.",
)
@add_format_option
@click.pass_obj
def command(session: Session, template: Path, data: Path, output: Path, missing: MissingNames) -> None:
    """Fill a Word template with plain data.

    TEMPLATE is a .docx with docxtpl tags, DATA a .json or .yaml file. If the output file exists and its
    contents were not written by this program, a backup copy is kept next to the new file.

    \b
    Examples:
      assembler fill letter.docx letter.yaml --output letters/genoa.docx
      assembler fill letter.docx letter.json --output out.docx --missing keep
    """
    from assembler.api import fill
    from assembler.store.files.files import read_file
    from assembler.store.project.build_log import write_outputs
    from assembler.store.yaml.data_file import read_data

    if output.suffix.lower() != ".docx":
        raise click.BadParameter(f"the file name {output.name} must end in .docx", param_hint="--output")
    filled = fill(read_file(template), read_data(data), name=str(template), missing=missing)
    kept = write_outputs(session.project(), {output: filled.data}, inputs=(template, data))
    diagnostics = (*kept, *filled.diagnostics)
    if session.format == "json":
        print_json({"written": str(output), "diagnostics": as_dicts(diagnostics)})
    else:
        print_diagnostics(diagnostics)
        click.echo(str(output))
