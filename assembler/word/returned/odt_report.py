"""Reports returned as OpenDocument text (.odt), read passage by passage with tracked changes accepted.

LibreOffice stores deleted text separately, so the body already contains the accepted text. If a paragraph
mark was deleted, the two paragraphs are already one, and an empty element marks the place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from pathlib import PurePosixPath
from typing import Final

from lxml import etree

from assembler.word.returned.form_content import Cell, Revision
from assembler.word.returned.odt_cell import Document, iter_rows, read_cell, read_note_text
from assembler.word.returned.odt_form import open_document
from assembler.word.returned.odt_styles import odf
from assembler.word.returned.report_content import KEPT, NOTE, Passage, Remark, UserTable, picture_name

_NUMBER: Final = "passage"
"""Attribute that numbers the passages in a tree, which is never written to a file."""
_P, _H, _TABLE = odf("text:p"), odf("text:h"), odf("table:table")
_MARKS: Final = (odf("text:bookmark"), odf("text:bookmark-start"))
_SKIPPED: Final = tuple(map(odf, (
    "text:table-of-content", "text:alphabetical-index", "text:illustration-index", "text:table-index",
    "text:bibliography", "text:user-index", "text:object-index", "text:tracked-changes",
    "text:sequence-decls", "office:forms", "office:annotation", "text:note",
)))  # fmt: skip


class OdtReport:
    """A report in the zip members of an .odt, with the interface of ``report_content.Report``."""

    def __init__(self, members: Mapping[str, bytes], name: str) -> None:
        self._body, self._document = open_document(members, name)
        self.revisions: Sequence[Revision] = tuple(self._document.changes.values())
        remarks = dict(_iter_remarks(self._body))
        self.pictures: Mapping[str, bytes] = dict(_replace_pictures(self._body, self._document))
        _link_notes(self._body)
        self._tables: list[etree._Element] = []
        elements = list(self._iter_passages(self._body))
        for number, (element, _) in enumerate(elements):
            element.set(_NUMBER, str(number))
        self._elements = elements
        self.passages: Sequence[Passage] = tuple(self._build_passage(*each, remarks) for each in elements)

    def read(self, numbers: Sequence[int], *, tables: bool = True) -> Cell:
        """Read the passages with these numbers into one cell, as ``Report.read`` specifies."""
        holder = etree.Element(self._body.tag)
        wanted = set(map(str, numbers))
        added: set[int] = set()
        for number in numbers:
            element, table = self._elements[number]
            top = self._find_top_list(element)
            if table >= 0 and not tables:
                holder.append(_copy_element(element))
            elif table >= 0 and table not in added:
                holder.append(_build_link_paragraph(self.read_table(table)))
                added.add(table)
            elif table < 0 and (top.tag in (_P, _H) or _find_first(top, wanted) is element):
                holder.append(_copy_with_paragraphs(top, wanted))
        return read_cell(holder, self._document)

    def read_table(self, number: int) -> UserTable:
        """Return the table with this number."""
        rows = iter_rows(self._tables[number])
        cells = ((read_cell(cell, self._document).blocks for cell in _find_cells(row)) for row in rows)
        return UserTable(tuple(tuple(row) for row in cells))

    def _iter_passages(self, element: etree._Element) -> Iterator[tuple[etree._Element, int]]:
        """Yield the paragraphs and rows in ``element`` in reading order, each with the number of its table.

        The number is -1 outside tables. Each table is appended to ``_tables``. Paragraphs in lists are
        included, but lines of tables of contents are not.
        """
        for child in element.iterchildren("*"):
            if child.tag in (_P, _H):
                if not self._document.styles.is_in_contents(child.get(odf("text:style-name"), "")):
                    yield child, -1
            elif child.tag == _TABLE:
                self._tables.append(child)
                number = len(self._tables) - 1
                yield from ((row, number) for row in iter_rows(child))
            elif child.tag not in _SKIPPED:
                yield from self._iter_passages(child)

    def _find_top_list(self, element: etree._Element) -> etree._Element:
        """Return the outermost list around a paragraph, or the paragraph itself."""
        top = element
        for each in element.iterancestors():
            if each.tag == odf("text:list"):
                top = each
        return top

    def _build_passage(self, element: etree._Element, table: int, remarks: Mapping[str, Remark]) -> Passage:
        holder = etree.Element(self._body.tag)
        row = table >= 0
        holder.append(
            _build_paragraph(_read_row_text(element, self._document)) if row else _copy_element(element)
        )
        text = read_cell(holder, self._document).text
        marks = tuple(mark.get(odf("text:name"), "") for mark in element.iter(*_MARKS))
        ids = (mark.get("id", "") for mark in element.iter("remark"))
        comments = tuple(remarks[id_] for id_ in ids if id_ in remarks)
        style = element.get(odf("text:style-name"), "")
        is_heading = not row and (element.tag == _H or self._document.styles.is_heading(style))
        return Passage(text, marks, comments, table, is_heading)


def _copy_element(element: etree._Element) -> etree._Element:
    copied = deepcopy(element)
    copied.tail = None
    return copied


def _copy_with_paragraphs(top: etree._Element, wanted: set[str]) -> etree._Element:
    """Return a copy of ``top``, a list or a paragraph, that contains only the wanted passages.

    ``wanted`` contains the numbers of these passages as text.
    """
    copied = _copy_element(top)
    for element in [each for each in copied.iter(_P, _H) if each.get(_NUMBER, "") not in wanted]:
        parent = element.getparent()
        if parent is not None and element.get(_NUMBER) is not None:
            parent.remove(element)
    return copied


def _find_first(top: etree._Element, wanted: set[str]) -> etree._Element | None:
    return next((each for each in top.iter(_P, _H) if each.get(_NUMBER, "") in wanted), None)


def _find_cells(row: etree._Element) -> list[etree._Element]:
    return row.findall(odf("table:table-cell"))


def _read_row_text(row: etree._Element, document: Document) -> str:
    return "\t".join(read_cell(cell, document).text for cell in _find_cells(row))


def _build_paragraph(text: str) -> etree._Element:
    """Return a paragraph with ``text``, including its tabs and line breaks."""
    paragraph = etree.Element(_P)
    last: etree._Element | None = None
    for index, line in enumerate(text.split("\n")):
        if index:
            last = etree.SubElement(paragraph, odf("text:line-break"))
        for column, cell in enumerate(line.split("\t")):
            if column:
                last = etree.SubElement(paragraph, odf("text:tab"))
            if last is None:
                paragraph.text = (paragraph.text or "") + cell
            else:
                last.tail = (last.tail or "") + cell
    return paragraph


def _build_link(address: str, text: str, tail: str | None) -> etree._Element:
    link = etree.Element(odf("text:a"))
    link.set(odf("xlink:href"), address)
    link.text, link.tail = text, tail
    return link


def _build_link_paragraph(table: UserTable) -> etree._Element:
    paragraph = etree.Element(_P)
    paragraph.append(_build_link(f"{KEPT}{table.name}", table.link_text, None))
    return paragraph


def _link_notes(body: etree._Element) -> None:
    for note in list(body.iter(odf("text:note"))):
        text = read_note_text(note)
        _replace_element(note, _build_link(NOTE, text, note.tail) if text else None)


def _replace_pictures(body: etree._Element, document: Document) -> Iterator[tuple[str, bytes]]:
    """Replace each picture with a link, and yield the file name under which it is stored, and its data."""
    for frame in list(body.iter(odf("draw:frame"))):
        image = frame.find(odf("draw:image"))
        path = "" if image is None else image.get(odf("xlink:href"), "").removeprefix("./")
        if data := document.files.get(path):
            description = frame.findtext(odf("svg:desc")) or frame.findtext(odf("svg:title")) or ""
            name = picture_name(data, PurePosixPath(path).suffix.removeprefix(".").lower())
            _replace_element(
                frame, _build_link(f"{KEPT}{name}", " ".join(description.split()) or "Picture", frame.tail)
            )
            yield name, data


def _replace_element(element: etree._Element, link: etree._Element | None) -> None:
    parent = element.getparent()
    if parent is None:
        return
    if link is None:
        link = _build_link("", "", element.tail)
    in_text = next((each for each in element.iterancestors() if each.tag in (_P, _H)), None)
    if in_text is None:
        tail, link.tail = link.tail, None
        paragraph = etree.Element(_P)
        paragraph.append(link)
        paragraph.tail = tail
        link = paragraph
    parent.replace(element, link)


def _iter_remarks(body: etree._Element) -> Iterator[tuple[str, Remark]]:
    """Replace each comment with a numbered marker, and yield the number and the comment."""
    for number, comment in enumerate(list(body.iter(odf("office:annotation")))):
        lines = ("".join(map(str, each.itertext())) for each in comment.iter(_P))
        author = comment.findtext(odf("dc:creator")) or ""
        mark = etree.Element("remark", id=str(number))
        mark.tail = comment.tail
        parent = comment.getparent()
        if parent is not None:
            yield str(number), Remark(author, "\n".join(filter(None, map(str.strip, lines))))
            parent.replace(comment, mark)
