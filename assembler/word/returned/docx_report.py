"""A report that came back as .docx, passage by passage, with its tracked changes taken.

Before anything is read, what Markdown cannot say becomes a link in place (``report_content``): a footnote's
number, a picture, and, where it stands in a section of running text, a whole table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Final

from lxml import etree

from assembler.model.types.rich_text import Block
from assembler.word.package.package import Package
from assembler.word.package.tracked_changes import accept
from assembler.word.package.xml import R, detach, parse, qn
from assembler.word.returned.content import Cell, Revision
from assembler.word.returned.docx_cell import Part, in_contents, part_of, read_cell, within
from assembler.word.returned.report import KEPT, NOTE, OwnTable, Passage, Remark, picture_name, words_of
from assembler.word.returned.rich_text import blocks_of

_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BLIP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_VML_IMAGE: Final = "{urn:schemas-microsoft-com:vml}imagedata"
_CHANGES: Final = tuple(qn(f"w:{name}") for name in ("ins", "del", "moveTo", "moveFrom"))
_TXBX: Final = qn("w:txbxContent")
_TBL, _P, _TR, _TC, _R = (qn(f"w:{name}") for name in ("tbl", "p", "tr", "tc", "r"))
_CHUNK: Final = qn("w:altChunk")
"""A document that was put into this one, and that Word has not yet made paragraphs of (17.17.2.1)."""


class DocxReport:
    """A report in ``package``; see ``report_content.Report``."""

    def __init__(self, package: Package) -> None:
        root = parse(package.parts[package.main])
        self._part = part_of(package)
        self.revisions: Sequence[Revision] = _revisions(root, self._part)
        accept(root)
        self.pictures: Mapping[str, bytes] = dict(_pictures(root, self._part))
        _link_notes(root, self._part)
        body = root.find(qn("w:body"))
        self._tables: list[etree._Element] = []
        self._elements = [] if body is None else list(_found(body, self._part, self._tables))
        remarks = dict(_remarks(package))
        self.passages: Sequence[Passage] = tuple(
            self._passage(each, table, remarks) for each, table in self._elements
        )

    def read(self, numbers: Sequence[int], *, tables: bool = True) -> Cell:
        """The passages of these numbers as one text."""
        holder = etree.Element(qn("w:body"))
        told: set[int] = set()
        for number in numbers:
            element, table = self._elements[number]
            if table < 0:
                holder.append(deepcopy(element))
            elif not tables:
                holder.append(_paragraph_of(element))
            elif table not in told:
                told.add(table)
                holder.append(_linked_paragraph(self.table(table)))
        return read_cell(holder, self._part)

    def table(self, number: int) -> OwnTable:
        """One of its tables."""
        rows = (within(self._tables[number], _TR),)
        return OwnTable(tuple(tuple(self._blocks(cell) for cell in within(row, _TC)) for row in rows[0]))

    def _text(self, paragraph: etree._Element) -> str:
        """The words of a paragraph; those of text boxes in it stand behind it, which takes a copy."""
        if next(paragraph.iter(_TXBX), None) is None:
            return words_of(blocks_of(paragraph, self._part.sources))
        holder = etree.Element(qn("w:body"))
        holder.append(deepcopy(paragraph))
        return words_of(blocks_of(holder, self._part.sources))

    def _blocks(self, cell: etree._Element) -> tuple[Block, ...]:
        return read_cell(cell, self._part).blocks

    def _passage(self, element: etree._Element, table: int, remarks: Mapping[str, Remark]) -> Passage:
        text = self._text(element if table < 0 else _paragraph_of(element))
        marks = tuple(mark.get(qn("w:name"), "") for mark in element.iter(qn("w:bookmarkStart")))
        ids = (mark.get(qn("w:id"), "") for mark in element.iter(qn("w:commentReference")))
        said = tuple(remarks[id_] for id_ in ids if id_ in remarks)
        return Passage(text, marks, said, table)


def passages_in(root: etree._Element, package: Package) -> list[etree._Element]:
    """The paragraphs and rows of a document that are its passages, in their order; tables of contents not."""
    body = root.find(qn("w:body"))
    return [] if body is None else [each for each, _ in _found(body, part_of(package), [])]


def _found(
    element: etree._Element, part: Part, tables: list[etree._Element]
) -> Iterator[tuple[etree._Element, int]]:
    """Paragraphs and rows of the body, through wrappers, with the number of their table in ``tables``."""
    for child in element.iterchildren("*"):
        if child.tag == _P:
            if not in_contents(child, part):
                yield child, -1
        elif child.tag == _CHUNK:
            yield child, -1
        elif child.tag == _TBL:
            tables.append(child)
            number = len(tables) - 1
            yield from ((row, number) for row in within(child, _TR))
        else:
            yield from _found(child, part, tables)


def _paragraph_of(row: etree._Element) -> etree._Element:
    """A row as one paragraph: its cells parted by tabs."""
    paragraph = etree.Element(_P)
    for number, cell in enumerate(within(row, _TC)):
        if number:
            etree.SubElement(etree.SubElement(paragraph, _R), qn("w:tab"))
        for at, inner in enumerate(cell.iter(_P)):
            if at:
                etree.SubElement(etree.SubElement(paragraph, _R), qn("w:br"))
            paragraph.extend(deepcopy(each) for each in inner if each.tag != qn("w:pPr"))
        paragraph.extend(deepcopy(each) for each in cell.iter(_CHUNK))
    return paragraph


def _link(address: str, words: str) -> etree._Element:
    """A link in place of what Markdown cannot say."""
    link = etree.Element(qn("w:fldSimple"))
    link.set(qn("w:instr"), f'HYPERLINK "{address}"')
    text = etree.SubElement(etree.SubElement(link, _R), qn("w:t"))
    text.text = words
    return link


def _linked_paragraph(table: OwnTable) -> etree._Element:
    paragraph = etree.Element(_P)
    paragraph.append(_link(f"{KEPT}{table.name}", table.words))
    return paragraph


def _link_notes(root: etree._Element, part: Part) -> None:
    """Each footnote's number becomes its words, with an address that says what they are."""
    for kind in ("footnote", "endnote"):
        for mark in list(root.iter(qn(f"w:{kind}Reference"))):
            note = part.notes.get((kind, mark.get(qn("w:id"), "")))
            _replace(mark, _link(NOTE, note.text) if note and note.text else None)


