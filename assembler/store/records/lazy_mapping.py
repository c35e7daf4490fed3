"""Values that are made when somebody asks for them: most documents want two files of a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

T = TypeVar("T")


class WhenAsked(Mapping[str, T]):
    """Values by their names, in the order of these; each is made when it is first asked for, and once.

    >>> said = WhenAsked(("a", "b"), lambda name: print("making", name) or name.upper())
    >>> "b" in said, len(said), list(said)
    (True, 2, ['a', 'b'])
    >>> said["b"], said.get("b"), said.get("c")
    making b
    ('B', 'B', None)
    """

    def __init__(self, names: Iterable[str], make: Callable[[str], T]) -> None:
        self._names = dict.fromkeys(names)
        self._make = make
        self._made: dict[str, T] = {}

    def __getitem__(self, name: str) -> T:
        if name not in self._made:
            if name not in self._names:
                raise KeyError(name)
            self._made[name] = self._make(name)
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
