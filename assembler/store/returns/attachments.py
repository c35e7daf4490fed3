"""Attachments: what was returned but is not data of the record, in ``data/kept/<record>/``."""

from __future__ import annotations

import re
from pathlib import Path, PurePath

from assembler.errors import FileError
from assembler.store.project.project import Project

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,100}")


def attachments_folder(project: Project, record: str) -> Path:
    """Return the folder for the attachments of ``record``, which need not exist."""
    return project.root / "data/kept" / PurePath(record).name


def read_attachment(project: Project, record: str, name: str) -> bytes | None:
    """Return the bytes of an attachment, or None if it is missing or ``name`` is not a valid file name."""
    if not _NAME.fullmatch(name):
        return None
    try:
        return project.files.read(attachments_folder(project, record) / name)
    except FileError:
        return None
