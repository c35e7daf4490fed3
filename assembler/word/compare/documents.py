"""Compare two versions of a document, and return the newer one with tracked changes.

First, equal paragraphs and tables are aligned, then the most similar ones. Aligned paragraphs are compared
word by word, and aligned tables row by row and cell by cell. Accepting all changes yields the text of the
newer version. Rejecting them yields the text of the older one. Headers, footers, notes and controls are taken
from the newer version. A plain-text control with changes becomes rich text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import groupby
from typing import Final

from lxml import etree

from assembler.structs import Struct
from assembler.word.compare.block_alignment import Pair, align_blocks
from assembler.word.compare.paragraph_changes import Tracker, merge_words
from assembler.word.compare.tokens import read_visible_text, split_atoms
from assembler.word.package.package import Package
from assembler.word.package.tracked_changes import accept
from assembler.word.package.xml import parse, qn, serialise

AUTHOR: Final = "Assembler"
_P, _TBL, _TR, _TC = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc"))
_MODIFIED: Final = "{http://purl.org/dc/terms/}modified"
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_WRAPPERS: Final = frozenset((qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml")))


def compare_documents(old: Package, new: Package) -> tuple[Package, int]:
    """Return ``new`` with all changes since ``old`` as tracked changes, and the number of changes.

    ``AUTHOR`` is the author of the changes. Changes already tracked in either file are accepted first. The
    new changes get the date of the last save of the older file, if that is recorded, so the same files always
    produce the same bytes.
    """
    before, after = parse(old.parts[old.main]), parse(new.parts[new.main])
    accept(before)
    accept(after)
    styles, lists = _read_ids(new, "styles", "style", "styleId"), _read_ids(new, "numbering", "num", "numId")
    tracker = Tracker(AUTHOR, _read_saved_time(old), styles, lists)
    old_body, new_body = before.find(qn("w:body")), after.find(qn("w:body"))
    if old_body is not None and new_body is not None:
        _Comparison(tracker).compare_containers(old_body, new_body)
        _convert_changed_controls(new_body)
    return new.with_parts({new.main: serialise(after)}), tracker.count


def _read_saved_time(package: Package) -> str:
    """Return the time of the last save, such as ``2026-11-20T10:00:00Z``.

    The result is an empty string if no time is recorded in this format.
    """
    core = package.parts.get(package.core_properties, b"<none/>")
    text = next((element.text or "" for element in parse(core).iter(_MODIFIED)), "").strip()
    return text if _MOMENT.fullmatch(text) else ""


def _read_ids(package: Package, kind: str, name: str, key: str) -> frozenset[str]:
    """Return the ids of all styles or lists in the parts of ``kind``.

    ``name`` is the element that defines a style or list, and ``key`` the attribute that contains its id.
    """
    parts = (parse(package.parts[part]) for part in package.related(kind))
    elements = (element for root in parts for element in root.iter(qn(f"w:{name}")))
    return frozenset(element.get(qn(f"w:{key}"), "") for element in elements)


def iter_blocks(container: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs and tables of a body or a cell, including those in wrappers."""
    for child in container:
        if child.tag in (_P, _TBL):
            yield child
        elif child.tag in _WRAPPERS:
            yield from iter_blocks(child)


