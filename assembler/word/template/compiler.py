"""Compiler from Jinja source to Python code that writes WordprocessingML.

Jinja parses the source. Each output value is then wrapped in the function from ``escaping`` for its context
in the XML. Ids and bookmark names inside loops become calls. Finally, Jinja's compiler writes the code.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import CodeType
from typing import Final

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from assembler.structs import Struct, field
from assembler.word.template import escaping
from assembler.word.template.codegen import INTERNAL_FILTERS, ROUND, CodeWriter, group_pieces
from assembler.word.template.cursor import Cursor, ValueContext
from assembler.word.template.environment import Environment
from assembler.word.template.message_slots import collect_slots
from assembler.word.template.output_repair import GRID, HOLDERS, OutputChecks, mark_ends
from assembler.word.template.tags import Source, compile_python
from assembler.word.template.unique_ids import UniqueIds

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
    """Compiler for one part of a template.

    ``unique_ids`` is shared by all parts of the document.
    """

    environment: Environment
    unique_ids: UniqueIds
    checks: OutputChecks = field(default_factory=OutputChecks)
    tag_source: Source | None = None
    """Source of the tags to show for missing names, or None if the tags are not shown."""
    slots: dict[int, str] = field(default_factory=dict)
    """Contents of the slots that were compiled, by number. ``VALUE`` stands for each value."""
    salt: str = ""
    """Text that distinguishes templates whose code is equal before their slots are filled."""
    _cursor: Cursor = field(default_factory=Cursor)
    _loops: int = 0
    _blocks: int = 0
    _outside: int = 0
    """Number of elements that were open at the start of the innermost block."""
    _buffers: int = 0
    """Number of open blocks whose output is buffered until they end."""

    def compile(self, tree: nodes.Template, name: str) -> CodeType:
        """Return the code that renders ``tree``, which is modified in place.

        ``name`` is the name of the part. Raises TemplateSyntaxError if the code would be nested too deeply,
        or if ``tree`` contains an internal filter.
        """
        filters = {node.name for node in tree.find_all(nodes.Filter)}
        self.checks.markup |= not filters.isdisjoint(_MARKUP_FILTERS)
        _restrict(tree)
        for node in tree.body:
            self._compile_statement(node)
        self.checks.markup |= not self._cursor.balanced or bool(self._cursor.path)
        writer = CodeWriter(self.environment, name, f"<{name}>")
        writer.visit(tree)
        lines = {code: line for line, code in writer.debug_info}
        return compile_python(writer.stream.getvalue(), f"<{name}>", lines)  # type: ignore[attr-defined]

    def _compile_statement(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.Output):
            pieces = list(collect_slots(self._compile_output(node), self.slots))
            is_grouped = not self._buffers and not self.tag_source
            node.nodes = list(group_pieces(pieces, self.salt)) if is_grouped else pieces
            return
        self._note_holder()
        opened = isinstance(node, _LOOPS), isinstance(node, _BLOCKS), _is_buffered(node)
        self._loops += opened[0]
        self._blocks += opened[1]
        self._buffers += opened[2]
        outer = self._outside
        self._outside = len(self._cursor.path) if opened[1] else outer
        for branch in _iter_bodies(node):
            self._compile_branch(branch)
        if opened[0]:
            count_round = nodes.Filter(nodes.Const(None), ROUND, [], [], None, None, lineno=node.lineno)
            node.body.insert(0, nodes.ExprStmt(count_round, lineno=node.lineno))  # type: ignore[attr-defined]
        self._outside = outer
        self._loops -= opened[0]
        self._blocks -= opened[1]
        self._buffers -= opened[2]

    def _compile_branch(self, body: list[nodes.Node]) -> None:
        before = self._cursor.path, self._cursor.in_tag
        for node in body:
            self._compile_statement(node)
        if (self._cursor.path, self._cursor.in_tag) != before:
            self.checks.markup = True

    def _note_holder(self) -> None:
        """Record that a block or a value is directly inside the innermost open element."""
        holder = self._cursor.top
        if holder == "w:tr":
            self._note_table()
        if holder in HOLDERS and holder not in self.checks.holders:
            self.checks.holders = tuple(sorted((*self.checks.holders, holder)))

    def _note_table(self) -> None:
        """Record that a row of the open table may have more or fewer cells than its grid has columns."""
        self.checks.tables = True
        self.checks.all_tables |= not self._cursor.watch("w:tbl")

    def _compile_output(self, node: nodes.Output) -> Iterator[nodes.Expr]:
        for child in node.nodes:
            if isinstance(child, nodes.TemplateData):
                yield from self._compile_data(child)
            else:
                yield self._compile_value(child)

    def _compile_data(self, node: nodes.TemplateData) -> Iterator[nodes.Expr]:
        """Yield the XML of the template, with calls for ids that must be new in each iteration of a loop."""
        text = escaping.unescape_braces(node.data)
        for end in reversed(self._cursor.feed(text)):
            text = f"{text[:end]}{GRID}{text[end:]}"
        text = mark_ends(text)
        for piece in self.unique_ids.make_unique(text, in_loop=self._loops > 0):
            if isinstance(piece, str):
                yield nodes.TemplateData(piece, lineno=node.lineno)
            else:
                yield _make_call(piece.function, nodes.Const(piece.key, lineno=node.lineno))

    def _compile_value(self, value: nodes.Expr) -> nodes.Expr:
        if self.tag_source is not None:
            tag = nodes.Const(self.tag_source.tag_at(value.lineno).text, lineno=value.lineno)
            started = _make_call("start_tag", tag)
            value = nodes.Filter(started, "keep_tag", [value], [], None, None, lineno=value.lineno)
        context = self._cursor.place_value()
        if context is ValueContext.ATTRIBUTE:
            if self._cursor.tag == "w:gridSpan":
                self._note_table()
            return _make_call("render_attribute", value)
        own = self._cursor.path[self._outside :]
        if context is ValueContext.DATA and (own or not self._blocks):
            return _make_call("render_data", value)
        if self._blocks and not (context is ValueContext.TEXT and "w:r" in own):
            return _make_call("render_raw", value)
        if context is ValueContext.TEXT:
            return self._compile_text(value)
        self._note_holder()
        return _make_call("render_elements", value, *_choose_wrapper(self._cursor.path))

    def _compile_text(self, value: nodes.Expr) -> nodes.Expr:
        run = self._cursor.run
        can_split = self._cursor.can_split and "w:p" in self._cursor.path[self._outside :]
        paragraph = self._cursor.paragraph if can_split else None
        if run is None or (can_split and paragraph is None):
            self.checks.breaks = True
            return _make_call("render_raw", value)
        arguments = () if not run and paragraph is None else (run, paragraph)
        return _make_call("render_text", value, *arguments)


def _restrict(tree: nodes.Template) -> None:
    """Raise TemplateSyntaxError for an internal filter, and limit the size of the operands of ``~``."""
    for node in tree.find_all(nodes.Filter):
        if node.name in INTERNAL_FILTERS:
            raise TemplateSyntaxError(f"No filter named {node.name!r}.", node.lineno)
    for concat in tree.find_all(nodes.Concat):
        concat.nodes = [_limit_text(value) for value in concat.nodes]


def _limit_text(value: nodes.Expr) -> nodes.Expr:
    """Wrap an operand of ``~`` in a filter that raises TooLarge for a value that is too large."""
    if isinstance(value, nodes.Const):
        return value
    return nodes.Filter(value, "string", [], [], None, None, lineno=value.lineno)


_MARKUP_FILTERS: Final = frozenset({"safe", "xmlattr", "tojson", "urlize", "forceescape"})


def _is_buffered(node: nodes.Node) -> bool:
    return isinstance(node, _BLOCKS) or (isinstance(node, nodes.For) and node.recursive)


def _iter_bodies(node: nodes.Node) -> Iterator[list[nodes.Node]]:
    """Yield the bodies of a statement in the order of the source."""
    yield getattr(node, "body", [])
    for other in getattr(node, "elif_", []):
        yield other.body
    yield getattr(node, "else_", [])


def _choose_wrapper(path: tuple[str, ...]) -> tuple[str, str]:
    """Return the start and end tags for plain text in a place where only elements are allowed.

    ``path`` contains the names of the elements that are open there, outermost first.

    >>> _choose_wrapper(("w:body", "w:p", "w:hyperlink"))
    ('<w:r>', '</w:r>')
    """
    for name in reversed(path):
        if name in _WRAPPERS:
            return _WRAPPERS[name]
        if name in _BLOCK_LEVEL:
            return "<w:p><w:r>", "</w:r></w:p>"
    return _TEXT


def _make_call(name: str, value: nodes.Expr, *arguments: str | None) -> nodes.Filter:
    constants: list[nodes.Expr] = [nodes.Const(argument, lineno=value.lineno) for argument in arguments]
    return nodes.Filter(value, name, constants, [], None, None, lineno=value.lineno)
