"""Jinja's compiler at work on a part: its code writes UTF-8, and each value by the function of its place.

Pieces of an output that show one and the same thing, found so that they are written as one.

A cell of a form asks five things of its field, a row of a table one for each column. Written as one piece
the thing is looked up once; and where it never changes (``lasting.Lasting``), the piece is kept with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any, Final

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

from assembler.word.template.constants import SHOWING
from assembler.word.template.limits import METER
from assembler.word.template.output_repair import END

TOGETHER: Final = " together"
"""The filter that stands for the pieces: of the thing, with their key and them; no template can write it."""
_SHOWING: Final = frozenset(("in_text", "in_attribute", "in_data", "between_elements"))
"""What shows a value and depends on nothing else."""
_FEWEST: Final = 2
"""Values of one thing that are worth the trouble."""


def joined(pieces: Iterable[nodes.Expr]) -> Iterator[nodes.Expr]:
    """``pieces`` of an output, with those that show one thing after the other as one filter ``TOGETHER``."""
    group: list[nodes.Expr] = []
    base: nodes.Expr | None = None
    for piece in pieces:
        found = base if isinstance(piece, nodes.TemplateData) else base_of(piece)
        if found is None or found != base:
            yield from _as_one(base, group)
            base, group = found, []
        if found is None:
            yield piece
        else:
            group.append(piece)
    yield from _as_one(base, group)


def _as_one(base: nodes.Expr | None, group: Sequence[nodes.Expr]) -> Iterator[nodes.Expr]:
    values = sum(not isinstance(piece, nodes.TemplateData) for piece in group)
    if base is None or values < _FEWEST:
        yield from group
        return
    lineno = group[0].lineno
    key = nodes.Const(sha256(repr(group).encode("utf-8", "replace")).hexdigest()[:16], lineno=lineno)
    yield nodes.Filter(base, TOGETHER, [key, *group], [], None, None, lineno=lineno)


def base_of(piece: nodes.Expr) -> nodes.Expr | None:
    """The one thing of which ``piece`` shows something that it has; None where it shows more, or a result."""
    if not isinstance(piece, nodes.Filter) or piece.name not in _SHOWING:
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



KEEPING: Final = ("mark", "kept")
"""Two more, where missing names keep their tags: ``kept(mark(tag), value)``."""

ROUND: Final = " round"
"""What counts a round of a loop, or the call of a macro; no template can write this name, nor ours below."""

OURS: Final = frozenset((*SHOWING, *KEEPING))

_PYTHON: Final = {
    "eq": "==", "ne": "!=", "gt": ">", "gteq": ">=", "lt": "<", "lteq": "<=", "in": "in", "notin": "not in",
}  # fmt: skip
_IS_PLAIN: Final = "is_plain"
_ENCODING: Final = '"utf-8", "replace"'


class Writer(CodeGenerator):
    """Jinja's compiler, except that our functions write plain text and data comes before methods.

    What is rendered is yielded as UTF-8, since one Greek letter widens every text that it is joined to. What
    goes into the buffer of a macro or block stays text.
    """

    _callee: nodes.Expr | None = None
    _as_bytes = False
    _held = 0
    """How many values are being looked into: each needs a variable of its own."""
    _base: nodes.Expr | None = None
    """What pieces that are written together all show; the variable of the last value has it."""
    _is_plain = _IS_PLAIN
    """Whether that is plain data, which the first of the pieces finds out."""

    def write_commons(self) -> None:
        """What every function of the code begins with: also what the rendering may still use up."""
        super().write_commons()
        self.writeline(f"meter = context.parent[{METER!r}]")
        self.writeline("made, held, rounds = meter.made, meter.held, meter.rounds")

    def buffer(self, frame: Frame) -> None:
        """Let the output of ``frame`` be kept, and counted."""
        super().buffer(frame)
        self.writeline(f"{frame.buffer} = meter.buffer()")

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        if isinstance(node, nodes.Filter):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        """The constants and values of an output, in the order of the template."""
        before, self._as_bytes = self._as_bytes, frame.buffer is None
        super().visit_Output(node, frame)
        self._as_bytes = before

    def _output_const_repr(self, group: Iterable[Any]) -> str:
        text = "".join(group)
        return repr(text.encode("utf-8", "replace") if self._as_bytes else text)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """No ``escape(...)`` round a value: its own function has done that."""
        if frame.buffer is None and not _is_together(node):
            self.write("(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.buffer is None and not _is_together(node):
            self.write(f").encode({_ENCODING})")

    def start_write(self, frame: Frame, node: nodes.Node | None = None) -> None:
        """Before the result of a block that is called or filtered."""
        super().start_write(frame, node)
        if frame.buffer is None:
            self.write("(")

    def end_write(self, frame: Frame) -> None:
        """After it."""
        if frame.buffer is None:
            self.write(f").encode({_ENCODING})")
        super().end_write(frame)

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:
        """A call of one of our functions by its name; other filters as ever."""
        if _is_together(node):
            self._together(node, frame)
            return
        if node.name == ROUND:
            self.write("next(rounds)")
            return
        if node.name not in OURS:
            self.write("made(")
            super().visit_Filter(node, frame)
            self.write(")")
            return
        if is_markup_place := node.name == "between_elements":
            self.write("(shown if (shown := ")
            self.visit(node.node, frame)  # type: ignore[arg-type]
            self.write(").__class__ is Markup else between_elements(shown")
        else:
            self.write(f"{node.name}(")
            self.visit(node.node, frame)  # type: ignore[arg-type]
        for argument in node.args:
            self.write(", ")
            self.visit(argument, frame)
        self.write("))" if is_markup_place else ")")

    def visit_Call(  # type: ignore[override]
        self, node: nodes.Call, frame: Frame, **options: Any
    ) -> None:
        """A call: what is called is looked up as a method first."""
        self._callee = node.node
        self.write("made(")
        super().visit_Call(node, frame, **options)
        self.write(")")

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        """``a ~ b``."""
        self.write("made(")
        super().visit_Concat(node, frame)
        self.write(")")

    def visit_Compare(self, node: nodes.Compare, frame: Frame) -> None:
        """``a == b < c``; what is compared with anything but a constant is looked into first."""
        sides = [node.expr, *(operand.expr for operand in node.ops)]
        self.write("(")
        for at, side in enumerate(sides):
            if at:
                self.write(f" {_PYTHON[node.ops[at - 1].op]} ")
            plain = at + 1 == len(sides) or any(isinstance(each, nodes.Const) for each in sides[at : at + 2])
            self.write("" if plain else "held(")
            self.visit(side, frame)
            self.write("" if plain else ")")
        self.write(")")

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:
        """``{a: b}``; a key is looked into first, since its hash is that of all it holds."""
        self.write("{")
        for item in node.items:
            self.write("held(")
            self.visit(item.key, frame)
            self.write("): ")
            self.visit(item.value, frame)
            self.write(", ")
        self.write("}")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """``a.b``: the key ``b`` first, unless it is called."""
        if node is self._callee:
            super().visit_Getattr(node, frame)
            return
        name = node.attr
        if self._base == node.node:
            held = f"held_{self._held}"
            self.write(f"({held}[{name!r}] if {self._is_plain} ")
            self._is_plain = _IS_PLAIN
        else:
            self._held += 1
            held = f"held_{self._held}"
            self.write(f"({held}[{name!r}] if ({held} := ")
            self.visit(node.node, frame)
            self.write(").__class__ is dict ")
            self._held -= 1
        self.write(f"and {name!r} in {held} else look({held}, {name!r}))")

    def _together(self, node: nodes.Filter, frame: Frame) -> None:
        """Pieces that show one thing: looked up once, and joined once where it never changes."""
        key, *pieces = node.args
        self._held += 1
        held, its = f"held_{self._held}", repr(key.as_const())
        self.write(f"(had[{its}] if {its} in (had := {held}._shown if ({held} := ")
        self.visit(node.node, frame)  # type: ignore[arg-type]
        has_ends = any(END in piece.data for piece in pieces if isinstance(piece, nodes.TemplateData))
        join = "together_ended" if has_ends else "together"
        self.write(f").__class__ is Lasting else NOTHING) else {join}(had, {its}, (")
        self._base, self._is_plain = node.node, f"({_IS_PLAIN} := isinstance({held}, dict))"
        for piece in pieces:
            self._piece(piece, frame)
        self._base = None
        self.write(")))")
        self._held -= 1

    def _piece(self, piece: nodes.Expr, frame: Frame) -> None:
        if isinstance(piece, nodes.TemplateData):
            self.write(f"{piece.data.encode('utf-8', 'replace')!r}, ")
            return
        self.newline(piece)  # so that what fails is known by its line
        self.write("(")
        self.visit(piece, frame)
        self.write(f").encode({_ENCODING}), ")


def _is_together(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Filter) and node.name == TOGETHER