def _pictures(root: etree._Element, part: Part) -> Iterator[tuple[str, bytes]]:
    """Put a link where each picture is; what they are called, and their bytes."""
    for fallback in list(root.iter(_FALLBACK)):
        detach(fallback)
    for image in list(root.iter(_BLIP, _VML_IMAGE)):
        relation = image.get(f"{{{R}}}embed") or image.get(f"{{{R}}}id") or ""
        name = part.pictures.get(relation, "")
        data = part.package.parts.get(name)
        holder = next(image.iterancestors(qn("w:drawing"), qn("w:pict"), qn("w:object")), None)
        if data is None or holder is None or holder.find(f".//{_TXBX}") is not None:
            continue
        kept = picture_name(data, name.rpartition(".")[2].lower())
        described = holder.find(f".//{qn('wp:docPr')}")
        words = "" if described is None else described.get("descr", "")
        _replace(holder, _link(f"{KEPT}{kept}", " ".join(words.split()) or "Picture"))
        yield kept, data


def _replace(inside_run: etree._Element, link: etree._Element | None) -> None:
    """Put ``link`` in place of an element in a run; what the run says before and behind it stays there."""
    run = next(inside_run.iterancestors(_R), None)
    holder = None if run is None else run.getparent()
    if run is None or holder is None:
        return
    after = deepcopy(run)
    at = [*run.iter("*")].index(inside_run)
    twin = [*after.iter("*")][at]
    _cut(run, inside_run, before=False)
    _cut(after, twin, before=True)
    where = holder.index(run) + 1
    holder[where:where] = [*([] if link is None else [link]), after]


def _cut(run: etree._Element, at: etree._Element, *, before: bool) -> None:
    """Leave of a run what stands before (or behind) the child that holds ``at``, which goes too."""
    top = at
    while top.getparent() is not run and top.getparent() is not None:
        top = top.getparent()  # type: ignore[assignment]
    for child in list(top.itersiblings(preceding=before)):
        if child.tag != qn("w:rPr"):
            run.remove(child)
    run.remove(top)


def _revisions(root: etree._Element, part: Part) -> tuple[Revision, ...]:
    body = root.find(qn("w:body"))
    if body is None or next(body.iter(*_CHANGES), None) is None:
        return ()
    return read_cell(body, part).revisions


def _remarks(package: Package) -> Iterator[tuple[str, Remark]]:
    """The comments by id."""
    for name in package.related("comments"):
        for comment in parse(package.parts[name]).iterfind(qn("w:comment")):
            lines = ("".join(str(t.text or "") for t in p.iter(qn("w:t"))) for p in comment.iter(_P))
            words = "\n".join(filter(None, lines))
            yield comment.get(qn("w:id"), ""), Remark(comment.get(qn("w:author"), ""), words)
