"""Plain data for a user's own template, read from a JSON or YAML file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from assembler.diagnostics import Location
from assembler.diagnostics.data_files import MALFORMED_JSON
from assembler.errors import DataError
from assembler.store.files.files import read_file
from assembler.store.yaml.suggestions import suggest_name
from assembler.store.yaml.yaml_file import parse_yaml, require_data


def read_data(path: Path) -> dict[str, Any]:
    """Read the file at ``path`` (.json, .yaml or .yml), which must contain a mapping of names to values.

    Raises FileError if it cannot be read, and DataError if it is invalid, is not a mapping or has a different
    suffix.
    """
    suffix = path.suffix.lower()
    if suffix not in (".json", ".yaml", ".yml"):
        raise DataError("the data file must be JSON or YAML", location=str(path),
                        hint=f"{suggest_name(suffix, ('.json', '.yaml', '.yml'))}")  # fmt: skip
    content = read_file(path)
    name = str(path)
    data = _parse_json(content, name) if suffix == ".json" else require_data(parse_yaml(content, name))
    if not isinstance(data, dict):
        hint = 'write names with values: {"name": "value"} in JSON, or `name: value` on each line in YAML'
        raise DataError("the data is not a mapping", location=name, hint=hint)
    return data


def _parse_json(content: bytes, name: str) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"), object_pairs_hook=_refuse_repetitions)
    except json.JSONDecodeError as error:
        raise _build_error(name, error.lineno, "", parser_message=error.msg.lower()) from error
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _build_error(name, line, "encoding") from error
    except _RepeatedNamesError as error:
        raise _build_error(name, None, "repeated names", names=str(error)) from error
    except RecursionError as error:
        raise _build_error(name, None, "nesting") from error
    except ValueError as error:
        raise _build_error(name, None, "", parser_message=str(error)) from error


class _RepeatedNamesError(ValueError):
    """Error whose text lists the repeated names in a mapping."""


def _refuse_repetitions(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    if repeated := sorted({name for name in names if names.count(name) > 1}):
        raise _RepeatedNamesError(", ".join(repeated))
    return dict(pairs)


def _build_error(name: str, line: int | None, variant: str, **fields: str) -> DataError:
    diagnostic = MALFORMED_JSON.at(Location(name, line=line), variant, **fields)
    location = str(diagnostic.location)
    return DataError(diagnostic.message, location=location, hint=diagnostic.hint, diagnostics=(diagnostic,))
