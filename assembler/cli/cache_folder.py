"""Where this user's own cache is: never in a project's folder, since others may write there."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

VARIABLE: Final = "ASSEMBLER_CACHE"
"""Names another folder for the cache; empty, nothing is cached on disk."""
_NAME: Final = "assembler"


def cache_folder() -> Path | None:
    """The folder of the cache on this machine, which need not exist; None where nothing is cached on disk."""
    return folder_for(os.environ, sys.platform)


def folder_for(environment: Mapping[str, str], platform: str) -> Path | None:
    """The folder that ``environment`` names, else the usual one of ``platform``; relative paths do not count.

    https://specifications.freedesktop.org/basedir-spec says so for XDG_CACHE_HOME.

    >>> folder_for({"HOME": "/home/ada"}, "linux").as_posix()
    '/home/ada/.cache/assembler'
    >>> folder_for({"HOME": "/home/ada", "ASSEMBLER_CACHE": ""}, "linux") is None
    True
    """
    if VARIABLE in environment:
        return _absolute(environment[VARIABLE])
    if platform == "win32":
        return _absolute(environment.get("LOCALAPPDATA", ""), _NAME, "Cache")
    home = environment.get("HOME", "")
    if platform == "darwin":
        return _absolute(home, "Library", "Caches", _NAME)
    return _absolute(environment.get("XDG_CACHE_HOME", ""), _NAME) or _absolute(home, ".cache", _NAME)


def _absolute(folder: str, *below: str) -> Path | None:
    path = Path(folder, *below)
    return path if path.is_absolute() else None
