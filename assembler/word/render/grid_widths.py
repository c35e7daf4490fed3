"""Column widths of a table after columns are added or removed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_WIDTH: Final = re.compile(r"[0-9]{1,9}(\.[0-9]{0,9})?")


def fit_widths(columns: Sequence[float], needed: int, cell_widths: Sequence[float]) -> list[int]:
    """Return the widths of the ``needed`` columns that replace ``columns``, in twentieths of a point.

    ``cell_widths`` are the widths of the cells in a complete row, or empty. If given, they determine the
    proportions of the columns, and the table becomes no wider. Cells with the width 0 share what is left. If
    nothing is left for them, ``cell_widths`` is ignored.

    >>> fit_widths([300, 300], 3, []), fit_widths([300, 300], 3, [100, 300, 400])
    ([200, 200, 200], [75, 225, 300])
    >>> fit_widths([100, 500], 3, [100, 0, 0])
    [100, 250, 250]
    >>> fit_widths([300, 300, 300], 2, [])
    [450, 450]
    """
    total = sum(columns)
    left = total - sum(cell_widths)
    if left > 0 and any(cell_widths):
        cell_widths = [width or left / cell_widths.count(0) for width in cell_widths]
    if cell_widths and all(cell_widths):
        scale = min(1.0, total / sum(cell_widths))
        return [int(width * scale) for width in cell_widths]
    if needed > len(columns):
        shrink = len(columns) / needed
        added = [int(total / needed)] * (needed - len(columns))
        return [int(width * shrink) for width in columns] + added
    remaining = columns[:needed]
    share = int((total - sum(remaining)) / needed)
    return [int(width + share) for width in remaining]


def parse_width(text: str) -> float:
    """Return the width in an XML attribute as a number, or 0 for a value such as ``auto``.

    >>> parse_width("500"), parse_width("12.5"), parse_width("auto")
    (500.0, 12.5, 0.0)
    """
    return float(text) if _WIDTH.fullmatch(text) else 0.0
