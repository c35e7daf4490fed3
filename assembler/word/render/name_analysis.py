"""Find names that a template uses and the data lacks, without rendering the template.

Dotted names are followed through loops (over all items at once), ``{% set %}`` and both branches of every
condition. A name may be missing in ``x is defined`` and ``x|default(...)``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from jinja2 import Undefined, nodes

from assembler.diagnostics import Location
from assembler.structs import Struct, field
from assembler.word.template.names import MissingName, NameUse, dotted_name, list_names

PossibleValues = tuple[Any, ...] | None
"""Possible values of an expression, or None if they are unknown."""

_IMPLICIT_NAMES: Final = {"loop": None, "caller": None, "varargs": None, "kwargs": None, "self": None}
_SAME_ITEMS: Final = frozenset(
    {"sort", "list", "reverse", "unique", "select", "reject", "selectattr", "rejectattr"}
)
_EXCUSING_FILTERS: Final = frozenset({"default", "d"})
_EXCUSING_TESTS: Final = frozenset({"defined", "undefined"})


class NameWalker(Struct):
    """Walker through one part that records the names it uses and those that are missing.

    ``lookup`` reads an attribute as rendering does. ``locate`` returns the location of the tag on a line.
    ``builtin`` contains the names that Jinja provides. If ``data`` is None, only the uses are recorded.
    """

    lookup: Callable[[Any, str], Any]
    locate: Callable[[int], Location]
    builtin: frozenset[str]
    data: Mapping[str, Any] | None
    uses: list[NameUse] = field(default_factory=list)
    missing: list[MissingName] = field(default_factory=list)
    _scope: dict[str, PossibleValues] = field(default_factory=lambda: dict(_IMPLICIT_NAMES))
    _origins: dict[str, str] = field(default_factory=dict)
    _excused: frozenset[str] = frozenset()

    def walk(self, body: Iterable[nodes.Node]) -> None:
        """Walk through the statements of ``body``, in order."""
        for node in body:
            self._walk_statement(node)

    def _walk_statement(self, node: nodes.Node) -> None:
        match node:
            case nodes.For():
                self._walk_for(node)
            case nodes.If():
                self._walk_if(node)
            case nodes.Assign():
                self._bind(node.target, self.evaluate(node.node))
            case nodes.With():
                self._walk_with(node)
            case nodes.Macro() | nodes.CallBlock():
                self._walk_macro(node)
            case nodes.AssignBlock():
                self.walk(node.body)
                self._bind(node.target, None)
            case nodes.Expr():
                self.evaluate(node)
            case _:
                self.walk(node.iter_child_nodes())

    def _walk_for(self, node: nodes.For) -> None:
        items = self.evaluate(node.iter)
        with self._new_scope():
            self._bind(node.target, _collect_items(items), f"{self._find_origin(node.iter)}[]")
            if node.test is not None:
                self.evaluate(node.test)
            with self._excuse(_find_excused_names(node.test)[0] if node.test else frozenset()):
                self.walk(node.body)
        self.walk(node.else_)

    def _walk_if(self, node: nodes.If) -> None:
        self.evaluate(node.test)
        then, otherwise = _find_excused_names(node.test)
        with self._excuse(then):
            self.walk(node.body)
        with self._excuse(otherwise):
            self.walk(node.elif_)
            self.walk(node.else_)

    def _walk_with(self, node: nodes.With) -> None:
        values = [self.evaluate(value) for value in node.values]
        with self._new_scope():
            for target, value in zip(node.targets, values, strict=True):
                self._bind(target, value)
            self.walk(node.body)

    def _walk_macro(self, node: nodes.Macro | nodes.CallBlock) -> None:
        if isinstance(node, nodes.Macro):
            self._scope[node.name] = None
        else:
            self.evaluate(node.call)
        for default in node.defaults:
            self.evaluate(default)
        with self._new_scope():
            for argument in node.args:
                self._bind(argument, None)
            self.walk(node.body)

    def evaluate(self, node: nodes.Node) -> PossibleValues:
        """Return all possible values of ``node``, and record its missing names."""
        match node:
            case nodes.Const():
                return (node.value,)
            case nodes.Name() | nodes.Getattr() | nodes.Getitem(arg=nodes.Const(value=str())):
                self._record_use(node)
                return self._evaluate_chain(node)
            case nodes.Filter():
                return self._evaluate_filter(node)
            case nodes.Test() if node.name in _EXCUSING_TESTS:
                with self._excuse(frozenset({dotted_name(node.node)})):
                    self.evaluate(node.node)
                return None
            case nodes.Call():
                return self._evaluate_call(node)
            case nodes.CondExpr():
                return self._evaluate_conditional(node)
            case nodes.And():
                self.evaluate(node.left)
                with self._excuse(_find_excused_names(node.left)[0]):
                    self.evaluate(node.right)
                return None
        for child in node.iter_child_nodes():
            self.evaluate(child)
        return None

    def _evaluate_chain(self, node: nodes.Node) -> PossibleValues:
        """Return the possible values of a name, of a chain such as ``a.b``, or of any other expression."""
        match node:
            case nodes.Name():
                return self._evaluate_name(node)
            case nodes.Getattr():
                return self._evaluate_part(node, node.node, node.attr)
            case nodes.Getitem(arg=nodes.Const(value=str() as key)):
                return self._evaluate_part(node, node.node, key)
        return self.evaluate(node)

    def _evaluate_name(self, node: nodes.Name) -> PossibleValues:
        if node.name in self._scope:
            return self._scope[node.name]
        if node.name in self.builtin and node.name not in (self.data or ()):
            return None
        if self.data is None:
            return None
        if node.name in self.data:
            return (self.data[node.name],)
        available = (*self.data, *(name for name in self._scope if name not in _IMPLICIT_NAMES))
        self._record_missing(node, node.name, at_root=True, available=available)
        return None

    def _evaluate_part(self, node: nodes.Expr, holder: nodes.Expr, name: str) -> PossibleValues:
        holders = self._evaluate_chain(holder)
        if holders is None:
            return None
        values: list[Any] = []
        for object_ in holders:
            value = self.lookup(object_, name)
            if isinstance(value, Undefined):
                self._record_missing(node, name, at_root=False, available=list_names(object_))
                return None
            values.append(value)
        return tuple(values)

    def _evaluate_filter(self, node: nodes.Filter) -> PossibleValues:
        excused = (
            {dotted_name(node.node)} if node.name in _EXCUSING_FILTERS and node.node is not None else set()
        )
        with self._excuse(frozenset(excused)):
            value = self.evaluate(node.node) if node.node is not None else None
        for argument in (*node.args, *node.kwargs):
            self.evaluate(argument)
        return value if node.name in _SAME_ITEMS else None

    def _evaluate_call(self, node: nodes.Call) -> PossibleValues:
        for argument in (*node.args, *node.kwargs):
            self.evaluate(argument)
        if not isinstance(node.node, nodes.Getattr):
            self.evaluate(node.node)
            return None
        holders = self.evaluate(node.node.node)
        method = node.node.attr
        if holders is None or method not in ("items", "values", "keys"):
            return None
        return tuple(list(getattr(object_, method)()) for object_ in holders if isinstance(object_, Mapping))

    def _evaluate_conditional(self, node: nodes.CondExpr) -> PossibleValues:
        self.evaluate(node.test)
        then, otherwise = _find_excused_names(node.test)
        with self._excuse(then):
            self.evaluate(node.expr1)
        with self._excuse(otherwise):
            if node.expr2 is not None:
                self.evaluate(node.expr2)
        return None

    def _bind(self, target: nodes.Node, value: PossibleValues, origin: str = "") -> None:
        if isinstance(target, nodes.Name):
            self._scope[target.name] = value
            self._origins[target.name] = origin or target.name
        elif isinstance(target, nodes.Tuple):
            for number, element in enumerate(target.items):
                self._bind(element, _select_column(value, number), f"{origin}[{number}]" if origin else "")

    def _record_use(self, node: nodes.Expr) -> None:
        name = dotted_name(node)
        root = name.partition(".")[0]
        if name and (root in self._scope or root not in self.builtin):
            self.uses.append(NameUse(name, self.locate(node.lineno), self._find_origin(node)))

    def _record_missing(
        self, node: nodes.Expr, missing: str, *, at_root: bool, available: tuple[str, ...]
    ) -> None:
        name = dotted_name(node)
        if name not in self._excused:
            use = NameUse(name or missing, self.locate(node.lineno), self._find_origin(node))
            self.missing.append(MissingName(use, missing, at_root, available))

    def _find_origin(self, node: nodes.Node) -> str:
        root, _, rest = dotted_name(node).partition(".")
        start = self._origins.get(root, root)
        return f"{start}.{rest}" if rest else start

    @contextmanager
    def _new_scope(self) -> Iterator[None]:
        scope, origins = self._scope, self._origins
        self._scope, self._origins = dict(scope), dict(origins)
        yield
        self._scope, self._origins = scope, origins

    @contextmanager
    def _excuse(self, names: frozenset[str]) -> Iterator[None]:
        before, self._excused = self._excused, self._excused | names
        yield
        self._excused = before


def _find_excused_names(test: nodes.Node) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names that may be missing if ``test`` is true, and those that may be missing if it is false.

    ``x is defined`` excuses ``x`` only where the test is true. A template that uses ``x`` where the test is
    false is wrong for any data.
    """
    nothing: frozenset[str] = frozenset()
    match test:
        case nodes.Test(name="defined"):
            return frozenset({dotted_name(test.node)}), nothing
        case nodes.Test(name="undefined"):
            return nothing, frozenset({dotted_name(test.node)})
        case nodes.Not():
            then, otherwise = _find_excused_names(test.node)
            return otherwise, then
        case nodes.And():
            return _find_excused_names(test.left)[0] | _find_excused_names(test.right)[0], nothing
    return nothing, nothing


def _collect_items(values: PossibleValues) -> PossibleValues:
    """Return the items of all collections in ``values``, or None if they are unknown.

    They are unknown if any of ``values`` is unknown or not a collection.
    """
    if values is None:
        return None
    items: list[Any] = []
    for value in values:
        if not isinstance(value, (list, tuple, Mapping, set, frozenset)):
            return None
        items.extend(value)
    return tuple(items)


def _select_column(values: PossibleValues, number: int) -> PossibleValues:
    """Return the item at index ``number`` of each value, or None if a value has no such item.

    >>> _select_column(((1, "a"), (2, "b")), 1)
    ('a', 'b')
    """
    if values is None or not all(
        isinstance(value, (list, tuple)) and len(value) > number for value in values
    ):
        return None
    return tuple(value[number] for value in values)
