"""Human-readable text for the values of a record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

_TEXT_KEYS: Final = ("text", "language")


def format_value(value: Any, separator: str = "\n") -> str:
    """Return plain data as text, with ``separator`` between the items of a list.

    >>> format_value([{"text": "So", "language": "en"}, {"year": 2009, "sum": "1 EUR"}, True, None], " / ")
    'So (en) / year 2009, sum 1 EUR / yes / '
    >>> format_value({"text": {"text": "So", "language": "en"}, "findings": ["F01", "F02"]})
    'So (en), findings F01; F02'
    """
    if isinstance(value, Mapping):
        text = [_format_text(value)] if "text" in value else []
        named = [name for name in value if not text or name not in _TEXT_KEYS]
        return ", ".join([*text, *(f"{name} {format_value(value[name], '; ')}" for name in named)])
    if isinstance(value, list | tuple):
        return separator.join(format_value(item, "; ") for item in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _format_text(value: Mapping[str, Any]) -> str:
    text, language = format_value(value["text"]), value.get("language")
    return f"{text} ({language})" if language else text
