"""Jinja environment for templates: it is sandboxed, escapes values, and by default rejects missing names.

``a.b`` looks up the key ``b`` of plain data before a method of that name. In stock Jinja, ``order.items``
would be a method of dict. In a call, the method comes first, so ``{% for k, v in prices.items() %}`` works as
usual.

The filter ``keep_with_next`` keeps a text on the same page as the paragraph that follows it. ``{{p text }}``
is replaced with paragraphs in house styles, so Word's own "Keep with next" on the placeholder would be lost.
``{{p text|keep_with_next }}`` sets it on the last of those paragraphs. Word then keeps the end of that
paragraph on the same page as the next one (ECMA-376 part 1, 17.3.1.15).
"""

from __future__ import annotations

import operator
import re
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
    check_item_count,
    check_power,
    check_product,
    check_sum,
)

_STYLE: Final = '<w:pStyle w:val="'
_KEPT: Final = "<w:keepNext/>"
_BULLET: Final = re.compile(
    rf'(?<={_STYLE})ListBullet"/>(?:<w:keepNext/>)?'
    r'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="\d+"/></w:numPr>'
)
"""Matches the style and the list number of an item on the first level of a bulleted list.

“Keep with next” is part of the match: in a cell, it would keep the row on the page of the next row.
"""


def keep_with_next(text: Any, following: object = True) -> Any:
    """Set "Keep with next" on the last paragraph of ``text`` that has a style, unless ``following`` is empty.

    ``following`` is the content of the next paragraph. A value is returned unchanged if it is not markup or
    has no paragraph with a style.

    >>> keep_with_next(Markup('<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr></w:p>'))
    Markup('<w:p><w:pPr><w:pStyle w:val="Normal"/><w:keepNext/></w:pPr></w:p>')
    >>> keep_with_next(Markup('<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr></w:p>'), "")
    Markup('<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr></w:p>')
    """
    if not following or not isinstance(text, Markup) or (last := text.rfind(_STYLE)) < 0:
        return text
    xml, behind = str(text), text.index("/>", last) + len("/>")
    return text if xml.startswith(_KEPT, behind) else Markup(f"{xml[:behind]}{_KEPT}{xml[behind:]}")


def set_style(text: Any, style: str, list_style: str = "") -> Any:
    """Give the paragraphs of ``text`` in the style Normal the style with the id ``style``.

    Items of bulleted and numbered lists get ``list_style``, unless it is empty. First-level items of bulleted
    lists then lose their own list number, because it would override the indent that ``list_style`` sets.
    Paragraphs in other styles, and values that are not markup, are not changed.

    >>> set_style(Markup('<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr></w:p>'), "Lead")
    Markup('<w:p><w:pPr><w:pStyle w:val="Lead"/></w:pPr></w:p>')
    """
    if not isinstance(text, Markup):
        return text
    xml = str(text)
    if list_style.isalnum():
        xml = _BULLET.sub(f'{list_style}"/>', xml)
    for old, new in (("Normal", style), ("ListBullet", list_style), ("ListNumber", list_style)):
        if new.isalnum():
            xml = xml.replace(f'{_STYLE}{old}"', f'{_STYLE}{new}"')
    return Markup(xml)


_LIMITED_OPERATORS: Final[Mapping[str, tuple[Callable[[Any, Any], None], Callable[[Any, Any], Any]]]] = {
    "+": (check_sum, operator.add),
    "*": (check_product, operator.mul),
    "**": (check_power, operator.pow),
    "%": (check_format, operator.mod),
}
"""Maps operators whose result may be larger than their operands to a check and a function."""


