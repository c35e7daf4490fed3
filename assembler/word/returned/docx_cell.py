"""Cells of a .docx: blocks, bookmarks, controls, notes, pictures and embedded files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from lxml import etree

from assembler.model.documents.form_manifest import ControlKind
from assembler.model.types.rich_text import find_hidden_links
from assembler.structs import Struct, field, replace
from assembler.word.content.pictures import Picture
from assembler.word.package.package import Package
from assembler.word.package.xml import R, find_child, qn
from assembler.word.returned.docx_styles import Sources, read_sources
from assembler.word.returned.embedded_parts import HOLDERS, References, iter_embedded, read_references
from assembler.word.returned.form_content import Cell, Embedded, Note, ReturnedControl, Revision
from assembler.word.returned.rich_text import (
    BLIP,
    BOOKMARK,
    CHANGES,
    DRAWING,
    REFERENCES,
    SDT,
    TABLE,
    VML_IMAGE,
    WORD_ART,
    Content,
    Noted,
    read_content,
    read_content_outside_tables,
)

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOTES = ("comment", "footnote", "endnote")
_USUAL = frozenset((BOOKMARK, SDT))
_CHECKED = qn("w14:checked")
_TEXT, _DELETED_TEXT, _NAME, _VAL = qn("w:t"), qn("w:delText"), qn("w:name"), qn("w:val")
_PROPERTIES, _CONTENT = qn("w:sdtPr"), qn("w:sdtContent")
_TAG, _TITLE = qn("w:tag"), qn("w:alias")
_ITEM, _ITEM_VALUE, _ITEM_LABEL = qn("w:listItem"), qn("w:value"), qn("w:displayText")
_NOT_WRAPPERS = frozenset(qn(f"w:{name}") for name in ("del", "moveFrom", "tblPr", "tblGrid", "trPr", "tcPr"))
_KINDS = MappingProxyType({
    qn("w14:checkbox"): ControlKind.CHECKBOX, qn("w:dropDownList"): ControlKind.CHOICE,
    qn("w:comboBox"): ControlKind.CHOICE, qn("w:date"): ControlKind.DATE, qn("w:text"): ControlKind.TEXT,
})  # fmt: skip


class Part(Struct, frozen=True):
    """A part of a package, with everything that is needed to read its cells.

    ``notes`` maps the kind and id of each note to the note.
    """

    package: Package
    sources: Sources
    notes: Mapping[tuple[str, str], Note] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
    """Maps relationship ids to the part names of pictures."""
    others: References = field(default_factory=dict)
    """Maps relationship ids to other objects in the text: charts, diagrams, files."""


def load_main_part(package: Package) -> Part:
    """Return the main part of ``package``, with everything that is needed to read it."""
    sources = read_sources(package)
    return replace(_build_part(package, package.main, sources), notes=dict(_iter_notes(package, sources)))


def load_side_part(package: Package, name: str, part: Part) -> Part:
    """Return another part, such as a header, with everything that is needed to read it.

    ``part`` is the main part, which has the same styles and notes.
    """
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
            for note in package.tree(name).iterfind(qn(f"w:{kind}")):
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
    """Return the comments whose reference in ``root`` was lost when a word processor saved the file."""
    placed = {mark.get(qn("w:id"), "") for mark in root.iter(qn("w:commentReference"))}
    notes = part.notes.items()
    return tuple(note for (kind, key), note in notes if kind == "comment" and key not in placed and note.text)


def iter_within(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the nearest elements with ``tag`` below ``element``, including those in wrappers.

    Elements in deleted content are skipped.
    """
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in _NOT_WRAPPERS and len(child):
            yield from iter_within(child, tag)


def read_cell(element: etree._Element, part: Part) -> Cell:
    """Read the content of a ``w:tc``, or of any other element that contains paragraphs."""
    return _build_cell(read_content(element, part.sources), part)


