"""Kinds of content controls in forms, and the kinds of values that they accept."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class ControlKind(StrEnum):
    """Kind of content control inside a paragraph, preserved by both Word and LibreOffice.

    A cell has at most one control. ``NONE`` is a cell without a control.
    """

    TEXT = "text"
    RICH = "rich"
    CHOICE = "choice"
    DATE = "date"
    CHECKBOX = "checkbox"
    NONE = "none"


CONTROL_FOR: Mapping[str, ControlKind] = MappingProxyType({
    "rich_text": ControlKind.RICH,
    "text": ControlKind.TEXT,
    "link": ControlKind.TEXT,
    "language": ControlKind.TEXT,
    "number": ControlKind.TEXT,
    "year": ControlKind.TEXT,
    "money": ControlKind.TEXT,
    "period": ControlKind.TEXT,
    "date": ControlKind.DATE,
    "moment": ControlKind.TEXT,
    "choice": ControlKind.CHOICE,
    "flag": ControlKind.CHECKBOX,
    "texts": ControlKind.RICH,
    "names": ControlKind.TEXT,
})  # fmt: skip
"""Maps each kind of value to its default control; kinds that are not listed (``image``) have no control."""

_WITHOUT_CONTROL = frozenset({"rich_text", "text", "link", "language", "number", "year", "money", "period"})


def controls_for(kind: str, *, refers: bool = False, in_list: bool = False) -> tuple[ControlKind, ...]:
    """Return the controls allowed for a ``kind`` of value, starting with the default one.

    The result is empty for a value that no control can contain, such as an image. If ``refers`` is true, the
    value is the code or name of another entity, such as an indicator, and a drop-down list is also allowed.
    If ``in_list`` is true, most kinds also allow a cell without a control.

    >>> controls_for("text", refers=True), controls_for("image")
    ((<ControlKind.TEXT: 'text'>, <ControlKind.CHOICE: 'choice'>), ())
    """
    if kind not in CONTROL_FOR:
        return ()
    choice = (ControlKind.CHOICE,) if refers else ()
    bare = (ControlKind.NONE,) if in_list and kind in _WITHOUT_CONTROL else ()
    return (CONTROL_FOR[kind], *choice, *bare)
