"""Minimal edits to YAML text, which replace only the bytes of changed values."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from assembler.store.yaml.yaml_tree import Node
from assembler.store.yaml.yaml_writer import Writer, format_flow
from assembler.structs import Struct


class Edit(Struct, frozen=True):
    """Replacement of the characters from ``start`` to ``end`` with ``text``."""

    start: int
    end: int
    text: str


Span = tuple[int, int]
"""Start and end of a piece of text."""


class ValuePosition(Struct, frozen=True):
    """Position of a value in the text.

    ``after`` is the offset after its colon or dash, and ``indent`` the indentation of its container.
    ``keyed`` is true for a value in a mapping. It is false for an item of a list and for the root, whose
    ``after`` is -1. ``flow`` is true inside brackets.
    """

    after: int = -1
    indent: int = 0
    keyed: bool = False
    flow: bool = False


class UnsupportedLayout(Exception):
    """Error for text whose layout cannot be edited."""


def is_same_data(one: Any, other: Any) -> bool:
    """Return whether two plain values are equal, including their types, ignoring the order of keys.

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
    """Return ``text`` with all ``edits``.

    Edits at the same position are applied in the given order.

    >>> apply_edits("abc", [Edit(0, 1, "X"), Edit(3, 3, "!"), Edit(3, 3, "?")])
    'Xbc!?'
    """
    pieces, end = [], 0
    for edit in sorted(edits, key=lambda each: (each.start, each.end)):
        pieces += [text[end : edit.start], edit.text]
        end = edit.end
    return "".join((*pieces, text[end:]))


