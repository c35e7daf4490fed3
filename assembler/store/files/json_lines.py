"""Append-only files of JSON lines, such as the audit log and the log of a form's returns.

Only a line feed ends a line, because JSON does not escape the other characters at which ``str.splitlines``
splits (U+2028, which spreadsheets insert in cells, and U+0085).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from assembler.store.files.files import read_file
from assembler.store.files.input_files import InputFiles


def read_json_lines(path: Path, files: InputFiles | None = None) -> tuple[dict[str, Any], ...]:
    """Return the objects in the file at ``path``, one per line.

    ``files`` is an optional cache of the files already read. The result is empty if there is no such file. A
    line that is not an object (damaged or truncated) is skipped. Raises FileError if the file cannot be read.
    """
    return tuple(data for line in read_raw_lines(path, files) if isinstance(data := _parse_line(line), dict))


def read_raw_lines(path: Path, files: InputFiles | None = None) -> list[bytes]:
    """Return the non-empty lines of the file at ``path`` as bytes.

    ``files`` is an optional cache of the files already read. The result is empty if there is no such file.
    Raises FileError if the file cannot be read.
    """
    files = files or InputFiles()
    lines = files.read(path).split(b"\n") if files.exists(path) else []
    return [line for line in lines if line]


def with_json_lines(path: Path, lines: Iterable[Mapping[str, Any]]) -> bytes:
    """Return the contents of the file at ``path`` with ``lines`` appended.

    A line break is added first if the last line is truncated. Raises FileError if the file cannot be read.
    """
    old = read_file(path) if path.is_file() else b""
    new = "".join(json.dumps(line, ensure_ascii=False, default=str) + "\n" for line in lines)
    return old + (b"" if not old or old.endswith(b"\n") else b"\n") + new.encode()


def _parse_line(line: bytes) -> Any:
    try:
        return json.loads(line.decode("utf-8", "replace"))
    except ValueError:
        return None
