"""``assembler tidy``: normalise templates so that versions can be compared."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from assembler.cli.output import print_error
from assembler.cli.session import Session, attempt, find_exit_code
from assembler.errors import AssemblyError


@click.command("tidy")
@click.argument("templates", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--check", is_flag=True, help="Exit with code 1 if a file is not normalised, without changing it."
)
@click.pass_obj
def command(session: Session, templates: tuple[Path, ...], check: bool) -> None:
    """Normalise Word TEMPLATES so that versions can be compared.

    The files are changed in place: revision ids are removed, runs merged and the zip made reproducible. Text
    and formatting do not change.

    \b
    Examples:
      assembler tidy templates/baseline-report/template.docx
      assembler tidy --check templates/*/template.docx
    """
    tried = [attempt(partial(_tidy_file, template, check=check), str(template)) for template in templates]
    failed = [each for each in tried if isinstance(each, AssemblyError)]
    for template, each in zip(templates, tried, strict=True):
        if isinstance(each, AssemblyError):
            print_error(each, session)
        elif each:
            click.echo(f"{template}: {'not tidy' if check else 'tidied'}")
    raise SystemExit(
        find_exit_code(failed, len(templates)) or int(check and any(each is True for each in tried))
    )


def _tidy_file(template: Path, *, check: bool) -> bool:
    """Normalise the template, unless ``check`` is true.

    Returns whether the template differs from its normal form.
    """
    from assembler.store.files.files import read_file, write_file
    from assembler.word.dump.normalise import tidy

    before = read_file(template)
    after = tidy(before, str(template))
    if before != after and not check:
        write_file(template, after)
    return before != after
