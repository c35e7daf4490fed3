"""A footnote that a view gives: the template says where its number stands (``{{r role.note }}``)."""

from __future__ import annotations

from assembler.model.types.content import Text
from assembler.structs import Struct


class Footnote(Struct, frozen=True):
    """What a note at the foot of the page says: a text of the record, or words in the document's language."""

    text: Text | str
