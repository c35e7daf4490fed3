"""How wide the columns of a table are once there are more or fewer of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_WIDTH: Final = re.compile(r"[0-9]{1,9}(\.[0-9]{0,9})?")


def fitted_widths(columns: Sequence[float], needed: int, said: Sequence[float]) -> list[int]:
    """The widths of ``needed`` columns, in twentieths of a point, for a grid of ``columns``.

    ``said`` is what the cells of a whole row say themselves, empty where they do not: then columns keep these
    proportions, and the table grows no wider.

    >>> fitted_widths([300, 300], 3, []), fitted_widths([300, 300], 3, [100, 300, 400])
    ([200, 200, 200], [75, 225, 300])
    >>> fitted_widths([300, 300, 300], 2, [])
    [450, 450]
    """
    total = sum(columns)
    if said:
        scale = min(1.0, total / sum(said))
        return [int(width * scale) for width in said]
    if needed > len(columns):
        shrink = len(columns) / needed
        added = [int(total / needed)] * (needed - len(columns))
        return [int(width * shrink) for width in columns] + added
    kept = columns[:needed]
    share = int((total - sum(kept)) / needed)
    return [int(width + share) for width in kept]


def width(said: str) -> float:
    """A width as a file says it; 0 for what is no number.

    >>> width("500"), width("12.5"), width("auto")
    (500.0, 12.5, 0.0)
    """
    return float(said) if _WIDTH.fullmatch(said) else 0.0
