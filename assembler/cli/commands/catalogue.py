"""``assembler catalogue``: commands for translators."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path

import click

from assembler.cli.commands.catalogue_exchange import export, import_
from assembler.cli.commands.catalogue_preview import preview, pseudo
from assembler.cli.output import (
    as_dicts,
    format_table,
    print_diagnostics,
    print_folded,
    print_json,
    summarise,
)
from assembler.cli.session import Session, add_format_option
from assembler.cli.suggestions import LanguageCode


@click.group("catalogue")
def command() -> None:
    """Manage translations.

    The commands extract messages from the documents, update, check and review the catalogues, build previews,
    and exchange translations with agencies.

    \b
    Examples:
      assembler catalogue update
      assembler catalogue check nl
      assembler catalogue status
    """


command.add_command(export)
command.add_command(import_)
command.add_command(pseudo)
command.add_command(preview)


@command.command("extract")
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    help="Do not write the file; exit with code 1 if it is out of date.",
)
@add_format_option
@click.pass_obj
def extract(session: Session, only_check: bool) -> None:
    """Extract all messages into locales/documents.pot.

    The file changes only if the texts of documents have changed.

    \b
    Examples:
      assembler catalogue extract
      assembler catalogue extract --check
    """
    from assembler.translation.update import TEMPLATE, is_template_current, write_template

    changed = not is_template_current(session.project()) if only_check else write_template(session.project())
    if session.format == "json":
        print_json({"file": TEMPLATE, "changed": changed, "written": changed and not only_check})
    elif only_check:
        click.echo(f"{TEMPLATE} is {'out of date' if changed else 'up to date'}.")
    else:
        click.echo(TEMPLATE if changed else "Everything was up to date.")
    raise SystemExit(int(only_check and changed))


@command.command("update")
@click.argument("languages", nargs=-1, type=LanguageCode())
@click.option(
    "--retyped",
    "retyped",
    type=(str, str),
    multiple=True,
    metavar="OLD NEW",
    help="Keep the translations of a text in which a typing error was corrected from OLD to NEW.",
)
@add_format_option
@click.pass_obj
def update(session: Session, languages: tuple[str, ...], retyped: tuple[tuple[str, str], ...]) -> None:
    """Update the catalogues with the current messages.

    The command extracts all messages into locales/documents.pot and merges them into the catalogues of
    LANGUAGES (default: all). For a new language, it creates an empty catalogue.

    Translations are never lost: if the English text changed, they are marked fuzzy; if it is no longer used,
    they are kept at the end of the file. In a terminal, the command asks about each text that resembles an
    old one. If you only corrected a typing error in it, its translations are kept unchanged.

    \b
    Examples:
      assembler catalogue update
      assembler catalogue update fi
      assembler catalogue update --retyped "Who ansers?" "Who answers?"
    """
    from assembler.translation.update import update_catalogues

    asks = session.format == "text" and sys.stdin.isatty() and sys.stdout.isatty()

    unused = list(retyped)

    def is_same(old: str, new: str, is_new: bool) -> bool:
        matching = [pair for pair in retyped if pair[0] in old and new in (pair[1], old.replace(*pair))]
        unused[:] = [pair for pair in unused if pair not in matching]
        return bool(matching) or (asks and is_new and _confirm_retyped(old, new))

    changed = update_catalogues(session.project(), languages, is_same=is_same)
    for old, new in unused:
        click.echo(f"--retyped matches no changed text: “{old}” → “{new}”", err=True)
    if session.format == "json":
        print_json({"changed": list(changed)})
    else:
        click.echo("\n".join(changed) if changed else "Everything was up to date.")


def _confirm_retyped(old: str, new: str) -> bool:
    click.echo(f"An English text changed:\n  - {old}\n  + {new}")
    return click.confirm("Was this only a typing error? If so, its translations are kept.", default=False)


@command.command("check")
@click.argument("languages", nargs=-1, type=LanguageCode())
@add_format_option
@click.pass_obj
def check(session: Session, languages: tuple[str, ...]) -> None:
    """Check the catalogues of LANGUAGES (default: all).

    Errors: invalid files, missing placeholders or inline tags, missing plural forms. Warnings: spaces, final
    punctuation, quotation marks, damaged characters, numbers, length, terms that differ from
    data/glossary.yaml, missing and fuzzy translations. To accept a warning, a translator adds a comment such
    as "agreed: end-punctuation".

    \b
    Examples:
      assembler catalogue check
      assembler catalogue check nl --format json
    """
    from assembler.translation.check import check_catalogues

    diagnostics = check_catalogues(session.project(), languages)
    if session.format == "json":
        print_json([diagnostic.as_dict() for diagnostic in diagnostics])
    else:
        print_folded(diagnostics)
        click.echo(summarise(diagnostics))
    raise SystemExit(int(any(diagnostic.is_error for diagnostic in diagnostics)))


@command.command("compile")
@click.argument("languages", nargs=-1, type=LanguageCode())
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="The .mo file to write, for a single language (default: in build/locales/).",
)
@add_format_option
@click.pass_obj
def compile_(session: Session, languages: tuple[str, ...], output: Path | None) -> None:
    """Compile catalogues into .mo files.

    LANGUAGES are the catalogues to compile (default: all). If one of them is invalid, nothing is written.

    \b
    Examples:
      assembler catalogue compile
      assembler catalogue compile nl --output nl.mo
    """
    from assembler.store.project.build_log import write_outputs
    from assembler.translation.update import compile_catalogues

    if output and len(languages) != 1:
        raise click.UsageError("--output requires exactly one language")
    project = session.project()
    made = compile_catalogues(project, languages)
    folder = project.build_folder / "locales"
    paths = {code: output or folder / code / "LC_MESSAGES" / "documents.mo" for code in made}
    kept = write_outputs(project, {paths[code]: data for code, data in made.items()})
    if session.format == "json":
        print_json({"written": [str(path) for path in paths.values()], "diagnostics": as_dicts(kept)})
    else:
        print_diagnostics(kept)
        click.echo("\n".join(str(path) for path in paths.values()))


@command.command("status")
@click.argument("languages", nargs=-1, type=LanguageCode())
@click.option("--document", "documents", multiple=True, help="Only this document type; may be repeated.")
@click.option("--totals", is_flag=True, help="Show one line for each language.")
@add_format_option
@click.pass_obj
def status(session: Session, languages: tuple[str, ...], documents: tuple[str, ...], totals: bool) -> None:
    """Show the progress of the translation into each language.

    LANGUAGES are the catalogues to show (default: all), in total and for each document type.

    \b
    Examples:
      assembler catalogue status --totals
      assembler catalogue status fi --document baseline-report
      assembler catalogue status --format json
    """
    from assembler.diagnostics import Diagnostic
    from assembler.translation.status import EVERYTHING, compute_status

    diagnostics: list[Diagnostic] = []
    found = [
        each
        for each in compute_status(session.project(), languages, documents, diagnostics)
        if not totals or each.document == EVERYTHING
    ]
    print_diagnostics(diagnostics)
    if session.format == "json":
        print_json([each.as_dict() for each in found])
        raise SystemExit(int(bool(diagnostics)))
    names = ("language", "document", "messages", "translated", "fuzzy", "untranslated", "reviewed",
             "words_left", "obsolete")  # fmt: skip
    rows = [[str(getattr(each, name)) for name in names] for each in found]
    click.echo(format_table(rows, [name.replace("_", " ") for name in names]))
    raise SystemExit(int(bool(diagnostics)))


@command.command("review")
@click.argument("language", type=LanguageCode())
@click.option("--reviewer", required=True, help="The reviewer's initials or name.")
@click.option("--document", "documents", multiple=True, help="Only this document type; may be repeated.")
@click.option(
    "--text", "texts", multiple=True, help="Only messages with this text in English or in the translation."
)
@click.option("--all", "everything", is_flag=True, help="Mark all messages in this language.")
@click.option("--undo", is_flag=True, help="Remove the marks instead of adding them.")
@add_format_option
@click.pass_obj
def review(
    session: Session,
    language: str,
    reviewer: str,
    documents: tuple[str, ...],
    texts: tuple[str, ...],
    everything: bool,
    undo: bool,
) -> None:
    """Mark translations into LANGUAGE as reviewed.

    The mark is a comment, "reviewed: MK 2026-11-20 [...]", which is removed when the English text or the
    translation changes. Fuzzy and invalid translations are not marked. You can also write the comment
    "reviewed: MK" in Poedit; the next update completes it.

    \b
    Examples:
      assembler catalogue review fi --reviewer MK --document baseline-report
      assembler catalogue review fi --reviewer MK --text "How to fill in this form"
    """
    from assembler.translation.review import MessageFilter
    from assembler.translation.review import review as mark

    if not (documents or texts or everything):
        raise click.UsageError("choose messages with --document TYPE, --text TEXT or --all")
    if not re.search(r"\w", reviewer) or re.search(r"[\[\]\r\n]", reviewer):
        raise click.UsageError("--reviewer must be initials (such as MK) or a name, without square brackets")
    who = f"{reviewer} {date.today().isoformat()}"
    done = mark(session.project(), language, MessageFilter(documents, texts), by=who, is_off=undo)
    if session.format == "json":
        print_json({"changed": done.changed, "refused": [each.as_dict() for each in done.refused]})
    else:
        print_diagnostics(done.refused)
        verb = "Removed the mark from" if undo else "Marked as reviewed:"
        click.echo(f"{verb} {done.changed} of {done.named} messages.")
        if done.already:
            click.echo(f"Already reviewed: {done.already}.")
    raise SystemExit(int(bool(done.refused)))
