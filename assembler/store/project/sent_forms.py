"""Sent forms in ``data/forms``: their manifests, files and dates.

``<digest>.json`` is the manifest as plain data. ``<digest>.<8 digits>.docx`` is the file as built, so that
its text is known even if templates or translations change later. ``<digest>.sent.jsonl`` contains a line for
each of these files, with the time when it was first built. The logs in the same folder are described in
``returns.form_logs``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from assembler.errors import FormError
from assembler.store.files.files import read_file
from assembler.store.files.input_files import InputFiles
from assembler.store.files.json_lines import with_json_lines

_DIGEST = re.compile(r"[0-9a-f]{8,64}")
RESTORE = "restore this file from a backup"


def with_form(folder: Path, digest: str, manifest: bytes) -> dict[Path, bytes]:
    """Return the path and contents of the file that stores the ``manifest`` (JSON) of the form ``digest``."""
    return {folder / f"{digest}.json": manifest + b"\n"}


def with_sent(folder: Path, digest: str, manifest: bytes, data: bytes, moment: str) -> dict[Path, bytes]:
    """Return the contents of the files to store for the form ``digest``, by path.

    The files are the ``manifest`` (JSON), the form ``data`` and the log of dates. They must be written in the
    same transaction as the form. ``moment`` (ISO 8601) is the date of a new file. The date of an existing
    file does not change. Raises FileError if the log cannot be read.
    """
    own = sha256(data).hexdigest()
    note, path = folder / f"{digest}.sent.jsonl", folder / f"{digest}.{own[:8]}.docx"
    files = {**with_form(folder, digest, manifest), path: data}
    old = read_file(note) if note.is_file() else b""
    if own.encode() not in old or not path.is_file():
        files[note] = with_json_lines(note, [{"sent": moment, "digest": own}])
    return files


def read_sent_files(files: InputFiles, folder: Path, digest: str) -> Iterator[bytes]:
    """Yield the files of the form ``digest`` as built.

    Early versions did not store these files.
    """
    if _DIGEST.fullmatch(digest):
        yield from map(files.read, sorted(folder.glob(f"{digest}.*.docx")))


def has_form(files: InputFiles, folder: Path, digest: str) -> bool:
    """Return whether the manifest of the form ``digest`` is stored."""
    return bool(_DIGEST.fullmatch(digest)) and files.exists(folder / f"{digest}.json")


def read_manifest(files: InputFiles, folder: Path, digest: str) -> dict[str, Any]:
    """Return the stored manifest of the form ``digest``; raise FormError if there is none."""
    path = folder / f"{digest}.json"
    if not has_form(files, folder, digest):
        raise FormError(f"the form `{digest}` was not sent from this project", location=str(folder),
                        hint="collect it in the project from which it was sent")  # fmt: skip
    try:
        manifest = json.loads(files.read(path))
    except (ValueError, RecursionError):
        manifest = None
    if not isinstance(manifest, dict):
        raise FormError("the stored manifest is damaged", location=str(path), hint=RESTORE)
    return manifest
