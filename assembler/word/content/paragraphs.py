"""Rich text in the body of a document: paragraphs and lists in body-text styles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from markupsafe import Markup

from assembler.model.types.rich_text import Block, split_paragraphs
from assembler.word.content.list_numbers import ListNumbers
from assembler.word.content.rich_text import TextStyle, build_paragraphs


def build_rich_paragraphs(
    blocks: Iterable[Block],
    language_tag: str,
    *,
    new_list: Callable[[], int],
    inlines: Mapping[str, str] | None = None,
) -> Markup:
    """Return ``blocks`` as paragraphs in body-text styles, for a tag ``{{p placeholder }}``.

    ``language_tag`` is the language of the text. ``new_list`` returns the ``w:numId`` of a new list.
    ``inlines`` maps link addresses to the runs that replace the links.

    >>> from assembler.model.types.rich_text import split_paragraphs
    >>> str(build_rich_paragraphs(split_paragraphs("Ja"), "nl-NL", new_list=lambda: 9003))[:47]
    '<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr><'
    """
    style = TextStyle(
        language_tag, "Normal", "ListBullet", "ListNumber", by_style=True, inlines=inlines or {}
    )
    return Markup(build_paragraphs(blocks, style, ListNumbers(new_list)))


def build_prompt_paragraph(prompt: str, language_tag: str) -> Markup:
    """Return the prompt for a text that has not been written yet, in the style Guidance.

    >>> str(build_prompt_paragraph("Write here", "en-GB"))[:49]
    '<w:p><w:pPr><w:pStyle w:val="Guidance"/></w:pPr><'
    """
    return Markup(
        build_paragraphs(
            split_paragraphs(prompt), TextStyle(language_tag, "Guidance"), ListNumbers(lambda: 0)
        )
    )
