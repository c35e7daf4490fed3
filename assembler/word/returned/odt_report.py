"""A report that came back as OpenDocument text (.odt), passage by passage, with its tracked changes taken.

LibreOffice keeps deleted words apart from the text, so what stands in the body is the accepted text already;
a paragraph's deleted mark leaves a point in the text, and the paragraph itself is one by then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from pathlib import PurePosixPath
from typing import Final

from lxml import etree

from assembler.word.returned.content import Cell, Revision
from assembler.word.returned.odt_cell import Document, read_cell, rows_of
from assembler.word.returned.odt_form import opened
from assembler.word.returned.odt_notes import words_of_note
from assembler.word.returned.odt_styles import odf
from assembler.word.returned.report import KEPT, NOTE, OwnTable, Passage, Remark, picture_name

_NUMBER: Final = "passage"
"""An attribute of our own, in a tree that is never written."""
_P, _H, _TABLE = odf("text:p"), odf("text:h"), odf("table:table")
_MARKS: Final = (odf("text:bookmark"), odf("text:bookmark-start"))
_SKIPPED: Final = tuple(map(odf, (
    "text:table-of-content", "text:alphabetical-index", "text:illustration-index", "text:table-index",
    "text:bibliography", "text:user-index", "text:object-index", "text:tracked-changes",
    "text:sequence-decls", "office:forms", "office:annotation", "text:note",
)))  # fmt: skip


class OdtReport:
    """A report in the zip members of an .odt; see ``report_content.Report``."""

    def __init__(self, members: Mapping[str, bytes], name: str) -> None:
        self._body, self._document = opened(members, name)
        self.revisions: Sequence[Revision] = tuple(self._document.changes.values())
        remarks = dict(_remarks(self._body))
        self.pictures: Mapping[str, bytes] = dict(_pictures(self._body, self._document))
        _link_notes(self._body)
        self._tables: list[etree._Element] = []
        found = list(self._found(self._body))
        for number, (element, _) in enumerate(found):
            element.set(_NUMBER, str(number))
        self._elements = found
        self.passages: Sequence[Passage] = tuple(self._passage(*each, remarks) for each in found)

    def read(self, numbers: Sequence[int], *, tables: bool = True) -> Cell:
        """The passages of these numbers as one text."""
        holder = etree.Element(self._body.tag)
        wanted = set(map(str, numbers))
        told: set[int] = set()
        for number in numbers:
            element, table = self._elements[number]
            top = self._top(element)
            if table >= 0 and not tables:
                holder.append(_bare(element))
            elif table >= 0 and table not in told:
                holder.append(_linked_paragraph(self.table(table)))
                told.add(table)
            elif table < 0 and (top.tag in (_P, _H) or _first_of(top, wanted) is element):
                holder.append(_only(top, wanted))
        return read_cell(holder, self._document)

    def table(self, number: int) -> OwnTable:
        """One of its tables."""
        rows = rows_of(self._tables[number])
        cells = ((read_cell(cell, self._document).blocks for cell in _cells(row)) for row in rows)
        return OwnTable(tuple(tuple(row) for row in cells))

    def _found(self, element: etree._Element) -> Iterator[tuple[etree._Element, int]]:
        """Paragraphs and rows of the body in reading order, those of lists too."""
        for child in element.iterchildren("*"):
            if child.tag in (_P, _H):
                if not self._document.styles.in_contents(child.get(odf("text:style-name"), "")):
                    yield child, -1
            elif child.tag == _TABLE:
                self._tables.append(child)
                number = len(self._tables) - 1
                yield from ((row, number) for row in rows_of(child))
            elif child.tag not in _SKIPPED:
                yield from self._found(child)

    def _top(self, element: etree._Element) -> etree._Element:
        """The outermost list around a paragraph, or the paragraph itself."""
        top = element
        for each in element.iterancestors():
            if each.tag == odf("text:list"):
                top = each
        return top

    def _passage(self, element: etree._Element, table: int, remarks: Mapping[str, Remark]) -> Passage:
        holder = etree.Element(self._body.tag)
        row = table >= 0
        holder.append(_paragraph(_row_text(element, self._document)) if row else _bare(element))
        text = read_cell(holder, self._document).text
        marks = tuple(mark.get(odf("text:name"), "") for mark in element.iter(*_MARKS))
        ids = (mark.get("id", "") for mark in element.iter("remark"))
        said = tuple(remarks[id_] for id_ in ids if id_ in remarks)
        return Passage(text, marks, said, table)


def _bare(element: etree._Element) -> etree._Element:
    copied = deepcopy(element)
    copied.tail = None
    return copied


def _only(top: etree._Element, wanted: set[str]) -> etree._Element:
    """A copy of a list (or a paragraph) with the wanted paragraphs alone."""
    copied = _bare(top)
    for element in [each for each in copied.iter(_P, _H) if each.get(_NUMBER, "") not in wanted]:
        parent = element.getparent()
        if parent is not None and element.get(_NUMBER) is not None:
            parent.remove(element)
    return copied


def _first_of(top: etree._Element, wanted: set[str]) -> etree._Element | None:
    return next((each for each in top.iter(_P, _H) if each.get(_NUMBER, "") in wanted), None)


def _cells(row: etree._Element) -> list[etree._Element]:
    return row.findall(odf("table:table-cell"))


def _row_text(row: etree._Element, document: Document) -> str:
    return "\t".join(read_cell(cell, document).text for cell in _cells(row))


def _paragraph(text: str) -> etree._Element:
    """A paragraph that says ``text``, with its tabs and line breaks."""
    paragraph = etree.Element(_P)
    last: etree._Element | None = None
    for at, line in enumerate(text.split("\n")):
        if at:
            last = etree.SubElement(paragraph, odf("text:line-break"))
        for place, words in enumerate(line.split("\t")):
            if place:
                last = etree.SubElement(paragraph, odf("text:tab"))
            if last is None:
                paragraph.text = (paragraph.text or "") + words
            else:
                last.tail = (last.tail or "") + words
    return paragraph


def _link(address: str, words: str, tail: str | None) -> etree._Element:
    link = etree.Element(odf("text:a"))
    link.set(odf("xlink:href"), address)
    link.text, link.tail = words, tail
    return link


def _linked_paragraph(table: OwnTable) -> etree._Element:
    paragraph = etree.Element(_P)
    paragraph.append(_link(f"{KEPT}{table.name}", table.words, None))
    return paragraph


def _link_notes(body: etree._Element) -> None:
    for note in list(body.iter(odf("text:note"))):
        words = words_of_note(note)
        _replace(note, _link(NOTE, words, note.tail) if words else None)


def _pictures(body: etree._Element, document: Document) -> Iterator[tuple[str, bytes]]:
    """Put a link where each picture is; what they are called, and their bytes."""
    for frame in list(body.iter(odf("draw:frame"))):
        image = frame.find(odf("draw:image"))
        path = "" if image is None else image.get(odf("xlink:href"), "").removeprefix("./")
        if data := document.files.get(path):
            said = frame.findtext(odf("svg:desc")) or frame.findtext(odf("svg:title")) or ""
            name = picture_name(data, PurePosixPath(path).suffix.removeprefix(".").lower())
            _replace(frame, _link(f"{KEPT}{name}", " ".join(said.split()) or "Picture", frame.tail))
            yield name, data


def _replace(element: etree._Element, link: etree._Element | None) -> None:
    parent = element.getparent()
    if parent is None:
        return
    if link is None:
        link = _link("", "", element.tail)
    in_text = next((each for each in element.iterancestors() if each.tag in (_P, _H)), None)
    if in_text is None:
        tail, link.tail = link.tail, None
        paragraph = etree.Element(_P)
        paragraph.append(link)
        paragraph.tail = tail
        link = paragraph
    parent.replace(element, link)


def _remarks(body: etree._Element) -> Iterator[tuple[str, Remark]]:
    """The comments by a number of ours, which marks their places."""
    for number, comment in enumerate(list(body.iter(odf("office:annotation")))):
        lines = ("".join(map(str, each.itertext())) for each in comment.iter(_P))
        author = comment.findtext(odf("dc:creator")) or ""
        mark = etree.Element("remark", id=str(number))
        mark.tail = comment.tail
        parent = comment.getparent()
        if parent is not None:
            yield str(number), Remark(author, "\n".join(filter(None, map(str.strip, lines))))
            parent.replace(comment, mark)
