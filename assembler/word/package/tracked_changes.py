"""Accept or reject all tracked changes, as Word and LibreOffice do.

A paragraph mark can also be inserted or deleted. A paragraph that loses its mark is joined to the next
paragraph, whose properties are kept (ECMA-376 part 1, 17.13.5.15 and 17.13.5.20). A row is inserted or
deleted as a whole (17.13.5.16 and 17.13.5.12).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from lxml import etree

from assembler.word.package.xml import detach, qn

_INSERTED: Final = (qn("w:ins"), qn("w:moveTo"))
_DELETED: Final = (qn("w:del"), qn("w:moveFrom"))
_FORMER_PROPERTIES: Final = tuple(
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
    """Accept every tracked change in ``root``.

    Insertions become ordinary text, and deletions are removed.
    """
    _resolve(root, unwrapped=_INSERTED, removed=_DELETED)


def reject(root: etree._Element) -> None:
    """Reject every tracked change in ``root``.

    Insertions are removed, and deletions become ordinary text again.
    """
    _resolve(root, unwrapped=_DELETED, removed=_INSERTED)
    for name, plain in _TEXT.items():
        for element in root.iter(name):
            element.tag = plain


def _resolve(root: etree._Element, *, unwrapped: tuple[str, ...], removed: tuple[str, ...]) -> None:
    for row in [element for element in root.iter(qn("w:tr")) if _has_change(element, "w:trPr", removed)]:
        detach(row)
    joined = [element for element in root.iter(qn("w:p")) if _has_change(element, "w:pPr/w:rPr", removed)]
    _detach_all([element for name in removed for element in root.iter(name) if not _is_on_mark(element)])
    for paragraph in reversed(joined):  # last first, so that each element is moved only once
        _join_with_next(paragraph)
    for paragraph in joined:
        _remove_if_empty(paragraph)
    for element in [element for name in unwrapped for element in root.iter(name)]:
        detach(element) if _is_on_mark(element) else _unwrap(element)
    _detach_all(
        [element for name in (*removed, *_FORMER_PROPERTIES, *_RANGES) for element in root.iter(name)]
    )
    _detach_all([element for element in root.iter(qn("w:tbl")) if element.find(f".//{qn('w:tr')}") is None])


def _has_change(element: etree._Element, path: str, names: Iterable[str]) -> bool:
    """Return whether a paragraph mark or a row was inserted or deleted.

    ``path`` leads from ``element`` to the properties of the mark or row. ``names`` are the tags of the
    changes to look for.
    """
    steps = "/".join(qn(step) for step in path.split("/"))
    properties = element.find(steps)
    return properties is not None and any(properties.find(name) is not None for name in names)


def _is_on_mark(element: etree._Element) -> bool:
    """Return whether a change applies to a paragraph mark or a row, and therefore contains no text."""
    parent = element.getparent()
    return parent is not None and parent.tag in (qn("w:rPr"), qn("w:trPr"))


def _join_with_next(paragraph: etree._Element) -> None:
    """Move the content of ``paragraph`` to the next paragraph, if one follows immediately."""
    following = _find_next_block(paragraph)
    if following is not None and following.tag == qn("w:p"):
        index = 1 if following.find(qn("w:pPr")) is not None else 0
        following[index:index] = [child for child in paragraph if child.tag != qn("w:pPr")]
        detach(paragraph)


def _remove_if_empty(paragraph: etree._Element) -> None:
    """Remove ``paragraph``, which lost its mark, if it has no runs and another block follows it."""
    following = _find_next_block(paragraph)
    if following is not None and paragraph.find(qn("w:r")) is None:
        detach(paragraph)


def _find_next_block(paragraph: etree._Element) -> etree._Element | None:
    """Return the next paragraph or table in the same cell or story, or None if there is none."""
    return next(paragraph.itersiblings(qn("w:p"), qn("w:tbl")), None)


def _unwrap(element: etree._Element) -> None:
    for child in list(element) if element.getparent() is not None else ():
        element.addprevious(child)
    detach(element)


def _detach_all(elements: Iterable[etree._Element]) -> None:
    for element in elements:
        detach(element)
