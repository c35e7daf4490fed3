"""Page breaks: an introduction stays with its list, and the ends of a long table stay together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from lxml import etree

from assembler.word.package.locations import paragraph_text
from assembler.word.package.package import Package
from assembler.word.package.xml import parse, qn, serialise
from assembler.word.style.text_format import BODY_LEVEL, ParagraphFormat, TextFormats

_IS_NEAR_END: Final = "{% if loop.revindex0 in (1, 2, 3) or loop.first and not loop.last %}"
"""Tag that is true for the first row of a loop, and for those before the last row that stay with it."""


def keep_lists_with_introductions(package: Package) -> Package:
    """Set ``w:keepNext`` for each paragraph of the body before a list, unless its style already sets it.

    Paragraphs that contain only tags are skipped, because finished documents do not contain them. Paragraphs
    in tables are not changed, because Word would keep a table row with such a paragraph together with the
    next row.
    """
    body, formats = parse(package.parts[package.main]), TextFormats(package)
    blocks = [(block, _find_format(block, formats)) for block in _iter_blocks(body)]
    for (block, format_), (_, following) in pairwise(blocks):
        is_introduction = not _is_item(format_) and not format_.keeps_next and _is_item(following)
        if is_introduction and block.tag == qn("w:p"):
            _keep_with_next(block)
    return package.with_parts({package.main: serialise(body)})


def keep_ends_of_tables(package: Package) -> Package:
    """Keep the first two rows of each marked loop on one page, and its last four rows.

    An author marks a loop by setting “Keep with next” on the paragraph of its ``{%tr for %}``. On the rows
    themselves, it would apply to all of them, and a long table would then always begin on a new page.
    Paragraphs after a tag in their cell are unchanged, because the tag may begin another loop.
    """
    body = parse(package.parts[package.main])
    for paragraph in body.iter(qn("w:p")):
        if _is_marked_loop(paragraph):
            row = next(paragraph.iterancestors(qn("w:tr")))
            for first in next(row.itersiblings()).iterfind(f"{qn('w:tc')}/{qn('w:p')}[1]"):
                if not paragraph_text(first).strip().startswith("{%"):
                    _keep_near_end(first)
    return package.with_parts({package.main: serialise(body)})


def _is_marked_loop(paragraph: etree._Element) -> bool:
    is_marked = paragraph.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None
    return is_marked and paragraph_text(paragraph).strip().startswith("{%tr for")


def _keep_near_end(paragraph: etree._Element) -> None:
    """Put ``w:keepNext`` between two tags, so that only some of the rows have it."""
    kept = _keep_with_next(paragraph)
    kept.tail = "{% endif %}"
    before = kept.getprevious()
    if before is None:
        next(kept.iterancestors()).text = _IS_NEAR_END
    else:
        before.tail = _IS_NEAR_END


def _iter_blocks(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the tables of the body, and its paragraphs except those that contain only a tag."""
    for element in root.iterfind(f"{qn('w:body')}/*"):
        if element.tag != qn("w:p") or not paragraph_text(element).strip().startswith("{%"):
            yield element


def _find_format(block: etree._Element, formats: TextFormats) -> ParagraphFormat:
    """Return the format of a paragraph, or the default format for a table."""
    is_paragraph = block.tag == qn("w:p")
    return formats.find_paragraph_format(block.find(qn("w:pPr"))) if is_paragraph else ParagraphFormat()


def _is_item(format_: ParagraphFormat) -> bool:
    """Return whether a paragraph with this format is a list item.

    A numbered heading is not a list item.
    """
    return format_.is_listed and format_.level == BODY_LEVEL


def _keep_with_next(paragraph: etree._Element) -> etree._Element:
    """Insert ``w:keepNext`` after the reference to the style, as ``CT_PPr`` requires, and return it."""
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        properties = etree.Element(qn("w:pPr"))
        paragraph.insert(0, properties)
    has_style = properties.find(qn("w:pStyle")) is not None
    kept = etree.Element(qn("w:keepNext"))
    properties.insert(int(has_style), kept)
    return kept
