"""Parser that turns YAML text into a tree of nodes with positions.

Only this module uses ruamel.yaml and PyYAML. The dialect is YAML 1.2 with its core schema: ``no`` and
``1:30`` are strings, and ``2026-03-01`` is a string that the model reads as a date. Tags, anchors and aliases
are rejected, because records contain plain data and aliases can expand a small file to an enormous one. A
repeated key is an error, so the last one never wins silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from assembler.diagnostics import Diagnostic, Location, Rule
from assembler.diagnostics import data_files as rules
from assembler.structs import Struct, field

MAX_DEPTH = 40
"""Maximum depth of nested mappings and sequences."""

Scalar = str | int | float | bool | None

_CONSTANTS: dict[str, Scalar] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_INTEGER = re.compile(r"[-+]?[0-9]{1,400}|0o[0-7]{1,400}|0x[0-9a-fA-F]{1,400}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


_READ_DIFFERENTLY = re.compile(r"[\t\x85\u2028\u2029\ufeff]|^[|>]", re.MULTILINE)
"""Pattern of characters that libyaml and ruamel.yaml read differently."""

_NO_COLON = "no colon"
_VARIANTS = {
    "mapping values are not allowed": "colon",
    r"found character '\t'": "tab",
    "unexpected end of stream": "open quotation mark",
    "found unknown escape character": "backslash",
    "cannot start any token": "reserved character",
    "could not find expected ':'": _NO_COLON,
    "expected <block end>": "indentation",
    "found duplicate anchor": "repeated anchor",
    "expected the node content": "no value",
    "expected ',' or": "no comma",
    "expected '<document start>'": "text after end",
    "special characters are not allowed": "control character",
}
"""Maps parts of the parser's messages to variants of the rule ``malformed-yaml``."""


