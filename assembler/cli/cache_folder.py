"""Location of the user's cache, which is never in a project's folder because other people may write there."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

VARIABLE: Final = "ASSEMBLER_CACHE"
"""Environment variable that sets the cache folder; if its value is empty, nothing is cached on disk."""
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
