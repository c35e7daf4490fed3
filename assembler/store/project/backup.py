"""Backups of files that were changed after the program wrote them, made before they are overwritten.

``build/report.jsonl`` (``store.project.build_log``) contains the digest of the data last written to each
path. If the log is lost, or outside a project, every file that differs from its new contents is copied,
because an unnecessary copy is better than lost text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.building import CHANGED_DOCUMENT
from assembler.errors import OutputError
from assembler.store.files.files import read_file, write_file
from assembler.store.files.transaction import write_together
from assembler.store.project.build_log import BuildLog, Entry, portable_path

if TYPE_CHECKING:
    from assembler.store.project.project import Project


def digest_file(path: Path) -> str:
    """Return the SHA-256 digest of the file in hexadecimal, or "" if it is missing or unreadable."""
    with suppress(OSError):
        return sha256(path.read_bytes()).hexdigest()
    return ""


def write_outputs(
    project: Project, files: Mapping[Path, bytes], *, inputs: Iterable[Path] = ()
) -> tuple[Diagnostic, ...]:
    """Write ``files`` in one transaction and return a warning for each backup.

    Raises OutputError if a file is also one of the ``inputs`` or cannot be written; no file is then changed.
    """
    for path in files:
        refuse_input_as_output(path, inputs)
    warnings = tuple(
        diagnostic for path, data in files.items() for diagnostic in back_up_changed(project, path, data)
    )
    for path in write_together(files):
        with suppress(OutputError):  # without an entry, the next write makes a backup
            log_output(project, path, sha256(files[path]).hexdigest())
    return warnings


def log_output(project: Project, path: Path, digest: str) -> None:
    """Record in the build log that data with this SHA-256 ``digest`` was written to ``path``.

    Raises OutputError if the log cannot be written.
    """
    name = portable_path(project, path)
    BuildLog.append_line(project.report_file, Entry(f"output {name}", name, digest, inputs=""))


def back_up_changed(
    project: Project, path: Path, data: bytes, *, written: str = ""
) -> tuple[Diagnostic, ...]:
    """Back up the file at ``path``, which ``data`` will replace, if it was changed since it was written.

    ``written`` is the digest of the data last written there, if the caller knows it. The copy is named
    ``name.changed-1a2b3c4d.docx`` after its own digest. Raises OutputError if the copy cannot be written.
    """
    if not path.is_file():
        return ()
    before = read_file(path)
    digest = sha256(before).hexdigest()
    if digest in (written, sha256(data).hexdigest()):
        return ()
    if digest == BuildLog(project.report_file).last_digest(portable_path(project, path)):
        return ()
    backup = path.with_name(f"{path.stem}.changed-{digest[:8]}{path.suffix}")
    if digest_file(backup) != digest:
        write_file(backup, before)
    return (CHANGED_DOCUMENT.at(Location(str(path)), copy=backup.name),)


def refuse_input_as_output(path: Path, inputs: Iterable[Path]) -> None:
    """Raise OutputError if the output ``path`` is one of its own ``inputs``."""
    for source in inputs:
        if path.resolve() == source.resolve() or (
            path.exists() and source.exists() and path.samefile(source)
        ):
            message = "the output would overwrite one of its input files"
            raise OutputError(message, location=str(path), hint="choose another name or folder with --output")
