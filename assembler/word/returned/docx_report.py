"""Reports returned as .docx, read passage by passage with tracked changes accepted.

Everything that Markdown cannot express is first replaced with a link, as ``report_content`` explains. This
applies to footnote references, pictures, and complete tables within a section of running text.
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
from assembler.word.returned.docx_cell import Part, iter_within, load_main_part, read_cell
from assembler.word.returned.docx_styles import is_heading, is_in_contents
from assembler.word.returned.form_content import Cell, Revision
from assembler.word.returned.report_content import (
    KEPT,
    NOTE,
    Passage,
    Remark,
    UserTable,
    join_text,
    picture_name,
)
from assembler.word.returned.rich_text import read_blocks

_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BLIP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_VML_IMAGE: Final = "{urn:schemas-microsoft-com:vml}imagedata"
_CHANGES: Final = tuple(qn(f"w:{name}") for name in ("ins", "del", "moveTo", "moveFrom"))
_TXBX: Final = qn("w:txbxContent")
_TBL, _P, _TR, _TC, _R = (qn(f"w:{name}") for name in ("tbl", "p", "tr", "tc", "r"))
_CHUNK: Final = qn("w:altChunk")
"""Element for an inserted document that Word has not yet converted to paragraphs.

See ECMA-376 part 1, 17.17.2.1.
"""


class DocxReport:
    """A report in a .docx package, with the interface of ``report_content.Report``."""

    def __init__(self, package: Package) -> None:
        root = parse(package.parts[package.main])
        self._part = load_main_part(package)
        self.revisions: Sequence[Revision] = _read_revisions(root, self._part)
        accept(root)
        self.pictures: Mapping[str, bytes] = dict(_replace_pictures(root, self._part))
        _link_notes(root, self._part)
        body = root.find(qn("w:body"))
        self._tables: list[etree._Element] = []
        self._elements = [] if body is None else list(_iter_passages(body, self._part, self._tables))
        remarks = dict(_iter_remarks(package))
        self.passages: Sequence[Passage] = tuple(
            self._build_passage(each, table, remarks) for each, table in self._elements
        )

    def read(self, numbers: Sequence[int], *, tables: bool = True) -> Cell:
        """Read the passages with these numbers into one cell, as ``Report.read`` specifies."""
        holder = etree.Element(qn("w:body"))
        added: set[int] = set()
        for number in numbers:
            element, table = self._elements[number]
            if table < 0:
                holder.append(deepcopy(element))
            elif not tables:
                holder.append(_convert_row(element))
            elif table not in added:
                added.add(table)
                holder.append(_build_link_paragraph(self.read_table(table)))
        return read_cell(holder, self._part)

    def read_table(self, number: int) -> UserTable:
        """Return the table with this number."""
        rows = (iter_within(self._tables[number], _TR),)
        return UserTable(
            tuple(tuple(self._read_cell_blocks(cell) for cell in iter_within(row, _TC)) for row in rows[0])
        )

    def _read_paragraph_text(self, paragraph: etree._Element) -> str:
        """Return the text of a paragraph, followed by the text of its text boxes."""
        if next(paragraph.iter(_TXBX), None) is None:
            return join_text(read_blocks(paragraph, self._part.sources))
        holder = etree.Element(qn("w:body"))
        holder.append(deepcopy(paragraph))
        return join_text(read_blocks(holder, self._part.sources))

    def _read_cell_blocks(self, cell: etree._Element) -> tuple[Block, ...]:
        return read_cell(cell, self._part).blocks

    def _build_passage(self, element: etree._Element, table: int, remarks: Mapping[str, Remark]) -> Passage:
        text = self._read_paragraph_text(element if table < 0 else _convert_row(element))
        marks = tuple(mark.get(qn("w:name"), "") for mark in element.iter(qn("w:bookmarkStart")))
        ids = (mark.get(qn("w:id"), "") for mark in element.iter(qn("w:commentReference")))
        comments = tuple(remarks[id_] for id_ in ids if id_ in remarks)
        return Passage(text, marks, comments, table, table < 0 and is_heading(element, self._part.sources))


def find_passages(root: etree._Element, package: Package) -> list[etree._Element]:
    """Return the passages of a document: its paragraphs, rows and inserted documents.

    Lines of tables of contents are omitted.
    """
    body = root.find(qn("w:body"))
    return [] if body is None else [each for each, _ in _iter_passages(body, load_main_part(package), [])]


def _iter_passages(
    element: etree._Element, part: Part, tables: list[etree._Element]
) -> Iterator[tuple[etree._Element, int]]:
    """Yield each paragraph, row and inserted document, with the number of its table.

    The number is -1 outside tables. Each table is appended to ``tables``. Lines of tables of contents are
    omitted.
    """
    for child in element.iterchildren("*"):
        if child.tag == _P:
            if not is_in_contents(child, part.sources):
                yield child, -1
        elif child.tag == _CHUNK:
            yield child, -1
        elif child.tag == _TBL:
            tables.append(child)
            number = len(tables) - 1
            yield from ((row, number) for row in iter_within(child, _TR))
        else:
            yield from _iter_passages(child, part, tables)


def _convert_row(row: etree._Element) -> etree._Element:
    """Convert a row to a paragraph in which tabs separate the cells."""
    paragraph = etree.Element(_P)
    for number, cell in enumerate(iter_within(row, _TC)):
        if number:
            etree.SubElement(etree.SubElement(paragraph, _R), qn("w:tab"))
        for index, inner in enumerate(cell.iter(_P)):
            if index:
                etree.SubElement(etree.SubElement(paragraph, _R), qn("w:br"))
            paragraph.extend(deepcopy(each) for each in inner if each.tag != qn("w:pPr"))
        paragraph.extend(deepcopy(each) for each in cell.iter(_CHUNK))
    return paragraph


def _build_link(address: str, text: str) -> etree._Element:
    """Return a link to ``address``, which replaces content that Markdown cannot express."""
    link = etree.Element(qn("w:fldSimple"))
    link.set(qn("w:instr"), f'HYPERLINK "{address}"')
    etree.SubElement(etree.SubElement(link, _R), qn("w:t")).text = text
    return link


def _build_link_paragraph(table: UserTable) -> etree._Element:
    paragraph = etree.Element(_P)
    paragraph.append(_build_link(f"{KEPT}{table.name}", table.link_text))
    return paragraph


def _link_notes(root: etree._Element, part: Part) -> None:
    """Replace each footnote reference with a link that contains the text of the note."""
    for kind in ("footnote", "endnote"):
        for mark in list(root.iter(qn(f"w:{kind}Reference"))):
            note = part.notes.get((kind, mark.get(qn("w:id"), "")))
            _replace_in_run(mark, _build_link(NOTE, note.text) if note and note.text else None)


def _replace_pictures(root: etree._Element, part: Part) -> Iterator[tuple[str, bytes]]:
    """Replace each picture with a link, and yield the file name under which it is stored, and its data."""
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
        description = "" if described is None else described.get("descr", "")
        _replace_in_run(holder, _build_link(f"{KEPT}{kept}", " ".join(description.split()) or "Picture"))
        yield kept, data


def _replace_in_run(inside_run: etree._Element, link: etree._Element | None) -> None:
    """Replace ``inside_run``, an element in a run, with ``link``, or remove it if ``link`` is None.

    The run is split, so that its other content stays in place.
    """
    run = next(inside_run.iterancestors(_R), None)
    holder = None if run is None else run.getparent()
    if run is None or holder is None:
        return
    after = deepcopy(run)
    index = [*run.iter("*")].index(inside_run)
    twin = [*after.iter("*")][index]
    _cut_run(run, inside_run, before=False)
    _cut_run(after, twin, before=True)
    where = holder.index(run) + 1
    holder[where:where] = [*([] if link is None else [link]), after]


def _cut_run(run: etree._Element, at: etree._Element, *, before: bool) -> None:
    """Remove from a run the child that contains ``at``, and the children before or after that child.

    If ``before`` is true, the children before it are removed, otherwise those after it. The format of the run
    is kept.
    """
    top = at
    while top.getparent() is not run and top.getparent() is not None:
        top = top.getparent()  # type: ignore[assignment]
    for child in list(top.itersiblings(preceding=before)):
        if child.tag != qn("w:rPr"):
            run.remove(child)
    run.remove(top)


def _read_revisions(root: etree._Element, part: Part) -> tuple[Revision, ...]:
    body = root.find(qn("w:body"))
    if body is None or next(body.iter(*_CHANGES), None) is None:
        return ()
    return read_cell(body, part).revisions


def _iter_remarks(package: Package) -> Iterator[tuple[str, Remark]]:
    """Yield the id and content of each comment."""
    for name in package.related("comments"):
        for comment in parse(package.parts[name]).iterfind(qn("w:comment")):
            lines = ("".join(str(t.text or "") for t in p.iter(qn("w:t"))) for p in comment.iter(_P))
            text = "\n".join(filter(None, lines))
            yield comment.get(qn("w:id"), ""), Remark(comment.get(qn("w:author"), ""), text)
