"""Audit log of a record: the append-only file ``audit.jsonl`` in its folder, with a line for each change.

Each line is a JSON object with the author, the change, the time and the source file. The log is written in
the same transaction as the record's files. The last line that a command writes contains, in ``files``, the
digests of these files after the change. If a file differs later, someone edited it manually. The next command
that writes to the record then adds a line about that edit, with the name of the file under ``by_hand``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from assembler.store.files.input_files import InputFiles
from assembler.store.files.json_lines import read_json_lines, with_json_lines
from assembler.store.records.record import Record

AUDIT_LOG = "audit.jsonl"
_FILES, _BY_HAND = "files", "by_hand"
_SUFFIXES = (".yaml", ".csv")


def read_changes(folder: Path, files: InputFiles | None = None) -> tuple[dict[str, Any], ...]:
    """Return the changes to the record in ``folder``, except for manual edits.

    ``files`` is an optional cache of the files already read. Damaged lines are skipped.
    """
    return tuple(
        _without_files(line) for line in read_json_lines(folder / AUDIT_LOG, files) if "path" in line
    )


def read_audit_log(folder: Path, files: InputFiles) -> tuple[dict[str, Any], ...]:
    """Return the changes to the record in ``folder``, including manual edits.

    A manual edit is listed between the commands before and after it. Edits after the last command are listed
    at the end. ``files`` is a cache of the files already read.
    """
    lines = read_json_lines(folder / AUDIT_LOG, files)
    changes = (_without_files(line) for line in lines if "path" in line or _BY_HAND in line)
    return (*changes, *_find_manual_edits(folder, lines, files))


def _without_files(line: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in line.items() if name != _FILES}


def with_audit_lines(
    record: Record, lines: Iterable[Mapping[str, Any]], files: Mapping[Path, bytes], moment: str = ""
) -> dict[Path, bytes]:
    """Return the path and new contents of the audit log, with ``lines`` appended.

    ``lines`` describe the changes in ``files``, which are written in the same transaction. Lines about manual
    edits since the last command are added before them. If ``lines`` is empty but ``files`` contains a file of
    the record, a line with the time ``moment`` (ISO 8601) is appended. The result is empty if there is
    nothing to append.
    """
    folder, inputs = record.folder, record.input_files
    path, new = folder / AUDIT_LOG, list(lines)
    own_files = {path.name: data for path, data in files.items() if path.parent == folder}
    if not new and not own_files:
        return {}
    edited = _find_manual_edits(folder, read_json_lines(path), inputs)
    digests = _digest_files(folder, inputs) | {
        name: sha256(data).hexdigest() for name, data in own_files.items()
    }
    *others, last = new or [{"collected": moment}]
    return {path: with_json_lines(path, [*edited, *others, {**last, _FILES: digests}])}


def _find_manual_edits(
    folder: Path, lines: Iterable[Mapping[str, Any]], inputs: InputFiles
) -> tuple[dict[str, Any], ...]:
    """Return a line for each file that was edited, added or removed since the last command.

    ``lines`` are the lines of the audit log. The result is empty if none of them contains digests.
    """
    digests = [line[_FILES] for line in lines if isinstance(line.get(_FILES), Mapping)]
    return tuple(_iter_changed_files(folder, digests[-1], inputs)) if digests else ()


def _iter_changed_files(
    folder: Path, before: Mapping[str, str], inputs: InputFiles
) -> Iterator[dict[str, Any]]:
    now = _digest_files(folder, inputs)
    for name in sorted({*before, *now}):
        if before.get(name) != now.get(name):
            path = folder / name
            changed_at = datetime.fromtimestamp(path.stat().st_mtime, UTC) if name in now else None
            yield {
                "collected": changed_at.isoformat(timespec="seconds") if changed_at else "",
                _BY_HAND: name,
            }


def _digest_files(folder: Path, inputs: InputFiles) -> dict[str, str]:
    paths = sorted(folder.iterdir()) if folder.is_dir() else []
    files = (path for path in paths if path.suffix in _SUFFIXES and path.is_file())
    return {path.name: sha256(inputs.read(path)).hexdigest() for path in files}
