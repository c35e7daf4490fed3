"""The Jinja environment of a template: sandboxed, escaping, strict about names, data before methods.

``a.b`` reads the key ``b`` of plain data before any method of that name (in stock Jinja ``order.items`` is a
method of dict), unless it is called: ``{% for k, v in prices.items() %}`` works as everywhere.

The filter by which a template keeps a text on the page of what follows it.

``{{p text }}`` gives way to paragraphs in styles of the house, so that Word's own "Keep with next", ticked
for the place, would be gone with it; ``{{p text|keep_with_next }}`` says it of the last of those paragraphs.
Word keeps the end of that paragraph on the page of the paragraph after it (ECMA-376 part 1, 17.3.1.15).
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from typing import Any, ClassVar, Final, cast

from jinja2 import StrictUndefined, Undefined
from jinja2.filters import FILTERS
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS
from markupsafe import Markup

from assembler.word.package.ids import allocate_id, repeat_id
from assembler.word.template.limits import (
    METER,
    check_call,
    check_format,
    check_held,
    check_power,
    check_product,
    check_sum,
)

_STYLE: Final = '<w:pStyle w:val="'
_KEPT: Final = "<w:keepNext/>"


def keep_with_next(text: Any, what: object = True) -> Any:
    """``text`` with its last paragraph kept with the next; as it is where ``what`` should follow is nothing.

    What is no markup, or has no paragraph in a style, stays as it is too.

    >>> keep_with_next(Markup('<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr></w:p>'))
    Markup('<w:p><w:pPr><w:pStyle w:val="Normal"/><w:keepNext/></w:pPr></w:p>')
    >>> keep_with_next(Markup('<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr></w:p>'), "")
    Markup('<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr></w:p>')
    """
    if not what or not isinstance(text, Markup) or (last := text.rfind(_STYLE)) < 0:
        return text
    xml, behind = str(text), text.index("/>", last) + len("/>")
    return text if xml.startswith(_KEPT, behind) else Markup(f"{xml[:behind]}{_KEPT}{xml[behind:]}")


_GROWING: Final[Mapping[str, tuple[Callable[[Any, Any], None], Callable[[Any, Any], Any]]]] = {
    "+": (check_sum, operator.add),
    "*": (check_product, operator.mul),
    "**": (check_power, operator.pow),
    "%": (check_format, operator.mod),
}
"""Operators that may make more than they are given: what checks each, and what it does."""


class Environment(ImmutableSandboxedEnvironment):
    """What every template is compiled for and rendered in; ``undefined`` differs by mode."""

    def __init__(self, undefined: type[Undefined] = StrictUndefined) -> None:
        super().__init__(autoescape=True, undefined=undefined)
        self.intercepted_binops = frozenset(_GROWING)
        self.filters |= {
            "fresh": allocate_id,
            "same": repeat_id,
            "keep_with_next": keep_with_next,
            **_BOUNDED,
        }
        self.tests |= _COMPARING

    def look(self, holder: Any, name: str) -> Any:
        """``holder.name`` in a template: a key of plain data first, else what the sandbox allows."""
        if isinstance(holder, dict) and name in holder:
            return holder[name]
        return self.getattr(holder, name)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """``obj[argument]``; TooLarge where the hash of ``argument`` is that of too much."""
        if not isinstance(argument, (str, int)):
            check_held(argument)
        return super().getitem(obj, argument)

    def call_binop(self, context: Any, operator_: str, left: Any, right: Any) -> Any:
        """``left`` and ``right`` by one of ``_GROWING``; TooLarge where the result would be."""
        check, work = _GROWING[operator_]
        check(left, right)
        return context.parent[METER].made(work(left, right))

    def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """A call in a template; TooLarge where a method of plain data would make too much."""
        method = getattr(__obj, "__wrapped__", __obj)
        owner, name = getattr(method, "__self__", None), getattr(method, "__name__", "")
        if isinstance(owner, (str, bytes, int, float, type)):
            if name in ("format", "format_map"):
                check_format(owner, args)
            elif name == "join" and args:
                args = (list(args[0]), *args[1:])
                check_call(name, (args[0], owner), {})
            else:
                check_call(name, args if isinstance(owner, type) else (owner, *args), kwargs)
        elif isinstance(owner, (list, tuple, dict)):
            check_held(args)  # of ``index``, ``count``, ``get``: each is compared, or its hash is asked for
        elif __obj is dict:
            check_held(args)
        elif name == "generate_lorem_ipsum":
            check_call("lipsum", args, kwargs)
        return super().call(__context, __obj, *args, **kwargs)


def _bounded(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
    """The filter ``work``, which raises TooLarge before it makes too much."""
    before = 1 if hasattr(work, "jinja_pass_arg") else 0

    @wraps(work)
    def bounded(*args: Any, **named: Any) -> Any:
        context, value, rest = args[:before], args[before], args[before + 1 :]
        if name == "join":
            value = list(value)
            check_held(value)
        elif name == "format":
            check_format(value, rest)
        elif name in _SHOWING:
            check_held(value)
        elif name == "attr":
            check_held(rest)
        check_call(name, (value, *rest), named)
        return work(*context, value, *rest, **named)

    return bounded


def _comparing(work: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    """The test ``work``, which raises TooLarge before it compares what holds too much."""

    @wraps(work)
    def comparing(value: Any, other: Any) -> bool:
        check_held(value)
        return work(value, other)

    return comparing


_COMPARING: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    name: _comparing(cast(Callable[[Any, Any], bool], TESTS[name]))
    for name in (
        "==", "eq", "equalto", "!=", "ne", "<", "lt", "lessthan", "<=", "le", ">", "gt", "greaterthan", ">=",
        "ge", "in",
    )
}  # fmt: skip
_SHOWING: Final = (
    "capitalize", "e", "escape", "forceescape", "groupby", "lower", "max", "min", "pprint", "safe", "sort",
    "string", "striptags", "title", "tojson", "trim", "truncate", "unique", "upper", "urlize", "wordcount",
    "wordwrap", "xmlattr",
)  # fmt: skip
"""Filters that show or compare all that a value holds, however deeply."""
_BOUNDED: Final[Mapping[str, Callable[..., Any]]] = {
    name: _bounded(name, FILTERS[name])
    for name in (
        "attr",
        "batch",
        "center",
        "format",
        "indent",
        "join",
        "replace",
        "round",
        "slice",
        *_SHOWING,
    )
}


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
