"""A walk through a template's names, before any rendering.

It follows dotted names through loops, ``{% set %}`` and both sides of every condition, over all items of a
loop at once; ``x is defined`` and ``x|default(...)`` excuse a name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from jinja2 import Undefined, nodes

from assembler.diagnostics import Place
from assembler.structs import Struct, field
from assembler.word.template.names import Lack, NameUse, dotted, names_of

Seen = tuple[Any, ...] | None
"""All the values that an expression may have at a place; None where that cannot be known."""

_GIVEN: Final = {"loop": None, "caller": None, "varargs": None, "kwargs": None, "self": None}
_SAME_ITEMS: Final = frozenset(
    {"sort", "list", "reverse", "unique", "select", "reject", "selectattr", "rejectattr"}
)
_EXCUSING_FILTERS: Final = frozenset({"default", "d"})
_EXCUSING_TESTS: Final = frozenset({"defined", "undefined"})


class Walk(Struct):
    """Walks one part. ``look`` reads an attribute as rendering does; ``tag_place`` tells a line's place."""

    look: Callable[[Any, str], Any]
    place_of: Callable[[int], Place]
    builtin: frozenset[str]
    data: Mapping[str, Any] | None
    uses: list[NameUse] = field(default_factory=list)
    lacks: list[Lack] = field(default_factory=list)
    _scope: dict[str, Seen] = field(default_factory=lambda: dict(_GIVEN))
    _origins: dict[str, str] = field(default_factory=dict)
    _excused: frozenset[str] = frozenset()

    def statements(self, body: Iterable[nodes.Node]) -> None:
        """Walk statements in their order."""
        for node in body:
            self._statement(node)

    def _statement(self, node: nodes.Node) -> None:
        match node:
            case nodes.For():
                self._for(node)
            case nodes.If():
                self._if(node)
            case nodes.Assign():
                self._bind(node.target, self.value(node.node))
            case nodes.With():
                self._with(node)
            case nodes.Macro() | nodes.CallBlock():
                self._macro(node)
            case nodes.AssignBlock():
                self.statements(node.body)
                self._bind(node.target, None)
            case nodes.Expr():
                self.value(node)
            case _:
                self.statements(node.iter_child_nodes())

    def _for(self, node: nodes.For) -> None:
        items = self.value(node.iter)
        with self._block():
            self._bind(node.target, _items(items), f"{self._origin(node.iter)}[]")
            if node.test is not None:
                self.value(node.test)
            with self._excusing(_excused(node.test)[0] if node.test else frozenset()):
                self.statements(node.body)
        self.statements(node.else_)

    def _if(self, node: nodes.If) -> None:
        self.value(node.test)
        then, otherwise = _excused(node.test)
        with self._excusing(then):
            self.statements(node.body)
        with self._excusing(otherwise):
            self.statements(node.elif_)
            self.statements(node.else_)

    def _with(self, node: nodes.With) -> None:
        values = [self.value(value) for value in node.values]
        with self._block():
            for target, value in zip(node.targets, values, strict=True):
                self._bind(target, value)
            self.statements(node.body)

    def _macro(self, node: nodes.Macro | nodes.CallBlock) -> None:
        if isinstance(node, nodes.Macro):
            self._scope[node.name] = None
        else:
            self.value(node.call)
        for default in node.defaults:
            self.value(default)
        with self._block():
            for argument in node.args:
                self._bind(argument, None)
            self.statements(node.body)

    def value(self, node: nodes.Node) -> Seen:
        """All values that ``node`` may have; what it lacks is noted."""
        match node:
            case nodes.Const():
                return (node.value,)
            case nodes.Name() | nodes.Getattr() | nodes.Getitem(arg=nodes.Const(value=str())):
                self._note(node)
                return self._chain(node)
            case nodes.Filter():
                return self._filter(node)
            case nodes.Test() if node.name in _EXCUSING_TESTS:
                with self._excusing(frozenset({dotted(node.node)})):
                    self.value(node.node)
                return None
            case nodes.Call():
                return self._call(node)
            case nodes.CondExpr():
                return self._conditional(node)
            case nodes.And():
                self.value(node.left)
                with self._excusing(_excused(node.left)[0]):
                    self.value(node.right)
                return None
        for child in node.iter_child_nodes():
            self.value(child)
        return None

    def _chain(self, node: nodes.Node) -> Seen:
        """The values of a name or of a chain of names; of another expression, those of ``value``."""
        match node:
            case nodes.Name():
                return self._name(node)
            case nodes.Getattr():
                return self._part(node, node.node, node.attr)
            case nodes.Getitem(arg=nodes.Const(value=str() as key)):
                return self._part(node, node.node, key)
        return self.value(node)

    def _name(self, node: nodes.Name) -> Seen:
        if node.name in self._scope:
            return self._scope[node.name]
        if node.name in self.builtin and node.name not in (self.data or ()):
            return None
        if self.data is None:
            return None
        if node.name in self.data:
            return (self.data[node.name],)
        known = (*self.data, *(name for name in self._scope if name not in _GIVEN))
        self._lack(node, node.name, at_root=True, known=known)
        return None

    def _part(self, node: nodes.Expr, holder: nodes.Expr, name: str) -> Seen:
        holders = self._chain(holder)
        if holders is None:
            return None
        found: list[Any] = []
        for one in holders:
            value = self.look(one, name)
            if isinstance(value, Undefined):
                self._lack(node, name, at_root=False, known=names_of(one))
                return None
            found.append(value)
        return tuple(found)

    def _filter(self, node: nodes.Filter) -> Seen:
        excused = {dotted(node.node)} if node.name in _EXCUSING_FILTERS and node.node is not None else set()
        with self._excusing(frozenset(excused)):
            value = self.value(node.node) if node.node is not None else None
        for argument in (*node.args, *node.kwargs):
            self.value(argument)
        return value if node.name in _SAME_ITEMS else None

    def _call(self, node: nodes.Call) -> Seen:
        for argument in (*node.args, *node.kwargs):
            self.value(argument)
        if not isinstance(node.node, nodes.Getattr):
            self.value(node.node)
            return None
        holders = self.value(node.node.node)
        method = node.node.attr
        if holders is None or method not in ("items", "values", "keys"):
            return None
        return tuple(list(getattr(one, method)()) for one in holders if isinstance(one, Mapping))

    def _conditional(self, node: nodes.CondExpr) -> Seen:
        self.value(node.test)
        then, otherwise = _excused(node.test)
        with self._excusing(then):
            self.value(node.expr1)
        with self._excusing(otherwise):
            if node.expr2 is not None:
                self.value(node.expr2)
        return None

    def _bind(self, target: nodes.Node, value: Seen, origin: str = "") -> None:
        if isinstance(target, nodes.Name):
            self._scope[target.name] = value
            self._origins[target.name] = origin or target.name
        elif isinstance(target, nodes.Tuple):
            for number, one in enumerate(target.items):
                self._bind(one, _column(value, number), f"{origin}[{number}]" if origin else "")

    def _note(self, node: nodes.Expr) -> None:
        name = dotted(node)
        root = name.partition(".")[0]
        if name and (root in self._scope or root not in self.builtin):
            self.uses.append(NameUse(name, self.place_of(node.lineno), self._origin(node)))

    def _lack(self, node: nodes.Expr, missing: str, *, at_root: bool, known: tuple[str, ...]) -> None:
        name = dotted(node)
        if name not in self._excused:
            use = NameUse(name or missing, self.place_of(node.lineno), self._origin(node))
            self.lacks.append(Lack(use, missing, at_root, known))

    def _origin(self, node: nodes.Node) -> str:
        root, _, rest = dotted(node).partition(".")
        start = self._origins.get(root, root)
        return f"{start}.{rest}" if rest else start

    @contextmanager
    def _block(self) -> Iterator[None]:
        scope, origins = self._scope, self._origins
        self._scope, self._origins = dict(scope), dict(origins)
        yield
        self._scope, self._origins = scope, origins

    @contextmanager
    def _excusing(self, names: frozenset[str]) -> Iterator[None]:
        before, self._excused = self._excused, self._excused | names
        yield
        self._excused = before


