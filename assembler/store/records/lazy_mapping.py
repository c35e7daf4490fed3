"""Mapping that creates its values on first access, because most documents need only two files of a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

T = TypeVar("T")


class LazyMapping(Mapping[str, T]):
    """Mapping with fixed keys whose values are created by ``make`` on first access, each only once.

    >>> values = LazyMapping(("a", "b"), lambda name: print("making", name) or name.upper())
    >>> "b" in values, len(values), list(values)
    (True, 2, ['a', 'b'])
    >>> values["b"], values.get("b"), values.get("c")
    making b
    ('B', 'B', None)
    """

    def __init__(self, names: Iterable[str], make: Callable[[str], T]) -> None:
        self._names = dict.fromkeys(names)
        self._make = make
        self._values: dict[str, T] = {}

    def __getitem__(self, name: str) -> T:
        if name not in self._values:
            if name not in self._names:
                raise KeyError(name)
            self._values[name] = self._make(name)
        return self._values[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
