"""What compiled parts call by name while they render."""

from __future__ import annotations

import math
from typing import Final

from assembler.word import escaping
from assembler.word.lasting import NOTHING, Lasting, together, together_ended

SHOWING: Final = {
    "in_text": escaping.in_text,
    "in_attribute": escaping.in_attribute,
    "in_data": escaping.in_data,
    "between_elements": escaping.between_elements,
    "raw": escaping.raw,
}
CALLED: Final = {
    **SHOWING,
    "Lasting": Lasting,
    "NOTHING": NOTHING,
    "together": together,
    "together_ended": together_ended,
    "inf": math.inf,
    "nan": math.nan,
}
"""What compiled code knows by these names; the last two are how Python writes such numbers."""
