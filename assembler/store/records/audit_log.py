"""The audit trail of a record: ``audit.jsonl`` in its folder, one line for each change, only ever added to.

Each line is an object in JSON: who changed what, when, and from which file. It is written together with the
record's files, so that neither is ever there without the other. The last line of a command holds in ``files``
the digests of the record's files as it left them: what differs from them was changed by hand since, and gets
a line with ``by_hand`` when a command writes there again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from assembler.store.files.files import read_file
from assembler.store.files.json_lines import read_json_lines, with_json_lines

TRAIL = "audit.jsonl"
_FILES, _BY_HAND = "files", "by_hand"
_SUFFIXES = (".yaml", ".csv")


def read_trail(folder: Path) -> tuple[dict[str, Any], ...]:
    """The changes of the record in ``folder``; none where nothing was ever changed by a form or a sheet.

    A line that somebody damaged by hand is left out.
    """
    return tuple(_without_files(line) for line in _lines(folder) if "path" in line)


def read_whole_trail(folder: Path) -> tuple[dict[str, Any], ...]:
    """The changes, and the files that were changed by hand between and after them."""
    lines = _lines(folder)
    told = (_without_files(line) for line in lines if "path" in line or _BY_HAND in line)
    return (*told, *_edited_by_hand(folder, lines))


def _without_files(line: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in line.items() if name != _FILES}


def with_lines(
    folder: Path, lines: Iterable[Mapping[str, Any]], files: Mapping[Path, bytes], moment: str = ""
) -> dict[Path, bytes]:
    """The trail's file as it will be with ``lines`` at its end, once ``files`` are written.

    ``moment`` is now (ISO 8601). Nothing where there is nothing to add.
    """
    path, new = folder / TRAIL, list(lines)
    ours = {each.name: data for each, data in files.items() if each.parent == folder}
    if not new and not ours:
        return {}
    edited = _edited_by_hand(folder, _lines(folder))
    after = _digests(folder) | {name: sha256(data).hexdigest() for name, data in ours.items()}
    *others, last = new or [{"collected": moment}]
    return {path: with_json_lines(path, [*edited, *others, {**last, _FILES: after}])}


def _lines(folder: Path) -> tuple[dict[str, Any], ...]:
    return read_json_lines(folder / TRAIL)


def _edited_by_hand(folder: Path, lines: Iterable[Mapping[str, Any]]) -> tuple[dict[str, Any], ...]:
    """A line for each file that is not as the last command left it."""
    known = [line[_FILES] for line in lines if isinstance(line.get(_FILES), Mapping)]
    return tuple(_differing(folder, known[-1])) if known else ()


def _differing(folder: Path, known: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    now = _digests(folder)
    for name in sorted({*known, *now}):
        if known.get(name) != now.get(name):
            path = folder / name
            day = datetime.fromtimestamp(path.stat().st_mtime, UTC) if name in now else None
            yield {"collected": day.isoformat(timespec="seconds") if day else "", _BY_HAND: name}


def _digests(folder: Path) -> dict[str, str]:
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    files = (each for each in found if each.suffix in _SUFFIXES and each.is_file())
    return {each.name: sha256(read_file(each)).hexdigest() for each in files}
