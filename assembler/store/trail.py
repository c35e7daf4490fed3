"""The audit trail of a record: ``audit.jsonl`` in its folder, one line for each change, only ever added to.

Each line is an object in JSON: who changed what, when, and from which file. It is written together with the
record's files, so that neither is ever there without the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from assembler.store.json_lines import read_json_lines, with_json_lines

TRAIL = "audit.jsonl"


def read_trail(folder: Path) -> tuple[dict[str, Any], ...]:
    """The lines of the trail of the record in ``folder``; none where nothing was ever changed by a form.

    A line that somebody damaged by hand is left out.
    """
    return read_json_lines(folder / TRAIL)


def with_lines(folder: Path, lines: Iterable[Mapping[str, Any]]) -> dict[Path, bytes]:
    """The trail's file as it will be with ``lines`` at its end; nothing where there are none."""
    path, new = folder / TRAIL, tuple(lines)
    return {path: with_json_lines(path, new)} if new else {}
