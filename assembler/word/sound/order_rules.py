"""What may stand where: the order of properties, and blocks, runs, rows and cells each in their own place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from lxml import etree

from assembler.model.finding import Finding
from assembler.word.sound.order_lists import ORDERS, REPEATED, SAME_PLACE
from assembler.word.sound.subject import Rule, Subject
from assembler.word.xmlparts import W, qn

ORDER: Final = Rule("out-of-order", "save the file anew in Word, or mend what wrote it: the order is fixed")
MISPLACED: Final = Rule("out-of-place", "move it to where Word expects it, or save the file anew in Word")

_MARK_NAMES: Final = """
    bookmarkStart bookmarkEnd moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd
    commentRangeStart commentRangeEnd customXmlInsRangeStart customXmlInsRangeEnd customXmlDelRangeStart
    customXmlDelRangeEnd customXmlMoveFromRangeStart customXmlMoveFromRangeEnd customXmlMoveToRangeStart
    customXmlMoveToRangeEnd proofErr permStart permEnd ins del moveFrom moveTo customXml sdt"""
_RUN_NAMES: Final = """
    rPr t delText instrText delInstrText br cr tab ptab sym noBreakHyphen softHyphen dayShort monthShort
    yearShort dayLong monthLong yearLong annotationRef footnoteRef footnoteReference endnoteRef
    endnoteReference separator continuationSeparator pgNum fldChar ruby object pict drawing commentReference
    lastRenderedPageBreak contentPart"""
_MARKS: Final = frozenset(_MARK_NAMES.split())
BLOCKS: Final = _MARKS | {"p", "tbl", "altChunk", "sectPr"}
INLINE: Final = _MARKS | {"r", "hyperlink", "fldSimple", "smartTag", "bdo", "dir", "subDoc"}
ROWS: Final = _MARKS | {"tr"}
CELLS: Final = _MARKS | {"tc"}
IN_RUN: Final = frozenset(_RUN_NAMES.split())
PROPERTIES: Final = {
    "p": ("pPr",), "tbl": ("tblPr", "tblGrid"), "tr": ("tblPrEx", "trPr"), "tc": ("tcPr",), "r": ("rPr",),
    "smartTag": ("smartTagPr",), "customXml": ("customXmlPr",), "fldSimple": ("fldData",),
}  # fmt: skip
"""Children that come before the content, in this order."""

_CONTENT: Final = {
    "body": BLOCKS, "tc": BLOCKS, "hdr": BLOCKS, "ftr": BLOCKS, "footnote": BLOCKS, "endnote": BLOCKS,
    "comment": BLOCKS, "txbxContent": BLOCKS, "docPartBody": BLOCKS,
    "p": INLINE, "hyperlink": INLINE, "fldSimple": INLINE, "smartTag": INLINE, "bdo": INLINE, "dir": INLINE,
    "r": IN_RUN, "tbl": ROWS, "tr": CELLS,
}  # fmt: skip
_THROUGH: Final = frozenset({"sdtContent", "sdt", "customXml", "ins", "del", "moveFrom", "moveTo"})
_TAGS: Final = tuple(qn(f"w:{name}") for name in (*_CONTENT, "sdtContent", "customXml"))
_PREFIX: Final = f"{{{W}}}"


def orders(subject: Subject) -> Iterator[Finding]:
    """Children of properties, settings, styles, lists and controls stand in Word's order, each once."""
    tags = [qn(name) for name in ORDERS]
    for part, root in subject.trees.items():
        if _is_word(root):
            for element in root.iter(*tags):
                wrong = _first_wrong(str(element.tag), tuple(str(child.tag) for child in element))
                if wrong:
                    name = etree.QName(element).localname
                    yield ORDER.found(subject.place(part, element), f"in w:{name}, {wrong}")


def _is_word(root: etree._Element) -> bool:
    return str(root.tag).startswith(_PREFIX)


@lru_cache(maxsize=4096)
def _first_wrong(parent: str, children: tuple[str, ...]) -> str:
    """What is wrong with the first child that stands in a wrong place; empty where none does."""
    order = ORDERS[f"w:{parent.removeprefix(_PREFIX)}"]
    highest, before = -1, ""
    for tag in children:
        name = tag.removeprefix(_PREFIX)
        if not tag.startswith(_PREFIX):
            continue
        if name not in order:
            return f"w:{name} does not belong there"
        same = SAME_PLACE.get(name, name)
        rank = order.index(same if same in order else name)
        if rank < highest:
            return f"w:{name} must stand before w:{before}"
        if name == before and name not in REPEATED:
            return f"w:{name} stands twice"
        highest, before = rank, name
    return ""


def places(subject: Subject) -> Iterator[Finding]:
    """Blocks stand in cells, runs in paragraphs, rows in tables, cells in rows; properties come first."""
    for part, root in subject.stories():
        for element in root.iter(*_TAGS):
            container = _container(element)
            children = tuple(str(child.tag) for child in element if isinstance(child.tag, str))
            wrong = _misplaced(etree.QName(element).localname, container, children)
            if wrong:
                yield MISPLACED.found(subject.place(part, element), wrong)


def _container(element: etree._Element) -> str:
    """The kind of the nearest element that decides what may stand inside; wrappers take it from theirs."""
    at: etree._Element | None = element
    while at is not None:
        name = str(at.tag).removeprefix(_PREFIX)
        if name in _CONTENT:
            return name
        at = at.getparent() if name in _THROUGH else None
    return ""


@lru_cache(maxsize=4096)
def _misplaced(name: str, container: str, children: tuple[str, ...]) -> str:
    """What is wrong with the children of an element ``name`` in ``container``; empty where nothing is."""
    allowed = _CONTENT.get(container)
    if allowed is None:
        return ""
    first = PROPERTIES.get(name, ())
    content = False
    for tag in children:
        child = tag.removeprefix(_PREFIX)
        if child in first:
            if content:
                return f"w:{child} must come first in w:{name}"
        elif tag.startswith(_PREFIX):
            if child not in allowed:
                return f"w:{child} cannot stand inside w:{name}{_inside(name, container)}"
            content = content or child not in _MARKS or name != "tbl"
    return ""


def _inside(name: str, container: str) -> str:
    return f" of a w:{container}" if name != container else ""
