"""A message: one paragraph of English text that a translator renders, with where it stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """``id`` is the English text with marks and fields: ``Report <1>{city_of}</1>``.

    Marks: ``<1>...</1>`` is text with formatting of its own, ``<2/>`` something that is no text (a tab, a
    line break, a page number, a picture). Fields: ``{name}``, a value that the record gives. A literal
    brace or less-than sign is doubled or written ``<<`` (see ``model.marks``). ``plural`` is set for counted
    phrases. ``places`` say where ("baseline-report: table 3, row 2, cell 1"), ``comments`` help translators.
    """

    id: str
    context: str = ""
    plural: str | None = None
    places: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
