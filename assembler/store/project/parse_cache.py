"""Cache of parsed files; a result is valid as long as the file has the same contents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from assembler.store.files.cache import Cache
from assembler.store.files.files import read_file

if TYPE_CHECKING:
    from assembler.store.yaml.yaml_file import YamlFile

T = TypeVar("T")


class ParseCache:
    """Cache of YAML files and their models; each access reads the file, but parses it only if changed."""

    __slots__ = ("_files", "_models")

    def __init__(self) -> None:
        self._files: dict[Path, tuple[bytes, YamlFile]] = {}
        self._models: dict[str, tuple[YamlFile, Any]] = {}

    def __reduce__(self) -> tuple[type[ParseCache], tuple[()]]:
        """Pickle as an empty cache."""
        return ParseCache, ()

    def yaml(self, path: Path, *, name: str, cache: Cache) -> YamlFile:
        """Return the YAML file at ``path``; raise FileError if it cannot be read."""
        from assembler.store.yaml.yaml_file import parse_yaml

        content = read_file(path)
        cached = self._files.get(path)
        if cached is None or cached[0] != content or cached[1].name != name:
            cached = self._files[path] = content, parse_yaml(content, name, cache=cache)
        return cached[1]

    def model(self, file: YamlFile, read: Callable[[YamlFile], T]) -> T:
        """Return the cached result of ``read``; the function must always be the same for a file."""
        cached = self._models.get(file.name)
        if cached is None or cached[0] is not file:
            cached = self._models[file.name] = file, read(file)
        result: T = cached[1]
        return result
