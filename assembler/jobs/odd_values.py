"""What a view gives beside plain words, found in one walk: counts, texts, footnotes, marks and references."""

from __future__ import annotations

from typing import Any, Final

Held = tuple[Any, Any, Any]
"""A mapping or list, the key or number of a value in it, and that value."""

_PLAIN: Final = frozenset((str, bool, type(None)))
_HOLDING: Final = (dict, list)


def odd_values(seen: Any) -> list[Held]:
    """Every value in mappings and lists that is no plain text, no flag and not nothing, in reading order.

    >>> odd_values({"a": "words", "rows": [{"count": 3, "open": True}]})
    [({'count': 3, 'open': True}, 'count', 3)]
    """
    found: list[Held] = []
    _gather(seen, found)
    return found


def _gather(seen: Any, found: list[Held]) -> None:
    for key, value in seen.items() if isinstance(seen, dict) else enumerate(seen):
        if value.__class__ in _PLAIN:
            continue
        if isinstance(value, _HOLDING):
            if value:
                _gather(value, found)
        else:
            found.append((seen, key, value))
