"""A YAML file as plain data that remembers on which line everything stands."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from assembler.diagnostics import Diagnostic, Level, Location
from assembler.errors import DataError
from assembler.store.files.cache import Cache
from assembler.store.yaml.yaml_path import YamlPath, join_path
from assembler.structs import Struct, field

if TYPE_CHECKING:
    from assembler.store.yaml.yaml_tree import Node

MAX_YAML_BYTES = 4 * 1024 * 1024
"""More than this belongs in CSV or JSON lines: 4 MB of YAML take ten seconds."""


class YamlFile(Struct, frozen=True):
    """``data`` is what the file says, plain; ``lines`` gives the line (from 1) of each path in it.

    Where ``diagnostics`` is not empty, the file has faults and ``data`` may be incomplete or None.
    """

    name: str
    data: Any = None
    lines: Mapping[YamlPath, int] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()

    def line(self, path: YamlPath) -> int | None:
        """The line of ``path``, or of the nearest thing around it that stands in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path)

    def locate(self, path: YamlPath, *, root: str = "") -> Location:
        """Where ``path`` stands, with the path as people read it (``root`` begins it)."""
        return Location(self.name, join_path((root, *path) if root else path), self.line(path))


class _KeptLines(Mapping[YamlPath, int]):
    """Lines of paths as they were kept, in JSON: read when somebody asks where something stands."""

    def __init__(self, kept: bytes) -> None:
        self._kept = kept

    @cached_property
    def _lines(self) -> dict[YamlPath, int]:
        return {tuple(path): line for path, line in json.loads(self._kept)}

    def __getitem__(self, path: YamlPath) -> int:
        return self._lines[path]

    def __iter__(self) -> Iterator[YamlPath]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def parse_yaml(content: bytes, name: str, *, cache: Cache | None = None) -> YamlFile:
    """``content`` as plain data with lines; ``name`` is the file as people know it. Nothing is raised.

    A sound file is parsed once and then taken from ``cache`` by its content.

    >>> file = parse_yaml(b"budgets:\\n  - amount: 3\\n", "x.yaml")
    >>> file.data, file.line(("budgets", 0, "amount"))
    ({'budgets': [{'amount': 3}]}, 2)
    """
    key = f"yaml 2 {sha256(content).hexdigest()}"
    kept = cache.get(key) if cache else None
    if kept is not None:
        data, lines = kept.split(b"\n")
        return YamlFile(name, json.loads(data), _KeptLines(lines))
    file = _parsed(content, name)
    if cache and not file.diagnostics:
        cache.put(key, f"{json.dumps(file.data)}\n{json.dumps(list(file.lines.items()))}".encode())
    return file


def require_data(file: YamlFile) -> Any:
    """What ``file`` says; raises DataError with all its diagnostics where it has faults."""
    if file.diagnostics:
        raise DataError("the file is not sound YAML", location=file.name, hint="mend the lines named",
                        diagnostics=file.diagnostics)  # fmt: skip
    return file.data


def _parsed(content: bytes, name: str) -> YamlFile:
    if len(content) > MAX_YAML_BYTES:
        return _faulty(name, "too-large", 1, f"more than {MAX_YAML_BYTES // 1024 // 1024} MB of YAML")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return _faulty(name, "not-utf8", line, "letters that are not in UTF-8", "save the file as UTF-8")
    from assembler.store.yaml.yaml_tree import compose

    node, diagnostics = compose(text, name)
    if node is None:
        return YamlFile(name, diagnostics=diagnostics)
    return YamlFile(name, node.plain(), dict(_lines(node, ())), diagnostics)


def _faulty(name: str, rule: str, line: int, what: str, hint: str = "split the file") -> YamlFile:
    return YamlFile(name, diagnostics=(Diagnostic(rule, Level.ERROR, Location(name, "", line), what, hint),))


def _lines(node: Node, path: YamlPath) -> Iterator[tuple[YamlPath, int]]:
    """Each path with its line: a key's own line, an item's first."""
    if not path:
        yield (), node.line
    for key, value in node.entries:
        yield (*path, str(key.value)), key.line
        yield from _lines(value, (*path, str(key.value)))
    for index, item in enumerate(node.items):
        yield (*path, index), item.line
        yield from _lines(item, (*path, index))
