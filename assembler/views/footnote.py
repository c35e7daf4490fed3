"""Footnotes returned by views.

The template determines the position of a footnote's number with ``{{r role.note }}``.
"""

from __future__ import annotations

from assembler.model.types.values import Text
from assembler.structs import Struct


class Footnote(Struct, frozen=True):
    """The text of a footnote, from the record or as a string in the document's language."""

    text: Text | str
