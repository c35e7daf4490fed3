"""Append-only files of JSON lines: the audit log, the returns of a form, the dates it was sent.

Only a line feed ends a line: texts may contain the other characters at which ``str.splitlines`` splits
(U+2028, which sheets put into cells; U+0085), and JSON does not escape them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from assembler.store.files.files import read_file


def read_json_lines(path: Path) -> tuple[dict[str, Any], ...]:
    """Return the objects in the file at ``path``, line by line; none if there is no file.

    A line that is not an object (damaged by hand, cut off) is skipped. Raise FileError if the file cannot be
    read.
    """
    return tuple(data for line in read_raw_lines(path) if isinstance(data := _parse_line(line), dict))


def read_raw_lines(path: Path) -> list[bytes]:
    """Return the non-empty lines of the file at ``path`` as bytes; none if there is no file.

    Raise FileError if the file cannot be read.
    """
    lines = read_file(path).split(b"\n") if path.is_file() else []
    return [line for line in lines if line]


def with_json_lines(path: Path, lines: Iterable[Mapping[str, Any]]) -> bytes:
    """Return the content of the file at ``path`` with ``lines`` appended, also if its last line was cut off.

    Raise FileError if the file cannot be read.
    """
    old = read_file(path) if path.is_file() else b""
    new = "".join(json.dumps(line, ensure_ascii=False, default=str) + "\n" for line in lines)
    return old + (b"" if not old or old.endswith(b"\n") else b"\n") + new.encode()


def _parse_line(line: bytes) -> Any:
    try:
        return json.loads(line.decode("utf-8", "replace"))
    except ValueError:
        return None
