"""What was read from files, kept as long as their content stays the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from assembler.store.files.cache import Cache
from assembler.store.files.files import read_file

if TYPE_CHECKING:
    from assembler.store.yaml.yaml_file import YamlFile

T = TypeVar("T")


class ReadOnce:
    """YAML files and what was made of them; a file is opened each time, and parsed when it has changed."""

    __slots__ = ("_files", "_models")

    def __init__(self) -> None:
        self._files: dict[Path, tuple[bytes, YamlFile]] = {}
        self._models: dict[str, tuple[YamlFile, Any]] = {}

    def __reduce__(self) -> tuple[type[ReadOnce], tuple[()]]:
        """What another process gets: nothing yet."""
        return ReadOnce, ()

    def yaml(self, path: Path, *, name: str, cache: Cache) -> YamlFile:
        """The YAML file at ``path``; FileError where it cannot be read at all."""
        from assembler.store.yaml.yaml_file import parse_yaml

        content = read_file(path)
        known = self._files.get(path)
        if known is None or known[0] != content or known[1].name != name:
            known = self._files[path] = content, parse_yaml(content, name, cache=cache)
        return known[1]

    def model(self, file: YamlFile, read: Callable[[YamlFile], T]) -> T:
        """What ``read`` makes of ``file``, or made of it before; a file is always read in the same way."""
        known = self._models.get(file.name)
        if known is None or known[0] is not file:
            known = self._models[file.name] = file, read(file)
        found: T = known[1]
        return found
