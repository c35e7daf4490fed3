"""YAML files as plain data, with the line number of each path."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.data_files import TOO_LARGE, WRONG_ENCODING
from assembler.errors import DataError
from assembler.store.files.result_cache import Cache
from assembler.store.yaml.yaml_path import YamlPath, join_path
from assembler.structs import Struct, field

if TYPE_CHECKING:
    from assembler.store.yaml.yaml_tree import Node

MAX_YAML_BYTES = 4 * 1024 * 1024
"""Maximum size of a YAML file; reading 4 MB takes ten seconds, so larger files must be CSV or JSON lines."""


class YamlFile(Struct, frozen=True):
    """The plain ``data`` of a file, with line numbers.

    ``lines`` maps each path to its line (from 1). If ``diagnostics`` is not empty, the file has errors, and
    ``data`` may be incomplete or None.
    """

    name: str
    data: Any = None
    lines: Mapping[YamlPath, int] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()

    def line(self, path: YamlPath) -> int | None:
        """Return the line of ``path``, or of its nearest parent that is in the file.

        The result is None if the file is empty or has errors that prevent it from being read.
        """
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path)

    def locate(self, path: YamlPath, *, root: str = "") -> Location:
        """Return the location of ``path``.

        If ``root`` is given, the displayed path begins with it.
        """
        return Location(self.name, join_path((root, *path) if root else path), self.line(path))


class _CachedLines(Mapping[YamlPath, int]):
    """Mapping from paths to lines, stored in the cache as JSON and parsed on first access."""

    def __init__(self, cached: bytes) -> None:
        self._cached = cached

    @cached_property
    def _lines(self) -> dict[YamlPath, int]:
        return {tuple(path): line for path, line in json.loads(self._cached)}

    def __getitem__(self, path: YamlPath) -> int:
        return self._lines[path]

    def __iter__(self) -> Iterator[YamlPath]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def parse_yaml(content: bytes, name: str, *, cache: Cache | None = None) -> YamlFile:
    """Parse ``content`` into plain data with line numbers.

    ``name`` is the name of the file in messages. Valid content is parsed only once and later read from
    ``cache``, which saves a third of the time of a second build (``tests/speed/speed_startup.py``). Errors
    are in the diagnostics of the result; nothing is raised.

    >>> file = parse_yaml(b"budgets:\\n  - amount: 3\\n", "x.yaml")
    >>> file.data, file.line(("budgets", 0, "amount"))
    ({'budgets': [{'amount': 3}]}, 2)
    """
    key = f"yaml 2 {sha256(content).hexdigest()}"
    cached = cache.get(key) if cache else None
    if cached is not None:
        data, lines = cached.split(b"\n")
        return YamlFile(name, json.loads(data), _CachedLines(lines))
    file = _parse(content, name)
    if cache and not file.diagnostics:
        cache.put(key, f"{json.dumps(file.data)}\n{json.dumps(list(file.lines.items()))}".encode())
    return file


def require_data(file: YamlFile) -> Any:
    """Return the data of ``file``; raise DataError with all its diagnostics if it has errors."""
    if file.diagnostics:
        hint = "correct the lines listed below"
        raise DataError("the file is not valid YAML", location=file.name, hint=hint,
                        diagnostics=file.diagnostics)  # fmt: skip
    return file.data


def _parse(content: bytes, name: str) -> YamlFile:
    if len(content) > MAX_YAML_BYTES:
        limit = MAX_YAML_BYTES // 1024 // 1024
        return YamlFile(name, diagnostics=(TOO_LARGE.at(Location(name, line=1), limit=limit),))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return YamlFile(name, diagnostics=(WRONG_ENCODING.at(Location(name, line=line)),))
    from assembler.store.yaml.yaml_tree import compose

    return build_yaml_file(name, *compose(text, name))


def build_yaml_file(name: str, root: Node | None, diagnostics: tuple[Diagnostic, ...] = ()) -> YamlFile:
    """Return the file with the tree ``root``, which is None if the file is empty or invalid."""
    if root is None:
        return YamlFile(name, diagnostics=diagnostics)
    return YamlFile(name, root.plain(), dict(_iter_lines(root, ())), diagnostics)


def _iter_lines(node: Node, path: YamlPath) -> Iterator[tuple[YamlPath, int]]:
    """Yield the path and line of each value in ``node``, whose own path is ``path``.

    For a value in a mapping, this is the line of its key. For an item of a list, it is the item's first line.
    """
    if not path:
        yield (), node.line
    for key, value in node.entries:
        yield (*path, str(key.value)), key.line
        yield from _iter_lines(value, (*path, str(key.value)))
    for index, item in enumerate(node.items):
        yield (*path, index), item.line
        yield from _iter_lines(item, (*path, index))
