"""From Jinja source to Python code that writes WordprocessingML: each value knows what its place may hold.

Jinja parses; every value of the output is then wrapped in the function of ``escaping`` that its place in the
XML asks for, ids and bookmark names inside loops become calls, and Jinja's own compiler writes the code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from types import CodeType
from typing import Any, Final

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

from assembler.word import escaping
from assembler.word.cursor import Cursor, Spot
from assembler.word.environment import Environment
from assembler.word.only_once import OnlyOnce
from assembler.word.settling import GRID, HOLDERS, with_ends
from assembler.word.tags import Source

SHOWING: Final = {
    "in_text": escaping.in_text,
    "in_attribute": escaping.in_attribute,
    "in_data": escaping.in_data,
    "between_elements": escaping.between_elements,
    "raw": escaping.raw,
}
"""The functions that compiled code calls by these names."""

KEEPING: Final = ("mark", "kept")
"""Two more, where missing names keep their tags: ``kept(mark(tag), value)``."""

_OURS: Final = frozenset((*SHOWING, *KEEPING))

_ENCODING: Final = '"utf-8", "replace"'

_BLOCKS: Final = (nodes.Macro, nodes.CallBlock, nodes.AssignBlock, nodes.FilterBlock)
_LOOPS: Final = (nodes.For, nodes.Macro, nodes.CallBlock)
_TEXT: Final = "<w:r>", "</w:r>"
_WRAPPERS: Final = {
    "w:tbl": ("<w:tr><w:tc><w:p><w:r>", "</w:r></w:p></w:tc></w:tr>"),
    "w:tr": ("<w:tc><w:p><w:r>", "</w:r></w:p></w:tc>"),
    "w:r": ("", ""),
    "w:p": _TEXT,
}
_BLOCK_LEVEL: Final = frozenset(
    {"w:body", "w:tc", "w:hdr", "w:ftr", "w:footnote", "w:endnote", "w:comment", "w:txbxContent"}
)


@dataclass(slots=True)
class Needs:
    """What the output of a part needs before it is sound, found out while it is compiled."""

    holders: tuple[str, ...] = ()
    """Elements that may come out empty, or without the paragraph that must end them."""
    tables: bool = False
    """Cells come in loops or span, so that the grid must be counted of tables with ``GRID`` after them."""
    breaks: bool = False
    """A break or tab in a value meets a format that is itself a value."""
    check: bool = False
    """Markup from elsewhere, or a block that opens what it does not close: the output must be parsed."""
    everywhere: bool = False
    """Cells come in loops and it cannot be seen of which table: the grid of every table must be counted."""


class Writer(CodeGenerator):
    """Jinja's compiler, except that our functions write plain text and data comes before methods.

    What is rendered is yielded as UTF-8, since one Greek letter widens every text that it is joined to. What
    goes into the buffer of a macro or block stays text.
    """

    _callee: nodes.Expr | None = None
    _as_bytes = False
    _held = 0
    """How many values are being looked into: each needs a variable of its own."""

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
        if frame.buffer is None:
            self.write("(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.buffer is None:
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
        if node.name not in _OURS:
            super().visit_Filter(node, frame)
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
        super().visit_Call(node, frame, **options)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """``a.b``: the key ``b`` first, unless it is called."""
        if node is self._callee:
            super().visit_Getattr(node, frame)
            return
        self._held += 1
        held, name = f"held_{self._held}", node.attr
        self.write(f"({held}[{name!r}] if ({held} := ")
        self.visit(node.node, frame)
        self.write(f").__class__ is dict and {name!r} in {held} else look({held}, {name!r}))")
        self._held -= 1


@dataclass(slots=True)
class Compiler:
    """Compiles one part; ``only_once`` is that of the whole document."""

    environment: Environment
    only_once: OnlyOnce
    needs: Needs = field(default_factory=Needs)
    tags_of: Source | None = None
    """Where missing names keep their tags: the source that has them."""
    _cursor: Cursor = field(default_factory=Cursor)
    _loops: int = 0
    _blocks: int = 0

    def compile(self, tree: nodes.Template, name: str) -> CodeType:
        """The code of ``tree``, which is changed on the way; ``name`` is the part's."""
        for node in tree.body:
            self._statement(node)
        self.needs.check |= not self._cursor.balanced or bool(self._cursor.path)
        writer = Writer(self.environment, name, f"<{name}>")
        writer.visit(tree)
        return compile(writer.stream.getvalue(), f"<{name}>", "exec")  # type: ignore[attr-defined]

    def _statement(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.Output):
            node.nodes = list(self._output(node))
            return
        self._note(node)
        inside = isinstance(node, _LOOPS), isinstance(node, _BLOCKS)
        self._loops += inside[0]
        self._blocks += inside[1]
        for branch in _branches(node):
            self._branch(branch)
        self._loops -= inside[0]
        self._blocks -= inside[1]

    def _branch(self, body: list[nodes.Node]) -> None:
        before = self._cursor.path, self._cursor.in_tag
        for node in body:
            self._statement(node)
        if (self._cursor.path, self._cursor.in_tag) != before:
            self.needs.check = True

    def _note(self, node: nodes.Node) -> None:
        """What a statement where it stands may leave to be mended."""
        self._note_holder()
        self.needs.check |= any(found.name in _MARKUP_FILTERS for found in node.find_all(nodes.Filter))

    def _note_holder(self) -> None:
        """A block or a value stands straight inside the innermost open element."""
        holder = self._cursor.top
        if holder == "w:tr":
            self._note_table()
        if holder in HOLDERS and holder not in self.needs.holders:
            self.needs.holders = tuple(sorted((*self.needs.holders, holder)))

    def _note_table(self) -> None:
        """The cells of the table that is open may be more or fewer than its columns."""
        self.needs.tables = True
        self.needs.everywhere |= not self._cursor.watch("w:tbl")

    def _output(self, node: nodes.Output) -> Iterator[nodes.Expr]:
        for child in node.nodes:
            if isinstance(child, nodes.TemplateData):
                yield from self._data(child)
            else:
                self.needs.check |= any(f.name in _MARKUP_FILTERS for f in _filters(child))
                yield self._shown(child)

    def _data(self, node: nodes.TemplateData) -> Iterator[nodes.Expr]:
        """XML of the template, with what must differ in each round of a loop as calls."""
        text = escaping.braces(node.data)
        for end in reversed(self._cursor.feed(text)):
            text = f"{text[:end]}{GRID}{text[end:]}"
        text = with_ends(text)
        for piece in self.only_once.numbered(text, in_loop=self._loops > 0):
            if isinstance(piece, str):
                yield nodes.TemplateData(piece, lineno=node.lineno)
            else:
                yield _call(piece.function, nodes.Const(piece.key, lineno=node.lineno))

    def _shown(self, value: nodes.Expr) -> nodes.Expr:
        if self.tags_of is not None:
            tag = nodes.Const(self.tags_of.tag_of(value.lineno).text, lineno=value.lineno)
            value = nodes.Filter(_call("mark", tag), "kept", [value], [], None, None, lineno=value.lineno)
        spot = self._cursor.value()
        if spot is Spot.ATTRIBUTE:
            if self._cursor.tag == "w:gridSpan":
                self._note_table()
            return _call("in_attribute", value)
        if self._blocks:
            return _call("raw", value)
        if spot is Spot.TEXT:
            return self._in_text(value)
        if spot is Spot.DATA:
            return _call("in_data", value)
        self._note_holder()
        return _call("between_elements", value, *_wrapper(self._cursor.path))

    def _in_text(self, value: nodes.Expr) -> nodes.Expr:
        run = self._cursor.run
        paragraph = self._cursor.paragraph if self._cursor.can_split else None
        if run is None or (self._cursor.can_split and paragraph is None):
            self.needs.breaks = True
            return _call("raw", value)
        arguments = () if not run and paragraph is None else (run, paragraph)
        return _call("in_text", value, *arguments)


