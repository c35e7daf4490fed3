"""What a view gives beside plain words, drawn in one walk: counts, texts, footnotes, marks and references."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

Renderer = Callable[[Any, Any], Any]
"""What is shown of a value, from it and from the key or number under which it stands."""
Renderers = Mapping[type, Renderer]
"""By the class of a value; one of no class here stays as it is."""

_PLAIN: Final = frozenset((str, bool, type(None)))
_HOLDING: Final = (dict, list)


def substitute(seen: Any, drawers: Renderers) -> None:
    """Put what is shown in place of every value in mappings and lists, in reading order.

    >>> seen = {"a": "words", "rows": [{"count": 3, "open": True}]}
    >>> substitute(seen, {int: lambda value, name: f"{name} {value}"}); seen
    {'a': 'words', 'rows': [{'count': 'count 3', 'open': True}]}
    """
    for key, value in seen.items() if isinstance(seen, dict) else enumerate(seen):
        kind = value.__class__
        if kind in _PLAIN:
            continue
        if kind in drawers:
            seen[key] = drawers[kind](value, key)
        elif isinstance(value, _HOLDING) and value:
            substitute(value, drawers)
