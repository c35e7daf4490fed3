"""One cell of a .docx: its blocks, its bookmarks and controls, and what was noted beside the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from lxml import etree

from assembler.model.documents.form import ChoiceItem, ControlKind
from assembler.model.types.rich_text import links_in
from assembler.structs import Struct, field, replace
from assembler.word.content.pictures import Picture
from assembler.word.package.package import Package
from assembler.word.package.xml import R, parse, qn
from assembler.word.returned.content import Cell, Embedded, FoundControl, Note, Revision
from assembler.word.returned.embedded_parts import HOLDERS, Others, embedded_in, others_of
from assembler.word.returned.rich_text import blocks_and_notes
from assembler.word.returned.text_sources import Sources, sources_of

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
"""What is noted beside the text, found in one walk through the cell."""


class Part(Struct, frozen=True):
    """What reading a cell needs of its package; ``notes`` are comments and notes by kind and id."""

    package: Package
    sources: Sources
    notes: Mapping[tuple[str, str], Note] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
    """Part names of pictures by relationship id."""
    others: Others = field(default_factory=dict)
    """What else may stand in the text (charts, diagrams, files)."""


def part_of(package: Package) -> Part:
    """The main part of ``package`` with what it leans on."""
    sources = sources_of(package)
    return replace(_lean(package, package.main, sources), notes=dict(_notes(package, sources)))


def side_part(package: Package, name: str, part: Part) -> Part:
    """A part beside the main one (a header, the footnotes) with what it leans on."""
    return replace(_lean(package, name, part.sources), notes=part.notes)


def _lean(package: Package, name: str, sources: Sources) -> Part:
    lines = package.relationships(name)
    pictures = {line.id: line.target for line in lines if line.kind == "image" and not line.external}
    addresses = {line.id: line.target for line in lines if line.external}
    return Part(package, replace(sources, addresses=addresses), {}, pictures, others_of(package, name))


def _notes(package: Package, sources: Sources) -> Iterator[tuple[tuple[str, str], Note]]:
    for kind in _NOTES:
        for name in package.related(f"{kind}s"):
            part = _lean(package, name, sources)
            for note in parse(package.parts[name]).iterfind(qn(f"w:{kind}")):
                author, date = note.get(qn("w:author"), ""), note.get(qn("w:date"), "")
                words = _words_of(read_cell(note, part))
                yield (kind, note.get(qn("w:id"), "")), Note(kind, words, author, date)


def _words_of(cell: Cell) -> str:
    """All words of a note in one line, with what stands beside them and the addresses of its links."""
    lines = [block.text for block in cell.blocks]
    lines += [note.text for note in cell.notes]
    lines += [each.words for each in cell.embedded]
    lines += [f"({address})" for _, address in links_in(cell.blocks)]
    return " ".join(" ".join(lines).split())


def unplaced_comments(root: etree._Element, part: Part) -> tuple[Note, ...]:
    """Comments that no place in ``root`` refers to: some editors lose the place and keep the words."""
    placed = {mark.get(qn("w:id"), "") for mark in root.iter(qn("w:commentReference"))}
    known = part.notes.items()
    return tuple(note for (kind, key), note in known if kind == "comment" and key not in placed and note.text)


def within(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The nearest elements of ``tag`` below ``element``, through wrappers, without deleted ones."""
    for child in element.iterchildren("*"):
        if child.tag == tag:
            yield child
        elif child.tag not in _GONE:
            yield from within(child, tag)


def in_contents(paragraph: etree._Element, part: Part) -> bool:
    """Whether the style is one of a table of contents; built-in names are the same in every language."""
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    known = part.sources.styles.get("" if style is None else style.get(qn("w:val"), ""))
    return known is not None and known.name.lower().startswith("toc ")


def read_cell(element: etree._Element, part: Part) -> Cell:
    """The content of a ``w:tc``, or of any other element that holds paragraphs."""
    noted: dict[str, list[etree._Element]] = defaultdict(list)
    for each in element.iter(*_NOTED):
        noted[str(each.tag)].append(each)
    bookmarks = (mark.get(_NAME, "") for mark in noted[_BOOKMARK])
    blocks, unseen = blocks_and_notes(element, part.sources)
    holders = [each for tag in HOLDERS for each in noted[tag]]
    return Cell(
        blocks=blocks,
        bookmarks=tuple(dict.fromkeys(bookmarks)),
        controls=tuple(_control(control) for control in noted[_SDT]),
        revisions=tuple(_revision(each, kind) for tag, kind in _CHANGES.items() for each in noted[tag]),
        notes=(*_placed_notes(noted, part), *unseen, *_descriptions(noted[_DESCRIBED])),
        pictures=tuple(_pictures((*noted[_BLIP], *noted[_VML_IMAGE]), part)),
        embedded=(*embedded_in(holders, part.package, part.others), *_word_art(noted[_WORD_ART])),
        tables=len(noted[_TABLE]),
    )


