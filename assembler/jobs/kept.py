"""What several documents share, made when it is first asked for; the oldest goes when there is too much."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Kept:
    """Up to ``most`` things by what they are made from.

    >>> kept = Kept(most=2)
    >>> [kept.get(key, lambda: object()) is kept.get(key, lambda: object()) for key in "abc"]
    [True, True, True]
    """

    __slots__ = ("_most", "_things")

    def __init__(self, most: int) -> None:
        self._most = most
        self._things: dict[Hashable, Any] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The thing that was made for ``key``, or that ``make`` makes now."""
        if key in self._things:
            found: T = self._things.pop(key)
        else:
            found = make()
        self._things[key] = found
        while len(self._things) > self._most:
            del self._things[next(iter(self._things))]
        return found
