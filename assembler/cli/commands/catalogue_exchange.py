"""``assembler catalogue export`` and ``import``: exchange translations with agencies."""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from pathlib import Path

import click

from assembler.cli.output import print_diagnostics, print_error, print_json, summarise
from assembler.cli.session import Session, add_format_option, attempt, find_exit_code
from assembler.cli.suggestions import LanguageCode
from assembler.errors import AssemblyError


@click.command("export")
@click.argument("languages", nargs=-1, required=True, type=LanguageCode())
@click.option("--format", "kind", type=click.Choice(["xliff", "xlsx"]), default="xliff", show_default=True,
              help="File format: XLIFF 2 for translation tools, or xlsx for spreadsheets.")  # fmt: skip
@click.option("--output", type=click.Path(path_type=Path), help="Output folder (default: build/).")
@click.pass_obj
def export(session: Session, languages: tuple[str, ...], kind: str, output: Path | None) -> None:
    """Export the catalogues of LANGUAGES for a translation agency.

    The files, XLIFF 2 or spreadsheets, contain context, locations, comments, plural forms, states and length
    limits. Import the returned files with `assembler catalogue import`. If a catalogue cannot be read, the
    others are still exported.

    \b
    Examples:
      assembler catalogue export fi
      assembler catalogue export de fr --format xlsx --output out
    """
    from assembler.store.project.build_log import write_outputs
    from assembler.translation.exchange_export import SUFFIXES, export_catalogue, find_stale_catalogues

    project = session.project()
    folder = output or project.build_folder
    tried = {code: attempt(partial(export_catalogue, project, code, kind), code) for code in languages}
    failed = [each for each in tried.values() if isinstance(each, AssemblyError)]
    done = {code: each for code, each in tried.items() if not isinstance(each, AssemblyError)}
    made = {folder / f"translations_{code}.{SUFFIXES[kind]}": data for code, data in done.items()}
    print_diagnostics((*write_outputs(project, made), *find_stale_catalogues(project, tuple(done))))
    for error in failed:
        print_error(error, session)
    click.echo("\n".join(map(str, made)))
    raise SystemExit(find_exit_code(failed, len(languages)))


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--language",
    default="",
    type=LanguageCode(),
    help="Language of the files; files in another language are refused.",
)
@click.option(
    "--reviewer",
    default="agency",
    show_default=True,
    help="The reviewer's initials or name, stored with messages that the agency marked as reviewed.",
)
@click.option("--dry-run", is_flag=True, help="List the changes without writing them.")
@add_format_option
@click.pass_obj
def import_(session: Session, files: tuple[Path, ...], language: str, reviewer: str, dry_run: bool) -> None:
    """Import translations from the FILES returned by an agency.

    FILES are XLIFF 2 or .xlsx files that `assembler catalogue export` wrote. If the English text or the
    translation was changed here after the export, the message is reported as a conflict and left unchanged.
    All errors, such as missing placeholders, renamed columns or unknown ids, are reported together; if there
    are any, nothing is imported.

    \b
    Examples:
      assembler catalogue import translations_fi.xlf --dry-run
      assembler catalogue import translations_de.xlsx --reviewer "MK"
    """
    from assembler.translation.exchange_import import import_files

    if not re.search(r"\w", reviewer) or re.search(r"[\[\]\r\n]", reviewer):
        raise click.UsageError("--reviewer must be initials (such as MK) or a name, without square brackets")
    today = date.today().isoformat()
    taken = import_files(
        session.project(), files, reviewer=f"{reviewer} {today}", expected=language, write=not dry_run
    )
    diagnostics = [diagnostic for each in taken for diagnostic in each.diagnostics]
    if session.format == "json":
        print_json([each.as_dict() for each in taken])
        return
    print_diagnostics(diagnostics)
    for each in taken:
        many = "1 message" if len(each.changed) == 1 else f"{len(each.changed)} messages"
        click.echo(f"{each.name}: {many} {'would change' if dry_run else 'changed'}")
    if diagnostics:
        click.echo(summarise(diagnostics), err=True)
