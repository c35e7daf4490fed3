"""Jinja's code generator, adapted to write UTF-8 and to render each value with the function for its context.

Consecutive pieces of output that show attributes of the same object form a group. For example, a cell of a
form shows five attributes of its field, and a row of a table shows one attribute in each column. The object
of a group is looked up only once. If the object never changes (``runtime.ConstantDict``), it caches the
rendered group.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any, Final

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

from assembler.word.template.limits import METER
from assembler.word.template.message_slots import ARRANGE
from assembler.word.template.output_repair import END
from assembler.word.template.runtime import OUTPUT_FUNCTIONS

GROUP: Final = " together"
"""Internal filter that marks a group. It is applied to the object, with a key and the pieces."""
_VALUE_FUNCTIONS: Final = frozenset(("render_text", "render_attribute", "render_data", "render_elements"))
"""Functions that render a value and whose output depends only on their arguments."""
_MIN_VALUES: Final = 2
"""Minimum number of values from one object that makes a group worthwhile."""


def group_pieces(pieces: Iterable[nodes.Expr], salt: str = "") -> Iterator[nodes.Expr]:
    """Yield pieces of output, with successive values of the same object combined in a ``GROUP`` filter.

    A group contains at least two values. ``salt`` distinguishes groups that are equal only before their slots
    are filled with translations (``message_slots``).
    """
    group: list[nodes.Expr] = []
    base: nodes.Expr | None = None
    for piece in pieces:
        piece_base = base if isinstance(piece, nodes.TemplateData) else find_base(piece)
        if piece_base is None or piece_base != base:
            yield from _merge(base, group, salt)
            base, group = piece_base, []
        if piece_base is None:
            yield piece
        else:
            group.append(piece)
    yield from _merge(base, group, salt)


def _merge(base: nodes.Expr | None, group: Sequence[nodes.Expr], salt: str) -> Iterator[nodes.Expr]:
    values = sum(not isinstance(piece, nodes.TemplateData) for piece in group)
    if base is None or values < _MIN_VALUES:
        yield from group
        return
    lineno = group[0].lineno
    key = nodes.Const(sha256(f"{salt}{group!r}".encode("utf-8", "replace")).hexdigest()[:16], lineno=lineno)
    yield nodes.Filter(base, GROUP, [key, *group], [], None, None, lineno=lineno)


def find_base(piece: nodes.Expr) -> nodes.Expr | None:
    """Return the object whose attribute ``piece`` shows, or None if it shows anything else."""
    if not isinstance(piece, nodes.Filter) or piece.name not in _VALUE_FUNCTIONS:
        return None
    value = piece.node
    if isinstance(value, nodes.Or) and isinstance(value.right, nodes.Const):
        value = value.left
    is_plain = isinstance(value, nodes.Getattr) and _is_path(value.node)
    return value.node if is_plain else None  # type: ignore[union-attr]


def _is_path(node: nodes.Expr) -> bool:
    while isinstance(node, nodes.Getattr):
        node = node.node
    return isinstance(node, nodes.Name)


TAG_FUNCTIONS: Final = ("start_tag", "keep_tag")
"""Functions that keep the tag of a missing name: ``keep_tag(start_tag(tag), value)``."""

ROUND: Final = " round"
"""Internal filter that counts loop iterations and macro calls. Templates cannot use its name."""

INTERNAL_FILTERS: Final = frozenset((*OUTPUT_FUNCTIONS, *TAG_FUNCTIONS))

_PYTHON: Final = {
    "eq": "==", "ne": "!=", "gt": ">", "gteq": ">=", "lt": "<", "lteq": "<=", "in": "in", "notin": "not in",
}  # fmt: skip
_IS_PLAIN: Final = "is_plain"
_ENCODING: Final = '"utf-8", "replace"'


class CodeWriter(CodeGenerator):
    """Jinja's compiler, in which our functions render values, and data takes precedence over methods.

    Output is yielded as UTF-8, because a single Greek letter doubles the size of every string to which it is
    joined. Output that is buffered for a macro or block remains text.
    """

    _callee: nodes.Expr | None = None
    _as_bytes = False
    _depth = 0
    """Number of nested attribute accesses, each of which needs its own variable."""
    _base: nodes.Expr | None = None
    """Object whose attributes the current group shows. The current variable refers to it."""
    _is_plain = _IS_PLAIN
    """Expression that tests whether the object is plain data. The first piece of a group stores its value."""

    def write_commons(self) -> None:
        """Write the start of every generated function, including access to the meter (``limits.Meter``)."""
        super().write_commons()
        self.writeline(f"meter = context.parent[{METER!r}]")
        self.writeline("count, check, rounds = meter.count, meter.check, meter.rounds")

    def buffer(self, frame: Frame) -> None:
        """Write code that buffers the output of ``frame`` and counts it."""
        super().buffer(frame)
        self.writeline(f"{frame.buffer} = meter.create_buffer()")

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        if isinstance(node, nodes.Filter):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        """Write the constants and values of an output, in template order."""
        before, self._as_bytes = self._as_bytes, frame.buffer is None
        super().visit_Output(node, frame)
        self._as_bytes = before

    def _output_const_repr(self, group: Iterable[Any]) -> str:
        text = "".join(group)
        return repr(text.encode("utf-8", "replace") if self._as_bytes else text)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """Omit Jinja's ``escape(...)``, because the function that renders a value also escapes it."""
        if frame.buffer is None and not _is_group(node):
            self.write("(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.buffer is None and not _is_group(node):
            self.write(f").encode({_ENCODING})")

    def start_write(self, frame: Frame, node: nodes.Node | None = None) -> None:
        """Write the code before the result of a block that is called or filtered."""
        super().start_write(frame, node)
        if frame.buffer is None:
            self.write("(")

    def end_write(self, frame: Frame) -> None:
        """Write the code after the result of a block that is called or filtered."""
        if frame.buffer is None:
            self.write(f").encode({_ENCODING})")
        super().end_write(frame)

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:
        """Write a direct call if the filter is one of our own functions, or else leave it to Jinja."""
        if _is_group(node):
            self._write_group(node, frame)
            return
        if node.name == ARRANGE:
            self._write_slot(node, frame)
            return
        if node.name == ROUND:
            self.write("next(rounds)")
            return
        if node.name not in INTERNAL_FILTERS:
            self.write("count(")
            super().visit_Filter(node, frame)
            self.write(")")
            return
        if takes_markup := node.name == "render_elements":
            self.write("(shown if (shown := ")
            self.visit(node.node, frame)  # type: ignore[arg-type]
            self.write(").__class__ is Markup else render_elements(shown")
        else:
            self.write(f"{node.name}(")
            self.visit(node.node, frame)  # type: ignore[arg-type]
        for argument in node.args:
            self.write(", ")
            self.visit(argument, frame)
        self.write("))" if takes_markup else ")")

    def visit_Call(  # type: ignore[override]
        self, node: nodes.Call, frame: Frame, **options: Any
    ) -> None:
        """Write a call, whose function is looked up as a method before it is looked up as data."""
        self._callee = node.node
        self.write("count(")
        super().visit_Call(node, frame, **options)
        self.write(")")

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        """Write the code for ``a ~ b``."""
        self.write("count(")
        super().visit_Concat(node, frame)
        self.write(")")

    def visit_Compare(self, node: nodes.Compare, frame: Frame) -> None:
        """Write the code for ``a == b < c``.

        Unless a value is compared with a constant, the code first checks that it does not have too many
        items.
        """
        sides = [node.expr, *(operand.expr for operand in node.ops)]
        self.write("(")
        for index, side in enumerate(sides):
            if index:
                self.write(f" {_PYTHON[node.ops[index - 1].op]} ")
            pair = sides[index : index + 2]
            unchecked = index + 1 == len(sides) or any(isinstance(value, nodes.Const) for value in pair)
            self.write("" if unchecked else "check(")
            self.visit(side, frame)
            self.write("" if unchecked else ")")
        self.write(")")

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:
        """Write the code for ``{a: b}``.

        The code first checks that a key does not have too many items, because computing its hash visits all
        of them.
        """
        self.write("{")
        for item in node.items:
            self.write("check(")
            self.visit(item.key, frame)
            self.write("): ")
            self.visit(item.value, frame)
            self.write(", ")
        self.write("}")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """Write the code for ``a.b``, which looks up the key ``b`` first, unless ``a.b`` is called."""
        if node is self._callee:
            super().visit_Getattr(node, frame)
            return
        name = node.attr
        if self._base == node.node:
            holder = f"holder_{self._depth}"
            self.write(f"({holder}[{name!r}] if {self._is_plain} ")
            self._is_plain = _IS_PLAIN
        else:
            self._depth += 1
            holder = f"holder_{self._depth}"
            self.write(f"({holder}[{name!r}] if ({holder} := ")
            self.visit(node.node, frame)
            self.write(").__class__ is dict ")
            self._depth -= 1
        self.write(f"and {name!r} in {holder} else lookup({holder}, {name!r}))")

    def _write_group(self, node: nodes.Filter, frame: Frame) -> None:
        """Write code that looks up the object of a group only once.

        If the object is constant, the output of the group is cached.
        """
        key, *pieces = node.args
        self._depth += 1
        holder, key_code = f"holder_{self._depth}", repr(key.as_const())
        self.write(f"(cache[{key_code}] if {key_code} in (cache := {holder}._rendered if ({holder} := ")
        self.visit(node.node, frame)  # type: ignore[arg-type]
        has_ends = any(END in piece.data for piece in pieces if isinstance(piece, nodes.TemplateData))
        join = "join_pieces_with_ends" if has_ends else "join_pieces"
        self.write(f").__class__ is ConstantDict else NOT_CACHED) else {join}(cache, {key_code}, (")
        self._base, self._is_plain = node.node, f"({_IS_PLAIN} := isinstance({holder}, dict))"
        for piece in pieces:
            self._write_piece(piece, frame)
        self._base = None
        self.write(")))")
        self._depth -= 1

    def _write_slot(self, node: nodes.Filter, frame: Frame) -> None:
        """Write code that joins the values of a slot with a translation, which is added later."""
        self.write(f"arrange({node.node.as_const()!r}, (")  # type: ignore[union-attr]
        for value in node.args:
            self.newline(value)  # so that the line of a traceback identifies the failing tag
            self.visit(value, frame)
            self.write(", ")
        self.write("))")

    def _write_piece(self, piece: nodes.Expr, frame: Frame) -> None:
        if isinstance(piece, nodes.TemplateData):
            self.write(f"{piece.data.encode('utf-8', 'replace')!r}, ")
            return
        self.newline(piece)  # so that the line of a traceback identifies the failing tag
        self.write("(")
        self.visit(piece, frame)
        self.write(f").encode({_ENCODING}), ")


def _is_group(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Filter) and node.name == GROUP
