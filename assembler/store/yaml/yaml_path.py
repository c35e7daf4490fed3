"""Where a value stands inside a record: ``baseline.background.budgets[3].amount`` and its parts.

A part is a key (a word) or an index (a number, counted from 0). Keys may hold slashes and blanks (indicator
codes: ``baseline.assessments.GG/I/3.how``); a key that is empty or holds a dot or a bracket stands in
quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

YamlPath = tuple[str | int, ...]

_UNCLEAR = re.compile(r"[.\[\]]")
_PART = re.compile(r'\.?(?:"(?P<quoted>[^"]*)"|\[(?P<index>\d+)\]|(?P<key>[^.\[\]"]+))')


def join_path(parts: Iterable[str | int]) -> str:
    """The path as people read it.

    >>> join_path(("baseline", "background", "budgets", 3, "amount"))
    'baseline.background.budgets[3].amount'
    """
    words = ""
    for part in parts:
        words = child_path(words, part)
    return words


def child_path(path: str, part: str | int) -> str:
    """The path of ``part`` inside what stands at ``path``.

    >>> child_path("baseline.assessments", "GG/I/3"), child_path("", "a.b")
    ('baseline.assessments.GG/I/3', '"a.b"')
    """
    if isinstance(part, int):
        return f"{path}[{part}]"
    key = f'"{part}"' if part == "" or _UNCLEAR.search(part) else part
    return f"{path}.{key}" if path else key


def split_path(path: str) -> YamlPath:
    """The parts of a path as people write it; raises ValueError where it is none.

    >>> split_path("baseline.assessments.GG/I/3.evidence[0].title")
    ('baseline', 'assessments', 'GG/I/3', 'evidence', 0, 'title')
    """
    parts: list[str | int] = []
    position = 0
    while position < len(path):
        found = _PART.match(path, position)
        if found is None:
            raise ValueError(f"{path!r} is not a path: look at character {position + 1}")
        index, quoted = found["index"], found["quoted"]
        parts.append(int(index) if index is not None else quoted if quoted is not None else found["key"])
        position = found.end()
    return tuple(parts)
