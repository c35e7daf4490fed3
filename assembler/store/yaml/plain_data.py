"""Plain data for somebody's own template: a JSON or YAML file, no model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from assembler.diagnostics import Diagnostic, Level, Location
from assembler.errors import DataError
from assembler.store.files.files import read_file
from assembler.store.yaml.suggest import suggestion
from assembler.store.yaml.yaml_file import parse_yaml, require_data


def read_data(path: Path) -> dict[str, Any]:
    """What the file at ``path`` (.json, .yaml or .yml) says, a mapping from names to values.

    Raises FileError where it cannot be read, DataError with diagnostics where it is broken, no mapping, or of
    another kind.
    """
    suffix = path.suffix.lower()
    if suffix not in (".json", ".yaml", ".yml"):
        raise DataError("data are read from JSON or YAML", location=str(path),
                        hint=f"{suggestion(suffix, ('.json', '.yaml', '.yml'))}")  # fmt: skip
    content = read_file(path)
    name = str(path)
    data = _json(content, name) if suffix == ".json" else require_data(parse_yaml(content, name))
    if not isinstance(data, dict):
        raise DataError("the data have no names", location=name, hint="write a mapping: `name: value`")
    return data


def _json(content: bytes, name: str) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise _broken(name, error.lineno, f"this is not JSON: {error.msg.lower()}") from error
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _broken(name, line, "letters that are not in UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise _broken(name, None, str(error)) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"names that stand twice: {', '.join(twice)}")
    return dict(pairs)


def _broken(name: str, line: int | None, what: str) -> DataError:
    diagnostic = Diagnostic("broken-json", Level.ERROR, Location(name, "", line), what, "mend the line")
    where = name if line is None else f"{name}, line {line}"
    return DataError(what, location=where, hint="mend the file", diagnostics=(diagnostic,))
