"""Rich text that stands by itself in a document: paragraphs and lists in the styles of running text."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markupsafe import Markup

from assembler.model.rich import Block
from assembler.word.rich import Look, paragraphs_xml
from assembler.word.rich_lists import ListNumbers


def rich_paragraphs(blocks: Iterable[Block], language_tag: str, *, new_list: Callable[[], int]) -> Markup:
    """Whole paragraphs for ``{{p place }}``; ``new_list`` gives the number of each fresh numbered list.

    >>> from assembler.model.rich import plain
    >>> str(rich_paragraphs(plain("Ja"), "nl-NL", new_list=lambda: 9003))[:47]
    '<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr><'
    """
    look = Look(language_tag, "Normal", "ListBullet", "ListNumber")
    return Markup(paragraphs_xml(blocks, look, ListNumbers(new_list)))
