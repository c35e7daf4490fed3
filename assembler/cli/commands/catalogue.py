"""``assembler catalogue``: the translators' commands."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path

import click

from assembler.cli.commands.catalogue_exchange import export, import_
from assembler.cli.commands.catalogue_preview import preview, pseudo
from assembler.cli.output import as_dicts, summary, table, tell_findings, tell_folded, tell_json
from assembler.cli.session import Session, format_option
from assembler.cli.suggestions import LanguageCode


@click.group("catalogue")
def command() -> None:
    """Keep the translations: from English texts to ten languages, to agencies and back, and to look at.

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
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit with 1 if it would change.")
@format_option
@click.pass_obj
def extract(session: Session, only_check: bool) -> None:
    """Write all messages into locales/documents.pot: the same texts give the same bytes.

    \b
    Examples:
      assembler catalogue extract
      assembler catalogue extract --check
    """
    from assembler.translation.update import TEMPLATE, is_in_step, write_template

    changed = not is_in_step(session.project()) if only_check else write_template(session.project())
    if session.format == "json":
        tell_json({"file": TEMPLATE, "changed": changed, "written": changed and not only_check})
    elif only_check:
        click.echo(f"{TEMPLATE} is {'not ' if changed else ''}what documents say now.")
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
    help="Only the English typing changed, from OLD to NEW (a text, or words in it): keep translations.",
)
@format_option
@click.pass_obj
def update(session: Session, languages: tuple[str, ...], retyped: tuple[tuple[str, str], ...]) -> None:
    """Extract all messages into locales/documents.pot and bring the catalogues of LANGUAGES up to date.

    Without LANGUAGES: all that there are. A new language gets an empty catalogue. Translations are never
    lost: one whose English changed is marked fuzzy, one that is no longer used is kept at the end. In a
    terminal you are asked of each text that resembles an old one whether only its typing changed; then its
    translations stay.

    \b
    Examples:
      assembler catalogue update
      assembler catalogue update fi
      assembler catalogue update --retyped "Who ansers?" "Who answers?"
    """
    from assembler.translation.update import update as bring_up_to_date

    asks = session.format == "text" and sys.stdin.isatty() and sys.stdout.isatty()

    unused = list(retyped)

    def is_same(old: str, new: str, is_new: bool) -> bool:
        found = [typo for typo in retyped if typo[0] in old and new in (typo[1], old.replace(*typo))]
        unused[:] = [typo for typo in unused if typo not in found]
        return bool(found) or (asks and is_new and _ask(old, new))

    changed = bring_up_to_date(session.project(), languages, is_same=is_same)
    for old, new in unused:
        click.echo(f"No text changed from {old!r} to {new!r} in its typing alone.", err=True)
    if session.format == "json":
        tell_json({"changed": list(changed)})
    else:
        click.echo("\n".join(changed) if changed else "Everything was up to date.")


def _ask(old: str, new: str) -> bool:
    click.echo(f"An English text changed:\n  - {old}\n  + {new}")
    return click.confirm("Did only its typing change, so that its translations stay?", default=False)


@command.command("check")
@click.argument("languages", nargs=-1, type=LanguageCode())
@format_option
@click.pass_obj
def check(session: Session, languages: tuple[str, ...]) -> None:
    """Check the catalogues of LANGUAGES, all of them in one run.

    Errors: a broken file, a lost field or mark, a plural form too few. Warnings: spaces, final signs,
    quotation marks, damaged characters, numbers, length, terms that depart from data/glossary.yaml,
    what is missing or fuzzy.
    A translator who means what is warned of writes a comment: agreed: final-sign

    \b
    Examples:
      assembler catalogue check
      assembler catalogue check nl --format json
    """
    from assembler.translation.check import check as examine

    diagnostics = examine(session.project(), languages)
    if session.format == "json":
        tell_json([diagnostic.as_dict() for diagnostic in diagnostics])
    else:
        tell_folded(diagnostics)
        click.echo(summary(diagnostics))
    raise SystemExit(int(any(diagnostic.is_error for diagnostic in diagnostics)))


