"""The widgets of a form: a declaration names them, a form is made of them."""

from __future__ import annotations

from enum import StrEnum


class ControlKind(StrEnum):
    """The widgets that Word and LibreOffice both keep, always inline, one a cell (none: a bare cell)."""

    TEXT = "text"
    RICH = "rich"
    CHOICE = "choice"
    DATE = "date"
    CHECKBOX = "checkbox"
    NONE = "none"
