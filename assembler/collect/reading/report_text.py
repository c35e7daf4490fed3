"""Language of a returned section, and the files to which its text refers.

A section with English text in a Dutch report may be returned with a corrected comma, or rewritten in Dutch.
If it shares most words with the text that was sent, it is still the English text. Otherwise, it is a Dutch
text for this report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from assembler.i18n.languages.languages import get_language as language_of
from assembler.model.documents.form import FormField
from assembler.model.review.narratives import section_path
from assembler.model.types.rich_text import Block
from assembler.structs import replace
from assembler.values.plain_text import normalise_text
from assembler.word.returned.report import KEPT, join_text

MIN_SHARE = 0.5
"""Minimum share of words from the sent text at which a text keeps its language."""


def bind_to_language(field: FormField, blocks: Iterable[Block], spoken: str) -> FormField:
    """Return ``field``; if its text was rewritten in ``spoken``, bind it to the report's text in that
    language.
    """
    returned = join_text(tuple(blocks))
    other = language_of(field.language or spoken).base != language_of(spoken).base
    if not (field.shown and other and normalise_text(returned)) or is_same_text(
        join_text(field.shown), returned
    ):
        return field
    path = f"{section_path(field.path, spoken)}.text"
    return replace(field, path=path, base=None, shown=(), language=spoken)


def is_same_text(sent: str, returned: str) -> bool:
    """Return whether a text is a revision of the text that was sent.

    >>> is_same_text("The city asks early.", "The city asks very early."), is_same_text("Yes", "Ja")
    (True, False)
    """
    before, after = Counter(sent.casefold().split()), Counter(returned.casefold().split())
    shared = (before & after).total()
    return shared >= MIN_SHARE * min(before.total(), after.total())


def find_file_names(blocks: Iterable[Block]) -> tuple[str, ...]:
    """Return the file names of the pictures and tables in a text."""
    links = (run.link for block in blocks for run in block.runs if run.link.startswith(KEPT))
    return tuple(dict.fromkeys(link.removeprefix(KEPT) for link in links))
