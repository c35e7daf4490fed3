"""Plain values: what a class of this program is made of where it holds named values and little else.

A dataclass writes the source of half a dozen methods for each class, and compiles it whenever its module is
imported: a third of a millisecond a class, so that a fresh process spent an eighth of a short build on it.
``msgspec`` has those methods ready; its objects are also made and compared faster. This is its one door.

A ``Plain`` is what a slotted dataclass is: values by position or by name, ``==`` by values, a ``repr`` that
tells them, ``frozen=True`` for one that never changes and can be a key. A class in which some values do not
count says so itself, by an ``__eq__`` of its own. Modules that ``assembler --help`` loads have none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import MsgspecError, Struct, field, to_builtins
from msgspec.json import decode
from msgspec.structs import astuple as values_of
from msgspec.structs import replace

__all__ = ["Plain", "as_data", "field", "from_json", "replace", "values_of"]

T = TypeVar("T", bound="Plain")

if TYPE_CHECKING:
    from msgspec import Struct as Plain  # mypy lets a frozen class inherit from this one alone
else:

    class Plain(Struct):
        """The base of classes of plain values."""

        def __init_subclass__(cls) -> None:
            """``!=`` is the contrary of ``==``, too, where the class says itself what is equal."""
            if "__eq__" in vars(cls):
                cls.__ne__ = object.__ne__


def as_data(thing: Plain) -> dict[str, Any]:
    """The values by their names, all the way down, as JSON knows values.

    An enumeration is its value, a date its ISO form; what JSON has no way of saying is its words.
    """
    data: dict[str, Any] = to_builtins(thing, enc_hook=_as_builtin)
    return data


def from_json(words: bytes, kind: type[T]) -> T:
    """The ``kind`` of thing whose values ``words`` tell, in JSON and by name; ValueError where they do not.

    Names that it does not have are left out.
    """
    try:
        return decode(words, type=kind)
    except MsgspecError as error:
        raise ValueError(str(error)) from error


def _as_builtin(value: object) -> object:
    """A word, number or other thing of a class that somebody made, as one that everybody knows."""
    for kind in (int, float):
        if isinstance(value, kind):
            return kind(value)
    return str.__str__(value) if isinstance(value, str) else str(value)
