"""The smallest edits that make a YAML text say something else: every byte not named by an edit stays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from assembler.store.yaml.list_differences import find_differences, group_consecutive
from assembler.store.yaml.yaml_tree import Node
from assembler.store.yaml.yaml_writer import Writer, format_flow
from assembler.structs import Struct


class Edit(Struct, frozen=True):
    """The characters from ``start`` to ``end`` become ``text``."""

    start: int
    end: int
    text: str


Span = tuple[int, int]
"""Where a text begins and ends."""


class ValuePosition(Struct, frozen=True):
    """Where a value stands: ``after`` follows its key's colon or its dash, ``indent`` is what holds it.

    ``keyed`` tells a value of a mapping from an item of a list; the root is neither (``after`` -1).
    """

    after: int = -1
    indent: int = 0
    keyed: bool = False
    flow: bool = False


class UnsupportedLayout(Exception):
    """The text is laid out in a way that we do not edit."""


def is_same_data(one: Any, other: Any) -> bool:
    """Whether two plain values are alike, of the same types; the order of keys does not matter.

    >>> is_same_data(1, True), is_same_data({"a": [1]}, {"a": [1]})
    (False, True)
    """
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(is_same_data(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(is_same_data, one, other))
    return bool(one == other)


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """``text`` with all ``edits`` made; those at one place stand in the order in which they were given.

    >>> apply_edits("abc", [Edit(0, 1, "X"), Edit(3, 3, "!"), Edit(3, 3, "?")])
    'Xbc!?'
    """
    in_order = sorted(enumerate(edits), key=lambda each: (each[1].start, each[1].end, each[0]))
    for _, edit in reversed(in_order):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


class Editor:
    """Compares a tree with the data wanted and yields edits; raises Unusual where it cannot."""

    def __init__(self, text: str, writer: Writer) -> None:
        self.text = text
        self.writer = writer

    def edits(self, node: Node, wanted: Any, spot: ValuePosition) -> Iterator[Edit]:
        """What turns ``node`` into ``wanted``."""
        if is_same_data(node.plain(), wanted):
            return
        if node.kind == "mapping" and isinstance(wanted, dict) and self._can_keep_mapping(node, wanted):
            yield from self._mapping(node, wanted)
        elif node.kind == "sequence" and isinstance(wanted, list) and node.items and wanted:
            yield from self._sequence(node, wanted, spot)
        else:
            yield from self._replace(node, wanted, spot)

    def _can_keep_mapping(self, node: Node, wanted: dict[str, Any]) -> bool:
        gone = [at for at, (key, _) in enumerate(node.entries) if key.value not in wanted]
        return len(gone) < len(node.entries) and (node.flow or all(self._can_go(node, at) for at in gone))

    def _can_go(self, node: Node, at: int) -> bool:
        """Whether an entry in block style stands on lines of its own, but for the dash before it."""
        if self._begins_line(node.entries[at][0].start):
            return True
        value = node.entries[at][1]
        line = self._line_end(self.extent(value, self._after_colon(node.entries[at][0])))
        following = node.entries[at + 1][0].start if at + 1 < len(node.entries) else line
        return following > line and not self.text[line:following].strip()

    def _mapping(self, node: Node, wanted: dict[str, Any]) -> Iterator[Edit]:
        for key, value in node.entries:
            if key.value in wanted:
                inside = ValuePosition(self._after_colon(key), node.column, True, node.flow)
                yield from self.edits(value, wanted[str(key.value)], inside)
        gone = [at for at, (key, _) in enumerate(node.entries) if key.value not in wanted]
        spans = [(key.start, self.extent(value, self._after_colon(key))) for key, value in node.entries]
        yield from self._gone_from_flow(spans, gone) if node.flow else self._gone_from_block(spans, gone)
        known = {key.value for key, _ in node.entries}
        fresh = {key: value for key, value in wanted.items() if key not in known}
        if fresh and node.flow:
            last = max(end for at, (_, end) in enumerate(spans) if at not in gone)
            yield self._at(last, f", {format_flow(fresh)[1:-1]}")
        elif fresh:
            entries = (self.writer.entry(key, value, node.column) for key, value in fresh.items())
            yield self._after_line(self._last(node), [line for lines in entries for line in lines])

    def _gone_from_block(self, spans: Sequence[Span], gone: Sequence[int]) -> Iterator[Edit]:
        """Without entries of a mapping; where one stands behind a dash, what follows it moves there."""
        for at in gone:
            start, end = spans[at]
            if self._begins_line(start):
                yield self._without(start, end)
            elif at + 1 in gone:
                raise UnsupportedLayout("several entries go from behind a dash")
            else:
                yield Edit(start, spans[at + 1][0], "")

    def _gone_from_flow(self, spans: Sequence[Span], gone: Sequence[int]) -> Iterator[Edit]:
        """Without some of the items or entries in brackets, and the commas that part them from others."""
        for first, last in group_consecutive(gone):
            if last + 1 < len(spans):
                edit = Edit(spans[first][0], spans[last + 1][0], "")
            else:
                edit = Edit(spans[first - 1][1], spans[last][1], "")
            if "#" in self.text[edit.start : edit.end]:
                raise UnsupportedLayout("a comment may stand between the brackets")
            yield edit

    def _sequence(self, node: Node, wanted: list[Any], spot: ValuePosition) -> Iterator[Edit]:
        """Items that stay are not touched, also where others come or go before them."""
        spans = [(item.start, self.extent(item, item.start)) for item in node.items]
        gone: list[int] = []
        for first, last, start, end in find_differences(node.plain(), wanted):
            both = min(last - first, end - start)
            for at in range(both):
                inside = ValuePosition(spans[first + at][0], node.column, False, node.flow)
                yield from self.edits(node.items[first + at], wanted[start + at], inside)
            gone += range(first + both, last)
            if fresh := wanted[start + both : end]:
                yield self._inserted(node, first + both, fresh)
        if node.flow and len(gone) == len(spans):
            yield from self._replace(node, wanted, spot)
        elif node.flow:
            yield from self._gone_from_flow(spans, gone)
        else:
            yield from (self._without(self._dash(node, node.items[at]), spans[at][1]) for at in gone)

    def _inserted(self, node: Node, at: int, fresh: Sequence[Any]) -> Edit:
        """New items before the item number ``at``."""
        before = node.items[at - 1] if at else node.items[0]
        if node.flow:
            words = ", ".join(map(format_flow, fresh))
            return self._at(before.end, f", {words}") if at else self._at(before.start, f"{words}, ")
        lines = [line for value in fresh for line in self.writer.item(value, node.column)]
        if at:
            return self._after_line(self.extent(before, before.start), lines)
        start = self._dash(node, before) - node.column
        return self._at(start, "".join(f"{line}\n" for line in lines))

    def _replace(self, node: Node, wanted: Any, spot: ValuePosition) -> Iterator[Edit]:
        nested = isinstance(wanted, dict | list) and bool(wanted)
        if spot.flow:
            blank = " " if self.is_empty(node) else ""
            start = spot.after if blank else node.start
            yield Edit(start, max(start, node.end) if not blank else start, blank + format_flow(wanted))
        elif nested and spot.keyed and (not self._is_block(node) or self._begins_line(node.start)):
            yield from self._below(node, wanted, spot)
        elif self._is_block(node) and spot.keyed:
            yield from self._beside(node, wanted, spot)
        else:
            yield from self._in_place(node, wanted, spot)

    def _below(self, node: Node, wanted: Any, spot: ValuePosition) -> Iterator[Edit]:
        """A mapping or list on lines of its own below its key."""
        column = spot.indent + 2
        first, *rest = self.writer.lines(wanted, column)
        beside = not self._begins_line(node.start) and node.style not in ("|", ">")
        yield from self._cleared(node, spot)
        line = self.extent(node, spot.after) if beside else spot.after
        yield self._after_line(line, [" " * column + first, *rest])

    def _beside(self, node: Node, wanted: Any, spot: ValuePosition) -> Iterator[Edit]:
        """A scalar beside its key, in place of the mapping or list below it."""
        first, *rest = self.writer.lines(wanted, spot.indent + 2, indent=spot.indent)
        yield from self._cleared(node, spot)
        yield self._at(spot.after, f" {first}")
        if rest:
            yield self._after_line(spot.after, rest)

    def _cleared(self, node: Node, spot: ValuePosition) -> Iterator[Edit]:
        """Nothing after the key; comments beside it stay."""
        end = self.extent(node, spot.after)
        if self._is_block(node) or self._begins_line(node.start):
            yield self._without(node.start, end)
        elif node.style in ("|", ">"):
            yield Edit(spot.after, self._header(node), "")
            yield Edit(self._line_end(node.start), end, "")
        elif end > spot.after:
            yield Edit(spot.after, end, "")

    def _in_place(self, node: Node, wanted: Any, spot: ValuePosition) -> Iterator[Edit]:
        """The new value where the old one began; comments beside its last line stay."""
        empty = self.is_empty(node)
        start = spot.after if empty else node.start
        column = node.column if not empty else spot.indent + 2
        first, *rest = self.writer.lines(wanted, column, indent=spot.indent, style=node.style)
        if self._is_block(node):
            yield Edit(start, self._line_end(self.extent(node, start)), "\n".join([first, *rest]))
        elif node.style in ("|", ">"):
            yield Edit(start, self._header(node), first)
            yield Edit(self._line_end(start), self.extent(node, start), "".join(f"\n{row}" for row in rest))
        else:
            end = start if empty else node.end
            yield Edit(start, end, f" {first}" if empty else first)
            if rest:
                yield self._after_line(end, rest)

    def extent(self, node: Node, after: int) -> int:
        """Where the value's own text ends; ``after`` for one that is not written at all."""
        if self.is_empty(node):
            return after
        if node.style in ("|", ">"):
            return self._literal_end(node)
        return self._last(node) if self._is_block(node) else node.end

    def _last(self, node: Node) -> int:
        """The end of the last value inside a mapping or list."""
        if node.kind == "mapping":
            key, value = node.entries[-1]
            return self.extent(value, self._after_colon(key))
        return self.extent(node.items[-1], node.items[-1].start)

    def _literal_end(self, node: Node) -> int:
        """The end of the last line of a block scalar; blank lines after it belong to nobody, unless kept."""
        head = self._line_end(node.start)
        if "+" in self.text[node.start : self._header(node)]:
            return max(head, node.end - 1 if self.text[: node.end].endswith("\n") else node.end)
        return max(head, len(self.text[: node.end].rstrip(" \n")))

    def _header(self, node: Node) -> int:
        found = re.compile(r"[|>][-+0-9]*").match(self.text, node.start)
        return found.end() if found else node.start

    def _after_colon(self, key: Node) -> int:
        found = re.compile(r" *:(?=[ \n]|$)|:").match(self.text, key.end)
        if found is None:
            raise UnsupportedLayout(f"the key in line {key.line} is written in a way of its own")
        return found.end()

    def _dash(self, node: Node, item: Node) -> int:
        """The dash of an item that begins its own line."""
        position = item.start
        while position >= 0:
            line = self.text.rfind("\n", 0, position) + 1
            dash = line + node.column
            if self.text[line : dash + 1] == " " * node.column + "-":
                return dash
            position = line - 1
        raise UnsupportedLayout(f"no dash before line {item.line}")

    @staticmethod
    def is_empty(node: Node) -> bool:
        """Whether nothing is written where the value would stand."""
        return node.kind == "scalar" and node.value is None and not node.style and node.start == node.end

    @staticmethod
    def _is_block(node: Node) -> bool:
        return node.kind != "scalar" and not node.flow

    def _begins_line(self, position: int) -> bool:
        return not self.text[self.text.rfind("\n", 0, position) + 1 : position].strip(" ")

    def _line_end(self, position: int) -> int:
        found = self.text.find("\n", position)
        return found if found >= 0 else len(self.text)

    def _without(self, start: int, end: int) -> Edit:
        """The lines from that of ``start`` to that of ``end``, gone."""
        line, last = self.text.rfind("\n", 0, start), self._line_end(end)
        return Edit(line, last, "") if line >= 0 else Edit(0, min(last + 1, len(self.text)), "")

    def _after_line(self, position: int, lines: list[str]) -> Edit:
        return self._at(self._line_end(position), "".join(f"\n{line}" for line in lines))

    @staticmethod
    def _at(position: int, text: str) -> Edit:
        return Edit(position, position, text)
