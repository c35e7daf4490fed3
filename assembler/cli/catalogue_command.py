"""``assembler catalogue``: the translators' commands."""

from __future__ import annotations

from pathlib import Path

import click

from assembler.cli.session import Session, format_option
from assembler.cli.telling import summary, table, tell_findings, tell_json
from assembler.model.finding import Level


@click.group("catalogue")
def command() -> None:
    """Keep the translations: update, check, compile, status.

    \b
    Examples:
      assembler catalogue update
      assembler catalogue check nl
    """


@command.command("update")
@click.argument("languages", nargs=-1)
@format_option
@click.pass_obj
def update(session: Session, languages: tuple[str, ...]) -> None:
    """Extract all messages into locales/documents.pot and bring the catalogues of LANGUAGES up to date.

    Without LANGUAGES: all that there are. A new language gets an empty catalogue. Translations are never
    lost: one whose English changed is marked fuzzy, one that is no longer used is kept at the end.

    \b
    Examples:
      assembler catalogue update
      assembler catalogue update fi
    """
    from assembler.jobs.catalogue import update as bring_up_to_date

    changed = bring_up_to_date(session.project(), languages)
    if session.format == "json":
        tell_json({"changed": list(changed)})
    else:
        click.echo("\n".join(changed) if changed else "Everything was up to date.")


@command.command("check")
@click.argument("languages", nargs=-1)
@format_option
@click.pass_obj
def check(session: Session, languages: tuple[str, ...]) -> None:
    """Check the catalogues of LANGUAGES: fields, marks, plurals, blanks, punctuation, what is missing.

    \b
    Examples:
      assembler catalogue check
      assembler catalogue check nl --format json
    """
    from assembler.jobs.catalogue import check as examine

    findings = examine(session.project(), languages)
    if session.format == "json":
        tell_json([finding.as_dict() for finding in findings])
    else:
        tell_findings(findings)
        click.echo(summary(findings))
    raise SystemExit(int(any(finding.level is Level.ERROR for finding in findings)))


@command.command("compile")
@click.argument("language")
@click.option("--output", type=click.Path(path_type=Path), help="The .mo (default: in build/locales/).")
@click.pass_obj
def compile_(session: Session, language: str, output: Path | None) -> None:
    """Compile the catalogue of LANGUAGE into a .mo; refused where it is unsound.

    \b
    Examples:
      assembler catalogue compile nl
    """
    from assembler.jobs.catalogue import compiled
    from assembler.store.files import write_whole

    project = session.project()
    data = compiled(project, language)
    path = output or project.build_folder / "locales" / language / "LC_MESSAGES" / "documents.mo"
    write_whole(path, data)
    click.echo(str(path))


@command.command("status")
@format_option
@click.pass_obj
def status(session: Session) -> None:
    """Tell how far each language is.

    \b
    Examples:
      assembler catalogue status
    """
    from assembler.jobs.catalogue import status as how_far

    found = how_far(session.project())
    headings = ("language", "messages", "translated", "fuzzy", "missing", "obsolete")
    rows = [[str(getattr(each, name)) for name in headings] for each in found]
    if session.format == "json":
        tell_json([dict(zip(headings, row, strict=True)) for row in rows])
    else:
        click.echo(table(rows, headings))
