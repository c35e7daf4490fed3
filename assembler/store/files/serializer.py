"""Thousands of small objects as plain data in columns, and back: read in a few milliseconds.

Objects of one class that hold values of the same sorts lie together, each field a column, so that Python
makes all of them by one call. Classes of this program are made and no others, of what ``marshal`` knows,
which runs nothing.
"""

from __future__ import annotations

import marshal
import sys
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import cache, partial
from itertools import count
from typing import Any

from assembler.structs import Struct

_PLAIN = frozenset({type(None), bool, int, float, str, bytes})
_HOLDING = frozenset({tuple, list, dict})
_OURS = frozenset({"assembler", "markupsafe"})
"""Packages whose classes may be made."""


def written(thing: Any) -> bytes:
    """``thing`` as bytes: plain values, enumerations, words and mappings of this program, and what they hold.

    An object that stands in several places is written once, and stands in all of them again. TypeError where
    it holds anything else.

    >>> from assembler.model.documents.form import ChoiceItem
    >>> read(written({"a": ChoiceItem("meets", "voldoet")}))
    {'a': ChoiceItem(value='meets', label='voldoet', sign='')}
    """
    groups, root = _Writer().written(thing)
    named = {kind for kind, _, _ in groups if isinstance(kind, str) and kind not in _HOLDERS}
    try:
        return marshal.dumps(({each: _fields(_class(each)) for each in sorted(named)}, groups, root))
    except ValueError as error:
        raise TypeError(f"a key is no plain data: {error}") from error


def read(data: bytes) -> Any:
    """What ``written`` wrote; ValueError where it is no such thing, or of classes with other fields."""
    try:
        known, groups, root = marshal.loads(data)
        if any(_fields(_class(name)) != found for name, found in known.items()):
            raise ValueError("written of classes with other fields")
        pool: list[Any] = []
        for kind, many, columns in groups:
            make, values = _maker(kind), [_values(each, pool) for each in columns]
            pool.extend(map(make, *values) if values else (make() for _ in range(many)))
        return _values(root, pool)[0]
    except (EOFError, TypeError, LookupError, AttributeError) as error:
        raise ValueError(f"not what was written: {error}") from error


def _class(name: str) -> type:
    """The class of that name, out of a module that is imported."""
    module, _, inside = name.partition(":")
    found = getattr(sys.modules[module], inside)
    if module.partition(".")[0] not in _OURS or not isinstance(found, type):
        raise TypeError(f"{name} is no class of this program")
    return found


def _maker(kind: Any) -> Callable[..., Any]:
    """What makes one of its values: a class by its name, a tuple or list, or a dict by its keys."""
    if isinstance(kind, tuple):
        return lambda *values: dict(zip(kind, values, strict=True))
    if kind in _HOLDERS:
        return _HOLDERS[kind]
    made = _class(kind)
    is_word = issubclass(made, str) and not issubclass(made, Enum)
    return partial(str.__new__, made) if is_word else made  # Markup asks each word whether it is HTML


def _a_tuple(*values: Any) -> tuple[Any, ...]:
    return values


def _a_list(*values: Any) -> list[Any]:
    return list(values)


_HOLDERS: Mapping[str, Callable[..., Any]] = {"tuple": _a_tuple, "list": _a_list}


@cache
def _fields(made: type) -> list[str]:
    return list(made.__struct_fields__) if issubclass(made, Struct) else []


def _values(column: tuple[bool, Sequence[Any]], pool: Sequence[Any]) -> Sequence[Any]:
    """The values of a column; one of objects holds their numbers in ``pool``."""
    is_pooled, held = column
    return [pool[number] for number in held] if is_pooled else held


class _Node:
    """An object taken apart: ``inside`` holds nodes, None for what is plain. ``level`` counts those below."""

    __slots__ = ("inside", "kind", "level", "number", "values")

    def __init__(self, kind: Any, values: Sequence[Any], inside: Sequence[_Node | None], level: int) -> None:
        self.kind = kind
        self.values = values
        self.inside = inside
        self.level = level
        self.number = -1


class _Writer:
    """Takes objects apart, and puts those that are alike together, each after those that it holds."""

    def __init__(self) -> None:
        self._nodes: dict[int, _Node] = {}
        self._words: dict[tuple[type, str], _Node] = {}
        self._alike: dict[tuple[int, Any, tuple[bool, ...]], list[_Node]] = {}
        self._held: list[Any] = []
        """What was taken apart: an id is only one's own for as long as one is there."""

    def written(self, thing: Any) -> tuple[list[Any], Any]:
        """The groups of objects, and ``thing`` as a column of its own."""
        root = self._node(thing)
        groups, numbers = [], count()
        for (_, kind, sorts), nodes in sorted(self._alike.items(), key=lambda each: each[0][0]):
            for node in nodes:
                node.number = next(numbers)
            columns = [_column(nodes, at, is_pooled) for at, is_pooled in enumerate(sorts)]
            groups.append((kind, len(nodes), columns))
        return groups, (root is not None, [root.number if root else thing])

    def _node(self, thing: Any) -> _Node | None:
        """The node of ``thing``, the same each time; None where it is plain."""
        kind: Any = thing.__class__
        if (known := self._nodes.get(id(thing))) is not None or kind in _PLAIN:
            return known
        if issubclass(kind, str) and not issubclass(kind, Enum):
            found = self._words.get((kind, thing))
            if found is None:
                found = self._words[kind, thing] = self._new(_name(kind), (str.__str__(thing),), ())
        else:
            made_as, values = _apart(thing)
            inside = [None if each.__class__ in _PLAIN else self._node(each) for each in values]
            if kind in _HOLDING and not any(inside):
                return None
            found = self._new(made_as, values, inside)
        self._nodes[id(thing)] = found
        self._held.append(thing)
        return found

    def _new(self, kind: Any, values: Sequence[Any], inside: Sequence[_Node | None]) -> _Node:
        sorts = tuple(each is not None for each in inside) or (False,) * len(values)
        level = 1 + max((each.level for each in inside if each is not None), default=0)
        made = _Node(kind, values, inside, level)
        self._alike.setdefault((level, kind, sorts), []).append(made)
        return made


def _apart(thing: Any) -> tuple[Any, Sequence[Any]]:
    """How a thing is made, and of what."""
    kind: Any = thing.__class__
    if kind is dict:
        return tuple(thing), tuple(thing.values())
    if kind in _HOLDING:
        return kind.__name__, thing
    name = _name(kind)
    if isinstance(thing, Enum):
        return name, (thing.value,)
    if isinstance(thing, dict):
        return name, (dict(thing),)
    if not isinstance(thing, Struct):
        raise TypeError(f"{name} is not to be written")
    return name, [getattr(thing, each) for each in _fields(kind)]


def _name(kind: type) -> str:
    """The name by which ``_class`` finds the class; TypeError where it is not ours."""
    if kind.__module__.partition(".")[0] not in _OURS:
        raise TypeError(f"{kind.__module__}:{kind.__qualname__} is not to be written")
    return f"{kind.__module__}:{kind.__qualname__}"


def _column(nodes: Sequence[_Node], at: int, is_pooled: bool) -> tuple[bool, list[Any]]:
    """The values at this place in each of ``nodes``, which are objects or none is."""
    if is_pooled:
        return True, [inside.number for node in nodes if (inside := node.inside[at])]
    return False, [node.values[at] for node in nodes]
