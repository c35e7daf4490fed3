"""Normalisation of Word files, which makes two saves comparable by removing the traces of saving.

On each save, Word marks runs and paragraphs with the number of the editing session (rsid), splits runs where
the spell checker or the cursor was, and counts words, minutes and revisions. Normalisation keeps the text and
formatting of every character. Each template tag is put in one run, with the format of its first character.
Normalising again changes nothing. Styles, lists, pictures, controls and their ids are never changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lxml import etree

from assembler.word.dump.normalise_runs import join_runs, join_tags
from assembler.word.package.package import Package, open_package, pack
from assembler.word.package.xml import W14, W, detach, parse, qn, serialise

_SAVE_MARKS: Final = tuple(
    qn(f"w:{name}") for name in ("proofErr", "lastRenderedPageBreak", "rsids", "rsid", "proofState")
)
_STATISTICS: Final = frozenset(
    {"TotalTime", "Pages", "Words", "Characters", "CharactersWithSpaces", "Lines", "Paragraphs"}
)
_SAVE_PROPERTIES: Final = frozenset({"revision", "lastModifiedBy", "lastPrinted", "modified"})
_EMPTY: Final = tuple(qn(f"w:{name}") for name in ("rPr", "pPr", "trPr", "tcPr", "sdtEndPr"))
_CURSOR: Final = "_GoBack"
"""Name of the bookmark in which Word stores the position of the cursor."""


def tidy(data: bytes, name: str) -> bytes:
    """Return the .docx ``data`` without the traces of saving, with its parts in a fixed order.

    Raises FileError if ``data`` is not a Word file of an accepted kind.
    """
    package = open_package(data, name)
    keep_ids = bool(package.related("commentsExtended"))
    changed = {part: _normalise_part(part, content, keep_ids) for part, content in package.parts.items()}
    changed |= _normalise_properties(package)
    return pack(dict(sorted(changed.items())))


def _normalise_part(part: str, content: bytes, keep_ids: bool) -> bytes:
    """Return a part without the traces of saving; only WordprocessingML is changed."""
    if not part.endswith(".xml") or W.encode() not in content:
        return content
    root = parse(content)
    if not str(root.tag).startswith(f"{{{W}}}"):
        return content
    _drop_attributes(root, keep_ids)
    for mark in list(root.iter(*_SAVE_MARKS)):
        detach(mark)
    _drop_cursor(root)
    for paragraph in root.iter(qn("w:p")):
        join_tags(paragraph)
        join_runs(paragraph)
    _drop_empty(root)
    return serialise(root)


def _drop_attributes(root: etree._Element, keep_ids: bool) -> None:
    """Remove session numbers, and also paragraph ids unless comments refer to them (``keep_ids``)."""
    ids = () if keep_ids else (f"{{{W14}}}paraId", f"{{{W14}}}textId")
    for element in root.iter(etree.Element):
        for key in list(map(str, element.keys())):
            if key.startswith(f"{{{W}}}rsid") or key in ids:
                del element.attrib[key]


def _drop_cursor(root: etree._Element) -> None:
    bookmarks = root.iter(qn("w:bookmarkStart"))
    starts = [bookmark for bookmark in bookmarks if bookmark.get(qn("w:name")) == _CURSOR]
    ends = reversed(list(root.iter(qn("w:bookmarkEnd")) if starts else ()))
    first = {end.get(qn("w:id")): end for end in ends}
    for start in starts:
        detach(start)
        if (end := first.pop(start.get(qn("w:id")), None)) is not None:
            detach(end)


def _drop_empty(root: etree._Element) -> None:
    """Remove empty properties, innermost first, except in tracked changes (17.13.5)."""
    for element in reversed(list(root.iter(*_EMPTY))):
        parent = element.getparent()
        is_tracked = parent is not None and str(parent.tag).endswith("Change")
        if len(element) == 0 and not element.attrib and not is_tracked:
            detach(element)


def _normalise_properties(package: Package) -> Mapping[str, bytes]:
    """Return the parts with core and extended properties, without the values that each save updates."""
    changed = {}
    for kind, names in (("core-properties", _SAVE_PROPERTIES), ("extended-properties", _STATISTICS)):
        for part in package.related(kind, ""):
            root = parse(package.parts[part])
            for element in list(root.iterchildren("*")):
                if etree.QName(element).localname in names:
                    root.remove(element)
            changed[part] = serialise(root)
    return changed
