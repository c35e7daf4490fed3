"""What several documents share, made when it is first asked for; the oldest goes when there is too much."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Kept:
    """Things by what they are made from, as long as they weigh no more than ``most`` together.

    Each weighs 1, if ``weigh`` does not say otherwise; the last one is kept in any case.

    >>> kept = Kept(most=2)
    >>> [kept.get(key, lambda: object()) is kept.get(key, lambda: object()) for key in "abc"]
    [True, True, True]
    """

    __slots__ = ("_most", "_things", "_weigh", "_weight")

    def __init__(self, most: int, weigh: Callable[[Any], int] = lambda thing: 1) -> None:
        self._most, self._weigh, self._weight = most, weigh, 0
        self._things: dict[Hashable, tuple[int, Any]] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The thing that was made for ``key``, or that ``make`` makes now."""
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
