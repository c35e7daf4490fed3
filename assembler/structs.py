"""Base class of value objects: classes that contain named values and little else.

Every import of a module with a dataclass generates and compiles half a dozen methods. ``msgspec`` provides
these methods compiled, and its objects are faster to create and compare. Only this module imports
``msgspec``.

A ``Struct`` is like a dataclass with slots: values are given by position or by name, ``==`` compares them,
and ``repr`` shows them. With ``frozen=True``, instances are immutable and can be used as keys. With
``gc=False``, the garbage collector ignores instances, which must then not be part of a cycle. A class that
compares only some of its values defines its own ``__eq__``. Modules loaded by ``assembler --help`` define no
structs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from msgspec import MsgspecError, convert, field, to_builtins
from msgspec.json import decode
from msgspec.structs import astuple, replace

__all__ = ["Struct", "as_data", "astuple", "field", "from_data", "from_json", "replace"]

T = TypeVar("T", bound="Struct")

if TYPE_CHECKING:
    from msgspec import Struct  # the only base class that mypy allows for a frozen class
else:

    class Struct(msgspec.Struct):
        """Base class of value objects."""

        def __init_subclass__(cls) -> None:
            """Derive ``!=`` from ``==`` in a class that defines ``__eq__`` itself."""
            if "__eq__" in vars(cls):
                cls.__ne__ = object.__ne__


def as_data(value: Struct) -> dict[str, Any]:
    """Return the values by name as JSON types, including those of nested objects.

    An enumeration becomes its value, a date its ISO form, and any type unknown to JSON its ``str()``.
    """
    data: dict[str, Any] = to_builtins(value, enc_hook=_as_builtin)
    return data


def from_json(data: bytes, kind: type[T]) -> T:
    """Return the instance of ``kind`` that the JSON ``data`` describes.

    Unknown keys are ignored. Raises ValueError if the data does not fit the class.
    """
    try:
        return decode(data, type=kind)
    except MsgspecError as error:
        raise ValueError(str(error)) from error


def from_data(data: Any, kind: type[T]) -> T:
    """Return the instance of ``kind`` that ``data`` describes.

    ``data`` is JSON that was already parsed. Unknown keys are ignored. Raises ValueError if the data does not
    fit the class.
    """
    try:
        return convert(data, kind)
    except MsgspecError as error:
        raise ValueError(str(error)) from error


def _as_builtin(value: object) -> object:
    """Return ``value`` as an int, float or str if its type is derived from one of these.

    Otherwise, return its ``str()``.
    """
    for kind in (int, float):
        if isinstance(value, kind):
            return kind(value)
    return str.__str__(value) if isinstance(value, str) else str(value)
