"""Rich text that stands by itself in a document: paragraphs and lists in the styles of running text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from markupsafe import Markup

from assembler.model.types.rich_text import Block, plain
from assembler.word.content.lists import ListNumbers
from assembler.word.content.rich_text import Look, paragraphs_xml


def rich_paragraphs(
    blocks: Iterable[Block],
    language_tag: str,
    *,
    new_list: Callable[[], int],
    things: Mapping[str, str] | None = None,
) -> Markup:
    """Whole paragraphs for ``{{p place }}``; ``new_list`` gives the number of each fresh numbered list.

    ``things`` gives by its address the run that stands in place of a link.

    >>> from assembler.model.types.rich_text import plain
    >>> str(rich_paragraphs(plain("Ja"), "nl-NL", new_list=lambda: 9003))[:47]
    '<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr><'
    """
    look = Look(language_tag, "Normal", "ListBullet", "ListNumber", by_style=True, things=things or {})
    return Markup(paragraphs_xml(blocks, look, ListNumbers(new_list)))


def prompt_paragraph(prompt: str, language_tag: str) -> Markup:
    """What stands where a text is still to be written, in the style of guidance.

    >>> str(prompt_paragraph("Write here", "en-GB"))[:49]
    '<w:p><w:pPr><w:pStyle w:val="Guidance"/></w:pPr><'
    """
    return Markup(paragraphs_xml(plain(prompt), Look(language_tag, "Guidance"), ListNumbers(lambda: 0)))
