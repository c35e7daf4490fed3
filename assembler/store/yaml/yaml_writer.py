"""Plain data as YAML text: words plain where they can be, longer texts as literal blocks.

Everything written here is read back as the same data by ``yaml_tree``.
"""

from __future__ import annotations

import re
from typing import Any

from assembler.store.yaml.yaml_tree import parse_scalar
from assembler.structs import Struct

_LONG = 90
"""A new text of one line that is longer than this gets a block of its own."""
_FIRST = set("-?:,[]{}#&*!|>'\"%@`=<~")
_OLD_WORDS = {"yes", "no", "on", "off", "y", "n"}
"""Words that YAML 1.1 takes for truth values: in quotation marks, other programs read them right too."""
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


class Writer(Struct, frozen=True):
    """How to write: ``literals`` False writes every text on one line (where a comment would be swallowed)."""

    literals: bool = True

    def lines(self, value: Any, column: int, *, indent: int = 0, style: str = "") -> list[str]:
        """``value`` in block style: the first line from where it begins, the rest with their indentation.

        ``column`` is where a mapping or list begins, ``indent`` that of what holds it (texts stand two
        deeper), ``style`` the sign of the text that stood here before.
        """
        if isinstance(value, dict) and value:
            return self._mapping(value, column)
        if isinstance(value, list) and value:
            return self._sequence(value, column)
        if isinstance(value, str) and self._is_literal(value, style):
            head = "|" if value.endswith("\n") else "|-"
            rows = value.removesuffix("\n").split("\n")
            return [head, *(" " * (indent + 2) + row if row else "" for row in rows)]
        return [format_flow(value) if isinstance(value, dict | list) else format_scalar(value, style=style)]

    def _mapping(self, value: dict[str, Any], column: int) -> list[str]:
        lines: list[str] = []
        for key, inner in value.items():
            lines += self.entry(key, inner, column)
        return _outdented(lines, column)

    def entry(self, key: str, value: Any, column: int) -> list[str]:
        """``key: value`` at ``column``, every line with its indentation."""
        head = " " * column + format_scalar(key) + ":"
        if isinstance(value, dict | list) and value:
            first, *rest = self.lines(value, column + 2)
            return [head, " " * (column + 2) + first, *rest]
        first, *rest = self.lines(value, column + 2, indent=column)
        return [f"{head} {first}", *rest]

    def item(self, value: Any, column: int) -> list[str]:
        """``- value`` at ``column``, every line with its indentation."""
        first, *rest = self.lines(value, column + 2, indent=column)
        return [" " * column + "- " + first, *rest]

    def _sequence(self, value: list[Any], column: int) -> list[str]:
        lines: list[str] = []
        for inner in value:
            lines += self.item(inner, column)
        return _outdented(lines, column)

    def _is_literal(self, value: str, style: str) -> bool:
        """Whether the text stands as a literal block, and can."""
        long = "\n" in value or style in ("|", ">") or (not style and len(value) > _LONG)
        body = value.removesuffix("\n").split("\n")
        first = next((row for row in body if row), " ")
        return (
            self.literals
            and long
            and body[-1] != ""
            and not first[0].isspace()
            and all(_printable(row) and (row == "" or not row.isspace()) for row in body)
        )


def _outdented(lines: list[str], column: int) -> list[str]:
    return [lines[0][column:], *lines[1:]]


def format_flow(value: Any) -> str:
    """``value`` on one line, in brackets where it is a mapping or a list.

    >>> format_flow({"amount": 3, "notes": ["a, b", None]})
    '{amount: 3, notes: ["a, b", null]}'
    """
    if isinstance(value, dict):
        pairs = (f"{format_scalar(key, in_flow=True)}: {format_flow(inner)}" for key, inner in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(format_flow(inner) for inner in value) + "]"
    return format_scalar(value, in_flow=True)


def format_scalar(value: Any, *, in_flow: bool = False, style: str = "") -> str:
    """A scalar on one line: plain where it is read back as itself, else in quotation marks.

    Raises TypeError for what is no plain data.

    >>> [format_scalar(each) for each in ("Stadsplan", "no", "12", 12, True, None, "a: b", "é\\n")]
    ['Stadsplan', '"no"', '"12"', '12', 'true', 'null', '"a: b"', '"é\\\\n"']
    """
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int) or (isinstance(value, float) and value - value == 0):
        return repr(value)
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no plain data")
    if style == "'" and _printable(value):
        return "'" + value.replace("'", "''") + "'"
    return _quoted(value) if style == '"' or not _is_plain(value, in_flow) else value


def _is_plain(value: str, in_flow: bool) -> bool:
    return (
        value != ""
        and value == value.strip()
        and value[0] not in _FIRST
        and _printable(value)
        and "\t" not in value
        and parse_scalar(value) == value
        and value.lower() not in _OLD_WORDS
        and not re.search(r": |:$| #|^\.\.\.", value)
        and not (in_flow and re.search(r"[,\[\]{}:]", value))
    )


def _printable(value: str) -> bool:
    """Whether all characters may stand in a YAML file as they are, on one line (YAML 1.2, section 5.1).

    The byte order mark and the line separators of Unicode may, but editors and parsers differ on them.
    """
    return not re.search(
        r"[^\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]", value
    )


def _quoted(value: str) -> str:
    return '"' + "".join(_ESCAPES.get(sign) or _escaped(sign) for sign in value) + '"'


def _escaped(sign: str) -> str:
    if _printable(sign):
        return sign
    return f"\\u{ord(sign):04x}" if ord(sign) < 0x10000 else f"\\U{ord(sign):08x}"