class _Comparison(Struct, frozen=True):
    """A comparison of two documents, one container (body or table cell) at a time."""

    tracker: Tracker

    def compare_containers(self, old: etree._Element, new: etree._Element) -> None:
        """Mark the changes since ``old`` in ``new``, block by block."""
        before, after = ([_Block(element) for element in iter_blocks(holder)] for holder in (old, new))
        pairs = align_blocks(before, after)
        blocks = self._place_blocks(pairs, new)
        for pair, element in zip(pairs, blocks, strict=True):
            self._track_content(pair, element)
        self._mark_paragraphs(pairs, blocks)

    def _place_blocks(self, pairs: Sequence[Pair], new: etree._Element) -> list[etree._Element]:
        """Return the block that results from each pair.

        It is the newer block or, if there is none, a copy of the older one, which is inserted in ``new``.
        """
        blocks: list[etree._Element] = []
        for pair in reversed(pairs):
            if pair.new is not None:
                blocks.append(pair.new.element)
                continue
            assert pair.old is not None
            copy = self._copy_block(pair.old.element)
            if blocks:
                blocks[-1].addprevious(copy)
            else:
                _append_block(new, copy)
            blocks.append(copy)
        return blocks[::-1]

    def _copy_block(self, element: etree._Element) -> etree._Element:
        return self._copy_paragraph(element) if element.tag == _P else self._copy_table(element)

    def _track_content(self, pair: Pair, element: etree._Element) -> None:
        if element.tag == _TBL:
            self._compare_tables(pair, element)
        elif pair.old is None:
            self.tracker.insert_all(element)
        elif pair.new is not None:
            merge_words(self.tracker, pair.old.element, element)

    def _mark_paragraphs(self, pairs: Sequence[Pair], blocks: Sequence[etree._Element]) -> None:
        """Mark the ends of inserted and deleted paragraphs.

        ``blocks`` contains the block that results from each of ``pairs``. When the end of a paragraph is
        deleted, Word joins the paragraph with the next one. Before a table or at the end of a container,
        there is no next paragraph. The end of the preceding paragraph is then marked instead, as in Word when
        the last lines of a cell are deleted.
        """
        kinds = ["ins" if pair.old is None else "del" if pair.new is None else "" for pair in pairs]
        for first, last in _group_changes(kinds, blocks):
            is_last = last + 1 >= len(blocks) or blocks[last + 1].tag != _P
            follows_paragraph = first > 0 and blocks[first - 1].tag == _P and not kinds[first - 1]
            shift = 1 if is_last and follows_paragraph else 0
            for index in range(first - shift, last + 1 - shift):
                self.tracker.mark_paragraph(blocks[index], kinds[first])

    def _compare_tables(self, pair: Pair, table: etree._Element) -> None:
        rows = list(iter_rows(table))
        if pair.old is None or pair.new is None:
            kind = "ins" if pair.old is None else "del"
            for row in rows:
                self._mark_row(row, kind)
            return
        old_rows = [_Block(row) for row in iter_rows(pair.old.element)]
        following: etree._Element | None = None
        for row_pair in reversed(align_blocks(old_rows, [_Block(row) for row in rows])):
            row = self._compare_rows(row_pair)
            if row_pair.new is None:
                _insert_row(table, row, following)
            following = row

    def _compare_rows(self, pair: Pair) -> etree._Element:
        """Return the row that results from a pair.

        A row in both documents is compared cell by cell. Any other row is marked as inserted or deleted.
        """
        if pair.new is None:
            assert pair.old is not None
            row = self._copy_row(pair.old.element)
            self._mark_row(row, "del")
            return row
        row = pair.new.element
        if pair.old is None:
            self._mark_row(row, "ins")
            return row
        for old, new in zip(iter_cells(pair.old.element), iter_cells(row), strict=True):
            self.compare_containers(old, new)
        return row

    def _mark_row(self, row: etree._Element, kind: str) -> None:
        properties = row.find(qn("w:trPr"))
        if properties is None:
            properties = etree.Element(qn("w:trPr"))
            row.insert(1 if row.find(qn("w:tblPrEx")) is not None else 0, properties)
        properties.append(self.tracker.mark(kind))
        for paragraph in row.iter(_P):
            if kind == "ins":
                self.tracker.insert_all(paragraph)
            self.tracker.mark_paragraph(paragraph, kind)

    def _copy_paragraph(self, element: etree._Element) -> etree._Element:
        """Return a copy of a paragraph of the older document, with its text marked as deleted."""
        paragraph = etree.Element(_P)
        properties = element.find(qn("w:pPr"))
        if properties is not None:
            paragraph.append(self._copy_properties(properties))
        paragraph.extend(self.tracker.build_deleted(split_atoms(element)))
        return paragraph

    def _copy_properties(self, properties: etree._Element) -> etree._Element:
        """Copy paragraph properties from the older document.

        Section breaks and the format of the paragraph mark are omitted, as is a style or list that the newer
        document lacks.
        """
        copy = deepcopy(properties)
        style, number = copy.find(qn("w:pStyle")), copy.find(f"{qn('w:numPr')}/{qn('w:numId')}")
        unknown = [child for child in copy if child.tag in (qn("w:sectPr"), qn("w:rPr"), qn("w:pPrChange"))]
        if style is not None and style.get(qn("w:val"), "") not in self.tracker.styles:
            unknown.append(style)
        if number is not None and number.get(qn("w:val"), "") not in self.tracker.lists:
            unknown += copy.findall(qn("w:numPr"))
        for element in unknown:
            copy.remove(element)
        return copy

    def _copy_table(self, table: etree._Element) -> etree._Element:
        copy = etree.Element(_TBL)
        for child in table:
            if child.tag in (qn("w:tblPr"), qn("w:tblGrid")):
                copy.append(self._drop_unknown_styles(deepcopy(child)))
        copy.extend(self._copy_row(row) for row in iter_rows(table))
        return copy

    def _drop_unknown_styles(self, properties: etree._Element) -> etree._Element:
        for style in properties.findall(qn("w:tblStyle")):
            if style.get(qn("w:val"), "") not in self.tracker.styles:
                properties.remove(style)
        for change in [child for child in properties if str(child.tag).endswith("Change")]:
            properties.remove(change)
        return properties

    def _copy_row(self, row: etree._Element) -> etree._Element:
        """Return a copy of a row of the older document, with its text marked as deleted.

        Controls are not copied.
        """
        copy = etree.Element(_TR)
        for child in row:
            if child.tag in (qn("w:tblPrEx"), qn("w:trPr")):
                copy.append(deepcopy(child))
        for cell in iter_cells(row):
            new_cell = etree.SubElement(copy, _TC)
            new_cell.extend(deepcopy(child) for child in cell if child.tag == qn("w:tcPr"))
            paragraphs = [self._copy_paragraph(paragraph) for paragraph in cell.iter(_P)]
            new_cell.extend(paragraphs or [etree.Element(_P)])
        return copy


