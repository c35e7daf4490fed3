"""Tables of things that are imported when they are asked for.

A module that only names what there is loads at once; a short job then pays for the two or three models, kinds
and rules that it uses, and for no other. ``assembler --help`` may load this.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any, TypeVar

T = TypeVar("T")

__all__ = ["Late"]


class Late(Mapping[str, T]):
    """Things of a ``room`` by name; ``places`` says of each where it is: ``module:name`` within the room.

    Asking whether a name is known, or how many there are, imports nothing; an unknown one is a KeyError.
    ``values()`` is a view of all: as many as wanted can be gone through, again and again.

    >>> errors = Late("assembler", {"template": "errors:TemplateError", "data": "errors:DataError"})
    >>> errors["data"].__name__, "file" in errors, len(errors), [*errors]
    ('DataError', False, 2, ['template', 'data'])
    >>> [error.__name__ for error in errors.values()]
    ['TemplateError', 'DataError']
    """

    __slots__ = ("_places", "_room")

    def __init__(self, room: str, places: Mapping[str, str]) -> None:
        self._room = room
        self._places = dict(places)

    def __getitem__(self, name: str) -> T:
        found: T = _imported(self._room, self._places[name])
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


@cache
def _imported(room: str, place: str) -> Any:
    """What stands at ``place``; a form asks for each kind of value hundreds of times."""
    module, _, name = place.partition(":")
    return getattr(import_module(f"{room}.{module}"), name)
