"""The printed text of a Word file by paragraph, to distinguish the text of a form from what people typed.

It includes contents, headers, captions and alternative texts, because some editors turn them into text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from types import MappingProxyType
from typing import Final

from lxml import etree

from assembler.structs import Struct, field
from assembler.word.package.package import open_package
from assembler.word.package.xml import parse, qn
from assembler.word.returned.rich_text import parse_link

_SIGNS: Final = MappingProxyType({
    qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "\u2011", qn("w:softHyphen"): "\u00ad",
})  # fmt: skip
_T: Final = qn("w:t")
_FIELDS: Final = (qn("w:fldChar"), qn("w:fldSimple"))
_CAPTIONS: Final = (qn("w:tblCaption"), qn("w:tblDescription"))


class PrintedText(Struct, frozen=True):
    """The texts of a file, and the digests (sha256, hexadecimal) of its parts that are not XML."""

    texts: frozenset[str]
    media: frozenset[str]
    widths: Mapping[str, int] = field(default_factory=dict)
    """The number of cells in the row of each bookmark."""
    addresses: frozenset[str] = frozenset()
    """The targets of its links."""
    counted: frozenset[str] = frozenset()
    """The texts that contain a field, whose numbers editors update (pages, captions)."""


def read_printed_text(data: bytes, name: str) -> PrintedText:
    """Read the printed text of the Word file ``data``; FileError, with ``name``, if it is not a Word file."""
    package = open_package(data, name)
    parts = (package.main, *package.related("header"), *package.related("footer"))
    roots = [parse(package.parts[part]) for part in parts]
    texts = frozenset(text for root in roots for text in _read_texts(root))
    linked = {line.target for part in parts for line in package.relationships(part) if line.external}
    linked.update(address for root in roots for address in _read_addresses(root))
    held = (value for part, value in package.parts.items() if not part.endswith((".xml", ".rels")))
    media = frozenset(sha256(value).hexdigest() for value in held)
    counted = frozenset(text for root in roots for text in _read_counted(root))
    return PrintedText(texts, media, dict(_read_widths(roots[0])), frozenset(linked), counted)


def dump_printed_text(words: PrintedText) -> bytes:
    """Serialise the text as JSON; equal texts give equal bytes.

    >>> load_printed_text(dump_printed_text(PrintedText(frozenset({"a"}), frozenset(), {"q": 3}))).widths
    {'q': 3}
    """
    found = [sorted(words.texts), sorted(words.media), dict(words.widths), sorted(words.addresses)]
    return json.dumps([*found, sorted(words.counted)]).encode()


def load_printed_text(data: bytes) -> PrintedText:
    """Read the result of ``dump_printed_text``."""
    texts, media, widths, addresses, counted = json.loads(data)
    return PrintedText(frozenset(texts), frozenset(media), widths, frozenset(addresses), frozenset(counted))


def _read_texts(root: etree._Element) -> Iterator[str]:
    for paragraph in root.iter(qn("w:p")):
        yield "".join(_read_pieces(paragraph))
    for about in root.iter(*_CAPTIONS):
        yield about.get(qn("w:val"), "")
    for drawing in root.iter(qn("wp:docPr")):
        yield from (drawing.get("title", ""), drawing.get("descr", ""))


def _read_counted(root: etree._Element) -> Iterator[str]:
    for paragraph in root.iter(qn("w:p")):
        if next(paragraph.iter(*_FIELDS), None) is not None:
            yield "".join(_read_pieces(paragraph))


def _read_addresses(root: etree._Element) -> Iterator[str]:
    """Yield the addresses of links that are fields."""
    for each in root.iter(qn("w:fldSimple"), qn("w:instrText")):
        yield parse_link(each.get(qn("w:instr")) or each.text or "")


def _read_widths(root: etree._Element) -> Iterator[tuple[str, int]]:
    for row in root.iter(qn("w:tr")):
        cells = [cell for cell in row.findall(qn("w:tc")) if not _continues_above(cell)]
        for mark in cells[0].iter(qn("w:bookmarkStart")) if cells else ():
            yield mark.get(qn("w:name"), ""), len(cells)


def _continues_above(cell: etree._Element) -> bool:
    """Return whether a cell continues the cell above (17.4.84)."""
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merge is not None and merge.get(qn("w:val"), "continue") == "continue"


def _read_pieces(paragraph: etree._Element) -> Iterator[str]:
    for each in paragraph.iter(_T, *_SIGNS):
        yield (each.text or "") if each.tag == _T else _SIGNS[str(each.tag)]
