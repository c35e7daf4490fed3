"""The codes of the two languages that nobody speaks: English in brackets, and the same from right to left."""

BRACKETS = "xx"
MIRRORED = "xr"
CODES = (BRACKETS, MIRRORED)