def _control(element: etree._Element) -> FoundControl:
    properties = element.find(qn("w:sdtPr"))
    properties = etree.Element("none") if properties is None else properties
    content = element.find(qn("w:sdtContent"))
    text = "" if content is None else "".join(str(words.text or "") for words in content.iter(_TEXT))
    items = tuple(_items(properties))
    kind = _kind(properties)
    return FoundControl(
        kind=kind,
        text=text,
        tag=_value(properties, "w:tag"),
        title=_value(properties, "w:alias"),
        value=_machine_value(kind, properties, items, text),
        prompt=properties.find(qn("w:showingPlcHdr")) is not None,
        items=items,
    )


def _value(properties: etree._Element, name: str) -> str:
    found = properties.find(qn(name))
    return "" if found is None else found.get(qn("w:val"), "")


def _kind(properties: etree._Element) -> ControlKind:
    """The kind that the properties name; a control without one is rich text (17.5.2.39)."""
    kinds = {
        _CHECKBOX: ControlKind.CHECKBOX,
        qn("w:dropDownList"): ControlKind.CHOICE,
        qn("w:comboBox"): ControlKind.CHOICE,
        qn("w:date"): ControlKind.DATE,
        qn("w:text"): ControlKind.TEXT,
    }
    return next((kinds[str(child.tag)] for child in properties if child.tag in kinds), ControlKind.RICH)


def _items(properties: etree._Element) -> Iterator[ChoiceItem]:
    for item in properties.iter(qn("w:listItem")):
        value = item.get(qn("w:value"), "")
        yield ChoiceItem(value, item.get(qn("w:displayText"), value))


def _machine_value(
    kind: ControlKind, properties: etree._Element, items: tuple[ChoiceItem, ...], text: str
) -> str | None:
    """What the control wrote down for machines, or None where it says nothing readable."""
    if kind is ControlKind.CHECKBOX:
        return _checked(properties)
    if kind is ControlKind.DATE:
        found = properties.find(qn("w:date"))
        return None if found is None else found.get(qn("w:fullDate"), "")[:10] or None
    if kind is ControlKind.CHOICE:
        shown = " ".join(text.split())
        return next((item.value for item in items if " ".join(item.label.split()) == shown), None)
    return None


def _checked(properties: etree._Element) -> str | None:
    """``true`` or ``false``; LibreOffice 25.2 and 26.8 write the state of some boxes as ``w:val``."""
    state = properties.find(f"{_CHECKBOX}/{_CHECKED}")
    if state is None:
        return None
    said = state.get(qn("w14:val"), state.get(qn("w:val"), ""))
    return {"1": "true", "true": "true", "0": "false", "false": "false"}.get(said)


def _revision(change: etree._Element, kind: str) -> Revision:
    words = "".join(str(text.text or "") for text in change.iter(_TEXT, _DELETED_TEXT))
    return Revision(kind, change.get(qn("w:author"), ""), change.get(qn("w:date"), ""), words)


def _placed_notes(noted: Mapping[str, Sequence[etree._Element]], part: Part) -> Iterator[Note]:
    for tag, kind in _REFERENCES.items():
        for mark in noted[tag]:
            note = part.notes.get((kind, mark.get(qn("w:id"), "")))
            if note is not None and note.text:
                yield note


def _descriptions(drawings: Iterable[etree._Element]) -> Iterator[Note]:
    """The words that drawings have for those who do not see them."""
    for each in drawings:
        for words in dict.fromkeys((each.get("title", "").strip(), each.get("descr", "").strip())):
            if words and next(each.iterancestors(_FALLBACK), None) is None:
                yield Note("alternative", words)


def _word_art(elements: Iterable[etree._Element]) -> Iterator[Embedded]:
    """Words drawn as a picture, which older files keep in an attribute."""
    for element in elements:
        if words := element.get("string", "").strip():
            yield Embedded("WordArt", words)


def _pictures(images: Iterable[etree._Element], part: Part) -> Iterator[Picture]:
    """Pictures of DrawingML and VML; the second choice of an alternative would give them twice."""
    for image in images:
        relation = image.get(f"{{{R}}}embed") or image.get(f"{{{R}}}id") or ""
        data = part.package.parts.get(part.pictures.get(relation, ""))
        if data is not None and next(image.iterancestors(_FALLBACK), None) is None:
            holder = next(image.iterancestors(qn("w:drawing")), None)
            described = None if holder is None else holder.find(f".//{qn('wp:docPr')}")
            alt = "" if described is None else described.get("descr", "")
            yield Picture(part.pictures[relation], data, alt)
