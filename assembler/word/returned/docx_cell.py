"""Cells of a .docx: blocks, bookmarks, controls, notes, pictures and embedded files."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from lxml import etree

from assembler.model.documents.form import ChoiceItem, ControlKind
from assembler.model.types.rich_text import find_hidden_links
from assembler.structs import Struct, field, replace
from assembler.word.content.pictures import Picture
from assembler.word.package.package import Package
from assembler.word.package.xml import R, parse, qn
from assembler.word.returned.content import Cell, Embedded, Note, ReturnedControl, Revision
from assembler.word.returned.embedded_parts import HOLDERS, References, iter_embedded, read_references
from assembler.word.returned.rich_text import read_blocks_and_notes
from assembler.word.returned.text_sources import Sources, read_sources

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_VML_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
_NOTES = ("comment", "footnote", "endnote")
_CHECKBOX, _CHECKED = qn("w14:checkbox"), qn("w14:checked")
_TEXT, _DELETED_TEXT, _NAME = qn("w:t"), qn("w:delText"), qn("w:name")
_BOOKMARK, _SDT, _TABLE = qn("w:bookmarkStart"), qn("w:sdt"), qn("w:tbl")
_CHANGES = MappingProxyType({
    qn("w:ins"): "insertion", qn("w:moveTo"): "insertion",
    qn("w:del"): "deletion", qn("w:moveFrom"): "deletion",
})  # fmt: skip
_GONE = (qn("w:del"), qn("w:moveFrom"))
_REFERENCES = MappingProxyType({qn(f"w:{kind}Reference"): kind for kind in _NOTES})
_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
_DESCRIBED = qn("wp:docPr")
_NOTED = (
    _BOOKMARK, _SDT, _TABLE, _BLIP, _VML_IMAGE, _WORD_ART, _DESCRIBED, *HOLDERS, *_CHANGES, *_REFERENCES
)  # fmt: skip
"""Elements that are collected in addition to the text, in one pass over the cell."""


_PARAGRAPH_ID = re.compile(rb' w14:(?:paraId|textId)="[0-9A-F]*"')
"""Ids that Word gives to every paragraph."""


class Part(Struct, frozen=True):
    """A part of a package with everything needed to read its cells.

    ``notes`` maps a kind and an id to a note.
    """

    package: Package
    sources: Sources
    notes: Mapping[tuple[str, str], Note] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
    """Maps relationship ids to the part names of pictures."""
    others: References = field(default_factory=dict)
    """Maps relationship ids to other objects in the text: charts, diagrams, files."""
    cells: dict[bytes, Cell] = field(default_factory=dict)
    """Maps XML to the cell read from it; a form of 73 indicators repeats its questions 73 times."""


def load_main_part(package: Package) -> Part:
    """Return the main part of ``package`` with everything needed to read it."""
    sources = read_sources(package)
    return replace(_build_part(package, package.main, sources), notes=dict(_iter_notes(package, sources)))


def load_side_part(package: Package, name: str, part: Part) -> Part:
    """Return another part than the main one (a header, the footnotes) with everything needed to read it."""
    return replace(_build_part(package, name, part.sources), notes=part.notes)


def _build_part(package: Package, name: str, sources: Sources) -> Part:
    lines = package.relationships(name)
    pictures = {line.id: line.target for line in lines if line.kind == "image" and not line.external}
    addresses = {line.id: line.target for line in lines if line.external}
    return Part(package, replace(sources, addresses=addresses), {}, pictures, read_references(package, name))


def _iter_notes(package: Package, sources: Sources) -> Iterator[tuple[tuple[str, str], Note]]:
    for kind in _NOTES:
        for name in package.related(f"{kind}s"):
            part = _build_part(package, name, sources)
            for note in parse(package.parts[name]).iterfind(qn(f"w:{kind}")):
                author, date = note.get(qn("w:author"), ""), note.get(qn("w:date"), "")
                text = _read_note_text(read_cell(note, part))
                yield (kind, note.get(qn("w:id"), "")), Note(kind, text, author, date)


def _read_note_text(cell: Cell) -> str:
    """Return all text of a note on one line, including its own notes and the addresses of its links."""
    lines = [block.text for block in cell.blocks]
    lines += [note.text for note in cell.notes]
    lines += [each.text for each in cell.embedded]
    lines += [f"({address})" for _, address in find_hidden_links(cell.blocks)]
    return " ".join(" ".join(lines).split())


def find_unplaced_comments(root: etree._Element, part: Part) -> tuple[Note, ...]:
    """Return the comments whose reference is missing from ``root`` because an editor lost it."""
    placed = {mark.get(qn("w:id"), "") for mark in root.iter(qn("w:commentReference"))}
    notes = part.notes.items()
    return tuple(note for (kind, key), note in notes if kind == "comment" and key not in placed and note.text)


def iter_within(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the nearest elements with ``tag`` below ``element``, including those in wrappers.

    Elements in deleted content are skipped.
    """
    for child in element.iterchildren("*"):
        if child.tag == tag:
            yield child
        elif child.tag not in _GONE:
            yield from iter_within(child, tag)


