"""Plain messages and hints for errors of the YAML parser."""

from __future__ import annotations

NO_COLON = "a key without a colon", "write `key: value`, or put a text in quotation marks"

_MESSAGES: tuple[tuple[str, str, str], ...] = (
    ("mapping values are not allowed", "a colon is not allowed here",
     "put the text in quotation marks, or check the indentation of this line and the one above"),
    (r"found character '\t'", "the line begins with a tab", "indent with spaces, not with tabs"),
    ("unexpected end of stream", "the quotation mark that opens here is never closed",
     "close the quotation mark"),
    ("found unknown escape character",
     "a backslash in double quotation marks is followed by an invalid character",
     "write the backslash twice, or use single quotation marks"),
    ("cannot start any token", "the value begins with a character that is reserved in YAML",
     "put the value in quotation marks"),
    ("could not find expected ':'", NO_COLON[0], NO_COLON[1]),
    ("expected <block end>", "the indentation of the line does not match the lines above",
     "begin it in the same column as the lines next to it"),
    ("found duplicate anchor", "an anchor is defined twice",
     "remove the anchors (`&name`) and write out the values"),
    ("expected the node content", "a value is missing, or a bracket is not closed", "close the bracket"),
    ("expected ',' or", "a comma or a closing bracket is missing", "close the bracket"),
    ("expected '<document start>'", "there is text after the end of the data", "remove it, or indent it"),
    ("special characters are not allowed", "the line contains a character that is not allowed in text files",
     "remove the character"),
)  # fmt: skip


def describe_problem(problem: str) -> tuple[str, str]:
    """Return the message and hint for a ``problem`` reported by the parser.

    >>> describe_problem("mapping values are not allowed here")[0]
    'a colon is not allowed here'
    >>> describe_problem("something new")[0]
    'this is not valid YAML (something new)'
    """
    for pattern, message, hint in _MESSAGES:
        if pattern in problem:
            return message, hint
    return f"this is not valid YAML ({problem})", "compare the line with an example record"


def find_line_without_colon(before: str) -> int:
    """Return the line (from 1) of the last key without a colon in ``before``, or 0 if there is none.

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
