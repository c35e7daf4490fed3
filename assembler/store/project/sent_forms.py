"""The forms that were sent out, in ``data/forms``: their manifests, the files themselves, and since when.

``<digest>.json`` is the manifest, plain data. ``<digest>.<8 digits>.docx`` is the file as it was made, so
that what it said itself is known also when templates or words have changed since; ``<digest>.sent.jsonl`` has
a line for each such file, with the moment at which it was first there. ``sendings`` counts the sendings.
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
from assembler.store.files.json_lines import with_json_lines

_DIGEST = re.compile(r"[0-9a-f]{8,64}")
RESTORE = "restore this file from a backup"


def with_form(folder: Path, digest: str, manifest: bytes) -> dict[Path, bytes]:
    """What is kept of the form ``digest`` at least: its ``manifest``, in JSON."""
    return {folder / f"{digest}.json": manifest + b"\n"}


def with_sent(folder: Path, digest: str, manifest: bytes, data: bytes, moment: str) -> dict[Path, bytes]:
    """What is kept of the form ``digest``: its ``manifest`` in JSON, its file ``data``, and when it was made.

    To be written together with the file itself. ``moment`` (ISO 8601) counts where the file is new; else that
    stays at which it was first there. FileError where ``folder`` cannot be read.
    """
    own = sha256(data).hexdigest()
    note, path = folder / f"{digest}.sent.jsonl", folder / f"{digest}.{own[:8]}.docx"
    files = {**with_form(folder, digest, manifest), path: data}
    old = read_file(note) if note.is_file() else b""
    if own.encode() not in old or not path.is_file():
        files[note] = with_json_lines(note, [{"sent": moment, "digest": own}])
    return files


def sent_files(folder: Path, digest: str) -> Iterator[bytes]:
    """The files of the form ``digest`` as they were made; none of one that was sent before they were kept."""
    if _DIGEST.fullmatch(digest):
        yield from map(read_file, sorted(folder.glob(f"{digest}.*.docx")))


def has_form(folder: Path, digest: str) -> bool:
    """Whether the manifest of the form ``digest`` is kept."""
    return bool(_DIGEST.fullmatch(digest)) and (folder / f"{digest}.json").is_file()


def form(folder: Path, digest: str) -> dict[str, Any]:
    """The manifest of the form ``digest`` as it was kept; raises FormError where there is none."""
    path = folder / f"{digest}.json"
    if not has_form(folder, digest):
        raise FormError(f"no form {digest!r} was sent from this project", location=str(folder),
                        hint="collect it in the project that made it")  # fmt: skip
    try:
        manifest = json.loads(read_file(path))
    except (ValueError, RecursionError):
        manifest = None
    if not isinstance(manifest, dict):
        raise FormError("the kept manifest is damaged", location=str(path), hint=RESTORE)
    return manifest
