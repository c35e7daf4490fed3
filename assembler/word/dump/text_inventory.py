"""Inventory of the text printed in a Word file, used to distinguish a form's own text from people's answers.

The printed text includes tables of contents, headers, captions and alternative text, because some editors
turn them into ordinary text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from types import MappingProxyType
from typing import Final

from lxml import etree

from assembler.structs import Struct, field
from assembler.word.package.package import Package, open_package
from assembler.word.package.xml import parse, qn
from assembler.word.returned.docx_styles import parse_link
from assembler.word.returned.embedded_parts import HOLDERS, iter_embedded, read_references

_CHARACTERS: Final = MappingProxyType({
    qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "\u2011", qn("w:softHyphen"): "\u00ad",
})  # fmt: skip
_T: Final = qn("w:t")
_FIELDS: Final = (qn("w:fldChar"), qn("w:fldSimple"))
_CAPTIONS: Final = (qn("w:tblCaption"), qn("w:tblDescription"))


class PrintedText(Struct, frozen=True):
    """The texts in a file, and other content that can be recognised when the file is returned.

    ``media`` contains a digest (SHA-256, hexadecimal) of each part that is not XML.
    """

    texts: frozenset[str]
    media: frozenset[str]
    widths: Mapping[str, int] = field(default_factory=dict)
    """Maps the bookmark in a row to the number of cells in that row."""
    addresses: frozenset[str] = frozenset()
    """Targets of the links."""
    counted: frozenset[str] = frozenset()
    """Texts that contain a field. Editors update its number (of a page or a caption)."""
    charts: tuple[str, ...] = ()
    """Text of each chart, line by line."""


def read_printed_text(data: bytes, name: str) -> PrintedText:
    """Return the printed text of the Word file ``data``.

    ``name`` is the name of the file in messages. Raises FileError if ``data`` is not a Word file of an
    accepted kind.
    """
    package = open_package(data, name)
    parts = (package.main, *package.related("header"), *package.related("footer"))
    roots = [parse(package.parts[part]) for part in parts]
    texts = frozenset(text for root in roots for text in _read_texts(root))
    linked = {line.target for part in parts for line in package.relationships(part) if line.external}
    linked.update(address for root in roots for address in _read_addresses(root))
    other_parts = (value for part, value in package.parts.items() if not part.endswith((".xml", ".rels")))
    media = frozenset(sha256(value).hexdigest() for value in other_parts)
    counted = frozenset(text for root in roots for text in _read_counted(root))
    widths, charts = dict(_read_widths(roots[0])), tuple(_read_charts(package))
    return PrintedText(texts, media, widths, frozenset(linked), counted, charts)


def dump_printed_text(text: PrintedText) -> bytes:
    """Serialise the printed text as JSON.

    Equal texts produce equal bytes.

    >>> load_printed_text(dump_printed_text(PrintedText(frozenset({"a"}), frozenset(), {"q": 3}))).widths
    {'q': 3}
    """
    fields = [sorted(text.texts), sorted(text.media), dict(text.widths), sorted(text.addresses)]
    return json.dumps([*fields, sorted(text.counted), text.charts]).encode()


def load_printed_text(data: bytes) -> PrintedText:
    """Read the result of ``dump_printed_text``."""
    texts, media, widths, addresses, counted, charts = json.loads(data)
    return PrintedText(
        frozenset(texts), frozenset(media), widths, frozenset(addresses), frozenset(counted), tuple(charts)
    )


def _read_texts(root: etree._Element) -> Iterator[str]:
    for paragraph in root.iter(qn("w:p")):
        yield "".join(_read_pieces(paragraph))
    for caption in root.iter(*_CAPTIONS):
        yield caption.get(qn("w:val"), "")
    for drawing in root.iter(qn("wp:docPr")):
        yield from (drawing.get("title", ""), drawing.get("descr", ""))


def _read_charts(package: Package) -> Iterator[str]:
    elements = parse(package.parts[package.main]).iter(*HOLDERS)
    for each in iter_embedded(elements, package, read_references(package, package.main)):
        yield each.text


def _read_counted(root: etree._Element) -> Iterator[str]:
    for paragraph in root.iter(qn("w:p")):
        if next(paragraph.iter(*_FIELDS), None) is not None:
            yield "".join(_read_pieces(paragraph))


def _read_addresses(root: etree._Element) -> Iterator[str]:
    """Yield the addresses of links that are stored as fields."""
    for element in root.iter(qn("w:fldSimple"), qn("w:instrText")):
        yield parse_link(element.get(qn("w:instr")) or element.text or "")


def _read_widths(root: etree._Element) -> Iterator[tuple[str, int]]:
    for row in root.iter(qn("w:tr")):
        cells = [cell for cell in row.findall(qn("w:tc")) if not _continues_above(cell)]
        for mark in cells[0].iter(qn("w:bookmarkStart")) if cells else ():
            yield mark.get(qn("w:name"), ""), len(cells)


def _continues_above(cell: etree._Element) -> bool:
    """Return whether a cell continues the cell above (ECMA-376 part 1, 17.4.84)."""
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merge is not None and merge.get(qn("w:val"), "continue") == "continue"


def _read_pieces(paragraph: etree._Element) -> Iterator[str]:
    for element in paragraph.iter(_T, *_CHARACTERS):
        yield (element.text or "") if element.tag == _T else _CHARACTERS[str(element.tag)]
