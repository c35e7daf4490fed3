"""Footnotes returned by views, whose numbers the template positions (``{{r role.note }}``)."""

from __future__ import annotations

from assembler.model.types.content import Text
from assembler.structs import Struct


class Footnote(Struct, frozen=True):
    """The text of a footnote, from the record or as a string in the document's language."""

    text: Text | str
