"""Keep each paragraph that introduces a list on the page of its first item."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

from assembler.word.package.locations import paragraph_text
from assembler.word.package.package import Package
from assembler.word.package.xml import parse, qn, serialise
from assembler.word.style.text_format import BODY_LEVEL, ParagraphFormat, TextFormats


def keep_lists_with_introductions(package: Package) -> Package:
    """Return ``package`` with ``w:keepNext`` on each body paragraph before a list, unless its style sets it.

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


def _keep_with_next(paragraph: etree._Element) -> None:
    """Insert ``w:keepNext`` after the reference to the style, as ``CT_PPr`` requires."""
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        properties = etree.Element(qn("w:pPr"))
        paragraph.insert(0, properties)
    has_style = properties.find(qn("w:pStyle")) is not None
    properties.insert(int(has_style), etree.Element(qn("w:keepNext")))
