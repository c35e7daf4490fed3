"""From Jinja source to Python code that writes WordprocessingML: each value knows what its place may hold.

Jinja parses; every value of the output is then wrapped in the function of ``escaping`` that its place in the
XML asks for, ids and bookmark names inside loops become calls, and Jinja's own compiler writes the code.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import CodeType
from typing import Final

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from assembler.structs import Struct, field
from assembler.word.template import escaping
from assembler.word.template.codegen import OURS, ROUND, Writer, joined
from assembler.word.template.compiled_part import Needs
from assembler.word.template.cursor import Cursor, Spot
from assembler.word.template.environment import Environment
from assembler.word.template.output_repair import GRID, HOLDERS, with_ends
from assembler.word.template.tags import Source, compile_python
from assembler.word.template.unique_ids import OnlyOnce

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


class Compiler(Struct):
    """Compiles one part; ``only_once`` is that of the whole document."""

    environment: Environment
    only_once: OnlyOnce
    needs: Needs = field(default_factory=Needs)
    tags_of: Source | None = None
    """Where missing names keep their tags: the source that has them."""
    _cursor: Cursor = field(default_factory=Cursor)
    _loops: int = 0
    _blocks: int = 0
    _outside: int = 0
    """How many elements were open where the innermost of the blocks began."""
    _buffers: int = 0
    """How many of the blocks that are open are no part of the output before they end."""

    def compile(self, tree: nodes.Template, name: str) -> CodeType:
        """The code of ``tree``, which is changed on the way; ``name`` is the part's."""
        _make_safe(tree)
        for node in tree.body:
            self._statement(node)
        self.needs.check |= not self._cursor.balanced or bool(self._cursor.path)
        writer = Writer(self.environment, name, f"<{name}>")
        writer.visit(tree)
        lines = {code: line for line, code in writer.debug_info}
        return compile_python(writer.stream.getvalue(), f"<{name}>", lines)  # type: ignore[attr-defined]

    def _statement(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.Output):
            pieces = list(self._output(node))
            node.nodes = pieces if self._buffers or self.tags_of else list(joined(pieces))
            return
        self._note(node)
        inside = isinstance(node, _LOOPS), isinstance(node, _BLOCKS), _is_buffered(node)
        self._loops += inside[0]
        self._blocks += inside[1]
        self._buffers += inside[2]
        before = self._outside
        self._outside = len(self._cursor.path) if inside[1] else before
        for branch in _branches(node):
            self._branch(branch)
        if inside[0]:
            counted = nodes.Filter(nodes.Const(None), ROUND, [], [], None, None, lineno=node.lineno)
            node.body.insert(0, nodes.ExprStmt(counted, lineno=node.lineno))  # type: ignore[attr-defined]
        self._outside = before
        self._loops -= inside[0]
        self._blocks -= inside[1]
        self._buffers -= inside[2]

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
        own = self._cursor.path[self._outside :]
        if spot is Spot.DATA and (own or not self._blocks):
            return _call("in_data", value)
        if self._blocks and not (spot is Spot.TEXT and "w:r" in own):
            return _call("raw", value)
        if spot is Spot.TEXT:
            return self._in_text(value)
        self._note_holder()
        return _call("between_elements", value, *_wrapper(self._cursor.path))

    def _in_text(self, value: nodes.Expr) -> nodes.Expr:
        run = self._cursor.run
        can_split = self._cursor.can_split and "w:p" in self._cursor.path[self._outside :]
        paragraph = self._cursor.paragraph if can_split else None
        if run is None or (can_split and paragraph is None):
            self.needs.breaks = True
            return _call("raw", value)
        arguments = () if not run and paragraph is None else (run, paragraph)
        return _call("in_text", value, *arguments)


def _make_safe(tree: nodes.Template) -> None:
    """TemplateSyntaxError where a template names what only compiled code may call; ``~`` within limits."""
    for node in tree.find_all(nodes.Filter):
        if node.name in OURS:
            raise TemplateSyntaxError(f"No filter named {node.name!r}.", node.lineno)
    for joined_values in tree.find_all(nodes.Concat):
        joined_values.nodes = [_as_text(each) for each in joined_values.nodes]


def _as_text(value: nodes.Expr) -> nodes.Expr:
    """What ``~`` joins, by the filter that refuses to show what is too large."""
    if isinstance(value, nodes.Const):
        return value
    return nodes.Filter(value, "string", [], [], None, None, lineno=value.lineno)


_MARKUP_FILTERS: Final = frozenset({"safe", "xmlattr", "tojson", "urlize", "forceescape"})


def _filters(node: nodes.Expr) -> Iterator[nodes.Filter]:
    if isinstance(node, nodes.Filter):
        yield node
    yield from node.find_all(nodes.Filter)


def _is_buffered(node: nodes.Node) -> bool:
    return isinstance(node, _BLOCKS) or (isinstance(node, nodes.For) and node.recursive)


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
