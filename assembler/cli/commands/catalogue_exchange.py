"""``assembler catalogue export`` and ``import``: catalogues for agencies, and back."""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from pathlib import Path

import click

from assembler.cli.output import summary, tell_error, tell_findings, tell_json
from assembler.cli.session import Session, format_option
from assembler.cli.suggestions import LanguageCode
from assembler.cli.trying import attempt, exit_code
from assembler.errors import AssemblyError


@click.command("export")
@click.argument("languages", nargs=-1, required=True, type=LanguageCode())
@click.option("--format", "kind", type=click.Choice(["xliff", "xlsx"]), default="xliff", show_default=True,
              help="XLIFF 2 for translation tools, xlsx for Excel and LibreOffice.")  # fmt: skip
@click.option("--output", type=click.Path(path_type=Path), help="Folder to write to (default: build/).")
@click.pass_obj
def export(session: Session, languages: tuple[str, ...], kind: str, output: Path | None) -> None:
    """Write the catalogues of LANGUAGES as files for an agency: XLIFF 2, or a sheet.

    Everything goes along: context, places, comments, plural forms, states and limits. What comes back is read
    by `assembler catalogue import`. A catalogue that cannot be read is named, and the others are written.

    \b
    Examples:
      assembler catalogue export fi
      assembler catalogue export de fr --format xlsx --output out
    """
    from assembler.store.project.backup import write_outputs
    from assembler.translation.exchange_export import SUFFIXES, exported, out_of_step

    project = session.project()
    folder = output or project.build_folder
    tried = {code: attempt(partial(exported, project, code, kind), code) for code in languages}
    failed = [each for each in tried.values() if isinstance(each, AssemblyError)]
    done = {code: each for code, each in tried.items() if not isinstance(each, AssemblyError)}
    made = {folder / f"translations_{code}.{SUFFIXES[kind]}": data for code, data in done.items()}
    tell_findings((*write_outputs(project, made), *out_of_step(project, tuple(done))))
    for error in failed:
        tell_error(error, session)
    click.echo("\n".join(map(str, made)))
    raise SystemExit(exit_code(failed, len(languages)))


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--language", default="", type=LanguageCode(), help="Refuse a file in another language.")
@click.option("--reviewer", default="agency", show_default=True, help="Who read what is called reviewed.")
@click.option("--dry-run", is_flag=True, help="Tell what would change, and change nothing.")
@format_option
@click.pass_obj
def import_(session: Session, files: tuple[Path, ...], language: str, reviewer: str, dry_run: bool) -> None:
    """Take what an agency changed in FILES (XLIFF 2 or .xlsx, from `export`) into the catalogues.

    What it left as it was changes nothing. A message whose English, or whose translation here, changed since
    the export is told as a conflict and left alone. A lost field, a renamed column, an id that nobody knows:
    all such faults are told at once, and then no file is taken in.

    \b
    Examples:
      assembler catalogue import translations_fi.xlf --dry-run
      assembler catalogue import translations_de.xlsx --reviewer "MK"
    """
    from assembler.translation.exchange_import import intake_all

    if not re.search(r"\w", reviewer) or re.search(r"[\[\]\r\n]", reviewer):
        raise click.UsageError("--reviewer takes initials or a name, such as MK")
    today = date.today().isoformat()
    taken = intake_all(
        session.project(), files, reviewer=f"{reviewer} {today}", expected=language, write=not dry_run
    )
    diagnostics = [diagnostic for each in taken for diagnostic in each.diagnostics]
    if session.format == "json":
        tell_json([each.as_dict() for each in taken])
        return
    tell_findings(diagnostics)
    for each in taken:
        many = "1 message" if len(each.changed) == 1 else f"{len(each.changed)} messages"
        click.echo(f"{each.name}: {many} {'would change' if dry_run else 'changed'}")
    if diagnostics:
        click.echo(summary(diagnostics), err=True)
