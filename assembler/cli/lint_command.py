"""``assembler lint``: is the project itself sound?"""

from __future__ import annotations

import click

from assembler.cli.session import Session, format_option
from assembler.cli.telling import summary, tell_folded, tell_json


@click.command("lint")
@click.argument("types", nargs=-1)
@format_option
@click.pass_obj
def command(session: Session, types: tuple[str, ...]) -> None:
    """Look over templates, declarations, house styles, data and catalogues; or over document TYPES only.

    \b
    Examples:
      assembler lint
      assembler lint baseline-report --format json
    """
    from assembler.jobs.lint import lint

    findings = lint(session.project(), types)
    if session.format == "json":
        tell_json([finding.as_dict() for finding in findings])
    else:
        tell_folded(findings)
        click.echo(summary(findings))
    raise SystemExit(int(any(finding.is_error for finding in findings)))