class _Block:
    """A paragraph, table or table row of one document.

    ``mark`` is the name of the first bookmark around a code, such as that of a question, or "" if there is
    none.
    """

    __slots__ = ("element", "kind", "mark", "text")

    def __init__(self, element: etree._Element) -> None:
        self.element = element
        cells = len(list(iter_cells(element))) if element.tag == _TR else 0
        self.kind = f"{etree.QName(element).localname}{cells or ''}"
        names = (start.get(qn("w:name"), "") for start in element.iter(qn("w:bookmarkStart")))
        self.mark = next((name for name in names if name.startswith("q_")), "")
        if element.tag == _P:
            self.text = read_visible_text(element)
        else:
            self.text = "\n".join(read_visible_text(paragraph) for paragraph in element.iter(_P))


def iter_rows(table: etree._Element) -> Iterator[etree._Element]:
    """Yield the rows of a table, including those in wrappers."""
    for child in table:
        if child.tag == _TR:
            yield child
        elif child.tag in _WRAPPERS:
            yield from iter_rows(child)


def iter_cells(row: etree._Element) -> Iterator[etree._Element]:
    """Yield the cells of a row, including those in wrappers."""
    for child in row:
        if child.tag == _TC:
            yield child
        elif child.tag in _WRAPPERS:
            yield from iter_cells(child)


def _group_changes(kinds: Sequence[str], blocks: Sequence[etree._Element]) -> Iterator[tuple[int, int]]:
    """Yield the first and last index of each series of paragraphs that are all inserted or all deleted.

    ``kinds`` contains ``ins`` or ``del`` for each inserted or deleted block, and "" for any other block.
    """
    changes = [kind if block.tag == _P else "" for kind, block in zip(kinds, blocks, strict=True)]
    for kind, group in groupby(range(len(changes)), key=lambda index: changes[index]):
        if kind:
            numbers = list(group)
            yield numbers[0], numbers[-1]


def _convert_changed_controls(body: etree._Element) -> None:
    """Turn plain-text controls that contain changes into rich-text controls.

    LibreOffice 7.4 drops changes in plain-text controls.
    """
    for control in body.iter(qn("w:sdt")):
        properties = control.find(qn("w:sdtPr"))
        plain = None if properties is None else properties.find(qn("w:text"))
        is_changed = next(control.iter(qn("w:ins"), qn("w:del")), None) is not None
        if properties is not None and plain is not None and is_changed:
            properties.remove(plain)


def _append_block(container: etree._Element, element: etree._Element) -> None:
    """Append a block to a container.

    In the body, the block is inserted before the properties of the last section.
    """
    last = container.find(qn("w:sectPr"))
    if last is None:
        container.append(element)
    else:
        last.addprevious(element)


def _insert_row(table: etree._Element, row: etree._Element, before: etree._Element | None) -> None:
    if before is None:
        table.append(row)
    else:
        before.addprevious(row)
