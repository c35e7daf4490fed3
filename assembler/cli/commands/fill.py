"""``assembler fill``: anyone's docxtpl template with plain data."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from assembler.cli.output import as_dicts, tell_findings, tell_json
from assembler.cli.session import Session, format_option

MissingNames = Literal["error", "blank", "keep"]


@click.command("fill")
@click.argument("template", type=click.Path(path_type=Path))
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--output", required=True, type=click.Path(path_type=Path), help="The .docx to write.")
@click.option(
    "--missing",
    type=click.Choice(["error", "blank", "keep"]),
    default="error",
    show_default=True,
    help="What a name does that the data lack: stop and name them all, leave blank, or keep the tag.",
)
@format_option
@click.pass_obj
def command(session: Session, template: Path, data: Path, output: Path, missing: MissingNames) -> None:
    """Fill TEMPLATE (a .docx with docxtpl tags) with DATA (.json or .yaml).

    A file that is there already, and that this command did not write, is kept as a copy beside the new one.

    \b
    Examples:
      assembler fill letter.docx letter.yaml --output letters/genoa.docx
      assembler fill letter.docx letter.json --output out.docx --missing keep
    """
    from assembler.assembly.fill import fill
    from assembler.store.files.files import read_file
    from assembler.store.project.backup import write_outputs
    from assembler.store.yaml.plain_data import read_data

    if output.suffix.lower() != ".docx":
        raise click.BadParameter(
            f"{output.name} is a Word file: let its name end in .docx", param_hint="--output"
        )
    filled = fill(read_file(template), read_data(data), name=str(template), missing=missing)
    kept = write_outputs(session.project(), {output: filled.data}, inputs=(template, data))
    diagnostics = (*kept, *filled.diagnostics)
    if session.format == "json":
        tell_json({"written": str(output), "diagnostics": as_dicts(diagnostics)})
    else:
        tell_findings(diagnostics)
        click.echo(str(output))
