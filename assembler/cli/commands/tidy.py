"""``assembler tidy``: make two saves of a template comparable."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from assembler.cli.output import tell_error
from assembler.cli.session import Session
from assembler.cli.trying import attempt, exit_code
from assembler.errors import AssemblyError


@click.command("tidy")
@click.argument("templates", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Change nothing; end with 1 where a file is not tidy.")
@click.pass_obj
def command(session: Session, templates: tuple[Path, ...], check: bool) -> None:
    """Tidy Word TEMPLATES in place: no save marks, runs joined, a fixed zip; text and look stay.

    \b
    Examples:
      assembler tidy templates/baseline-report/template.docx
      assembler tidy --check templates/*/template.docx
    """
    tried = [attempt(partial(_tidied, template, check=check), str(template)) for template in templates]
    failed = [each for each in tried if isinstance(each, AssemblyError)]
    for template, each in zip(templates, tried, strict=True):
        if isinstance(each, AssemblyError):
            tell_error(each, session)
        elif each:
            click.echo(f"{template}: {'not tidy' if check else 'tidied'}")
    raise SystemExit(exit_code(failed, len(templates)) or int(check and any(each is True for each in tried)))


def _tidied(template: Path, *, check: bool) -> bool:
    """Whether the template was not tidy; it is then, unless it was only to ``check``."""
    from assembler.store.files.files import read_file, write_file
    from assembler.word.dump.normalise import tidy

    before = read_file(template)
    after = tidy(before, str(template))
    if before != after and not check:
        write_file(template, after)
    return before != after
