"""Tags of a template as its author wrote them, and Jinja source with one line for each tag.

This module also parses and compiles source, with clear errors for anything that Jinja or Python cannot read.
"""

from __future__ import annotations

import re
from math import isinf
from types import CodeType
from typing import Final

from jinja2 import Environment, nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.parser import Parser

from assembler.structs import Struct

MAX_DEPTH: Final = 90
"""Maximum nesting depth of blocks, brackets, filters and operators. This project's templates reach twelve."""
MAX_BRANCHES: Final = 200
"""Maximum number of ``elif`` branches in one ``if``."""
_MAX_DIGITS: Final = 1000
_DIGITS: Final = re.compile(rf"\d[\d_]{{{_MAX_DIGITS}}}")
TOO_DEEP: Final = "it is nested too deeply"
TOO_MANY_BRANCHES: Final = "it has too many branches"


def parse(source: Source, environment: Environment) -> nodes.Template:
    """Return Jinja's syntax tree of ``source``.

    Raises TemplateSyntaxError if it is invalid, is nested too deeply, has too many branches, or contains a
    number that is too large.
    """
    for number, line in enumerate(source.text.split("\n"), 1):
        if _DIGITS.search(line.partition("}}" if "}}" in line else "%}")[0]) and number > 1:
            raise TemplateSyntaxError(f"a number has more than {_MAX_DIGITS} digits", number)
    parser = Parser(environment, source.text)
    try:
        tree = parser.parse()
    except (RecursionError, MemoryError):
        raise TemplateSyntaxError(TOO_DEEP, parser.stream.current.lineno) from None
    _check_tree(tree)
    return tree


def _check_tree(tree: nodes.Template) -> None:
    pending: list[tuple[nodes.Node, int, int]] = [(tree, 0, 1)]
    while pending:
        node, depth, line = pending.pop()
        line = node.lineno or line
        if depth > MAX_DEPTH:
            raise TemplateSyntaxError(TOO_DEEP, line)
        if len(getattr(node, "elif_", ())) > MAX_BRANCHES:
            raise TemplateSyntaxError(TOO_MANY_BRANCHES, line)
        if isinstance(node, nodes.Const) and isinstance(node.value, float) and isinf(node.value):
            raise TemplateSyntaxError("a number is too large", line)
        pending.extend((child, depth + 1, line) for child in node.iter_child_nodes())


def compile_python(code: str, name: str, lines: dict[int, int]) -> CodeType:
    """Return the code object for the Python source ``code``.

    ``lines`` maps lines of the code to lines of the source. Python allows at most 20 nested loops and 100
    levels of indentation. Raises TemplateSyntaxError if the code is nested too deeply.
    """
    try:
        return compile(code, name, "exec")
    except (SyntaxError, RecursionError, MemoryError) as error:
        failed = getattr(error, "lineno", None) or 0
        line = max((source for code_line, source in lines.items() if code_line <= failed), default=1)
        raise TemplateSyntaxError(TOO_DEEP, line) from None


FIRST_LINE: Final = 2
"""Line of the first tag. Line 1 is the XML before that tag."""

_LONGEST: Final = 60
_BRACKETS: Final = re.compile(r"^\{[{%#][-+]?|[-+]?[}%#]\}$")
_KIND: Final = re.compile(r"^\s*(p|tr|tc|r|cellbg|colspan)\s")
_QUOTES: Final = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


class Tag(Struct, frozen=True):
    """A tag of a template: its text, its location and the text around it.

    An example of a location is "body, paragraph 3".
    """

    text: str
    location: str
    context: str


class Source(Struct, frozen=True):
    """A part as Jinja source.

    The tag of line ``n`` is ``tags[n - FIRST_LINE]``.
    """

    part: str
    text: str
    tags: tuple[Tag, ...]
    file: str = ""
    """Display name of the file that contains the part, or "" for the template itself."""

    def tag_at(self, line: int) -> Tag:
        """Return the tag on ``line`` of the source, or the nearest one."""
        return self.tags[min(max(line - FIRST_LINE, 0), len(self.tags) - 1)]


def shorten_tag(tag: Tag) -> str:
    """Return the text of a tag, truncated if it is long.

    >>> shorten_tag(Tag("{{ " + "x" * 90, "", ""))[-3:]
    'xx…'
    """
    return tag.text if len(tag.text) <= _LONGEST else f"{tag.text[:_LONGEST]}…"


def tag_key(tag: str) -> str:
    """Return ``tag`` without anything that docxtpl changes, so that both forms have the same key.

    Brackets, prefix and spaces are removed, and quotes become straight.

    >>> tag_key("{%tr for x in y %}") == tag_key("{% for x in y %}")
    True
    """
    inner = _BRACKETS.sub("", tag)
    return "".join(_KIND.sub("", inner).translate(_QUOTES).split())
