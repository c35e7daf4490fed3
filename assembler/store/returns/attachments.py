"""What could not become data and is kept beside the records: ``data/kept/<record>/``."""

from __future__ import annotations

import re
from pathlib import Path, PurePath

from assembler.errors import FileError
from assembler.store.files.files import read_file
from assembler.store.project.project import Project

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,100}")


def kept_folder(project: Project, record: str) -> Path:
    """The folder in which what came with the returns of ``record`` is kept; it need not be there."""
    return project.root / "data/kept" / PurePath(record).name


def read_kept(project: Project, record: str, name: str) -> bytes | None:
    """The bytes of one kept file; None where there is none of that name, or where it is no name of a file."""
    if not _NAME.fullmatch(name):
        return None
    try:
        return read_file(kept_folder(project, record) / name)
    except FileError:
        return None
