"""Command ``assembler`` and its subcommands, whose modules are imported when they are used."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click

from assembler.cli.output import print_error
from assembler.cli.session import Session
from assembler.errors import ERRORS, AssemblyError
from assembler.version import __version__

COMMANDS = (
    "list", "new", "build", "batch", "fill", "choices", "collect", "decide", "status", "import", "export",
    "plan", "calendar", "gather", "release", "check", "show", "tidy", "lint", "explain", "catalogue", "demo",
)  # fmt: skip
"""The commands in the order of ``--help``. Each has its module in ``assembler.cli.commands``."""
_MODULES = MappingProxyType({"import": "import_"})
"""Maps commands whose names are Python keywords to their modules."""

_ARGUMENTS = "assembler.arguments"
"""Key under which click's context stores the command-line arguments, for messages that quote them."""
_CODES = "\n".join(f"  {error.exit_code:>2}  {' '.join((error.__doc__ or '').split())}" for error in ERRORS)
_EPILOG = f"""\b
Exit codes:
   0  Done.
   1  Done, but with diagnostics of level error or with failed orders.
   2  The command line is invalid.
{_CODES}
"""


class CommandGroup(click.Group):
    """Click group that imports commands when they are used and turns errors into messages and exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command named ``cmd_name``, or return None if there is no such command."""
        if cmd_name not in COMMANDS:
            return None
        module = _MODULES.get(cmd_name, cmd_name)
        command: click.Command = import_module(f"assembler.cli.commands.{module}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the name of the command in ``args``, the command, and its arguments.

        ``help COMMAND`` means ``COMMAND --help``. Raises UsageError, with a suggestion, if the command is
        unknown.
        """
        name, *rest = args
        if name == "help":
            if not rest:
                click.echo(ctx.get_help())
                ctx.exit()
            name, args = rest[0], [rest[0], "--help"]
        if name not in COMMANDS and not name.startswith("-"):
            from assembler.cli.suggestions import build_unknown_command_error

            raise build_unknown_command_error(name, COMMANDS, ctx)
        ctx.meta[_ARGUMENTS] = args
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command.

        An AssemblyError is printed as one message, and the process exits with the exit code of the error. A
        suggestion is added to click's message about an invalid command line.
        """
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            from assembler.cli.suggestions import add_suggestion  # needed only for invalid command lines

            raise add_suggestion(error, ctx.meta.get(_ARGUMENTS, ())) from error
        except AssemblyError as error:
            print_error(error, ctx.find_object(Session) or Session())
            ctx.exit(error.exit_code)


@click.group(cls=CommandGroup, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="assembler")
@click.option(
    "--project",
    "folder",
    type=click.Path(path_type=Path),
    help="Project folder (default: the current folder or its nearest parent with templates/ or data/).",
)
@click.pass_context
def assembler(ctx: click.Context, folder: Path | None) -> None:
    """Fill Word templates, send out forms and read them back, in ten languages.

    \b
    Examples:
      assembler list documents
      assembler build baseline-report --benchmark dive --city amsterdam --language nl
      assembler collect returned/baseline-report_helsinki-2008_fi.docx
    """
    ctx.obj = Session(folder=folder)
