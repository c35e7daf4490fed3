"""Plain-language explanations of YAML syntax errors."""

from __future__ import annotations

NO_COLON = "no colon"
_VARIANTS = {
    "mapping values are not allowed": "colon",
    r"found character '\t'": "tab",
    "unexpected end of stream": "open quotation mark",
    "found unknown escape character": "backslash",
    "cannot start any token": "reserved character",
    "could not find expected ':'": NO_COLON,
    "expected <block end>": "indentation",
    "found duplicate anchor": "repeated anchor",
    "expected the node content": "no value",
    "expected ',' or": "no comma",
    "expected '<document start>'": "text after end",
    "special characters are not allowed": "control character",
}
"""Maps parts of the parser's messages to variants of the rule ``malformed-yaml``."""


def find_variant(parser_message: str) -> str:
    """Return the variant of the rule ``malformed-yaml`` for a parser message, or "" if there is none.

    >>> find_variant("mapping values are not allowed here"), find_variant("something new")
    ('colon', '')
    """
    return next((variant for part, variant in _VARIANTS.items() if part in parser_message), "")


def find_line_without_colon(before: str) -> int:
    """Return the line (from 1) of a key that lacks its colon, near the end of ``before``; 0 if none does.

    >>> find_line_without_colon("turku:\\n  country FI\\n  own")
    2
    >>> find_line_without_colon("text: the first words\\n  and more\\n  of them")
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
    """Return the column of the first character; a dash and the spaces after it count as indentation."""
    return len(line) - len(line.lstrip(" -"))
