"""Files to which lines of JSON are only ever added: the audit trail, the returns of a form, when it was sent.

A line ends with a line feed and nothing else: words may hold the other signs at which ``str.splitlines``
parts (U+2028, which sheets put into a cell; U+0085), and JSON writes them as they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from assembler.store.files.files import read_file


def read_json_lines(path: Path) -> tuple[dict[str, Any], ...]:
    """The objects in the file at ``path``, line by line; none where there is no file.

    A line that is no object (damaged by hand, cut off) is left out. FileError where the file cannot be read.
    """
    return tuple(found for line in written_lines(path) if isinstance(found := _read(line), dict))


def written_lines(path: Path) -> list[bytes]:
    """The lines of the file at ``path`` as they are written, but empty ones; none where there is no file.

    FileError where the file cannot be read.
    """
    lines = read_file(path).split(b"\n") if path.is_file() else []
    return [line for line in lines if line]


def with_json_lines(path: Path, lines: Iterable[Mapping[str, Any]]) -> bytes:
    """The file at ``path`` as it will be with ``lines`` at its end, also where its last line was cut off.

    FileError where what is there cannot be read.
    """
    old = read_file(path) if path.is_file() else b""
    new = "".join(json.dumps(line, ensure_ascii=False, default=str) + "\n" for line in lines)
    return old + (b"" if not old or old.endswith(b"\n") else b"\n") + new.encode()


def _read(line: bytes) -> Any:
    try:
        return json.loads(line.decode("utf-8", "replace"))
    except ValueError:
        return None
