"""The widgets of a form: a declaration names them, a form is made of them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class ControlKind(StrEnum):
    """The widgets that Word and LibreOffice both keep, always inline, one a cell (none: a bare cell)."""

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
"""By kind of value, the control that shows it and reads it; other kinds have none (``image``, a list)."""

_BARE = frozenset({"rich_text", "text", "link", "language", "number", "year", "money", "period"})


def controls_for(kind: str, *, refers: bool = False, in_list: bool = False) -> tuple[ControlKind, ...]:
    """The controls that fit a ``kind`` of value, the usual one first; none for what no cell can hold.

    A text that ``refers`` to something kept elsewhere can be chosen; in a list a cell may have no control.

    >>> controls_for("text", refers=True), controls_for("image")
    ((<ControlKind.TEXT: 'text'>, <ControlKind.CHOICE: 'choice'>), ())
    """
    if kind not in CONTROL_FOR:
        return ()
    also = (ControlKind.CHOICE,) if refers else ()
    bare = (ControlKind.NONE,) if in_list and kind in _BARE else ()
    return (CONTROL_FOR[kind], *also, *bare)
