"""YAML text -> a tree of nodes that know where they stand; the only place that calls ruamel.yaml.

What we read is YAML 1.2 with its core schema: ``no`` and ``1:30`` are words, ``2026-03-01`` is text that the
model reads as a date. Tags, anchors and aliases are refused: records hold plain data, and aliases are how a
small file becomes a huge one. A repeated key is a fault; never does the last one silently win.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from assembler.diagnostics import Diagnostic, Level, Location
from assembler.store.yaml.yaml_messages import NO_COLON, describe_problem, find_line_without_colon
from assembler.structs import Struct, field

MAX_DEPTH = 40
"""How deeply mappings and sequences may be nested."""

Scalar = str | int | float | bool | None

_CONSTANTS: dict[str, Scalar] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_INTEGER = re.compile(r"[-+]?[0-9]{1,400}|0o[0-7]{1,400}|0x[0-9a-fA-F]{1,400}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


class Node(Struct):
    """A value in the text. ``start`` and ``end`` count characters, ``line`` counts from 1, ``column`` from 0.

    ``style`` is ``""`` for a plain scalar, else its sign (``"``, ``'``, ``|``, ``>``); ``entries`` hold the
    (key, value) pairs of a mapping, ``items`` the values of a sequence; ``flow`` means written in brackets.
    """

    kind: str
    line: int
    column: int
    start: int
    end: int
    value: Scalar = None
    style: str = ""
    flow: bool = False
    entries: list[tuple[Node, Node]] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)

    def get(self, key: str) -> Node | None:
        """The value under ``key`` of a mapping, or None."""
        return next((value for name, value in self.entries if name.value == key), None)

    def plain(self) -> Any:
        """The data alone: dictionaries, lists, words, numbers, truth values and None."""
        if self.kind == "mapping":
            return {str(key.value): value.plain() for key, value in self.entries}
        return [item.plain() for item in self.items] if self.kind == "sequence" else self.value


def parse_scalar(text: str) -> Scalar:
    """What an unquoted ``text`` stands for in YAML 1.2's core schema (section 10.3.2 of the standard).

    >>> [parse_scalar(text) for text in ("no", "true", "12", "0x1F", "3.5", "012", "~", "2026-03-01")]
    ['no', True, 12, 31, 3.5, 12, None, '2026-03-01']
    """
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.fullmatch(text):
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
    return float(text) if _FLOAT.fullmatch(text) and len(text) <= 400 else text


class _Faulty(Exception):
    """The tree cannot be built any further; the diagnostic says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class _Composer:
    """Builds nodes from the parser's events; keeps the faults that do not stop it."""

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self.diagnostics: list[Diagnostic] = []
        self._events: Iterator[Any] = _events(text)

    def fault(self, rule: str, line: int, what: str, hint: str, where: str = "") -> Diagnostic:
        diagnostic = Diagnostic(rule, Level.ERROR, Location(self.name, where, line), what, hint)
        self.diagnostics.append(diagnostic)
        return diagnostic

    def root(self) -> Node | None:
        """The one document of the stream, or None where it is empty."""
        found: Node | None = None
        for event in self._events:
            kind = type(event).__name__
            if kind == "DocumentStartEvent" and found is not None:
                line = event.start_mark.line + 1
                self.fault("several-documents", line, "a second document begins here", "keep one a file")
                return found
            if kind not in ("StreamStartEvent", "DocumentStartEvent", "DocumentEndEvent", "StreamEndEvent"):
                found = self.node(event, 0)
        return found

    def node(self, event: Any, depth: int) -> Node:
        """The node that ``event`` begins, with all that is in it."""
        kind, mark = type(event).__name__, event.start_mark
        node = Node("scalar", mark.line + 1, mark.column, mark.index, event.end_mark.index)
        if depth > MAX_DEPTH:
            raise _Faulty(self.fault("too-deep", node.line, f"more than {MAX_DEPTH} levels inside each other",
                                     "look for brackets or indentation that never end"))  # fmt: skip
        self._refuse(event, node.line)
        if kind == "ScalarEvent":
            node.style = event.style or ""
            node.value = parse_scalar(event.value) if event.implicit[0] and not node.style else event.value
        elif kind != "AliasEvent":
            self._fill(event, node, depth)
        return node

    def _refuse(self, event: Any, line: int) -> None:
        if getattr(event, "anchor", None):
            self.fault("yaml-anchor", line, "an anchor or alias (`&name`, `*name`)", "write the value out")
        if getattr(event, "tag", None):
            self.fault("yaml-tag", line, f"a tag ({event.tag})", "remove it and keep the value")

    def _fill(self, event: Any, node: Node, depth: int) -> None:
        node.kind = "mapping" if type(event).__name__ == "MappingStartEvent" else "sequence"
        node.flow = bool(event.flow_style)
        seen: set[str] = set()
        for inner in self._events:
            if type(inner).__name__ in ("MappingEndEvent", "SequenceEndEvent"):
                node.end = inner.end_mark.index
                return
            first = self.node(inner, depth + 1)
            if node.kind == "sequence":
                node.items.append(first)
            elif self._sound_key(first, inner, seen):
                node.entries.append((first, self.node(next(self._events), depth + 1)))
            else:
                self.node(next(self._events), depth + 1)

    def _sound_key(self, key: Node, event: Any, seen: set[str]) -> bool:
        """Whether ``key`` is a word that did not stand before; its value becomes the word as written."""
        if key.kind != "scalar":
            self.fault("key-no-word", key.line, "a key that is a list or a mapping", "use a word as key")
            return False
        key.value = word = str(getattr(event, "value", ""))
        if word in seen:
            self.fault("repeated-key", key.line, f"the key `{word}` stands twice", "keep one of them", word)
            return False
        seen.add(word)
        return True


def compose(text: str, name: str) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """The tree of ``text`` (None for an empty file) and every fault found; a broken file has no tree.

    ``name`` is the file as people know it. Nothing is raised.

    >>> compose("a: [1, no]", "x.yaml")[0].plain()
    {'a': [1, 'no']}
    >>> print(compose("a: 'x", "x.yaml")[1][0].message)
    a quotation mark is opened here and never closed
    """
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    composer = _Composer(text, name)
    try:
        return composer.root(), tuple(composer.diagnostics)
    except _Faulty:
        pass
    except MarkedYAMLError as error:
        composer.fault("broken-yaml", *_place_and_words(error, text))
    except YAMLError as error:
        line = text.count("\n", 0, getattr(error, "position", 0)) + 1
        composer.fault("broken-yaml", line, *describe_problem(str(error)))
    return None, tuple(composer.diagnostics)


def _place_and_words(error: Any, text: str) -> tuple[int, str, str]:
    """The line of what the parser stumbled over, what is wrong and what to do."""
    problem = str(error.problem)
    begun = "end of stream" in problem or "expected ':'" in problem
    line = ((error.context_mark if begun else None) or error.problem_mark).line + 1
    if "mapping values" in problem and (above := find_line_without_colon(text[: error.problem_mark.index])):
        return above, *NO_COLON
    return line, *describe_problem(problem)


def _events(text: str) -> Iterator[Any]:
    from ruamel.yaml import YAML

    return iter(YAML(typ="safe", pure=True).parse(text))
