"""Values of a record as people read them, not as a program writes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def readable(value: Any, between: str = "\n") -> str:
    """Return ``value``, which is plain data, as text: the items of a list have ``between`` between them.

    >>> readable([{"text": "So", "language": "en"}, {"year": 2009, "sum": "1 EUR"}, True, None], " / ")
    'So (en) / year 2009, sum 1 EUR / yes / '
    """
    if isinstance(value, Mapping):
        if "text" in value:
            return f"{value['text']} ({value['language']})" if value.get("language") else str(value["text"])
        return ", ".join(f"{name} {readable(each, '; ')}" for name, each in value.items())
    if isinstance(value, list | tuple):
        return between.join(readable(each, "; ") for each in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