def is_in_contents(paragraph: etree._Element, part: Part) -> bool:
    """Return whether a paragraph is styled as a line of a table of contents.

    The names of these built-in styles are not translated.
    """
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    facts = part.sources.styles.get("" if style is None else style.get(qn("w:val"), ""))
    return facts is not None and facts.name.lower().startswith("toc ")


def read_cell(element: etree._Element, part: Part) -> Cell:
    """Read the content of a ``w:tc``, or of any other element that contains paragraphs."""
    key = _PARAGRAPH_ID.sub(b"", etree.tostring(element, with_tail=False))
    cell = part.cells.get(key)
    if cell is None:
        cell = part.cells[key] = _read_cell(element, part)
    return cell


def _read_cell(element: etree._Element, part: Part) -> Cell:
    noted: dict[str, list[etree._Element]] = defaultdict(list)
    for each in element.iter(*_NOTED):
        noted[str(each.tag)].append(each)
    bookmarks = (mark.get(_NAME, "") for mark in noted[_BOOKMARK])
    blocks, unseen = read_blocks_and_notes(element, part.sources)
    holders = [each for tag in HOLDERS for each in noted[tag]]
    return Cell(
        blocks=blocks,
        bookmarks=tuple(dict.fromkeys(bookmarks)),
        controls=tuple(_read_control(control) for control in noted[_SDT]),
        revisions=tuple(_read_revision(each, kind) for tag, kind in _CHANGES.items() for each in noted[tag]),
        notes=(*_iter_placed_notes(noted, part), *unseen, *_iter_descriptions(noted[_DESCRIBED])),
        pictures=tuple(_iter_pictures((*noted[_BLIP], *noted[_VML_IMAGE]), part)),
        embedded=(*iter_embedded(holders, part.package, part.others), *_iter_word_art(noted[_WORD_ART])),
        tables=len(noted[_TABLE]),
    )


def _read_control(element: etree._Element) -> ReturnedControl:
    properties = element.find(qn("w:sdtPr"))
    properties = etree.Element("none") if properties is None else properties
    content = element.find(qn("w:sdtContent"))
    text = "" if content is None else "".join(str(each.text or "") for each in content.iter(_TEXT))
    items = tuple(_iter_items(properties))
    kind = _read_kind(properties)
    return ReturnedControl(
        kind=kind,
        text=text,
        tag=_read_value(properties, "w:tag"),
        title=_read_value(properties, "w:alias"),
        value=_read_stored_value(kind, properties, items, text),
        prompt=properties.find(qn("w:showingPlcHdr")) is not None,
        items=items,
    )


def _read_value(properties: etree._Element, name: str) -> str:
    setting = properties.find(qn(name))
    return "" if setting is None else setting.get(qn("w:val"), "")