_MARKUP_FILTERS: Final = frozenset({"safe", "xmlattr", "tojson", "urlize", "forceescape"})


def _filters(node: nodes.Expr) -> Iterator[nodes.Filter]:
    if isinstance(node, nodes.Filter):
        yield node
    yield from node.find_all(nodes.Filter)


def _branches(node: nodes.Node) -> Iterator[list[nodes.Node]]:
    """The bodies of a statement in the order of the source."""
    yield getattr(node, "body", [])
    for other in getattr(node, "elif_", []):
        yield other.body
    yield getattr(node, "else_", [])


def _wrapper(path: tuple[str, ...]) -> tuple[str, str]:
    """The elements that a plain text needs to be readable where only elements may stand.

    >>> _wrapper(("w:body", "w:p", "w:hyperlink"))
    ('<w:r>', '</w:r>')
    """
    for name in reversed(path):
        if name in _WRAPPERS:
            return _WRAPPERS[name]
        if name in _BLOCK_LEVEL:
            return "<w:p><w:r>", "</w:r></w:p>"
    return _TEXT


def _call(name: str, value: nodes.Expr, *arguments: str | None) -> nodes.Filter:
    constants: list[nodes.Expr] = [nodes.Const(argument, lineno=value.lineno) for argument in arguments]
    return nodes.Filter(value, name, constants, [], None, None, lineno=value.lineno)
