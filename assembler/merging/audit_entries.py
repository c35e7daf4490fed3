"""Entries of a record's audit log: who changed what, when, and from which file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from assembler.diagnostics import Location
from assembler.merging.collect_result import Conflict, ValueChange
from assembler.store.files.transaction import JOURNAL, write_together
from assembler.store.project.project import Project
from assembler.store.records.audit_log import read_audit_log, with_audit_lines
from assembler.store.records.record import Record
from assembler.structs import Struct, as_data
from assembler.word.returned.form_content import ReturnedForm


class Source(Struct, frozen=True):
    """The returned form or report, or the imported sheet, from which changes come.

    ``who`` is the person who last saved the file and ``saved`` the time, both as recorded in it. ``file`` is
    its name. ``form`` is the id of the form's manifest, or "" for a sheet. ``digest`` is the SHA-256 digest
    of its bytes. ``collected`` is the time when it was read (ISO 8601), or "" if unknown.
    """

    who: str
    saved: str
    file: str
    form: str
    digest: str
    collected: str = ""


def build_source(form: ReturnedForm, data: bytes, manifest: str, collected: str = "") -> Source:
    """Return the source of the changes in ``form``.

    ``data`` is the content of the returned file, and ``manifest`` the id of the form's manifest.
    ``collected`` is as in ``Source``.
    """
    return Source(form.author, form.saved, form.name, manifest, sha256(data).hexdigest(), collected)


def build_trail_lines(
    source: Source, changed: Sequence[ValueChange], conflicts: Sequence[Conflict], authors: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """Yield an entry for each change, and for each conflict that was resolved in favour of the record.

    ``authors`` maps the paths of changes to their authors, if the file has tracked changes.
    """
    for change in changed:
        line = {"path": change.path, **_build_question(change), "from": change.old, "to": change.new}
        yield {**_build_origin(source, authors.get(change.path, "")), **line}
    for conflict in conflicts:
        if conflict.settled == "record":
            line = {"path": conflict.path, **_build_question(conflict)}
            line |= {"kept": conflict.record, "said": conflict.form}
            yield {**_build_origin(source, authors.get(conflict.path, "")), **line}


def _build_question(each: ValueChange | Conflict) -> dict[str, str]:
    """Return the code and question of a change, or an empty mapping if it belongs to no question."""
    return {"code": each.code, "question": each.question} if each.question else {}


def filter_new_lines(
    lines: Iterable[Mapping[str, Any]], before: Iterable[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """Return the ``lines`` that do not repeat a line in ``before``.

    A line is a repetition if it records that the same conflict in the same file was resolved in favour of the
    record.
    """
    keys = [_conflict_key(line) for line in before]
    return [line for line in lines if "kept" not in line or _conflict_key(line) not in keys]


def _conflict_key(line: Mapping[str, Any]) -> list[Any]:
    return [line.get(name) for name in ("digest", "path", "kept", "said")]


def _build_origin(source: Source, author: str) -> dict[str, Any]:
    return {**as_data(source), "who": author or source.who}


def build_sheet_lines(
    source: Source, changed: Sequence[ValueChange], locate: Callable[[str], Location | None]
) -> Iterator[dict[str, Any]]:
    """Yield an entry for each change from a sheet.

    ``locate`` returns the location of a path in the sheet.
    """
    for each in changed:
        location = locate(each.path)
        line = {
            "path": each.path,
            "from": each.old,
            "to": each.new,
            "place": location.position if location else "",
        }
        yield {**as_data(source), **line}


def read_trail(project: Project, record: str) -> tuple[dict[str, Any], ...]:
    """Return the audit log of ``record``, oldest entry first.

    It is empty if the record does not exist yet.
    """
    if record not in project.records():
        return ()
    return read_audit_log(project.record_folder(record), project.files)


def build_program_lines(
    program: str, changed: Sequence[ValueChange], moment: str
) -> Iterator[dict[str, Any]]:
    """Yield an entry for each change that a command itself made.

    ``program`` is the name of the command, and ``moment`` the time of the change (ISO 8601).
    """
    for each in changed:
        origin = {"who": "Assembler", "file": program, "collected": moment}
        yield {**origin, "path": each.path, "from": each.old, "to": each.new}


def write_changes(
    project: Project,
    record: Record,
    contents: Mapping[str, bytes],
    lines: Iterable[Mapping[str, Any]],
    moment: str,
) -> tuple[str, ...]:
    """Write new ``contents`` to the files of a record, and append ``lines`` to its audit log.

    ``contents`` maps the kind of each file to its new content. ``moment`` is the current time (ISO 8601).
    Returns the file names. Raises OutputError if the record is not the project's own or cannot be written.
    """
    project.require_own(record)
    files = {record.path(kind): data for kind, data in contents.items()}
    files |= with_audit_lines(record, lines, files, moment)
    written = write_together(files, journal=record.folder / JOURNAL)
    return tuple(map(project.display_path, written))
