"""Tracked changes settled: all of them taken, or all of them refused, as Word and LibreOffice do it.

A paragraph's mark can be inserted or deleted too: what loses its mark runs on into the next paragraph, whose
properties stay (ECMA-376 part 1, 17.13.5.15 and 17.13.5.20). A row is inserted or deleted as a whole
(17.13.5.16 and 12).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from lxml import etree

from assembler.word.package.xml import qn, take_out

_INSERTED: Final = (qn("w:ins"), qn("w:moveTo"))
_DELETED: Final = (qn("w:del"), qn("w:moveFrom"))
_FORMERLY: Final = tuple(
    qn(f"w:{name}Change")
    for name in ("rPr", "pPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx", "numbering")
)
_RANGES: Final = tuple(
    qn(f"w:{name}Range{end}")
    for name in ("moveFrom", "moveTo", "customXmlIns", "customXmlDel", "customXmlMoveFrom", "customXmlMoveTo")
    for end in ("Start", "End")
)
_TEXT: Final = {qn("w:delText"): qn("w:t"), qn("w:delInstrText"): qn("w:instrText")}


def accept(root: etree._Element) -> None:
    """Take every tracked change in ``root``: insertions become text, deletions go."""
    _settle(root, kept=_INSERTED, gone=_DELETED)


def reject(root: etree._Element) -> None:
    """Refuse every tracked change in ``root``: insertions go, what was deleted is text again."""
    _settle(root, kept=_DELETED, gone=_INSERTED)
    for name, plain in _TEXT.items():
        for element in root.iter(name):
            element.tag = plain


def _settle(root: etree._Element, *, kept: tuple[str, ...], gone: tuple[str, ...]) -> None:
    for row in [each for each in root.iter(qn("w:tr")) if _marked(each, "w:trPr", gone)]:
        take_out(row)
    joined = [each for each in root.iter(qn("w:p")) if _marked(each, "w:pPr/w:rPr", gone)]
    _remove([each for name in gone for each in root.iter(name) if not _is_mark(each)])
    for paragraph in reversed(joined):  # from the last on, each is moved once
        _join(paragraph)
    for paragraph in joined:
        _drop_empty(paragraph)
    for element in [each for name in kept for each in root.iter(name)]:
        take_out(element) if _is_mark(element) else _unwrap(element)
    _remove([each for name in (*gone, *_FORMERLY, *_RANGES) for each in root.iter(name)])
    _remove([each for each in root.iter(qn("w:tbl")) if each.find(f".//{qn('w:tr')}") is None])


def _marked(element: etree._Element, path: str, names: Iterable[str]) -> bool:
    """Whether the mark of a paragraph, or a row, is one of the changes ``names``."""
    steps = "/".join(qn(step) for step in path.split("/"))
    properties = element.find(steps)
    return properties is not None and any(properties.find(name) is not None for name in names)


def _is_mark(element: etree._Element) -> bool:
    """Whether a change is said of a paragraph's mark or of a row, and holds no text itself."""
    parent = element.getparent()
    return parent is not None and parent.tag in (qn("w:rPr"), qn("w:trPr"))


def _join(paragraph: etree._Element) -> None:
    """Let the paragraph run on into the next one; where none follows, its mark stays."""
    following = _following(paragraph)
    if following is not None and following.tag == qn("w:p"):
        at = 1 if following.find(qn("w:pPr")) is not None else 0
        following[at:at] = [each for each in paragraph if each.tag != qn("w:pPr")]
        take_out(paragraph)


def _drop_empty(paragraph: etree._Element) -> None:
    """Take out a paragraph without runs, the mark of which was deleted, where a table follows it."""
    following = _following(paragraph)
    if following is not None and paragraph.find(qn("w:r")) is None:
        take_out(paragraph)


def _following(paragraph: etree._Element) -> etree._Element | None:
    """The next paragraph or table in the same cell or story."""
    return next(paragraph.itersiblings(qn("w:p"), qn("w:tbl")), None)


def _unwrap(element: etree._Element) -> None:
    for child in list(element) if element.getparent() is not None else ():
        element.addprevious(child)
    take_out(element)


def _remove(elements: Iterable[etree._Element]) -> None:
    for element in elements:
        take_out(element)
