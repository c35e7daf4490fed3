"""How much a template may use up: one from an untrusted source must not take all time or memory.

Each rendering has a meter: it counts rounds of loops and calls of macros, and what operators, filters and
calls make. What a single operation would make is known before it is made. The limits are many times what
reports of 7,300 indicators and logs of 50,000 rows need.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import chain, repeat
from time import thread_time
from typing import Any, Final, TypeVar

MAX_ROUNDS: Final = 10_000_000
"""Rounds of loops and calls of macros in one part."""
MAX_SECONDS: Final = 20.0
"""Processor time of one part; a log of 50,000 rows takes a tenth of it."""
MAX_TEXT: Final = 1_000_000
"""Characters of a text, or items of a list, that one operation makes."""
MAX_MADE: Final = 100_000_000
"""The same of all operations of one part."""
MAX_OUTPUT: Final = 256 * 1024 * 1024
"""Bytes of one part."""
MAX_WIDTH: Final = 10_000
MAX_BITS: Final = 10_000
"""Of a whole number that an operation makes: some 3,000 digits."""
METER: Final = " meter"
"""Where a rendering keeps its meter among the names of the context; no template can write this name."""

_EVERY: Final = 1000
_PIECE: Final = 1024 * 1024
"""Rounds, and bytes of output, after which the clock is asked: it costs as much as ten rounds."""
_WIDE: Final = re.compile(r"\d{5,}|\{[^{}]*\{|%[^%a-zA-Z]*\*")
"""A width of five digits in a format, or one that is computed."""

_HOLDERS: Final = (list, tuple, dict, set, frozenset)

T = TypeVar("T")


class TooLarge(ValueError):
    """A template would use up more than it may."""

    remedy = "check what the tag repeats or makes, and whether you trust the source of this template"


class Meter:
    """What one part may still use up; ``rounds`` gives None for each round that is left, then TooLarge."""

    _made = _output = _written = 0
    _start = 0.0

    def __init__(self) -> None:
        self.rounds = chain.from_iterable(self._rounds())

    def _rounds(self) -> Iterator[Iterable[None]]:
        for _ in range(0, MAX_ROUNDS, _EVERY):
            yield repeat(None, _EVERY)
            if late := self._late():
                raise late
        raise TooLarge(f"it takes more than {MAX_ROUNDS:,} rounds of loops and calls of macros")

    def write(self, size: int) -> TooLarge | None:
        """Count ``size`` bytes of output; the error to raise where it takes too many, or too long."""
        self._output += size
        if self._output < self._written + _PIECE:
            return None
        self._written = self._output
        if self._output > MAX_OUTPUT:
            return TooLarge(f"it makes more than {MAX_OUTPUT // 1024 // 1024} MB of text")
        return self._late()

    def _late(self) -> TooLarge | None:
        """The error where the time is up; it begins to run when this is asked first."""
        self._start = self._start or thread_time()
        late = thread_time() > self._start + MAX_SECONDS
        return TooLarge(f"it takes over {MAX_SECONDS:.0f} seconds") if late else None

    def made(self, value: T) -> T:
        """``value``, which an operation has made; TooLarge where all together are too large."""
        if isinstance(value, (str, list, tuple, dict, bytes)):
            self._made += len(value)
            if self._made > MAX_MADE:
                raise TooLarge(f"it makes more than {MAX_MADE:,} characters or items")
        return value

    def held(self, value: T) -> T:
        """``value``, which is compared with another; TooLarge where it holds too much, at any depth."""
        if isinstance(value, _HOLDERS):
            check_held(value)
        return value

    def buffer(self) -> list[str]:
        """Where a macro or block puts its output."""
        return _Buffer(self)


class _Buffer(list[str]):
    """Pieces of text that are counted as they come."""

    __slots__ = ("_meter",)

    def __init__(self, meter: Meter) -> None:
        self._meter = meter

    def append(self, piece: str) -> None:
        super().append(self._meter.made(piece))

    def extend(self, pieces: Iterable[str]) -> None:
        super().extend(map(self._meter.made, pieces))


def check_sum(left: Any, right: Any) -> None:
    """TooLarge where ``left + right`` is a text or list that is too long."""
    if isinstance(left, (str, list, tuple, bytes)) and hasattr(right, "__len__"):
        check_size(len(left) + len(right))


def check_product(left: Any, right: Any) -> None:
    """TooLarge where ``left * right`` is too long, or a number with too many digits."""
    if isinstance(left, int) and isinstance(right, int):
        _check_bits(left.bit_length() + right.bit_length())
    length = max((len(side) for side in (left, right) if hasattr(side, "__len__")), default=0)
    check_size(length * max((side for side in (left, right) if isinstance(side, int)), default=1))


def check_power(left: Any, right: Any) -> None:
    """TooLarge where ``left ** right`` is a number with too many digits."""
    if isinstance(left, int) and isinstance(right, int):
        _check_bits(left.bit_length() * abs(right))


def check_format(text: Any, shown: Any) -> None:
    """TooLarge where ``text``, which formats ``shown``, asks for a width that is too large or computed."""
    check_held(shown)
    text = text.decode("latin-1") if isinstance(text, bytes) else text
    if isinstance(text, str) and _WIDE.search(text):
        raise TooLarge(f"it asks for a width that is computed or over {MAX_WIDTH:,}")


def check_call(name: str, args: tuple[Any, ...], named: Mapping[str, Any]) -> None:
    """TooLarge where the filter or method ``name`` would make too much; the value comes first in ``args``."""
    size = _GROWING.get(name)
    if size is None:
        return
    with suppress(TypeError, AttributeError):  # wrong arguments: the call itself says so
        check_size(size(*args, **named))


def check_held(value: Any) -> None:
    """TooLarge where ``value`` holds too many items to be shown or compared, at any depth.

    A list that holds another one twice, which holds another twice, and so on, is short in memory alone.
    """
    held, waiting = 0, [value]
    while waiting:
        each = waiting.pop()
        held += 1
        if isinstance(each, _HOLDERS):
            waiting.extend(each.values() if isinstance(each, dict) else each)
            check_size(held + len(waiting))


def check_size(size: int, most: int = MAX_TEXT) -> None:
    """TooLarge where an operation would make more than ``most`` characters or items."""
    if size > most:
        raise TooLarge(f"it makes more than {most:,} characters or items at once")


def _check_bits(bits: int) -> None:
    if bits > MAX_BITS:
        raise TooLarge("it makes a number of thousands of digits")


def _width(value: Any, width: int = 0, *_: Any, **__: Any) -> int:
    return MAX_TEXT // MAX_WIDTH * abs(width)


def _replace(s: Any, old: Any, new: Any, count: Any = None) -> int:
    text = str(s)
    return len(text) + text.count(str(old)) * len(str(new))


def _join(value: Any, d: Any = "", attribute: Any = None) -> int:
    return sum(len(each) if isinstance(each, str) else 1 for each in value) + len(value) * len(str(d))


def _indent(s: Any, width: Any = 4, first: bool = False, blank: bool = False) -> int:
    lines: int = str(s).count("\n") + 1
    return len(s) + lines * (width if isinstance(width, int) else len(width))


_GROWING: Final[Mapping[str, Callable[..., int]]] = {
    "batch": lambda value, linecount, fill_with=None: linecount,
    "center": _width,
    "expandtabs": lambda s, tabsize=8: len(s) + s.count("\t") * tabsize,
    "indent": _indent,
    "join": _join,
    "lipsum": lambda n=5, html=True, min=20, max=100: n * max * 10,
    "ljust": _width,
    "replace": _replace,
    "rjust": _width,
    "round": lambda value, precision=0, method="": MAX_TEXT // 100 * abs(precision),
    "slice": lambda value, slices, fill_with=None: slices,
    "to_bytes": _width,
    "tojson": lambda value, indent=None: MAX_TEXT // 100 * (indent or 0),
    "translate": lambda s, table: len(s) * max((len(str(each)) for each in table.values()), default=1),
    "zfill": _width,
}
"""How much each makes at most, where that depends on more than the size of what it is given."""
