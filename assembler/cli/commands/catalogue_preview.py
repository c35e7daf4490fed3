"""``assembler catalogue pseudo`` and ``preview``: documents for looking at what is said, and where."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from assembler.cli.output import tell_error, tell_findings, tell_json
from assembler.cli.session import Session, format_option
from assembler.cli.suggestions import LanguageCode
from assembler.cli.trying import attempt, exit_code
from assembler.errors import AssemblyError
from assembler.model.messages.pseudo_codes import CODES


@click.command("pseudo")
@click.argument("languages", nargs=-1, type=click.Choice(CODES))
@click.option("--output", type=click.Path(path_type=Path), help="Folder to write to (default: build/).")
@click.pass_obj
def pseudo(session: Session, languages: tuple[str, ...], output: Path | None) -> None:
    """Write the catalogues of the pseudo-languages xx and xr, to look at them in a translation editor.

    xx is English in brackets, accented and 40 % longer: what stands outside the brackets is text that no
    translator sees, and what bursts its box will burst it in Finnish. xr is the same from right to left.
    Documents need no such file: `assembler build TYPE --language xx` makes its own from what they say now.

    \b
    Examples:
      assembler catalogue pseudo
      assembler build baseline-report --record examples/havenstad --language xx
    """
    from assembler.diagnostics import Diagnostic
    from assembler.messages.pseudo import pseudo_catalogue
    from assembler.store.project.backup import write_outputs

    project = session.project()
    folder = output or project.build_folder
    faults: list[Diagnostic] = []
    made = {
        folder / f"pseudo_{code}.po": pseudo_catalogue(project, code, faults) for code in languages or CODES
    }
    tell_findings((*dict.fromkeys(faults), *write_outputs(project, made)))
    click.echo("\n".join(map(str, made)))
    raise SystemExit(int(bool(faults)))


@click.command("preview")
@click.argument("language", type=LanguageCode())
@click.option("--document", "types", multiple=True, metavar="TYPE", help="Only this type; may be repeated.")
@click.option("--record", default="", help="Fill it from this record instead of the type's example.")
@click.option("--output", type=click.Path(path_type=Path), help="Folder to write to (default: build/).")
@format_option
@click.pass_obj
def preview(
    session: Session, language: str, types: tuple[str, ...], record: str, output: Path | None
) -> None:
    """Build documents in LANGUAGE in which each message carries its id as a Word comment.

    The comment says the id that XLIFF and sheets use, the context and the English text. What cannot carry a
    comment (headers, titles of controls, alt texts) and what the example does not show is listed at the end.
    A type that cannot be built is named, and the others are built.

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
                tell_error(each, session)
            continue
        made.append(each)
        if session.format == "text":
            tell_findings(each.diagnostics)
            click.echo(str(each.path))
    if session.format == "json":
        tell_json([*(each.as_dict() for each in made), *({"error": each.as_dict()} for each in failed)])
    raise SystemExit(exit_code(failed, len(names)))
