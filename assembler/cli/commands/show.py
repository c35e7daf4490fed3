"""``assembler show``: print a Word file as text."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("show")
@click.argument("file", type=click.Path(path_type=Path))
def command(file: Path) -> None:
    """Print a Word file as text.

    Each paragraph or cell is one line, with its style, language, content control and bookmark.

    \b
    Examples:
      assembler show templates/baseline-report/template.docx
      git config diff.assembler.textconv "assembler show"   (then git diff shows Word files)
    """
    from assembler.store.files.files import read_file
    from assembler.word.dump.dump import show

    click.echo(show(read_file(file), str(file)), nl=False)
