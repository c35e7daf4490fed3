"""The audit log of a record: ``audit.jsonl`` in its folder, with one line for each change, append-only.

Each line is a JSON object: who changed what, when, and from which file. The log is written in one transaction
with the record's files. The last line of a command stores in ``files`` the digests of the record's files
after the change: a file that differs later was edited by hand and gets a line with ``by_hand`` when a command
writes to the record again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from assembler.store.files.files import read_file
from assembler.store.files.json_lines import read_json_lines, with_json_lines

AUDIT_LOG = "audit.jsonl"
_FILES, _BY_HAND = "files", "by_hand"
_SUFFIXES = (".yaml", ".csv")


def read_changes(folder: Path) -> tuple[dict[str, Any], ...]:
    """Return the changes of the record in ``folder`` that came from forms and sheets.

    Lines that were damaged by hand are skipped.
    """
    return tuple(_without_files(line) for line in _read_lines(folder) if "path" in line)


def read_audit_log(folder: Path) -> tuple[dict[str, Any], ...]:
    """Return the changes, and the files that were edited by hand between and after them."""
    lines = _read_lines(folder)
    changes = (_without_files(line) for line in lines if "path" in line or _BY_HAND in line)
    return (*changes, *_find_manual_edits(folder, lines))


def _without_files(line: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in line.items() if name != _FILES}


def with_audit_lines(
    folder: Path, lines: Iterable[Mapping[str, Any]], files: Mapping[Path, bytes], moment: str = ""
) -> dict[Path, bytes]:
    """Return the audit log, by its path, with ``lines`` appended for the change that writes ``files``.

    ``moment`` is the current time (ISO 8601). The result is empty if there is nothing to append.
    """
    path, new = folder / AUDIT_LOG, list(lines)
    own_files = {path.name: data for path, data in files.items() if path.parent == folder}
    if not new and not own_files:
        return {}
    edited = _find_manual_edits(folder, _read_lines(folder))
    digests = _digest_files(folder) | {name: sha256(data).hexdigest() for name, data in own_files.items()}
    *others, last = new or [{"collected": moment}]
    return {path: with_json_lines(path, [*edited, *others, {**last, _FILES: digests}])}


def _read_lines(folder: Path) -> tuple[dict[str, Any], ...]:
    return read_json_lines(folder / AUDIT_LOG)


def _find_manual_edits(folder: Path, lines: Iterable[Mapping[str, Any]]) -> tuple[dict[str, Any], ...]:
    """Return a line for each file that was edited since the last command."""
    known = [line[_FILES] for line in lines if isinstance(line.get(_FILES), Mapping)]
    return tuple(_iter_changed_files(folder, known[-1])) if known else ()


def _iter_changed_files(folder: Path, known: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    now = _digest_files(folder)
    for name in sorted({*known, *now}):
        if known.get(name) != now.get(name):
            path = folder / name
            changed_at = datetime.fromtimestamp(path.stat().st_mtime, UTC) if name in now else None
            yield {
                "collected": changed_at.isoformat(timespec="seconds") if changed_at else "",
                _BY_HAND: name,
            }


def _digest_files(folder: Path) -> dict[str, str]:
    paths = sorted(folder.iterdir()) if folder.is_dir() else []
    files = (path for path in paths if path.suffix in _SUFFIXES and path.is_file())
    return {path.name: sha256(read_file(path)).hexdigest() for path in files}