class Editor:
    """Editor that compares a tree with new data and yields the edits that are needed.

    The methods raise UnsupportedLayout if the text cannot be edited.
    """

    def __init__(self, text: str, writer: Writer) -> None:
        self.text = text
        self.writer = writer

    def edits(self, node: Node, wanted: Any, position: ValuePosition) -> Iterator[Edit]:
        """Yield the edits that change ``node``, which is at ``position``, to ``wanted``."""
        if is_same_data(node.plain(), wanted):
            return
        if node.kind == "mapping" and isinstance(wanted, dict) and self._can_keep_mapping(node, wanted):
            yield from self._edit_mapping(node, wanted)
        elif node.kind == "sequence" and isinstance(wanted, list) and node.items and wanted:
            yield from self._edit_sequence(node, wanted, position)
        else:
            yield from self._replace(node, wanted, position)

    def _can_keep_mapping(self, node: Node, wanted: dict[str, Any]) -> bool:
        removed = [index for index, (key, _) in enumerate(node.entries) if key.value not in wanted]
        return len(removed) < len(node.entries) and (
            node.flow or all(self._can_remove(node, index) for index in removed)
        )

    def _can_remove(self, node: Node, index: int) -> bool:
        """Return whether the entry at ``index`` is alone on its lines, apart from a dash before it.

        ``node`` is the mapping in block style that contains the entry.
        """
        if self._begins_line(node.entries[index][0].start):
            return True
        value = node.entries[index][1]
        line = self._line_end(self.extent(value, self._colon_end(node.entries[index][0])))
        following = node.entries[index + 1][0].start if index + 1 < len(node.entries) else line
        return following > line and not self.text[line:following].strip()

    def _edit_mapping(self, node: Node, wanted: dict[str, Any]) -> Iterator[Edit]:
        for key, value in node.entries:
            if key.value in wanted:
                value_position = ValuePosition(self._colon_end(key), node.column, True, node.flow)
                yield from self.edits(value, wanted[str(key.value)], value_position)
        removed = [index for index, (key, _) in enumerate(node.entries) if key.value not in wanted]
        spans = [(key.start, self.extent(value, self._colon_end(key))) for key, value in node.entries]
        yield from (
            self._remove_from_flow(spans, removed) if node.flow else self._remove_from_block(spans, removed)
        )
        old = {key.value for key, _ in node.entries}
        new = {key: value for key, value in wanted.items() if key not in old}
        if new and node.flow:
            last = max(end for index, (_, end) in enumerate(spans) if index not in removed)
            yield self._insert_text(last, f", {format_flow(new)[1:-1]}")
        elif new:
            entries = (self.writer.entry(key, value, node.column) for key, value in new.items())
            yield self._insert_lines(self._content_end(node), [line for lines in entries for line in lines])

    def _remove_from_block(self, spans: Sequence[Span], removed: Sequence[int]) -> Iterator[Edit]:
        """Yield the edits that remove entries from a mapping.

        ``spans`` are the positions of all entries, and ``removed`` the indexes of those to remove. If a
        removed entry follows a dash, the next entry is moved to that dash.
        """
        for index in removed:
            start, end = spans[index]
            if self._begins_line(start):
                yield self._remove_lines(start, end)
            elif index + 1 in removed:
                raise UnsupportedLayout("several entries after a dash would be removed")
            else:
                yield Edit(start, spans[index + 1][0], "")

    def _remove_from_flow(self, spans: Sequence[Span], removed: Sequence[int]) -> Iterator[Edit]:
        """Yield the edits that remove items or entries in brackets together with their commas.

        ``spans`` are the positions of all items or entries, and ``removed`` the indexes of those to remove.
        """
        for first, last in _group_consecutive(removed):
            if last + 1 < len(spans):
                edit = Edit(spans[first][0], spans[last + 1][0], "")
            else:
                edit = Edit(spans[first - 1][1], spans[last][1], "")
            if "#" in self.text[edit.start : edit.end]:
                raise UnsupportedLayout("there may be a comment between the brackets")
            yield edit

    def _edit_sequence(self, node: Node, wanted: list[Any], position: ValuePosition) -> Iterator[Edit]:
        """Yield the edits to a list, which leave the items after an added or removed one unchanged."""
        spans = [(item.start, self.extent(item, item.start)) for item in node.items]
        removed: list[int] = []
        for first, last, start, end in _find_differences(node.plain(), wanted):
            both = min(last - first, end - start)
            for index in range(both):
                value_position = ValuePosition(spans[first + index][0], node.column, False, node.flow)
                yield from self.edits(node.items[first + index], wanted[start + index], value_position)
            removed += range(first + both, last)
            if new := wanted[start + both : end]:
                yield self._insert_items(node, first + both, new)
        if node.flow and len(removed) == len(spans):
            yield from self._replace(node, wanted, position)
        elif node.flow:
            yield from self._remove_from_flow(spans, removed)
        else:
            yield from (
                self._remove_lines(self._find_dash(node, node.items[index]), spans[index][1])
                for index in removed
            )

    def _insert_items(self, node: Node, index: int, new: Sequence[Any]) -> Edit:
        """Return the edit that inserts new items before the item with this ``index``."""
        before = node.items[index - 1] if index else node.items[0]
        if node.flow:
            items_text = ", ".join(map(format_flow, new))
            return (
                self._insert_text(before.end, f", {items_text}")
                if index
                else self._insert_text(before.start, f"{items_text}, ")
            )
        lines = [line for value in new for line in self.writer.item(value, node.column)]
        if index:
            return self._insert_lines(self.extent(before, before.start), lines)
        start = self._find_dash(node, before) - node.column
        return self._insert_text(start, "".join(f"{line}\n" for line in lines))

    def _replace(self, node: Node, wanted: Any, position: ValuePosition) -> Iterator[Edit]:
        nested = isinstance(wanted, dict | list) and bool(wanted)
        if position.flow:
            space = " " if self.is_empty(node) else ""
            start = position.after if space else node.start
            yield Edit(start, max(start, node.end) if not space else start, space + format_flow(wanted))
        elif nested and position.keyed and (not self._is_block(node) or self._begins_line(node.start)):
            yield from self._write_below_key(node, wanted, position)
        elif self._is_block(node) and position.keyed:
            yield from self._write_after_key(node, wanted, position)
        else:
            yield from self._write_in_place(node, wanted, position)

    def _write_below_key(self, node: Node, wanted: Any, position: ValuePosition) -> Iterator[Edit]:
        """Yield the edits that write a mapping or list on new lines below its key."""
        column = position.indent + 2
        first, *rest = self.writer.lines(wanted, column)
        is_on_key_line = not self._begins_line(node.start) and node.style not in ("|", ">")
        yield from self._clear_value(node, position)
        line = self.extent(node, position.after) if is_on_key_line else position.after
        yield self._insert_lines(line, [" " * column + first, *rest])

    def _write_after_key(self, node: Node, wanted: Any, position: ValuePosition) -> Iterator[Edit]:
        """Yield the edits that write a scalar on the line of its key.

        It replaces the mapping or list below the key.
        """
        first, *rest = self.writer.lines(wanted, position.indent + 2, indent=position.indent)
        yield from self._clear_value(node, position)
        yield self._insert_text(position.after, f" {first}")
        if rest:
            yield self._insert_lines(position.after, rest)

    def _clear_value(self, node: Node, position: ValuePosition) -> Iterator[Edit]:
        """Yield the edits that remove the value after a key, but not the comments on the line of the key."""
        end = self.extent(node, position.after)
        if self._is_block(node) or self._begins_line(node.start):
            yield self._remove_lines(node.start, end)
        elif node.style in ("|", ">"):
            yield Edit(position.after, self._header_end(node), "")
            yield Edit(self._line_end(node.start), end, "")
        elif end > position.after:
            yield Edit(position.after, end, "")

    def _write_in_place(self, node: Node, wanted: Any, position: ValuePosition) -> Iterator[Edit]:
        """Yield the edits that write the new value where the old one starts.

        Comments on the last line of the old value are kept.
        """
        empty = self.is_empty(node)
        start = position.after if empty else node.start
        column = node.column if not empty else position.indent + 2
        first, *rest = self.writer.lines(wanted, column, indent=position.indent, style=node.style)
        if self._is_block(node):
            yield Edit(start, self._line_end(self.extent(node, start)), "\n".join([first, *rest]))
        elif node.style in ("|", ">"):
            yield Edit(start, self._header_end(node), first)
            yield Edit(self._line_end(start), self.extent(node, start), "".join(f"\n{row}" for row in rest))
        else:
            end = start if empty else node.end
            yield Edit(start, end, f" {first}" if empty else first)
            if rest:
                yield self._insert_lines(end, rest)

    def extent(self, node: Node, after: int) -> int:
        """Return the offset where the text of ``node`` ends, or ``after`` if ``node`` is an empty value."""
        if self.is_empty(node):
            return after
        if node.style in ("|", ">"):
            return self._literal_end(node)
        return self._content_end(node) if self._is_block(node) else node.end

    def _content_end(self, node: Node) -> int:
        """Return the offset where the last value inside a mapping or list ends."""
        if node.kind == "mapping":
            key, value = node.entries[-1]
            return self.extent(value, self._colon_end(key))
        return self.extent(node.items[-1], node.items[-1].start)

    def _literal_end(self, node: Node) -> int:
        """Return the end of a block scalar.

        Empty lines at its end are included only if the scalar keeps them (``|+``).
        """
        head = self._line_end(node.start)
        if "+" in self.text[node.start : self._header_end(node)]:
            return max(head, node.end - 1 if self.text[: node.end].endswith("\n") else node.end)
        return max(head, len(self.text[: node.end].rstrip(" \n")))

    def _header_end(self, node: Node) -> int:
        match = re.compile(r"[|>][-+0-9]*").match(self.text, node.start)
        return match.end() if match else node.start

    def _colon_end(self, key: Node) -> int:
        match = re.compile(r" *:(?=[ \n]|$)|:").match(self.text, key.end)
        if match is None:
            raise UnsupportedLayout(f"the key on line {key.line} has an unusual syntax")
        return match.end()

    def _find_dash(self, node: Node, item: Node) -> int:
        """Return the position of the dash of ``item``, which only spaces may precede on its line."""
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
        """Return whether ``node`` is an empty value, such as the one after ``key:`` at the end of a line."""
        return node.kind == "scalar" and node.value is None and not node.style and node.start == node.end

    @staticmethod
    def _is_block(node: Node) -> bool:
        return node.kind != "scalar" and not node.flow

    def _begins_line(self, position: int) -> bool:
        return not self.text[self.text.rfind("\n", 0, position) + 1 : position].strip(" ")

    def _line_end(self, position: int) -> int:
        match = self.text.find("\n", position)
        return match if match >= 0 else len(self.text)

    def _remove_lines(self, start: int, end: int) -> Edit:
        """Return the edit that removes all lines from the one with ``start`` to the one with ``end``."""
        line, last = self.text.rfind("\n", 0, start), self._line_end(end)
        return Edit(line, last, "") if line >= 0 else Edit(0, min(last + 1, len(self.text)), "")

    def _insert_lines(self, position: int, lines: list[str]) -> Edit:
        return self._insert_text(self._line_end(position), "".join(f"\n{line}" for line in lines))

    @staticmethod
    def _insert_text(position: int, text: str) -> Edit:
        return Edit(position, position, text)


