"""Columnar serializer that loads thousands of small objects in a few milliseconds.

Objects of the same class whose fields have the same kinds of values form a group with one column for each
field, so that a single call of ``map`` creates all of them. The format is ``marshal``, which runs no code,
and only classes of this program are instantiated.
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
_CONTAINERS = frozenset({tuple, list, dict})
_PACKAGES = frozenset({"assembler", "markupsafe"})
"""Packages whose classes may be instantiated."""


def dumps(value: Any) -> bytes:
    """Serialize plain data, and the enumerations, structs, strings and mappings of this program.

    An object that occurs several times is written once and is shared again after loading. Raise TypeError for
    any other object.

    >>> from assembler.model.documents.form import ChoiceItem
    >>> loads(dumps({"a": ChoiceItem("meets", "voldoet")}))
    {'a': ChoiceItem(value='meets', label='voldoet', sign='')}
    """
    groups, root = _Writer().write(value)
    names = {kind for kind, _, _ in groups if isinstance(kind, str) and kind not in _CONTAINER_MAKERS}
    try:
        return marshal.dumps(
            ({name: _field_names(_find_class(name)) for name in sorted(names)}, groups, root)
        )
    except ValueError as error:
        raise TypeError(f"a key is not plain data: {error}") from error


def loads(data: bytes) -> Any:
    """Return the object serialized by ``dumps``; raise ValueError for other data or changed classes."""
    try:
        classes, groups, root = marshal.loads(data)
        if any(_field_names(_find_class(name)) != fields for name, fields in classes.items()):
            raise ValueError("the fields of a class have changed")
        pool: list[Any] = []
        for kind, length, columns in groups:
            make, values = _find_maker(kind), [_resolve_column(column, pool) for column in columns]
            pool.extend(map(make, *values) if values else (make() for _ in range(length)))
        return _resolve_column(root, pool)[0]
    except (EOFError, TypeError, LookupError, AttributeError) as error:
        raise ValueError(f"not serialized data: {error}") from error


def _find_class(name: str) -> type:
    """Return the class with this name from a module that is already imported."""
    module, _, inside = name.partition(":")
    cls = getattr(sys.modules[module], inside)
    if module.partition(".")[0] not in _PACKAGES or not isinstance(cls, type):
        raise TypeError(f"{name} is not a class of this program")
    return cls


def _find_maker(kind: Any) -> Callable[..., Any]:
    """Return the callable that creates the objects of a group from their values."""
    if isinstance(kind, tuple):
        return lambda *values: dict(zip(kind, values, strict=True))
    if kind in _CONTAINER_MAKERS:
        return _CONTAINER_MAKERS[kind]
    cls = _find_class(kind)
    is_text = issubclass(cls, str) and not issubclass(cls, Enum)
    return partial(str.__new__, cls) if is_text else cls  # Markup would test each text for HTML


def _make_tuple(*values: Any) -> tuple[Any, ...]:
    return values


def _make_list(*values: Any) -> list[Any]:
    return list(values)


_CONTAINER_MAKERS: Mapping[str, Callable[..., Any]] = {"tuple": _make_tuple, "list": _make_list}


@cache
def _field_names(cls: type) -> list[str]:
    return list(cls.__struct_fields__) if issubclass(cls, Struct) else []


def _resolve_column(column: tuple[bool, Sequence[Any]], pool: Sequence[Any]) -> Sequence[Any]:
    """Return the values of a column; a column of objects contains their indexes in ``pool``."""
    is_pooled, stored = column
    return [pool[number] for number in stored] if is_pooled else stored


class _Node:
    """An object with its values and their nodes (None for plain values); ``level`` is the depth."""

    __slots__ = ("inside", "kind", "level", "number", "values")

    def __init__(self, kind: Any, values: Sequence[Any], inside: Sequence[_Node | None], level: int) -> None:
        self.kind = kind
        self.values = values
        self.inside = inside
        self.level = level
        self.number = -1


class _Writer:
    """Writer that collects the nodes of all objects in groups of the same shape.

    Each object comes after the objects that it contains.
    """

    def __init__(self) -> None:
        self._nodes: dict[int, _Node] = {}
        self._texts: dict[tuple[type, str], _Node] = {}
        self._groups: dict[tuple[int, Any, tuple[bool, ...]], list[_Node]] = {}
        self._alive: list[Any] = []
        """References that keep the objects alive, because ``_nodes`` relies on their ids."""

    def write(self, value: Any) -> tuple[list[Any], Any]:
        """Return the groups of objects, and ``value`` as a separate column."""
        root = self._find_node(value)
        groups, numbers = [], count()
        for (_, kind, pooled), nodes in sorted(self._groups.items(), key=lambda each: each[0][0]):
            for node in nodes:
                node.number = next(numbers)
            columns = [_build_column(nodes, index, is_pooled) for index, is_pooled in enumerate(pooled)]
            groups.append((kind, len(nodes), columns))
        return groups, (root is not None, [root.number if root else value])

    def _find_node(self, value: Any) -> _Node | None:
        """Return the node of ``value``, created on first use, or None if the value is plain."""
        kind: Any = value.__class__
        if (node := self._nodes.get(id(value))) is not None or kind in _PLAIN:
            return node
        if issubclass(kind, str) and not issubclass(kind, Enum):
            node = self._texts.get((kind, value))
            if node is None:
                node = self._texts[kind, value] = self._add_node(_class_name(kind), (str.__str__(value),), ())
        else:
            shape, values = _decompose(value)
            inside = [None if each.__class__ in _PLAIN else self._find_node(each) for each in values]
            if kind in _CONTAINERS and not any(inside):
                return None
            node = self._add_node(shape, values, inside)
        self._nodes[id(value)] = node
        self._alive.append(value)
        return node

    def _add_node(self, kind: Any, values: Sequence[Any], inside: Sequence[_Node | None]) -> _Node:
        pooled = tuple(each is not None for each in inside) or (False,) * len(values)
        level = 1 + max((each.level for each in inside if each is not None), default=0)
        node = _Node(kind, values, inside, level)
        self._groups.setdefault((level, kind, pooled), []).append(node)
        return node


def _decompose(value: Any) -> tuple[Any, Sequence[Any]]:
    """Return the kind of ``value``, which is needed to re-create it, and the values that it contains."""
    kind: Any = value.__class__
    if kind is dict:
        return tuple(value), tuple(value.values())
    if kind in _CONTAINERS:
        return kind.__name__, value
    name = _class_name(kind)
    if isinstance(value, Enum):
        return name, (value.value,)
    if isinstance(value, dict):
        return name, (dict(value),)
    if not isinstance(value, Struct):
        raise TypeError(f"{name} cannot be serialized")
    return name, [getattr(value, each) for each in _field_names(kind)]


def _class_name(kind: type) -> str:
    """Return the name that ``_find_class`` expects for the class; raise TypeError for other packages."""
    if kind.__module__.partition(".")[0] not in _PACKAGES:
        raise TypeError(f"{kind.__module__}:{kind.__qualname__} cannot be serialized")
    return f"{kind.__module__}:{kind.__qualname__}"


def _build_column(nodes: Sequence[_Node], index: int, is_pooled: bool) -> tuple[bool, list[Any]]:
    """Return the values at ``index`` of all ``nodes``, or the indexes of objects if ``is_pooled``."""
    if is_pooled:
        return True, [inside.number for node in nodes if (inside := node.inside[index])]
    return False, [node.values[index] for node in nodes]
