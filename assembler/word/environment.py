"""The Jinja environment of a template: sandboxed, escaping, strict about names, data before methods.

``a.b`` reads the key ``b`` of plain data before any method of that name (in stock Jinja ``order.items`` is a
method of dict), unless it is called: ``{% for k, v in prices.items() %}`` works as everywhere.
"""

from __future__ import annotations

import operator
from collections.abc import Iterator
from typing import Any, ClassVar, Final

from jinja2 import StrictUndefined, Undefined
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from assembler.word.ids import fresh, same
from assembler.word.keeping import keep_with_next

MAX_REPEAT: Final = 1_000_000
"""Longest text or list that ``*`` may make, and largest result of ``**``, in a template."""


class Environment(ImmutableSandboxedEnvironment):
    """What every template is compiled for and rendered in; ``undefined`` differs by mode."""

    def __init__(self, undefined: type[Undefined] = StrictUndefined) -> None:
        super().__init__(autoescape=True, undefined=undefined)
        self.intercepted_binops = frozenset(("*", "**"))
        self.filters |= {"fresh": fresh, "same": same, "keep_with_next": keep_with_next}

    def look(self, holder: Any, name: str) -> Any:
        """``holder.name`` in a template: a key of plain data first, else what the sandbox allows."""
        if isinstance(holder, dict) and name in holder:
            return holder[name]
        return self.getattr(holder, name)

    def call_binop(self, context: Any, operator_: str, left: Any, right: Any) -> Any:
        """``left * right`` and ``left ** right`` within bounds; SecurityError beyond them."""
        if operator_ == "**":
            _refuse_large(abs(left) > 1 and right > 64)
            return operator.pow(left, right)
        length = max((len(side) for side in (left, right) if hasattr(side, "__len__")), default=0)
        times = max((side for side in (left, right) if isinstance(side, int)), default=1)
        _refuse_large(length * times > MAX_REPEAT)
        return operator.mul(left, right)


def _refuse_large(large: bool) -> None:
    if large:
        raise SecurityError("a calculation in the template grows too large")


class Missing(Undefined):
    """A name that the data lacks, where missing names are allowed: absorbs everything, tells what it met.

    A subclass made for one rendering carries the list ``met``: pairs of the data that lacked the name (None
    for the context itself) and the name.
    """

    met: ClassVar[list[tuple[Any, str]]]
    __slots__ = ()

    def _tell(self) -> None:
        holder = self._undefined_obj
        name = str(self._undefined_name)
        self.met.append((None if _is_missing(holder) else holder, name))

    def __str__(self) -> str:
        self._tell()
        return ""

    def __bool__(self) -> bool:
        self._tell()
        return False

    def __iter__(self) -> Iterator[Any]:
        self._tell()
        return iter(())

    def __len__(self) -> int:
        self._tell()
        return 0

    def _absorb(self, *_: Any, **__: Any) -> Any:
        self._tell()
        return self

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._absorb()

    def __eq__(self, other: object) -> bool:
        self._tell()
        return isinstance(other, Undefined)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def _never(self, _: Any) -> bool:
        self._tell()
        return False

    __lt__ = __le__ = __gt__ = __ge__ = __contains__ = _never  # type: ignore[assignment]
    __hash__ = Undefined.__hash__
    __call__ = __getitem__ = __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _absorb
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = _absorb
    __pos__ = __neg__ = __pow__ = __rpow__ = _absorb


def _is_missing(holder: Any) -> bool:
    return type(holder).__name__ == "MissingType"