def _read_kind(properties: etree._Element) -> ControlKind:
    """Return the kind of a control; one without a type is rich text (17.5.2.39)."""
    kinds = {
        _CHECKBOX: ControlKind.CHECKBOX,
        qn("w:dropDownList"): ControlKind.CHOICE,
        qn("w:comboBox"): ControlKind.CHOICE,
        qn("w:date"): ControlKind.DATE,
        qn("w:text"): ControlKind.TEXT,
    }
    return next((kinds[str(child.tag)] for child in properties if child.tag in kinds), ControlKind.RICH)


def _iter_items(properties: etree._Element) -> Iterator[ChoiceItem]:
    for item in properties.iter(qn("w:listItem")):
        value = item.get(qn("w:value"), "")
        yield ChoiceItem(value, item.get(qn("w:displayText"), value))


def _read_stored_value(
    kind: ControlKind, properties: etree._Element, items: tuple[ChoiceItem, ...], text: str
) -> str | None:
    """Return the stored value of the control; None if it has no readable value."""
    if kind is ControlKind.CHECKBOX:
        return _read_checkbox(properties)
    if kind is ControlKind.DATE:
        date = properties.find(qn("w:date"))
        return None if date is None else date.get(qn("w:fullDate"), "")[:10] or None
    if kind is ControlKind.CHOICE:
        shown = " ".join(text.split())
        return next((item.value for item in items if " ".join(item.label.split()) == shown), None)
    return None


def _read_checkbox(properties: etree._Element) -> str | None:
    """Return ``true`` or ``false``; None if the state of the box is missing or unreadable.

    LibreOffice 25.2 and 26.8 write the state of some boxes as ``w:val``.
    """
    state = properties.find(f"{_CHECKBOX}/{_CHECKED}")
    if state is None:
        return None
    stored = state.get(qn("w14:val"), state.get(qn("w:val"), ""))
    return {"1": "true", "true": "true", "0": "false", "false": "false"}.get(stored)


def _read_revision(change: etree._Element, kind: str) -> Revision:
    text = "".join(str(each.text or "") for each in change.iter(_TEXT, _DELETED_TEXT))
    return Revision(kind, change.get(qn("w:author"), ""), change.get(qn("w:date"), ""), text)


def _iter_placed_notes(noted: Mapping[str, Sequence[etree._Element]], part: Part) -> Iterator[Note]:
    for tag, kind in _REFERENCES.items():
        for mark in noted[tag]:
            note = part.notes.get((kind, mark.get(qn("w:id"), "")))
            if note is not None and note.text:
                yield note


def _iter_descriptions(drawings: Iterable[etree._Element]) -> Iterator[Note]:
    """Yield the titles and alternative texts of drawings."""
    for each in drawings:
        for text in dict.fromkeys((each.get("title", "").strip(), each.get("descr", "").strip())):
            if text and next(each.iterancestors(_FALLBACK), None) is None:
                yield Note("alternative", text)


def _iter_word_art(elements: Iterable[etree._Element]) -> Iterator[Embedded]:
    """Yield text drawn as a picture (WordArt), which older files store in an attribute."""
    for element in elements:
        if text := element.get("string", "").strip():
            yield Embedded("WordArt", text)


def _iter_pictures(images: Iterable[etree._Element], part: Part) -> Iterator[Picture]:
    """Yield DrawingML and VML pictures, skipping ``mc:Fallback``, which repeats the same picture."""
    for image in images:
        relation = image.get(f"{{{R}}}embed") or image.get(f"{{{R}}}id") or ""
        data = part.package.parts.get(part.pictures.get(relation, ""))
        if data is not None and next(image.iterancestors(_FALLBACK), None) is None:
            holder = next(image.iterancestors(qn("w:drawing")), None)
            described = None if holder is None else holder.find(f".//{qn('wp:docPr')}")
            alt = "" if described is None else described.get("descr", "")
            yield Picture(part.pictures[relation], data, alt)