def _find_differences(now: Sequence[Any], wanted: Sequence[Any]) -> Iterator[tuple[int, int, int, int]]:
    """Yield each difference as four positions: start and end in ``now``, then start and end in ``wanted``.

    Equal items at both ends are skipped first, so that a change to one item does not affect the others.

    >>> list(_find_differences(["a", "b", "c"], ["a", "c", "d"]))
    [(1, 2, 1, 1), (3, 3, 2, 3)]
    """
    old, new = ([json.dumps(item, sort_keys=True) for item in items] for items in (now, wanted))
    length = min(len(old), len(new))
    head = next((index for index in range(length) if old[index] != new[index]), length)
    tail = next(
        (index for index in range(length - head) if old[-1 - index] != new[-1 - index]), length - head
    )
    middle = old[head : len(old) - tail], new[head : len(new) - tail]
    for kind, *span in SequenceMatcher(None, *middle, autojunk=False).get_opcodes():
        if kind != "equal":
            first, last, start, end = (index + head for index in span)
            yield first, last, start, end


def _group_consecutive(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last number of each group of consecutive numbers.

    >>> list(_group_consecutive([1, 2, 5]))
    [(1, 2), (5, 5)]
    """
    for index, first in enumerate(numbers):
        if index and numbers[index - 1] == first - 1:
            continue
        last = next((n for n in range(first, numbers[-1] + 1) if n + 1 not in numbers), first)
        yield first, last
