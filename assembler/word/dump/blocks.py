"""Dumps of paragraphs, tables, rows and cells as lines, indented by nesting."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from assembler.word.check.checked_document import value
from assembler.word.dump.inline import (
    Inline,
    describe_control,
    describe_property,
    find_main_language,
    format_millimetres,
)
from assembler.word.package.xml import qn

INDENT: Final = "  "
TWIPS_PER_MM: Final = 1440 / 25.4
_OWN: Final = {qn("w:pStyle"), qn("w:numPr"), qn("w:rPr"), qn("w:sectPr")}
_NOTES: Final = {qn("w:footnote"): "footnote", qn("w:endnote"): "endnote", qn("w:comment"): "comment"}


def dump_blocks(parent: etree._Element, inline: Inline, before: str = "") -> Iterator[str]:
    """Yield the lines for all blocks in ``parent``, each with the prefix ``before``.

    ``inline`` dumps the content of paragraphs.
    """
    for child in parent.iterchildren("*"):
        if child.tag == qn("w:p"):
            yield from dump_paragraph(child, inline, before)
        elif child.tag == qn("w:tbl"):
            yield from dump_table(child, inline, before)
        elif child.tag == qn("w:sdt"):
            yield f"{before}control {describe_control(child)}"
            yield from dump_blocks(child, inline, before + INDENT)
        elif child.tag == qn("w:sectPr"):
            yield f"{before}section {describe_section(child)}"
        elif child.tag in _NOTES and not child.get(qn("w:type")):
            yield f"{before}{_NOTES[child.tag]} {child.get(qn('w:id'))}"
            yield from dump_blocks(child, inline, before + INDENT)
        elif child.tag == qn("w:bookmarkStart"):
            yield f"{before}bookmark #{child.get(qn('w:name'))}"
        elif child.tag in {qn("w:sdtContent"), qn("w:customXml"), qn("w:ins"), qn("w:del")}:
            yield from dump_blocks(child, inline, before)


def dump_paragraph(
    element: etree._Element, inline: Inline, before: str, kind: str = "paragraph"
) -> Iterator[str]:
    """Yield the lines for a paragraph, its text boxes, and the section that ends with it.

    Each line has the prefix ``before``. ``kind`` is the first word of the first line.
    """
    words = [kind, *describe_paragraph(element)]
    text = inline.dump_line(element)
    yield f"{before}{' '.join(words)}{f': {text}' if text else ''}"
    for box in element.iter(qn("w:txbxContent")):
        if next(box.iterancestors(qn("w:p")), None) is element:  # other boxes belong to an inner paragraph
            yield f"{before}{INDENT}text box"
            yield from dump_blocks(box, inline, before + INDENT * 2)
    section = element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
    if section is not None:
        yield f"{before}section {describe_section(section)}"


def describe_paragraph(element: etree._Element) -> Iterator[str]:
    """Yield the style, language, list, bookmarks and direct formatting of a paragraph."""
    yield value(element, "w:pPr/w:pStyle") or "Normal"
    language = find_main_language(element)
    if language:
        yield language
    number = value(element, "w:pPr/w:numPr/w:numId")
    if number:
        yield f"list={number}.{value(element, 'w:pPr/w:numPr/w:ilvl') or '0'}"
    yield from (f"#{mark.get(qn('w:name'))}" for mark in element.iter(qn("w:bookmarkStart")))
    properties = element.find(qn("w:pPr"))
    for child in properties.iterchildren("*") if properties is not None else ():
        if child.tag not in _OWN:
            yield describe_property(child)


def dump_table(element: etree._Element, inline: Inline, before: str) -> Iterator[str]:
    """Yield the lines for a table: one for its properties and columns, then those for its rows and cells.

    Each line has the prefix ``before``.
    """
    grid = [column.get(qn("w:w"), "?") for column in element.iterfind(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")]
    words = [describe_property(child) for child in element.iterfind(f"{qn('w:tblPr')}/*")]
    yield f"{before}table {' '.join(words)} columns={'+'.join(grid)}"
    for row in _iter_children(element, "w:tr"):
        properties = [describe_property(child) for child in row.iterfind(f"{qn('w:trPr')}/*")]
        yield " ".join([f"{before}{INDENT}row", *properties])
        for cell in _iter_children(row, "w:tc"):
            yield from _dump_cell(cell, inline, before + INDENT * 2)


def _dump_cell(cell: etree._Element, inline: Inline, before: str) -> Iterator[str]:
    """Yield the lines for a cell, each with the prefix ``before``.

    A cell that contains only one paragraph shares its line with that paragraph. Any other cell has a line of
    its own, followed by the indented lines for its blocks.
    """
    properties = cell.find(qn("w:tcPr"))
    children = properties.iterchildren("*") if properties is not None else ()
    formats = [describe_property(child) for child in children]
    inside = [child for child in cell.iterchildren("*") if child.tag != qn("w:tcPr")]
    kind = " ".join(["cell", *(word for word in formats if not word.startswith("tcW("))])
    if len(inside) == 1 and inside[0].tag == qn("w:p"):
        yield from dump_paragraph(inside[0], inline, before, kind)
    else:
        yield f"{before}{kind}"
        yield from dump_blocks(cell, inline, before + INDENT)


def _iter_children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield rows or cells, including those inside content controls."""
    for child in parent.iterchildren("*"):
        if child.tag == qn(tag):
            yield child
        elif child.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml")}:
            yield from _iter_children(child, tag)


def describe_section(section: etree._Element) -> str:
    """Describe a section: page size in millimetres, orientation, margins and other settings.

    >>> from assembler.word.package.xml import W, parse
    >>> describe_section(parse(f'<w:s xmlns:w="{W}"><w:pgSz w:w="11906" w:h="16838"/></w:s>'.encode()))
    '210 × 297 mm portrait'
    """
    words = []
    for child in section.iterchildren("*"):
        if child.tag == qn("w:pgSz"):
            wide, high = (format_millimetres(child.get(qn(f"w:{side}")), TWIPS_PER_MM) for side in "wh")
            words.append(f"{wide} × {high} mm {child.get(qn('w:orient'), 'portrait')}")
        elif child.tag == qn("w:pgMar"):
            sides = ("top", "right", "bottom", "left")
            margins = "/".join(format_millimetres(child.get(qn(f"w:{side}")), TWIPS_PER_MM) for side in sides)
            words.append(f"margins {margins} mm")
        elif child.tag in {qn("w:headerReference"), qn("w:footerReference")}:
            words.append(f"{etree.QName(child).localname[:6]}={child.get(qn('w:type'))}")
        else:
            words.append(describe_property(child))
    return " ".join(words)
