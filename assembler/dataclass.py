"""Python's dataclasses with slots, made in a quarter of the time: a build has a hundred of them.

Python writes six functions for each class and compiles them one by one, at every start of the program. Here
only ``__init__`` is written; whatever is the same for all classes is written once. Everything else about
them is Python's: ``field``, ``fields``, ``replace``, ``asdict``, ``match``, copies and pickles.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(field_specifiers=(dataclasses.field,))
def dataclass(
    *, frozen: bool = False, slots: bool = False, order: bool = False
) -> Callable[[type[T]], type[T]]:
    """The decorator of the same name, for less; what is out of the ordinary is left to Python's own.

    >>> @dataclass(frozen=True, slots=True)
    ... class Point:
    ...     x: int
    ...     y: int = 0
    >>> Point(1), Point(1) == Point(1, 0), dataclasses.replace(Point(1), y=2)
    (Point(x=1, y=0), True, Point(x=1, y=2))
    """
    its_own = dataclasses.dataclass(frozen=frozen, slots=slots, order=order)

    def made(cls: type[T]) -> type[T]:
        if order or not slots or cls.__bases__ != (object,) or hasattr(cls, "__post_init__"):
            return its_own(cls)
        cls.__doc__ = cls.__doc__ or cls.__name__  # else Python asks for its signature, which takes long
        dataclasses.dataclass(init=False, repr=False, eq=False)(cls)
        return _slotted(cls, frozen=frozen)

    return made


def _slotted(cls: type[Any], *, frozen: bool) -> type[Any]:
    """``cls``, whose fields are known, with slots and with what a dataclass can do."""
    fields = dataclasses.fields(cls)
    names = tuple(each.name for each in fields)
    compared = tuple(each.name for each in fields if each.compare)
    shown = tuple(each.name for each in fields if each.repr)
    inside = {name: value for name, value in cls.__dict__.items() if name not in names}
    for name in ("__dict__", "__weakref__"):
        inside.pop(name, None)
    abilities = {"__slots__": names, "__repr__": _repr(shown), **_comparing(compared, frozen=frozen)}
    if frozen:
        abilities |= {"__setattr__": _no_change, "__delattr__": _no_change, **_pickling(names)}
    for name, ability in abilities.items():
        if inside.get(name) is None:
            inside[name] = ability
    made: type[Any] = type(cls.__name__, cls.__bases__, inside)
    made.__qualname__ = cls.__qualname__
    if "__init__" not in inside:
        setattr(made, "__init__", _init(made, fields, frozen=frozen))  # noqa: B010
    return made


def _init(cls: Any, fields: tuple[dataclasses.Field[Any], ...], *, frozen: bool) -> Any:
    """``__init__`` of ``cls``; in a frozen one the slots are filled directly, since nobody else may."""
    given: dict[str, Any] = {"_none": dataclasses.MISSING}
    words, lines = ["self"], []
    for each in fields:
        name, value = each.name, each.name
        if each.default_factory is not dataclasses.MISSING:
            given[f"_make_{name}"] = each.default_factory
            value = f"_make_{name}() if {name} is _none else {name}"
            words.append(f"{name}=_none")
        elif each.default is not dataclasses.MISSING:
            given[f"_else_{name}"] = each.default
            words.append(f"{name}=_else_{name}")
        else:
            words.append(name)
        if frozen:
            given[f"_set_{name}"] = cls.__dict__[name].__set__
        lines.append(f"_set_{name}(self, {value})" if frozen else f"self.{name} = {value}")
    body = "\n  ".join(lines or ["pass"])
    source = f"def made({', '.join(given)}):\n def __init__({', '.join(words)}):\n  {body}\n return __init__"
    scope: dict[str, Any] = {}
    exec(source, scope)
    init = scope["made"](**given)
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


def _repr(shown: tuple[str, ...]) -> Callable[[Any], str]:
    def __repr__(self: Any) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{type(self).__qualname__}({values})"

    return __repr__


def _comparing(compared: tuple[str, ...], *, frozen: bool) -> dict[str, Any]:
    """Two of one class are the same where these fields are; what may change has no place in a set."""
    values: Callable[[Any], Any] = attrgetter(*compared) if compared else lambda _: ()

    def __eq__(self: Any, other: Any) -> Any:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: Any) -> int:
        return hash(values(self))

    return {"__eq__": __eq__, "__hash__": __hash__ if frozen else None}


def _no_change(self: Any, name: str, *_: Any) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot change field {name!r}")


def _pickling(names: tuple[str, ...]) -> dict[str, Any]:
    """How a frozen one travels: its values in their order, put straight into the slots."""

    def __getstate__(self: Any) -> list[Any]:
        return [getattr(self, name) for name in names]

    def __setstate__(self: Any, state: list[Any]) -> None:
        for name, value in zip(names, state, strict=True):
            object.__setattr__(self, name, value)

    return {"__getstate__": __getstate__, "__setstate__": __setstate__}
