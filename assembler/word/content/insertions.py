"""Insert drawings and complete Word documents into a rendered document.

A document replaces the paragraph that contains a bookmark. ``docxcompose`` copies its content with styles,
lists, pictures and footnotes, but it gives copied lists random numbers and does not change the ids of content
controls or the names of bookmarks. If several controls have the same id, Word drops all but the last. If
several bookmarks have the same name, it drops all but the first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from lxml import etree

from assembler.errors import DataError
from assembler.word.content.drawings import RenderedDrawing, add_content_types
from assembler.word.package.package import Package, open_package, relationships_part
from assembler.word.package.xml import RELATIONSHIPS, parse, qn, serialise
from assembler.word.package.zip_writer import CONTENT_TYPES_PART

if TYPE_CHECKING:
    from docx.document import Document

_FIRST_LIST = 0x5A000000
"""The ``w:nsid`` of the first copied list. It increases by 1 with each further list."""
_NO_RELATIONSHIPS = f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode()


def add_drawings(package: Package, drawn: Sequence[RenderedDrawing]) -> Package:
    """Return ``package`` with the parts of ``drawn``, and relationships in each part that shows them."""
    types = (element for drawing in drawn for element in drawing.content_types)
    changed = {CONTENT_TYPES_PART: add_content_types(package.parts[CONTENT_TYPES_PART], types)}
    ids = {drawing.relationship: drawing.relationship.split('"')[1] for drawing in drawn}
    for part in package.text_parts():
        used_ids = {relationship.id for relationship in package.relationships(part)}
        text = package.parts[part].decode("utf-8")
        lines = [line for line, id_ in ids.items() if id_ not in used_ids and f'"{id_}"' in text]
        if lines:
            name = relationships_part(part)
            root = parse(package.parts.get(name, _NO_RELATIONSHIPS))
            root.extend(parse(line.replace(" ", f' xmlns="{RELATIONSHIPS}" ', 1).encode()) for line in lines)
            changed[name] = serialise(root)
    return package.with_parts(
        {**changed, **{name: data for drawing in drawn for name, data in drawing.parts.items()}}
    )


def insert_documents(package: Package, documents: Mapping[str, Package]) -> Package:
    """Return ``package`` with the paragraph that contains each bookmark replaced by a document.

    ``documents`` maps bookmark names to documents, which are inserted in this order. Their page layout,
    headers and footers are omitted. Raises DataError if a bookmark is not in the body.
    """
    from docx import Document
    from docxcompose.composer import Composer  # type: ignore[import-untyped]

    whole = Document(BytesIO(package.to_bytes()))
    composer = Composer(whole)
    lists = set(_collect_list_definitions(whole))
    for bookmark, source in documents.items():
        position = _find_paragraph(whole, bookmark, package.name)
        inserted = Document(BytesIO(source.to_bytes()))
        for layout in inserted.element.body.xpath(".//w:pPr/w:sectPr"):
            _remove(layout)
        index = composer.append_index()
        composer.insert(index, inserted)
        _move(list(whole.element.body)[index : composer.append_index()], position)
    copied = (definition for definition in _collect_list_definitions(whole) if definition not in lists)
    for number, definition in enumerate(copied):
        for identifier in definition.iterchildren(qn("w:nsid")):
            identifier.set(qn("w:val"), f"{_FIRST_LIST + number:08X}")
    _remove_duplicates(whole.element.body)
    stream = BytesIO()
    whole.save(stream)
    return open_package(stream.getvalue(), package.name)


def _collect_list_definitions(document: Document) -> list[Any]:
    from docx.opc.constants import RELATIONSHIP_TYPE

    relationships = document.part.rels.values()
    parts = [link.target_part for link in relationships if link.reltype == RELATIONSHIP_TYPE.NUMBERING]
    return [element for part in parts for element in part.element.iterchildren(qn("w:abstractNum"))]


def _find_paragraph(document: Document, bookmark: str, name: str) -> etree._Element:
    path = f'.//w:bookmarkStart[@w:name="{bookmark}"]/..'
    paragraphs: list[etree._Element] = document.element.body.xpath(path)
    if not paragraphs:
        what = "a sub-document is used outside the body"
        hint = "move its tag to the body; headers, footers and notes cannot contain a document"
        raise DataError(what, location=name, hint=hint)
    return paragraphs[0]


def _move(elements: list[etree._Element], position: etree._Element) -> None:
    """Replace the paragraph ``position`` with ``elements``.

    A cell must end with a paragraph (ECMA-376 part 1, 17.4.65). ``position`` is therefore not removed if the
    cell would otherwise end with something else.
    """
    for element in elements:
        position.addprevious(element)
    is_last = position.getnext() is None and position.xpath("..")[0].tag == qn("w:tc")
    if not (is_last and (not elements or elements[-1].tag == qn("w:tbl"))):
        _remove(position)


def _remove_duplicates(body: etree._Element) -> None:
    """Give new ids to content controls with a repeated id, and remove bookmarks with a repeated name."""
    ids, names, removed = set[str](), set[str](), set[str]()
    for control in list(body.iterfind(f".//{qn('w:sdtPr')}/{qn('w:id')}")):
        value = control.get(qn("w:val"), "")
        while value in ids:
            value = str(int(value) + 1)
        control.set(qn("w:val"), value)
        ids.add(value)
    for start in list(body.iter(qn("w:bookmarkStart"))):
        if start.get(qn("w:name")) in names:
            removed.add(start.get(qn("w:id"), ""))
            _remove(start)
        names.add(start.get(qn("w:name"), ""))
    for end in list(body.iter(qn("w:bookmarkEnd"))):
        if end.get(qn("w:id")) in removed:
            _remove(end)


def _remove(element: etree._Element) -> None:
    element.xpath("..")[0].remove(element)
