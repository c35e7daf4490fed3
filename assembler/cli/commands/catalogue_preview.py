"""``assembler catalogue pseudo`` and ``preview``: check translations in their context."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from assembler.cli.output import print_diagnostics, print_error, print_json
from assembler.cli.session import Session, add_format_option, attempt, find_exit_code
from assembler.cli.suggestions import LanguageCode
from assembler.errors import AssemblyError
from assembler.model.messages.pseudo_codes import CODES


@click.command("pseudo")
@click.argument("languages", nargs=-1, type=click.Choice(CODES))
@click.option("--output", type=click.Path(path_type=Path), help="Output folder (default: build/).")
@click.pass_obj
def pseudo(session: Session, languages: tuple[str, ...], output: Path | None) -> None:
    """Write the catalogues of the pseudo-languages xx and xr.

    The catalogues are for use in a translation editor. xx is English in brackets, with accents and 40 %
    longer: text outside brackets cannot be translated, and text that does not fit will not fit in Finnish
    either. xr is the same from right to left. You do not need these files to build documents: `assembler
    build TYPE --language xx` creates the catalogue itself.

    \b
    Examples:
      assembler catalogue pseudo
      assembler build baseline-report --record examples/havenstad --language xx
    """
    from assembler.diagnostics import Diagnostic
    from assembler.messages.pseudo_catalogues import build_pseudo_catalogue
    from assembler.store.project.build_log import write_outputs

    project = session.project()
    folder = output or project.build_folder
    diagnostics: list[Diagnostic] = []
    made = {
        folder / f"pseudo_{code}.po": build_pseudo_catalogue(project, code, diagnostics)
        for code in languages or CODES
    }
    print_diagnostics((*dict.fromkeys(diagnostics), *write_outputs(project, made)))
    click.echo("\n".join(map(str, made)))
    raise SystemExit(int(bool(diagnostics)))


@click.command("preview")
@click.argument("language", type=LanguageCode())
@click.option(
    "--document", "types", multiple=True, metavar="TYPE", help="Only this document type; may be repeated."
)
@click.option("--record", default="", help="Record to use (default: the example of the document type).")
@click.option("--output", type=click.Path(path_type=Path), help="Output folder (default: build/).")
@add_format_option
@click.pass_obj
def preview(
    session: Session, language: str, types: tuple[str, ...], record: str, output: Path | None
) -> None:
    """Build documents in LANGUAGE with a Word comment on each message.

    The comment contains the id used in XLIFF files and spreadsheets, the context and the English text.
    Messages that cannot have a comment (headers, titles of controls, alternative text) and messages that do
    not occur in the example are listed at the end. If a document type cannot be built, the others are still
    built.

    \b
    Examples:
      assembler catalogue preview fi --document feedback-report
      assembler catalogue preview el
    """
    from assembler.translation.preview import Previewer

    project = session.project()
    previewer = Previewer(project, language, record=record, output=output or project.build_folder)
    names = types or project.document_types()
    made, failed = [], list[AssemblyError]()
    for name in names:
        each = attempt(partial(previewer.preview, name), name)
        if isinstance(each, AssemblyError):
            failed.append(each)
            if session.format == "text":
                print_error(each, session)
            continue
        made.append(each)
        if session.format == "text":
            print_diagnostics(each.diagnostics)
            click.echo(str(each.path))
    if session.format == "json":
        print_json([*(each.as_dict() for each in made), *({"error": each.as_dict()} for each in failed)])
    raise SystemExit(find_exit_code(failed, len(names)))