class Environment(ImmutableSandboxedEnvironment):
    """Environment for compiling and rendering templates.

    ``undefined`` is the class of missing values.
    """

    def __init__(self, undefined: type[Undefined] = StrictUndefined) -> None:
        super().__init__(autoescape=True, undefined=undefined)
        self.intercepted_binops = frozenset(_LIMITED_OPERATORS)
        self.filters |= {
            "fresh": allocate_id,
            "same": repeat_id,
            "keep_with_next": keep_with_next,
            "set_style": set_style,
            **_LIMITED_FILTERS,
        }
        self.tests |= _LIMITED_TESTS

    def lookup(self, holder: Any, name: str) -> Any:
        """Return ``holder.name``: a key of plain data, or else an attribute that the sandbox allows."""
        if isinstance(holder, dict) and name in holder:
            return holder[name]
        return self.getattr(holder, name)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return the item or attribute ``obj[argument]``.

        Raises TooLarge if ``argument`` has too many items to be hashed.
        """
        if not isinstance(argument, (str, int)):
            check_item_count(argument)
        return super().getitem(obj, argument)

    def call_binop(self, context: Any, operator_: str, left: Any, right: Any) -> Any:
        """Return the result of an operator whose result may be large even if its operands are small.

        Raises TooLarge if the result would be too large.
        """
        check, apply = _LIMITED_OPERATORS[operator_]
        check(left, right)
        return context.parent[METER].count(apply(left, right))

    def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call an object on behalf of a template.

        Raises TooLarge if a method of plain data would return too much, or compare too many items.
        """
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
            check_item_count(args)  # ``index``, ``count`` and ``get`` compare or hash each of them
        elif __obj is dict:
            check_item_count(args)
        elif name == "generate_lorem_ipsum":
            check_call("lipsum", args, kwargs)
        return super().call(__context, __obj, *args, **kwargs)


def _limit_filter(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap the filter ``work``, called ``name``, so that it raises TooLarge instead of returning too much."""
    before = 1 if hasattr(work, "jinja_pass_arg") else 0

    @wraps(work)
    def limited_filter(*args: Any, **named: Any) -> Any:
        context, value, rest = args[:before], args[before], args[before + 1 :]
        if name == "join":
            value = list(value)
            check_item_count(value)
        elif name == "format":
            check_format(value, rest)
        elif name in _DEEP_FILTERS:
            check_item_count(value)
        elif name == "attr":
            check_item_count(rest)
        check_call(name, (value, *rest), named)
        return work(*context, value, *rest, **named)

    return limited_filter


def _limit_test(work: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    """Wrap the test ``work`` so that it raises TooLarge instead of comparing too many items."""

    @wraps(work)
    def limited_test(value: Any, other: Any) -> bool:
        check_item_count(value)
        return work(value, other)

    return limited_test


_LIMITED_TESTS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    name: _limit_test(cast(Callable[[Any, Any], bool], TESTS[name]))
    for name in (
        "==", "eq", "equalto", "!=", "ne", "<", "lt", "lessthan", "<=", "le", ">", "gt", "greaterthan", ">=",
        "ge", "in",
    )
}  # fmt: skip
_DEEP_FILTERS: Final = (
    "capitalize", "e", "escape", "forceescape", "groupby", "lower", "max", "min", "pprint", "safe", "sort",
    "string", "striptags", "title", "tojson", "trim", "truncate", "unique", "upper", "urlize", "wordcount",
    "wordwrap", "xmlattr",
)  # fmt: skip
"""Filters that show or compare all items of a value, at any depth."""
_LIMITED_FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    name: _limit_filter(name, FILTERS[name])
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
        *_DEEP_FILTERS,
    )
}


class MissingValue(Undefined):
    """Value of a name that is missing from the data. It accepts every operation and records the name.

    Each rendering creates a subclass with its own ``log``. This is a list of pairs: the object that lacks the
    name, and the name. The object is None for a name that is missing from the context itself.
    """

    log: ClassVar[list[tuple[Any, str]]]
    __slots__ = ()

    def _record(self) -> None:
        holder = self._undefined_obj
        name = str(self._undefined_name)
        self.log.append((None if type(holder).__name__ == "MissingType" else holder, name))

    def __str__(self) -> str:
        self._record()
        return ""

    def __bool__(self) -> bool:
        self._record()
        return False

    def __iter__(self) -> Iterator[Any]:
        self._record()
        return iter(())

    def __len__(self) -> int:
        self._record()
        return 0

    def _absorb(self, *_: Any, **__: Any) -> Any:
        self._record()
        return self

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._absorb()

    def __eq__(self, other: object) -> bool:
        self._record()
        return isinstance(other, Undefined)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def _return_false(self, _: Any) -> bool:
        self._record()
        return False

    __lt__ = __le__ = __gt__ = __ge__ = __contains__ = _return_false  # type: ignore[assignment]
    __hash__ = Undefined.__hash__
    __call__ = __getitem__ = __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _absorb
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = _absorb
    __pos__ = __neg__ = __pow__ = __rpow__ = _absorb
