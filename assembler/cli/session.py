"""One run of the program: its project, cache, output format and exit code, and errors of single files.

The user's cache is never in a project's folder, because other people may write to that folder.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from assembler.errors import AssemblyError, ProgramError

if TYPE_CHECKING:
    from assembler.store.project.project import Project


Function = TypeVar("Function", bound=Callable[..., Any])


class Session:
    """The project and the output format of one run of the program.

    ``folder`` is the folder of the project, if given. ``format`` is the output format, ``text`` or ``json``.
    """

    def __init__(self, folder: Path | None = None, format: str = "text") -> None:
        self.folder = folder
        self.format = format

    def project(self) -> Project:
        """Return the nearest project at or above the given or current folder, or else one in that folder.

        If one project is inside another, a line on standard error states which of them is used. Raises
        ProjectError if the given folder does not exist.
        """
        from assembler.store.project.project import Project
        from assembler.store.project.search_path import find_project_root

        start = (self.folder or Path.cwd()).resolve()
        project = Project.find(self.folder or Path.cwd(), cache=find_cache_folder())
        outer = find_project_root(project.root.parent) if project.root != project.root.parent else None
        if start != project.root and (start / "data").is_dir():
            click.echo(f"using the project {project.root}, because {start} is inside it", err=True)
            click.echo(f"  → if {start} is a separate project, move it out of {project.root}", err=True)
        elif outer is not None:
            click.echo(
                f"using the project {project.root}, although it is inside the project {outer}", err=True
            )
            click.echo(f"  → to avoid confusion, move {project.root} out of {outer}", err=True)
        return project


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


VARIABLE: Final = "ASSEMBLER_CACHE"
"""Environment variable that sets the cache folder. If its value is empty, nothing is cached on disk."""
_NAME: Final = "assembler"


def find_cache_folder() -> Path | None:
    """Return the cache folder, which need not exist, or None if nothing should be cached on disk."""
    return resolve_cache_folder(os.environ, sys.platform)


def resolve_cache_folder(environment: Mapping[str, str], platform: str) -> Path | None:
    """Return the cache folder set in ``environment`` or, by default, the standard one for ``platform``.

    Relative paths are ignored, as https://specifications.freedesktop.org/basedir-spec requires for
    XDG_CACHE_HOME.

    >>> resolve_cache_folder({"HOME": "/home/ada"}, "linux").as_posix()
    '/home/ada/.cache/assembler'
    >>> resolve_cache_folder({"HOME": "/home/ada", "ASSEMBLER_CACHE": ""}, "linux") is None
    True
    """
    if VARIABLE in environment:
        return _join_absolute(environment[VARIABLE])
    if platform == "win32":
        return _join_absolute(environment.get("LOCALAPPDATA", ""), _NAME, "Cache")
    home = environment.get("HOME", "")
    if platform == "darwin":
        return _join_absolute(home, "Library", "Caches", _NAME)
    return _join_absolute(environment.get("XDG_CACHE_HOME", ""), _NAME) or _join_absolute(
        home, ".cache", _NAME
    )


def _join_absolute(folder: str, *below: str) -> Path | None:
    path = Path(folder, *below)
    return path if path.is_absolute() else None


T = TypeVar("T")


def attempt(work: Callable[[], T], name: str, *, several: bool = True) -> T | AssemblyError:
    """Return the result of ``work`` on the file or record ``name``, or the error that it raised.

    If there are ``several`` files or records, the location of the error includes ``name``. An unexpected
    exception becomes a ProgramError.
    """
    try:
        return work()
    except AssemblyError as error:
        if several and PurePath(name).name not in str(error):
            error.location = f"{name}: {error.location}" if error.location else name
        return error
    except Exception as error:
        return ProgramError.of(error, name)


def find_exit_code(errors: Sequence[AssemblyError], attempts: int) -> int:
    """Return 0 if there are no errors, 1 if there were several attempts, or else the error's exit code."""
    if not errors:
        return 0
    return errors[0].exit_code if attempts == 1 else 1
