"""Writer of plain data as YAML text.

Scalars are unquoted where possible, and long texts are literal blocks. ``yaml_tree`` reads everything written
here as the same data.
"""

from __future__ import annotations

import re
from typing import Any

from assembler.store.yaml.yaml_tree import parse_scalar
from assembler.structs import Struct

_LONG_TEXT = 90
"""Maximum length of a new text on one line; longer texts are written as blocks."""
_INDICATORS = set("-?:,[]{}#&*!|>'\"%@`=<~")
_OLD_BOOLEANS = {"yes", "no", "on", "off", "y", "n"}
"""Booleans of YAML 1.1, which are quoted because other programs still interpret them."""
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


class Writer(Struct, frozen=True):
    """Writer of values in block style.

    If ``literals`` is false, every text is on one line, as is necessary before a comment.
    """

    literals: bool = True

    def lines(self, value: Any, column: int, *, indent: int = 0, style: str = "") -> list[str]:
        """Return the lines of ``value`` in block style.

        All lines but the first include their indentation. ``column`` is the indentation of the entries of a
        mapping or list. ``indent`` is the indentation of the container of ``value``; a literal block is
        indented by two more columns. ``style`` is the indicator of the previous text.
        """
        if isinstance(value, dict) and value:
            return self._mapping_lines(value, column)
        if isinstance(value, list) and value:
            return self._sequence_lines(value, column)
        if isinstance(value, str) and self._is_literal(value, style):
            head = "|" if value.endswith("\n") else "|-"
            rows = value.removesuffix("\n").split("\n")
            return [head, *(" " * (indent + 2) + row if row else "" for row in rows)]
        return [format_flow(value) if isinstance(value, dict | list) else format_scalar(value, style=style)]

    def _mapping_lines(self, value: dict[str, Any], column: int) -> list[str]:
        lines: list[str] = []
        for key, item_value in value.items():
            lines += self.entry(key, item_value, column)
        return _strip_first_indent(lines, column)

    def entry(self, key: str, value: Any, column: int) -> list[str]:
        """Return the lines of ``key: value`` at ``column``, including indentation."""
        head = " " * column + format_scalar(key) + ":"
        if isinstance(value, dict | list) and value:
            first, *rest = self.lines(value, column + 2)
            return [head, " " * (column + 2) + first, *rest]
        first, *rest = self.lines(value, column + 2, indent=column)
        return [f"{head} {first}", *rest]

    def item(self, value: Any, column: int) -> list[str]:
        """Return the lines of ``- value`` at ``column``, including indentation."""
        first, *rest = self.lines(value, column + 2, indent=column)
        return [" " * column + "- " + first, *rest]

    def _sequence_lines(self, value: list[Any], column: int) -> list[str]:
        lines: list[str] = []
        for item_value in value:
            lines += self.item(item_value, column)
        return _strip_first_indent(lines, column)

    def _is_literal(self, value: str, style: str) -> bool:
        """Return whether a text is to be written as a literal block."""
        is_long = "\n" in value or style in ("|", ">") or (not style and len(value) > _LONG_TEXT)
        body = value.removesuffix("\n").split("\n")
        first = next((row for row in body if row), " ")
        return (
            self.literals
            and is_long
            and body[-1] != ""
            and not first[0].isspace()
            and all(_is_printable(row) and (row == "" or not row.isspace()) for row in body)
        )


def _strip_first_indent(lines: list[str], column: int) -> list[str]:
    return [lines[0][column:], *lines[1:]]


def format_flow(value: Any) -> str:
    """Return ``value`` on one line, with brackets around a mapping or list.

    >>> format_flow({"amount": 3, "notes": ["a, b", None]})
    '{amount: 3, notes: ["a, b", null]}'
    """
    if isinstance(value, dict):
        pairs = (
            f"{format_scalar(key, in_flow=True)}: {format_flow(item_value)}"
            for key, item_value in value.items()
        )
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(format_flow(item_value) for item_value in value) + "]"
    return format_scalar(value, in_flow=True)


def format_scalar(value: Any, *, in_flow: bool = False, style: str = "") -> str:
    """Return a scalar on one line, quoted if it would otherwise be read differently.

    ``in_flow`` is true for a scalar in brackets. ``style`` contains the quotation mark that the previous text
    had, if any. Raises TypeError for other types.

    >>> [format_scalar(each) for each in ("Stadsplan", "no", "12", 12, True, None, "a: b", "é\\n")]
    ['Stadsplan', '"no"', '"12"', '12', 'true', 'null', '"a: b"', '"é\\\\n"']
    """
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int) or (isinstance(value, float) and value - value == 0):
        return repr(value)
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not plain data")
    if style == "'" and _is_printable(value):
        return "'" + value.replace("'", "''") + "'"
    return _quote(value) if style == '"' or not _is_plain(value, in_flow) else value


def _is_plain(value: str, in_flow: bool) -> bool:
    return (
        value != ""
        and value == value.strip()
        and value[0] not in _INDICATORS
        and _is_printable(value)
        and "\t" not in value
        and parse_scalar(value) == value
        and value.lower() not in _OLD_BOOLEANS
        and not re.search(r": |:$| #|^\.\.\.", value)
        and not (in_flow and re.search(r"[,\[\]{}:]", value))
    )


def _is_printable(value: str) -> bool:
    """Return whether all characters are allowed unescaped on one line (YAML 1.2, section 5.1).

    The result is False for the byte order mark and Unicode line separators. YAML allows them, but editors and
    parsers treat them differently.
    """
    return not re.search(
        r"[^\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]", value
    )


def _quote(value: str) -> str:
    return '"' + "".join(_ESCAPES.get(character) or _escape(character) for character in value) + '"'


def _escape(character: str) -> str:
    if _is_printable(character):
        return character
    return f"\\u{ord(character):04x}" if ord(character) < 0x10000 else f"\\U{ord(character):08x}"
