"""State of one run of the program: project folder and output format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from assembler.store.project.project import Project

Function = TypeVar("Function", bound=Callable[..., Any])


class Session:
    """One run of the program, with the project's ``folder``, if given, and the output ``format``.

    The format is ``text`` or ``json``.
    """

    def __init__(self, folder: Path | None = None, format: str = "text") -> None:
        self.folder = folder
        self.format = format

    def project(self) -> Project:
        """Return the project in the given or current folder; raise ProjectError if there is none."""
        from assembler.cli.cache_folder import find_cache_folder
        from assembler.store.project.project import Project

        return Project.find(self.folder or Path.cwd(), cache=find_cache_folder())


def _store_format(ctx: click.Context, _parameter: click.Parameter, value: str) -> str:
    session = ctx.find_object(Session)
    if session is not None:
        session.format = value
    return value


def add_format_option(command: Function) -> Function:
    """Add ``--format text|json``, whose value is stored in the session."""
    option = click.option(
        "--format",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        expose_value=False,
        callback=_store_format,
        is_eager=True,
        help="Output format.",
    )
    return option(command)
