"""Limits on the time and memory of a template, which may come from an untrusted source.

Each rendering has a meter that counts loop iterations, macro calls, and the results of operators, filters and
calls. The size of a single result is estimated before it is computed. The limits are many times what a report
with 7,300 indicators or a table with 50,000 rows needs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import chain, repeat
from time import thread_time
from typing import Any, Final, TypeVar

MAX_ROUNDS: Final = 10_000_000
"""Maximum number of loop iterations and macro calls in one part."""
MAX_SECONDS: Final = 20.0
"""Maximum processor time for one part, in seconds. A table with 50,000 rows takes a tenth of this."""
MAX_TEXT: Final = 1_000_000
"""Maximum size of the result of one operation, in characters or list items."""
MAX_TOTAL: Final = 100_000_000
"""Maximum total size of the results of all operations in one part."""
MAX_OUTPUT: Final = 256 * 1024 * 1024
"""Maximum size of one rendered part, in bytes."""
MAX_WIDTH: Final = 9_999
MAX_BITS: Final = 10_000
"""Maximum size of an integer that an operation returns, in bits: about 3,000 digits."""
METER: Final = " meter"
"""Key of the meter in the render context. Templates cannot use a name with a leading space."""

_CLOCK_ROUNDS: Final = 1000
_CLOCK_BYTES: Final = 1024 * 1024
"""Iterations or bytes of output between readings of the clock. A reading takes as long as ten iterations."""
_WIDE: Final = re.compile(r"\{[^{}]*(?:\{|\d{5})|%(?:\(.*\))?[^%a-zA-Z]*(?:\*|\d{5})", re.DOTALL)
"""Pattern for a width in a format string that is computed or has at least five digits."""

_CONTAINERS: Final = (list, tuple, dict, set, frozenset)

T = TypeVar("T")


class TooLarge(ValueError):
    """Error for a template that exceeds a limit."""

    hint = "check what the tag repeats or computes, and whether you trust the source of this template"


class Meter:
    """Meter of the work done to render one part.

    ``rounds`` yields None for each iteration that is still allowed, then raises TooLarge.
    """

    _results = _output = _last_check = 0
    _start = 0.0

    def __init__(self) -> None:
        self.rounds = chain.from_iterable(self._iter_rounds())

    def _iter_rounds(self) -> Iterator[Iterable[None]]:
        for _ in range(0, MAX_ROUNDS, _CLOCK_ROUNDS):
            yield repeat(None, _CLOCK_ROUNDS)
            if error := self._check_time():
                raise error
        raise TooLarge(f"it needs more than {MAX_ROUNDS:,} loop iterations and macro calls")

    def count_output(self, size: int) -> TooLarge | None:
        """Count ``size`` bytes of output.

        Returns an error if a limit is exceeded, or else None.
        """
        self._output += size
        if self._output < self._last_check + _CLOCK_BYTES:
            return None
        self._last_check = self._output
        if self._output > MAX_OUTPUT:
            return TooLarge(f"it produces more than {MAX_OUTPUT // 1024 // 1024} MB of text")
        return self._check_time()

    def _check_time(self) -> TooLarge | None:
        """Return an error if the time limit is exceeded, or else None.

        The first call starts the clock.
        """
        self._start = self._start or thread_time()
        is_late = thread_time() > self._start + MAX_SECONDS
        return TooLarge(f"it takes more than {MAX_SECONDS:.0f} seconds") if is_late else None

    def count(self, value: T) -> T:
        """Count and return the result of an operation.

        Raises TooLarge if the total size of all results is too large.
        """
        if isinstance(value, (str, list, tuple, dict, bytes)):
            self._results += len(value)
            if self._results > MAX_TOTAL:
                raise TooLarge(f"it produces more than {MAX_TOTAL:,} characters or items")
        return value

    def check(self, value: T) -> T:
        """Check the size of ``value`` before it is compared or hashed, and return it unchanged.

        Raises TooLarge if it contains too many items, at any depth.
        """
        if isinstance(value, _CONTAINERS):
            check_item_count(value)
        return value

    def create_buffer(self) -> list[str]:
        """Return a buffer for the output of a macro or block."""
        return _Buffer(self)


class _Buffer(list[str]):
    """List of pieces of text, which are counted as they are added."""

    __slots__ = ("_meter",)

    def __init__(self, meter: Meter) -> None:
        self._meter = meter

    def append(self, piece: str) -> None:
        super().append(self._meter.count(piece))

    def extend(self, pieces: Iterable[str]) -> None:
        super().extend(map(self._meter.count, pieces))


def check_sum(left: Any, right: Any) -> None:
    """Raise TooLarge if ``left + right`` is a text or list that would be too long."""
    if isinstance(left, (str, list, tuple, bytes)) and hasattr(right, "__len__"):
        check_size(len(left) + len(right))


def check_product(left: Any, right: Any) -> None:
    """Raise TooLarge if ``left * right`` would be too long or have too many digits."""
    if isinstance(left, int) and isinstance(right, int):
        _check_bits(left.bit_length() + right.bit_length())
    length = max((len(side) for side in (left, right) if hasattr(side, "__len__")), default=0)
    check_size(length * max((side for side in (left, right) if isinstance(side, int)), default=1))


def check_power(left: Any, right: Any) -> None:
    """Raise TooLarge if ``left ** right`` would have too many digits."""
    if isinstance(left, int) and isinstance(right, int):
        _check_bits(left.bit_length() * abs(right))


def check_format(text: Any, args: Any) -> None:
    """Raise TooLarge if ``args`` have too many items, or a width in ``text`` is computed or too large."""
    check_item_count(args)
    text = text.decode("latin-1") if isinstance(text, bytes) else text
    if isinstance(text, str) and _WIDE.search(text):
        raise TooLarge(f"it uses a width that is computed or greater than {MAX_WIDTH:,}")


def check_call(name: str, args: tuple[Any, ...], named: Mapping[str, Any]) -> None:
    """Raise TooLarge if the filter or method ``name`` would return too much.

    The first of ``args`` is the value to which it is applied.
    """
    size = _SIZE_ESTIMATES.get(name)
    if size is None:
        return
    with suppress(TypeError, AttributeError):  # wrong arguments: the call itself raises an error
        check_size(size(*args, **named))


def check_item_count(value: Any) -> None:
    """Raise TooLarge if ``value`` contains too many items, at any depth, to be shown or compared.

    A list that contains the same list twice, which in turn contains another list twice, and so on, takes
    little memory but is enormous when shown.
    """
    count, pending = 0, [value]
    while pending:
        item = pending.pop()
        count += 1
        if isinstance(item, _CONTAINERS):
            pending.extend(item.values() if isinstance(item, dict) else item)
            check_size(count + len(pending))


def check_size(size: int, most: int = MAX_TEXT) -> None:
    """Raise TooLarge if an operation would return more than ``most`` characters or items."""
    if size > most:
        raise TooLarge(f"it produces more than {most:,} characters or items at once")


def _check_bits(bits: int) -> None:
    if bits > MAX_BITS:
        raise TooLarge("it produces a number with thousands of digits")


def _estimate_padding(value: Any, width: int = 0, *_: Any, **__: Any) -> int:
    return MAX_TEXT // MAX_WIDTH * abs(width)


def _estimate_replace(s: Any, old: Any, new: Any, count: Any = None) -> int:
    text = str(s)
    return len(text) + text.count(str(old)) * len(str(new))


def _estimate_join(value: Any, d: Any = "", attribute: Any = None) -> int:
    return sum(len(item) if isinstance(item, str) else 1 for item in value) + len(value) * len(str(d))


def _estimate_indent(s: Any, width: Any = 4, first: bool = False, blank: bool = False) -> int:
    lines: int = str(s).count("\n") + 1
    return len(s) + lines * (width if isinstance(width, int) else len(width))


_SIZE_ESTIMATES: Final[Mapping[str, Callable[..., int]]] = {
    "batch": lambda value, linecount, fill_with=None: linecount,
    "center": _estimate_padding,
    "expandtabs": lambda s, tabsize=8: len(s) + s.count("\t") * tabsize,
    "indent": _estimate_indent,
    "join": _estimate_join,
    "lipsum": lambda n=5, html=True, min=20, max=100: n * max * 10,
    "ljust": _estimate_padding,
    "replace": _estimate_replace,
    "rjust": _estimate_padding,
    "round": lambda value, precision=0, method="": MAX_TEXT // 100 * abs(precision),
    "slice": lambda value, slices, fill_with=None: slices,
    "to_bytes": _estimate_padding,
    "tojson": lambda value, indent=None: MAX_TEXT // 100 * (indent or 0),
    "translate": lambda s, table: len(s) * max((len(str(value)) for value in table.values()), default=1),
    "zfill": _estimate_padding,
}
"""Maps each filter or method whose result may be larger than its input to an upper bound for the result."""
