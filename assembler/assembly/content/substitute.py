"""Replacement of counts, texts, footnotes and references among a view's values by their rendered forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

Renderer = Callable[[Any, Any], Any]
"""Function that takes a value and its key or index and returns the rendered form."""
Renderers = Mapping[type, Renderer]
"""Renderers by class; values of other classes are left unchanged."""

_PLAIN: Final = frozenset((str, bool, type(None)))
_HOLDING: Final = (dict, list)


def substitute(seen: Any, drawers: Renderers) -> None:
    """Replace every value in nested mappings and lists with its rendered form, in reading order.

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
