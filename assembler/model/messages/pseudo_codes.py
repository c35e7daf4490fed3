"""Codes of the pseudo-languages: English in brackets, and the same from right to left."""

BRACKETS = "xx"
MIRRORED = "xr"
CODES = (BRACKETS, MIRRORED)
