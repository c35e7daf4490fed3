"""Footnote returned by a view; the template determines the position of its number (``{{r role.note }}``)."""

from __future__ import annotations

from assembler.model.types.content import Text
from assembler.structs import Struct


class Footnote(Struct, frozen=True):
    """Text of a footnote: a text of the record, or a string in the document's language."""

    text: Text | str
