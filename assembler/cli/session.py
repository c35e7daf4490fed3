"""What one run of the program knows of its surroundings: the project's folder and how to tell things."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from assembler.errors import ProjectError

if TYPE_CHECKING:
    from assembler.store.project.project import Project

Function = TypeVar("Function", bound=Callable[..., Any])


class Session:
    """One run: ``folder`` of the project if it was named, ``format`` of what is told (text or json)."""

    def __init__(self, folder: Path | None = None, format: str = "text") -> None:
        self.folder = folder
        self.format = format

    def project(self) -> Project:
        """The project of the named folder, or of the one we are in; ProjectError where there is none."""
        from assembler.cli.cache_folder import cache_folder
        from assembler.store.project.project import Project

        if self.folder is not None and not self.folder.is_dir():
            what = "this is no folder" if self.folder.exists() else "there is no such folder"
            raise ProjectError(what, location=str(self.folder), hint="name the project's folder, or make it")
        return Project.find(self.folder or Path.cwd(), cache=cache_folder())


def now() -> str:
    """This moment, in ISO 8601 and UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _keep_format(ctx: click.Context, _parameter: click.Parameter, value: str) -> str:
    session = ctx.find_object(Session)
    if session is not None:
        session.format = value
    return value


def format_option(command: Function) -> Function:
    """Adds ``--format text|json`` and keeps the answer in the session."""
    option = click.option(
        "--format",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        expose_value=False,
        callback=_keep_format,
        is_eager=True,
        help="How to tell what was done and found.",
    )
    return option(command)