def _excused(test: nodes.Node) -> tuple[frozenset[str], frozenset[str]]:
    """Names that need not be there where ``test`` holds, and where it does not.

    ``x is defined`` says that ``x`` is there in the first case; in the other a template that uses it all the
    same is wrong for any data, so that only the first case excuses.
    """
    nothing: frozenset[str] = frozenset()
    match test:
        case nodes.Test(name="defined"):
            return frozenset({dotted(test.node)}), nothing
        case nodes.Test(name="undefined"):
            return nothing, frozenset({dotted(test.node)})
        case nodes.Not():
            then, otherwise = _excused(test.node)
            return otherwise, then
        case nodes.And():
            return _excused(test.left)[0] | _excused(test.right)[0], nothing
    return nothing, nothing


def _items(values: Seen) -> Seen:
    """What a loop over ``values`` meets; None where one of them is not known to be a list or a mapping."""
    if values is None:
        return None
    found: list[Any] = []
    for one in values:
        if not isinstance(one, (list, tuple, Mapping, set, frozenset)):
            return None
        found.extend(one)
    return tuple(found)


def _column(values: Seen, number: int) -> Seen:
    """The member at ``number`` of each of ``values``.

    >>> _column(((1, "a"), (2, "b")), 1)
    ('a', 'b')
    """
    if values is None or not all(isinstance(one, (list, tuple)) and len(one) > number for one in values):
        return None
    return tuple(one[number] for one in values)
