"""Backups: a file that somebody changed since we wrote it is copied before it is written again.

What we last wrote to each path is in ``build/report.jsonl`` (``store.project.build_log``). Where that file is
lost, and outside of a project, every file that differs is copied: one copy too many is better than one text
too few.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.data_files import CHANGED_DOCUMENT
from assembler.errors import OutputError
from assembler.store.files.files import read_file, write_file
from assembler.store.files.transaction import write_together
from assembler.store.project.build_log import Entry, Report, shown

if TYPE_CHECKING:
    from assembler.store.project.project import Project



def digest_of(path: Path) -> str:
    """sha256 of the file in hexadecimal; empty where there is none that can be read."""
    with suppress(OSError):
        return sha256(path.read_bytes()).hexdigest()
    return ""


def write_outputs(
    project: Project, files: Mapping[Path, bytes], *, inputs: Iterable[Path] = ()
) -> tuple[Diagnostic, ...]:
    """Write ``files``, all or none, and a warning for each that kept a copy of what was there.

    Raises OutputError where one is also one of the ``inputs``, or cannot be written; then nothing has
    changed.
    """
    for path in files:
        must_not_be_input(path, inputs)
    told = tuple(
        diagnostic for path, data in files.items() for diagnostic in keep_changed(project, path, data)
    )
    for path in write_together(files):
        name = shown(project, path)
        entry = Entry(f"output {name}", name, sha256(files[path]).hexdigest(), inputs="")
        with suppress(OutputError):  # then a copy is kept the next time
            Report.write_down(project.report_file, entry)
    return told


def keep_changed(project: Project, path: Path, data: bytes, *, written: str = "") -> tuple[Diagnostic, ...]:
    """Keep a copy of the file at ``path``, which ``data`` will replace, unless it is as we wrote it.

    ``written`` is the digest of what we last wrote there, where the caller knows it. The copy is called
    ``name.changed-1a2b3c4d.docx`` after its own digest. OutputError where it cannot be made.
    """
    if not path.is_file():
        return ()
    before = read_file(path)
    digest = sha256(before).hexdigest()
    if digest in (written, sha256(data).hexdigest()):
        return ()
    if digest == Report(project.report_file).written(shown(project, path)):
        return ()
    aside = path.with_name(f"{path.stem}.changed-{digest[:8]}{path.suffix}")
    if digest_of(aside) != digest:
        write_file(aside, before)
    return (CHANGED_DOCUMENT.at(Location(str(path)), copy=aside.name),)


def must_not_be_input(path: Path, inputs: Iterable[Path]) -> None:
    """OutputError where the file to be written at ``path`` is one of those that it is made from."""
    for each in inputs:
        if path.resolve() == each.resolve() or (path.exists() and each.exists() and path.samefile(each)):
            what = "the result would replace a file that it is made from"
            raise OutputError(what, location=str(path), hint="choose another name or folder with --output")
