"""Codes of the pseudo-languages: English in brackets, and its right-to-left counterpart."""

BRACKETS = "xx"
MIRRORED = "xr"
CODES = (BRACKETS, MIRRORED)
