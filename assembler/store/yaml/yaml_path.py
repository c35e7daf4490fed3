"""Paths of values in a record, such as ``baseline.background.budgets[3].amount``.

A part of a path is a key or an index (from 0). Keys may contain slashes and spaces (indicator codes:
``baseline.assessments.GG/I/3.how``). A key that is empty or contains a dot or a bracket is in quotation
marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

YamlPath = tuple[str | int, ...]

_SPECIAL = re.compile(r"[.\[\]]")
_PART = re.compile(r'\.?(?:"(?P<quoted>[^"]*)"|\[(?P<index>\d+)\]|(?P<key>[^.\[\]"]+))')


def join_path(parts: Iterable[str | int]) -> str:
    """Return ``parts`` as a path in text form.

    >>> join_path(("baseline", "background", "budgets", 3, "amount"))
    'baseline.background.budgets[3].amount'
    """
    path = ""
    for part in parts:
        path = child_path(path, part)
    return path


def child_path(path: str, part: str | int) -> str:
    """Return the path of ``part`` inside the value at ``path``.

    >>> child_path("baseline.assessments", "GG/I/3"), child_path("", "a.b")
    ('baseline.assessments.GG/I/3', '"a.b"')
    """
    if isinstance(part, int):
        return f"{path}[{part}]"
    key = f'"{part}"' if part == "" or _SPECIAL.search(part) else part
    return f"{path}.{key}" if path else key


def split_path(path: str) -> YamlPath:
    """Return the parts of ``path``; raise ValueError if it is not a valid path.

    >>> split_path("baseline.assessments.GG/I/3.evidence[0].title")
    ('baseline', 'assessments', 'GG/I/3', 'evidence', 0, 'title')
    """
    parts: list[str | int] = []
    position = 0
    while position < len(path):
        match = _PART.match(path, position)
        if match is None:
            raise ValueError(f"`{path}` is not a path; check character {position + 1}")
        index, quoted = match["index"], match["quoted"]
        parts.append(int(index) if index is not None else quoted if quoted is not None else match["key"])
        position = match.end()
    return tuple(parts)