def read_outside(body: etree._Element, part: Part) -> tuple[Cell, Cell]:
    """Read the content outside the tables and, separately, the lines of tables of contents."""
    outside, contents = read_content_outside_tables(body, part.sources)
    return _build_cell(outside, part), _build_cell(contents, part)


def _build_cell(content: Content, part: Part) -> Cell:
    noted = content.noted
    if not noted:
        return Cell(content.blocks, notes=content.notes)
    cell = Cell(
        blocks=content.blocks,
        bookmarks=tuple(dict.fromkeys([mark.get(_NAME, "") for mark in noted.get(BOOKMARK, ())])),
        controls=tuple(map(read_control, noted.get(SDT, ()))),
        notes=content.notes,
    )
    if noted.keys() <= _USUAL:
        return cell
    holders = [each for tag in HOLDERS for each in noted.get(tag, ())]
    images = (*noted.get(BLIP, ()), *noted.get(VML_IMAGE, ()))
    return replace(
        cell,
        revisions=tuple(
            _read_revision(each, kind) for tag, kind in CHANGES.items() for each in noted.get(tag, ())
        ),
        notes=(*_iter_placed_notes(noted, part), *content.notes, *_iter_descriptions(noted.get(DRAWING, ()))),
        pictures=tuple(_iter_pictures(images, part)),
        embedded=(
            *iter_embedded(holders, part.package, part.others),
            *_iter_word_art(noted.get(WORD_ART, ())),
        ),
        tables=len(noted.get(TABLE, ())),
    )


def read_control(element: etree._Element) -> ReturnedControl:
    """Read a control.

    A control without a type is rich text (ECMA-376 part 1, 17.5.2.39).
    """
    properties, content = find_child(element, _PROPERTIES), find_child(element, _CONTENT)
    tag, title, setting = "", "", None
    for each in () if properties is None else properties:
        if each.tag == _TAG:
            tag = tag or each.get(_VAL, "")
        elif each.tag == _TITLE:
            title = title or each.get(_VAL, "")
        elif setting is None and each.tag in _KINDS:
            setting = each
    text = "" if content is None else "".join([each.text or "" for each in content.iter(_TEXT)])
    kind = ControlKind.RICH if setting is None else _KINDS[str(setting.tag)]
    value = None if setting is None else _read_stored_value(kind, setting, text)
    return ReturnedControl(kind, text, tag, title, value)


def _read_stored_value(kind: ControlKind, setting: etree._Element, text: str) -> str | None:
    """Return the value that the ``setting`` of a control stores, or None if it has no readable value.

    The value of a drop-down list is that of the item whose label is ``text``. LibreOffice 25.2 and
    26.8 write the state of some check boxes as ``w:val``.
    """
    if kind is ControlKind.CHECKBOX:
        state = setting.find(_CHECKED)
        stored = "" if state is None else state.get(qn("w14:val"), state.get(_VAL, ""))
        return {"1": "true", "true": "true", "0": "false", "false": "false"}.get(stored)
    if kind is ControlKind.DATE:
        return setting.get(qn("w:fullDate"), "")[:10] or None
    if kind is ControlKind.CHOICE:
        shown = " ".join(text.split())
        for item in setting.iter(_ITEM):
            value = item.get(_ITEM_VALUE, "")
            if " ".join(item.get(_ITEM_LABEL, value).split()) == shown:
                return value
    return None


def _read_revision(change: etree._Element, kind: str) -> Revision:
    text = "".join(str(each.text or "") for each in change.iter(_TEXT, _DELETED_TEXT))
    return Revision(kind, change.get(qn("w:author"), ""), change.get(qn("w:date"), ""), text)


def _iter_placed_notes(noted: Noted, part: Part) -> Iterator[Note]:
    for tag, kind in REFERENCES.items():
        for mark in noted.get(tag, ()):
            note = part.notes.get((kind, mark.get(qn("w:id"), "")))
            if note is not None and note.text:
                yield note


def _iter_descriptions(drawings: Iterable[etree._Element]) -> Iterator[Note]:
    """Yield the titles and alternative text of drawings."""
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
