"""Paragraphs that introduce a list stay on the page of its first item."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

from assembler.word.package.locations import paragraph_text
from assembler.word.package.package import Package
from assembler.word.package.xml import parse, qn, serialise
from assembler.word.style.text_format import BODY_LEVEL, TextFormats


def keep_lists_with_introductions(package: Package) -> Package:
    """Set ``w:keepNext`` for each paragraph of the body that precedes a list, unless its style sets it.

    Paragraphs that contain only tags are skipped, because no document contains them. Paragraphs in tables are
    not changed: Word keeps a table row with such a paragraph together with the next row.
    """
    body, formats = parse(package.parts[package.main]), TextFormats(package)
    for block, following in pairwise(_iter_blocks(body)):
        introduces = _is_item(following, formats) and not _is_item(block, formats)
        if introduces and block.tag == qn("w:p") and not formats.find_paragraph_format(block).keeps_next:
            _keep_with_next(block)
    return package.with_parts({package.main: serialise(body)})


def _iter_blocks(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the tables of the body, and its paragraphs except those that contain only a tag."""
    for element in root.iterfind(f"{qn('w:body')}/*"):
        if element.tag != qn("w:p") or not paragraph_text(element).strip().startswith("{%"):
            yield element


def _is_item(block: etree._Element, formats: TextFormats) -> bool:
    """Return whether ``block`` is a list item; a numbered heading is not."""
    format_ = formats.find_paragraph_format(block)
    return block.tag == qn("w:p") and format_.is_listed and format_.level == BODY_LEVEL


def _keep_with_next(paragraph: etree._Element) -> None:
    """Insert ``w:keepNext`` after the style, as ``CT_PPr`` requires."""
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        properties = etree.Element(qn("w:pPr"))
        paragraph.insert(0, properties)
    has_style = properties.find(qn("w:pStyle")) is not None
    properties.insert(int(has_style), etree.Element(qn("w:keepNext")))
