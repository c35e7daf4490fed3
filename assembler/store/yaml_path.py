"""Where a value stands inside a record: ``baseline.background.budgets[3].amount`` and its parts.

A part is a key (a word) or an index (a number, counted from 0). Keys may hold slashes and blanks (indicator
codes: ``baseline.assessments.GG/I/3.how``); a key that is empty or holds a dot or a bracket stands in
quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

YamlPath = tuple[str | int, ...]

_PART = re.compile(r'\.?(?:"(?P<quoted>[^"]*)"|\[(?P<index>\d+)\]|(?P<key>[^.\[\]"]+))')


def joined(parts: Iterable[str | int]) -> str:
    """The path as people read it.

    >>> joined(("baseline", "background", "budgets", 3, "amount"))
    'baseline.background.budgets[3].amount'
    """
    words = ""
    for part in parts:
        if isinstance(part, int):
            words += f"[{part}]"
        else:
            key = f'"{part}"' if part == "" or re.search(r"[.\[\]]", part) else part
            words += f".{key}" if words else key
    return words


def split(path: str) -> YamlPath:
    """The parts of a path as people write it; raises ValueError where it is none.

    >>> split("baseline.assessments.GG/I/3.evidence[0].title")
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
