"""The base class of value objects: classes that hold named values and little else.

A dataclass writes the source of half a dozen methods for each class, and compiles it whenever its module is
imported: a third of a millisecond per class, which took a fresh process an eighth of a short build.
``msgspec`` has those methods compiled; its objects are also faster to create and compare. Only this
module imports it.

A ``Struct`` is what a slotted dataclass is: values by position or by name, ``==`` by values, a ``repr`` that
shows them, ``frozen=True`` for instances that never change and can be keys. A class that compares only some
of its values defines its own ``__eq__``. Modules that ``assembler --help`` loads define none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from msgspec import MsgspecError, field, to_builtins
from msgspec.json import decode
from msgspec.structs import astuple, replace

__all__ = ["Struct", "as_data", "astuple", "field", "from_json", "replace"]

T = TypeVar("T", bound="Struct")

if TYPE_CHECKING:
    from msgspec import Struct  # mypy lets a frozen class inherit from this one alone
else:

    class Struct(msgspec.Struct):
        """Base class of value objects."""

        def __init_subclass__(cls) -> None:
            """Derive ``!=`` from ``==`` in a class that defines ``__eq__`` itself."""
            if "__eq__" in vars(cls):
                cls.__ne__ = object.__ne__


def as_data(value: Struct) -> dict[str, Any]:
    """Return the values of ``value`` by name, at every level, as types that JSON has.

    An enumeration becomes its value, a date its ISO form, and a type that JSON does not have its ``str()``.
    """
    data: dict[str, Any] = to_builtins(value, enc_hook=_as_builtin)
    return data


def from_json(data: bytes, kind: type[T]) -> T:
    """Return the instance of ``kind`` that JSON ``data`` holds by name; ValueError where it does not fit.

    Names that the class does not have are ignored.
    """
    try:
        return decode(data, type=kind)
    except MsgspecError as error:
        raise ValueError(str(error)) from error


def _as_builtin(value: object) -> object:
    """Return ``value`` as the int, float or str that its class derives from; otherwise its ``str()``."""
    for kind in (int, float):
        if isinstance(value, kind):
            return kind(value)
    return str.__str__(value) if isinstance(value, str) else str(value)
