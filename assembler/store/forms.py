"""The forms that were sent out, in ``data/forms``: their manifests, the files themselves, and since when.

``<digest>.json`` is the manifest, plain data. ``<digest>.<8 digits>.docx`` is the file as it was made, so
that what it said itself is known also when templates or words have changed since; ``<digest>.sent.jsonl`` has
a line for each such file, with the moment at which it was first there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from assembler.errors import FormError
from assembler.store.files import read_file, write_whole
from assembler.store.json_lines import with_json_lines

_DIGEST = re.compile(r"[0-9a-f]{8,64}")


def keep_form(folder: Path, digest: str, manifest: bytes) -> Path:
    """Write ``manifest``, in JSON, as the form ``digest``; the path it stands at.

    Raises OutputError where it cannot be written.
    """
    path = folder / f"{digest}.json"
    content = manifest + b"\n"
    if not (path.is_file() and path.read_bytes() == content):
        write_whole(path, content)
    return path


def keep_sent(folder: Path, digest: str, data: bytes) -> None:
    """Keep ``data``, the file of the form ``digest``, and note when it was first there. Twice is as once.

    Raises OutputError where it cannot be written.
    """
    own = sha256(data).hexdigest()
    note = folder / f"{digest}.sent.jsonl"
    old = read_file(note) if note.is_file() else b""
    path = folder / f"{digest}.{own[:8]}.docx"
    if own.encode() in old and path.is_file():
        return
    write_whole(path, data, durable=False)
    moment = datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")
    write_whole(note, with_json_lines(note, [{"sent": moment, "digest": own}]), durable=False)


def sent_files(folder: Path, digest: str) -> Iterator[bytes]:
    """The files of the form ``digest`` as they were made; none of one that was sent before they were kept."""
    if _DIGEST.fullmatch(digest):
        yield from map(read_file, sorted(folder.glob(f"{digest}.*.docx")))


def form(folder: Path, digest: str) -> dict[str, Any]:
    """The manifest of the form ``digest`` as it was kept; raises FormError where there is none."""
    path = folder / f"{digest}.json"
    if not (_DIGEST.fullmatch(digest) and path.is_file()):
        raise FormError(f"no form {digest!r} was sent from this project", where=str(folder),
                        remedy="collect it in the project that made it")  # fmt: skip
    try:
        manifest = json.loads(read_file(path))
    except ValueError as error:
        raise FormError("the kept manifest is damaged", where=str(path),
                        remedy="take it back from the project's history") from error  # fmt: skip
    if not isinstance(manifest, dict):
        raise FormError("the kept manifest is damaged", where=str(path), remedy="take it back from history")
    return manifest