@command.command("compile")
@click.argument("languages", nargs=-1, type=LanguageCode())
@click.option(
    "--output", type=click.Path(path_type=Path), help="The .mo of one language (default: in build/locales/)."
)
@format_option
@click.pass_obj
def compile_(session: Session, languages: tuple[str, ...], output: Path | None) -> None:
    """Compile the catalogues of LANGUAGES into .mo files; nothing is written where one is unsound.

    Without LANGUAGES: all that there are.

    \b
    Examples:
      assembler catalogue compile
      assembler catalogue compile nl --output nl.mo
    """
    from assembler.store.project.backup import write_outputs
    from assembler.translation.update import compiled

    if output and len(languages) != 1:
        raise click.UsageError("--output is for one language")
    project = session.project()
    made = compiled(project, languages)
    folder = project.build_folder / "locales"
    paths = {code: output or folder / code / "LC_MESSAGES" / "documents.mo" for code in made}
    kept = write_outputs(project, {paths[code]: data for code, data in made.items()})
    if session.format == "json":
        tell_json({"written": [str(path) for path in paths.values()], "diagnostics": as_dicts(kept)})
    else:
        tell_findings(kept)
        click.echo("\n".join(str(path) for path in paths.values()))


@command.command("status")
@click.argument("languages", nargs=-1, type=LanguageCode())
@click.option("--document", "documents", multiple=True, help="Only this document type; may be given again.")
@click.option("--totals", is_flag=True, help="One line for each language.")
@format_option
@click.pass_obj
def status(session: Session, languages: tuple[str, ...], documents: tuple[str, ...], totals: bool) -> None:
    """Tell how far each of LANGUAGES is, as a whole and for each document type.

    \b
    Examples:
      assembler catalogue status --totals
      assembler catalogue status fi --document baseline-report
      assembler catalogue status --format json
    """
    from assembler.diagnostics import Diagnostic
    from assembler.translation.status import EVERYTHING
    from assembler.translation.status import status as how_far

    faults: list[Diagnostic] = []
    found = [
        each
        for each in how_far(session.project(), languages, documents, faults)
        if not totals or each.document == EVERYTHING
    ]
    tell_findings(faults)
    if session.format == "json":
        tell_json([each.as_dict() for each in found])
        raise SystemExit(int(bool(faults)))
    names = ("language", "document", "messages", "translated", "fuzzy", "untranslated", "reviewed",
             "words_left", "obsolete")  # fmt: skip
    rows = [[str(getattr(each, name)) for name in names] for each in found]
    click.echo(table(rows, [name.replace("_", " ") for name in names]))
    raise SystemExit(int(bool(faults)))


@command.command("review")
@click.argument("language", type=LanguageCode())
@click.option("--reviewer", required=True, help="The reviewer's initials.")
@click.option("--document", "documents", multiple=True, help="Only this document type; may be given again.")
@click.option("--text", "texts", multiple=True, help="Only messages with these words, English or translated.")
@click.option("--all", "everything", is_flag=True, help="All messages of the language.")
@click.option("--undo", is_flag=True, help="Take the mark off.")
@format_option
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
    """Mark translations of LANGUAGE as read by a native reviser: a comment "reviewed: MK 2026-11-20 [...]".

    The mark falls off when the English text or the translation changes. What is fuzzy or unsound does not
    get it. You can also write the comment "reviewed: MK" in Poedit; the next update seals it.

    \b
    Examples:
      assembler catalogue review fi --reviewer MK --document baseline-report
      assembler catalogue review fi --reviewer MK --text "How to fill in this form"
    """
    from assembler.translation.review import Choice
    from assembler.translation.review import review as mark

    if not (documents or texts or everything):
        raise click.UsageError("say which messages: --document TYPE, --text WORDS or --all")
    if not re.search(r"\w", reviewer) or re.search(r"[\[\]\r\n]", reviewer):
        raise click.UsageError("--reviewer takes initials or a name, such as MK")
    who = f"{reviewer} {date.today().isoformat()}"
    done = mark(session.project(), language, Choice(documents, texts), by=who, is_off=undo)
    if session.format == "json":
        tell_json({"changed": done.changed, "refused": [each.as_dict() for each in done.refused]})
    else:
        tell_findings(done.refused)
        click.echo(f"{done.changed} of {done.named} messages {'lost' if undo else 'got'} the mark.")
    raise SystemExit(int(bool(done.refused)))
