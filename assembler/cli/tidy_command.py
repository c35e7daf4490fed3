"""``assembler tidy``: make two saves of a template comparable."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("tidy")
@click.argument("templates", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Change nothing; end with 1 where a file is not tidy.")
def command(templates: tuple[Path, ...], check: bool) -> None:
    """Tidy Word TEMPLATES in place: no save marks, runs joined, a fixed zip; text and look stay.

    \b
    Examples:
      assembler tidy templates/baseline-report/template.docx
      assembler tidy --check templates/*/template.docx
    """
    from assembler.jobs.tidy import tidy
    from assembler.store.files import read_file, write_whole

    untidy = 0
    for template in templates:
        before = read_file(template)
        after = tidy(before, str(template))
        if before != after:
            untidy += 1
            if not check:
                write_whole(template, after)
            click.echo(f"{template}: {'not tidy' if check else 'tidied'}")
    raise SystemExit(1 if check and untidy else 0)
