"""LRU cache for objects shared by several documents."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class WeightedLruCache:
    """LRU cache with a maximum total weight.

    An object weighs 1 unless ``weigh`` returns another weight. The most recent object is always kept.

    >>> kept = WeightedLruCache(most=2)
    >>> [kept.get(key, lambda: object()) is kept.get(key, lambda: object()) for key in "abc"]
    [True, True, True]
    """

    __slots__ = ("_most", "_things", "_weigh", "_weight")

    def __init__(self, most: int, weigh: Callable[[Any], int] = lambda thing: 1) -> None:
        self._most, self._weigh, self._weight = most, weigh, 0
        self._things: dict[Hashable, tuple[int, Any]] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the object for ``key``; create it with ``make`` if it is not in the cache."""
        if key in self._things:
            kept = self._things.pop(key)
        else:
            made = make()
            kept = self._weigh(made), made
            self._weight += kept[0]
        self._things[key] = kept
        while self._weight > self._most and len(self._things) > 1:
            self._weight -= self._things.pop(next(iter(self._things)))[0]
        found: T = kept[1]
        return found
