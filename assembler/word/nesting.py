"""Reading the tags of a part, with a clear error for what neither Jinja nor Python can read."""

from __future__ import annotations

import re
from math import isinf
from types import CodeType
from typing import Final

from jinja2 import Environment, nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.parser import Parser

from assembler.word.tags import Source

MAX_DEPTH: Final = 90
"""Blocks, brackets, filters and operators inside each other; templates of ours have twelve."""
MAX_BRANCHES: Final = 200
"""``elif`` of one ``if``."""
_MAX_DIGITS: Final = 1000
_DIGITS: Final = re.compile(rf"\d[\d_]{{{_MAX_DIGITS}}}")
TOO_DEEP: Final = "it is nested too deeply"


def parse(source: Source, environment: Environment) -> nodes.Template:
    """The tree of ``source``; TemplateSyntaxError also where it is too deep, or a number too long."""
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
    waiting: list[tuple[nodes.Node, int, int]] = [(tree, 0, 1)]
    while waiting:
        node, depth, line = waiting.pop()
        line = node.lineno or line
        if depth > MAX_DEPTH or len(getattr(node, "elif_", ())) > MAX_BRANCHES:
            raise TemplateSyntaxError(TOO_DEEP, line)
        if isinstance(node, nodes.Const) and isinstance(node.value, float) and isinf(node.value):
            raise TemplateSyntaxError("a number is too large", line)
        waiting.extend((each, depth + 1, line) for each in node.iter_child_nodes())


def compile_python(code: str, name: str, lines: dict[int, int]) -> CodeType:
    """``code`` compiled; TemplateSyntaxError where it is too deep; ``lines`` are those of the source.

    Python allows 20 loops inside each other, and 100 levels of indentation.
    """
    try:
        return compile(code, name, "exec")
    except (SyntaxError, RecursionError, MemoryError) as error:
        at = getattr(error, "lineno", None) or 0
        line = max((there for here, there in lines.items() if here <= at), default=1)
        raise TemplateSyntaxError(TOO_DEEP, line) from None
