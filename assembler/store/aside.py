"""A document that somebody changed after it was built: a copy is kept beside it before it is built again."""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from assembler.model.finding import Finding, Level, Place
from assembler.store.files import read_file, write_whole


def digest_of(path: Path) -> str:
    """sha256 of the file in hexadecimal; empty where there is none that can be read."""
    with suppress(OSError):
        return sha256(path.read_bytes()).hexdigest()
    return ""


def put_aside(path: Path, *, written: str) -> tuple[Finding, ...]:
    """Keep a copy of the file at ``path`` unless it is as we wrote it (digest ``written``), and tell of it.

    The copy is called ``name.changed-1a2b3c4d.docx`` after its own digest. Nothing happens where there is no
    file. OutputError where the copy cannot be written.
    """
    digest = digest_of(path)
    if digest in ("", written):
        return ()
    aside = path.with_name(f"{path.stem}.changed-{digest[:8]}{path.suffix}")
    if not aside.exists():
        write_whole(aside, read_file(path))
    what = "somebody had changed this document since it was built; it is built again"
    remedy = f"what they wrote is in {aside.name}: collect it, or throw it away"
    return (Finding("changed-document", Level.WARNING, Place(str(path)), what, remedy),)
