"""The group of commands, each in a module of its own that is imported when it is asked for."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click

from assembler import __version__
from assembler.cli.output import tell_error
from assembler.cli.session import Session
from assembler.errors import ERRORS, AssemblyError

COMMANDS = (
    "list", "build", "batch", "fill", "collect", "status", "import", "export", "release", "check", "show",
    "tidy", "lint", "explain", "catalogue", "demo",
)  # fmt: skip
"""In the order in which a newcomer meets them; each is a module of ``assembler.cli.commands``."""
_MODULES = MappingProxyType({"import": "import_"})
"""Commands whose name is a word of Python's own."""

_TYPED = "assembler.typed"
"""Where the words of the command line are kept for messages."""
_CODES = "\n".join(f"  {error.exit_code:>2}  {' '.join((error.__doc__ or '').split())}" for error in ERRORS)
_EPILOG = f"""\b
Exit codes:
   0  Done.
   1  Done, but with diagnostics of level error, or with failed orders.
   2  The command line is not right.
{_CODES}
"""


class Commands(click.Group):
    """Finds commands by name and turns our errors into one message and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module = _MODULES.get(cmd_name, cmd_name)
        found: click.Command = import_module(f"assembler.cli.commands.{module}").command
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that ``args`` begin with; ``help`` and ``help COMMAND`` print what ``--help`` does."""
        name, *rest = args
        if name == "help":
            if not rest:
                click.echo(ctx.get_help())
                ctx.exit()
            name, args = rest[0], [rest[0], "--help"]
        if name not in COMMANDS and not name.startswith("-"):
            from assembler.cli.suggestions import unknown_command

            raise unknown_command(name, COMMANDS, ctx)
        ctx.meta[_TYPED] = args
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error of ours becomes one message and its exit code."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            from assembler.cli.suggestions import with_suggestion  # only a mistake needs it

            raise with_suggestion(error, ctx.meta.get(_TYPED, ())) from error
        except AssemblyError as error:
            tell_error(error, ctx.find_object(Session) or Session())
            ctx.exit(error.exit_code)


@click.group(cls=Commands, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="assembler")
@click.option(
    "--project",
    "folder",
    type=click.Path(path_type=Path),
    help="The project's folder (default: this folder or the nearest one above it with templates/ or data/).",
)
@click.pass_context
def assembler(ctx: click.Context, folder: Path | None) -> None:
    """Fill Word templates from data in ten languages, send forms out, and read them back.

    \b
    Examples:
      assembler list documents
      assembler build baseline-report --benchmark dive --city amsterdam --language nl
      assembler collect returned/baseline-report_helsinki-2008_fi.docx
    """
    ctx.obj = Session(folder=folder)
