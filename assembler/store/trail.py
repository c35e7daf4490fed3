"""The audit trail of a record: ``audit.jsonl`` in its folder, one line for each change, only ever added to.

Each line is an object in JSON: who changed what, when, and from which file. It is written together with the
record's files, so that neither is ever there without the other.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from assembler.store.files import read_file

TRAIL = "audit.jsonl"


def read_trail(folder: Path) -> tuple[dict[str, Any], ...]:
    """The lines of the trail of the record in ``folder``; none where nothing was ever changed by a form.

    A line that somebody damaged by hand is left out.
    """
    path = folder / TRAIL
    text = read_file(path).decode("utf-8", "replace") if path.is_file() else ""
    return tuple(line for line in map(_line, text.splitlines()) if line is not None)


def with_lines(folder: Path, lines: Iterable[Mapping[str, Any]]) -> dict[Path, bytes]:
    """The trail's file as it will be with ``lines`` at its end; nothing where there are none."""
    path = folder / TRAIL
    new = "".join(json.dumps(line, ensure_ascii=False, default=str) + "\n" for line in lines)
    if not new:
        return {}
    old = read_file(path) if path.is_file() else b""
    return {path: old + (b"" if not old or old.endswith(b"\n") else b"\n") + new.encode()}


def _line(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
