"""Human-readable text for the values of a record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def format_value(value: Any, separator: str = "\n") -> str:
    """Return plain data as text; the items of a list are joined with ``separator``.

    >>> format_value([{"text": "So", "language": "en"}, {"year": 2009, "sum": "1 EUR"}, True, None], " / ")
    'So (en) / year 2009, sum 1 EUR / yes / '
    """
    if isinstance(value, Mapping):
        if "text" in value:
            return f"{value['text']} ({value['language']})" if value.get("language") else str(value["text"])
        return ", ".join(f"{name} {format_value(item, '; ')}" for name, item in value.items())
    if isinstance(value, list | tuple):
        return separator.join(format_value(item, "; ") for item in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