class Node(Struct):
    """A value in the text.

    ``kind`` is ``scalar``, ``mapping`` or ``sequence``. ``start`` and ``end`` are offsets. ``line`` counts
    from 1, and ``column`` from 0. ``style`` is "" for a plain scalar, otherwise its indicator (``"``, ``'``,
    ``|``, ``>``). ``entries`` contains the (key, value) pairs of a mapping, and ``items`` the values of a
    sequence. ``flow`` is true for a mapping or sequence in brackets.
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
        """Return the value of ``key`` in a mapping, or None."""
        return next((value for name, value in self.entries if name.value == key), None)

    def plain(self) -> Any:
        """Return the plain data: dictionaries, lists, strings, numbers, booleans and None."""
        if self.kind == "mapping":
            return {str(key.value): value.plain() for key, value in self.entries}
        return [item.plain() for item in self.items] if self.kind == "sequence" else self.value


def parse_scalar(text: str) -> Scalar:
    """Return the value of an unquoted scalar according to the core schema of YAML 1.2 (section 10.3.2).

    >>> [parse_scalar(text) for text in ("no", "true", "12", "0x1F", "3.5", "012", "~", "2026-03-01")]
    ['no', True, 12, 31, 3.5, 12, None, '2026-03-01']
    """
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.fullmatch(text):
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
    return float(text) if _FLOAT.fullmatch(text) and len(text) <= 400 else text


class _InvalidTree(Exception):
    """Error for a tree that cannot be completed.

    ``diagnostic`` contains the reason.
    """

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class _Composer:
    """Composer that builds nodes from the events of the parser and collects the errors."""

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self.diagnostics: list[Diagnostic] = []
        self._events: Iterator[Any] = _iter_events(text)

    def add_error(self, rule: Rule, line: int, where: str = "", **fields: str | int) -> Diagnostic:
        diagnostic = rule.at(Location(self.name, where, line), **fields)
        self.diagnostics.append(diagnostic)
        return diagnostic

    def add_yaml_error(self, line: int, variant: str, parser_message: str) -> None:
        """Add a parser error.

        If ``variant`` is empty, the parser's own message is shown.
        """
        fields = {} if variant else {"parser_message": parser_message}
        self.diagnostics.append(rules.MALFORMED_YAML.at(Location(self.name, line=line), variant, **fields))

    def build_root(self) -> Node | None:
        """Return the first document of the stream, or None if it is empty.

        A second document is reported as an error.
        """
        document: Node | None = None
        for event in self._events:
            kind = type(event).__name__
            if kind == "DocumentStartEvent" and document is not None:
                self.add_error(rules.SEVERAL_DOCUMENTS, event.start_mark.line + 1)
                return document
            if kind not in ("StreamStartEvent", "DocumentStartEvent", "DocumentEndEvent", "StreamEndEvent"):
                document = self.build_node(event, 0)
        return document

    def build_node(self, event: Any, depth: int) -> Node:
        """Return the node that begins with ``event``, including its contents."""
        kind, mark = type(event).__name__, event.start_mark
        node = Node("scalar", mark.line + 1, mark.column, mark.index, event.end_mark.index)
        if depth > MAX_DEPTH:
            raise _InvalidTree(self.add_error(rules.EXCESSIVE_NESTING, node.line, levels=MAX_DEPTH))
        self._check_event(event, node.line)
        if kind == "ScalarEvent":
            node.style = event.style or ""
            node.value = parse_scalar(event.value) if event.implicit[0] and not node.style else event.value
        elif kind != "AliasEvent":
            self._fill_node(event, node, depth)
        return node

    def _check_event(self, event: Any, line: int) -> None:
        if getattr(event, "anchor", None):
            self.add_error(rules.ANCHOR, line)
        if getattr(event, "tag", None):
            self.add_error(rules.TAG, line, tag=str(event.tag))

    def _fill_node(self, event: Any, node: Node, depth: int) -> None:
        node.kind = "mapping" if type(event).__name__ == "MappingStartEvent" else "sequence"
        node.flow = bool(event.flow_style)
        keys: set[str] = set()
        for inner in self._events:
            if type(inner).__name__ in ("MappingEndEvent", "SequenceEndEvent"):
                node.end = inner.end_mark.index
                return
            first = self.build_node(inner, depth + 1)
            if node.kind == "sequence":
                node.items.append(first)
                continue
            value = self.build_node(next(self._events), depth + 1)
            if node.flow and value.start == first.end:  # `{text: first, second}`: a comma ends a plain text
                self.add_yaml_error(first.line, _NO_COLON, "")
            elif self._check_key(first, inner, keys):
                node.entries.append((first, value))

    def _check_key(self, key: Node, event: Any, keys: set[str]) -> bool:
        """Return whether ``key`` is a scalar that is not in ``keys`` yet, and add it to ``keys``.

        Otherwise, an error is reported. The value of a scalar key is set to its text as written.
        """
        if key.kind != "scalar":
            self.add_error(rules.NON_SCALAR_KEY, key.line)
            return False
        key.value = text = str(getattr(event, "value", ""))
        if text in keys:
            self.add_error(rules.REPEATED_KEY, key.line, text, key=text)
            return False
        keys.add(text)
        return True


def compose(text: str, name: str) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """Return the tree of ``text`` and all errors.

    The tree is None if the text is empty or cannot be parsed. After other errors, such as repeated keys, it
    is incomplete. ``name`` is the name of the file in messages. Nothing is raised.

    >>> compose("a: [1, no]", "x.yaml")[0].plain()
    {'a': [1, 'no']}
    >>> print(compose("a: 'x", "x.yaml")[1][0].message)
    the quotation mark that opens here is never closed
    """
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    composer = _Composer(text, name)
    try:
        return composer.build_root(), tuple(composer.diagnostics)
    except _InvalidTree:
        pass
    except MarkedYAMLError as error:
        line, variant = _describe_error(error, text)
        composer.add_yaml_error(line, variant, str(error.problem))
    except YAMLError as error:
        line = text.count("\n", 0, getattr(error, "position", 0)) + 1
        composer.add_yaml_error(line, _find_variant(str(error)), str(error))
    return None, tuple(composer.diagnostics)


def _describe_error(error: Any, text: str) -> tuple[int, str]:
    """Return the line of a parser error and the variant that explains it."""
    problem = str(error.problem)
    is_unclosed = "end of stream" in problem or "expected ':'" in problem
    line = ((error.context_mark if is_unclosed else None) or error.problem_mark).line + 1
    if "mapping values" in problem and (above := _find_line_without_colon(text[: error.problem_mark.index])):
        return above, _NO_COLON
    return line, _find_variant(problem)


def _iter_events(text: str) -> Iterator[Any]:
    """Return the parser events of ``text``.

    libyaml is used where it agrees with ruamel.yaml, because it takes a tenth of the time. It accepts tabs
    between words, recognises more line breaks, places empty values elsewhere, and explains errors less well.
    """
    if not _READ_DIFFERENTLY.search(text):
        import yaml

        with suppress(AttributeError, yaml.YAMLError):  # no libyaml, or an error to be explained
            events = list(yaml.parse(text, Loader=yaml.CSafeLoader))
            if not any(_is_empty(event) for event in events):
                return iter(events)

    from ruamel.yaml import YAML

    return iter(YAML(typ="safe", pure=True).parse(text))


def _is_empty(event: Any) -> bool:
    """Return whether ``event`` is an empty value without quotation marks."""
    return getattr(event, "value", None) == "" and not event.style


def _find_variant(parser_message: str) -> str:
    """Return the variant of the rule ``malformed-yaml`` for a parser message, or "" if none fits."""
    return next((variant for part, variant in _VARIANTS.items() if part in parser_message), "")


def _find_line_without_colon(before: str) -> int:
    """Return the line (from 1) of a key without a colon near the end of ``before``, or 0 if there is none.

    >>> _find_line_without_colon("turku:\\n  country FI\\n  own")
    2
    >>> _find_line_without_colon("text: the first words\\n  and more\\n  of them")
    0
    """
    *lines, last = [line.rstrip() for line in before.split("\n")]
    if _has_colon(last):
        return 0
    keyless = 0
    for number, line in reversed(list(enumerate(lines, 1))):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if _has_colon(line):
            return keyless if line.endswith(":") or _depth(line) >= _depth(lines[keyless - 1]) else 0
        keyless = number
        if line.lstrip().startswith("- "):
            break
    return keyless


def _has_colon(line: str) -> bool:
    return ": " in line or line.endswith(":")


def _depth(line: str) -> int:
    """Return the indentation of ``line``, including a dash and the spaces after it."""
    return len(line) - len(line.lstrip(" -"))
