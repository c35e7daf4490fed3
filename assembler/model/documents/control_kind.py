"""Kinds of content control in a form, and the kinds of value that each can hold."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class ControlKind(StrEnum):
    """Content controls that Word and LibreOffice both preserve: inline, one per cell (none: a plain cell)."""

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
"""The usual control for each kind of value; other kinds have none (``image``, a list)."""

_WITHOUT_CONTROL = frozenset({"rich_text", "text", "link", "language", "number", "year", "money", "period"})


def controls_for(kind: str, *, refers: bool = False, in_list: bool = False) -> tuple[ControlKind, ...]:
    """Return the controls allowed for a ``kind`` of value, the usual one first; none if no cell can hold it.

    A text that ``refers`` to something else may use a drop-down; a cell of a list may have no control.

    >>> controls_for("text", refers=True), controls_for("image")
    ((<ControlKind.TEXT: 'text'>, <ControlKind.CHOICE: 'choice'>), ())
    """
    if kind not in CONTROL_FOR:
        return ()
    choice = (ControlKind.CHOICE,) if refers else ()
    bare = (ControlKind.NONE,) if in_list and kind in _WITHOUT_CONTROL else ()
    return (CONTROL_FOR[kind], *choice, *bare)
