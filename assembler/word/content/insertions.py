"""Insertion of pictures and complete Word documents into a rendered document.

A document replaces the paragraph of a bookmark. ``docxcompose`` copies its content with styles, lists,
pictures and footnotes, but numbers the copies of lists at random and leaves the ids of content controls
and the names of bookmarks as they are: Word shows only the last of several controls with one id, and the
first of several bookmarks with one name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from lxml import etree

from assembler.errors import DataError
from assembler.word.content.pictures import RenderedPicture, add_picture_types
from assembler.word.package.package import Package, open_package, relationships_part
from assembler.word.package.xml import RELATIONSHIPS, parse, qn, serialise
from assembler.word.package.zip_writer import CONTENT_TYPES_PART

if TYPE_CHECKING:
    from docx.document import Document

_FIRST_LIST = 0x5A000000
"""First of the ``w:nsid`` of copied lists."""


_NO_RELATIONSHIPS = f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode()


def add_pictures(package: Package, drawn: Sequence[RenderedPicture]) -> Package:
    """Return ``package`` with the media and relationships of ``drawn`` in each part that shows them."""
    changed = {CONTENT_TYPES_PART: add_picture_types(package.parts[CONTENT_TYPES_PART])}
    relationships = {each.relationship: each for each in drawn}
    for part in package.text_parts():
        known = {line.id for line in package.relationships(part)}
        text = package.parts[part].decode("utf-8")
        missing = {line: line.split('"')[1] for line in relationships}
        shown = [line for line, id_ in missing.items() if id_ not in known and f'"{id_}"' in text]
        if shown:
            name = relationships_part(part)
            root = parse(package.parts.get(name, _NO_RELATIONSHIPS))
            root.extend(parse(line.replace(" ", f' xmlns="{RELATIONSHIPS}" ', 1).encode()) for line in shown)
            changed[name] = serialise(root)
    return package.with_parts({**changed, **{each.part: each.data for each in drawn}})


def insert_documents(package: Package, documents: Mapping[str, Package]) -> Package:
    """Replace the paragraph of each bookmark by the content of its document, in the order of ``documents``.

    Page layout, headers and footers of the documents are not copied. Raise DataError if a bookmark is not in
    the body.
    """
    from docx import Document
    from docxcompose.composer import Composer  # type: ignore[import-untyped]

    whole = Document(BytesIO(package.to_bytes()))
    composer = Composer(whole)
    lists = set(_list_definitions(whole))
    for bookmark, source in documents.items():
        position = _find_paragraph(whole, bookmark, package.name)
        inserted = Document(BytesIO(source.to_bytes()))
        for layout in inserted.element.body.xpath(".//w:pPr/w:sectPr"):
            _remove(layout)
        index = composer.append_index()
        composer.insert(index, inserted)
        _move(list(whole.element.body)[index : composer.append_index()], position)
    for number, definition in enumerate(each for each in _list_definitions(whole) if each not in lists):
        for identifier in definition.iterchildren(qn("w:nsid")):
            identifier.set(qn("w:val"), f"{_FIRST_LIST + number:08X}")
    _remove_duplicates(whole.element.body)
    stream = BytesIO()
    whole.save(stream)
    return open_package(stream.getvalue(), package.name)


def _list_definitions(document: Document) -> list[Any]:
    from docx.opc.constants import RELATIONSHIP_TYPE

    parts = [each.target_part for each in document.part.rels.values()
             if each.reltype == RELATIONSHIP_TYPE.NUMBERING]  # fmt: skip
    return [each for part in parts for each in part.element.iterchildren(qn("w:abstractNum"))]


def _find_paragraph(document: Document, bookmark: str, name: str) -> etree._Element:
    found: list[etree._Element] = document.element.body.xpath(f'.//w:bookmarkStart[@w:name="{bookmark}"]/..')
    if not found:
        what = "a sub-document is shown outside the body"
        hint = "show it in the body, not in a header, footer or note"
        raise DataError(what, location=name, hint=hint)
    return found[0]


def _move(elements: list[etree._Element], position: etree._Element) -> None:
    """Move ``elements`` to ``position``, which they replace; a cell must end with a paragraph (17.4.65)."""
    for element in elements:
        position.addprevious(element)
    last = position.getnext() is None and position.xpath("..")[0].tag == qn("w:tc")
    if not (last and (not elements or elements[-1].tag == qn("w:tbl"))):
        _remove(position)


def _remove_duplicates(body: etree._Element) -> None:
    """Number content controls with an id that occurs before, and remove bookmarks with a name that does."""
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
