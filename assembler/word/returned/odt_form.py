"""A returned form that was saved as OpenDocument text (.odt), as LibreOffice and Collabora do.

The custom properties come back as ``meta:user-defined``; the custom XML part with the manifest does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy

from lxml import etree

from assembler.errors import FileError
from assembler.structs import replace
from assembler.word.package.xml import detach, has_document_type, parse
from assembler.word.returned.content import Cell, ReturnedForm, Revision, Table, joined
from assembler.word.returned.odt_cell import Document, read_cell, rows_of
from assembler.word.returned.odt_styles import odf, read_styles

_INDEXES = tuple(map(odf, (
    "text:table-of-content", "text:alphabetical-index", "text:illustration-index", "text:table-index",
    "text:bibliography", "text:user-index", "text:object-index",
)))  # fmt: skip
_TABLE, _CHANGES = odf("table:table"), odf("text:tracked-changes")
_ASK_AGAIN = "ask for the file again, or open it in LibreOffice and save it anew"


def read_odt(members: Mapping[str, bytes], name: str) -> ReturnedForm:
    """The form in an .odt whose zip holds ``members``; FileError where its content cannot be read."""
    body, document = opened(members, name)
    properties, said = _meta(members, name)
    outside, contents = _outside(body, document)
    return ReturnedForm(
        name=name,
        kind="odt",
        application=said.get("generator", ""),
        properties=properties,
        tables=tuple(_table(table, document) for table in _outer_tables(body)),
        outside=outside,
        contents=contents,
        margins=_margins(members, document, name),
        title=said.get("title", ""),
        author=said.get("creator", ""),
        saved=said.get("date", ""),
    )


def opened(members: Mapping[str, bytes], name: str) -> tuple[etree._Element, Document]:
    """The body of the text, and what reading it needs; FileError where it cannot be read."""
    content = _root(members, "content.xml", name)
    roots = [content, *([_root(members, "styles.xml", name)] if "styles.xml" in members else [])]
    body = content.find(f"{odf('office:body')}/{odf('office:text')}")
    if body is None:
        raise FileError("this OpenDocument file holds no text", location=name, hint=_ASK_AGAIN)
    return body, Document(read_styles(roots), _changes(body), members)


def _root(members: Mapping[str, bytes], part: str, name: str) -> etree._Element:
    """The root of a part; an .odt declares no document type, so one that does is refused."""
    data = members.get(part, b"")
    try:
        root = parse(data)
    except etree.XMLSyntaxError as error:
        raise FileError(f"its part {part} is missing or broken", location=name, hint=_ASK_AGAIN) from error
    if has_document_type(data, root):
        what = f"its part {part} declares a document type, which no text document does"
        raise FileError(what, location=name, hint="do not trust this file; ask for it again")
    return root


def _margins(members: Mapping[str, bytes], document: Document, name: str) -> Cell:
    """The headers and footers as one cell; they stand with the page styles."""
    if "styles.xml" not in members:
        return Cell()
    pages = _root(members, "styles.xml", name).iter(odf("style:master-page"))
    return joined(read_cell(margin, document) for page in pages for margin in page)


def _meta(members: Mapping[str, bytes], name: str) -> tuple[dict[str, str], dict[str, str]]:
    """The custom properties, and what the file says of itself (``generator``, ``title``, ...)."""
    if "meta.xml" not in members:
        return {}, {}
    root = _root(members, "meta.xml", name)
    said = {line.get(odf("meta:name"), ""): line.text or "" for line in root.iter(odf("meta:user-defined"))}
    names = ("meta:generator", "dc:title", "dc:creator", "dc:date")
    return said, {each.partition(":")[2]: root.findtext(f".//{odf(each)}") or "" for each in names}


def _changes(body: etree._Element) -> dict[str, Revision]:
    """Tracked changes by id; a deletion brings its words, an insertion's stand in the text."""
    found: dict[str, Revision] = {}
    for region in body.iter(odf("text:changed-region")):
        for change in region:
            kind = etree.QName(change).localname
            words = " ".join("".join(map(str, p.itertext())) for p in change.iter(odf("text:p")))
            author, date = (change.findtext(f".//{odf(name)}") or "" for name in ("dc:creator", "dc:date"))
            key = region.get(odf("text:id")) or region.get("{http://www.w3.org/XML/1998/namespace}id") or ""
            found[key] = Revision(kind, author, date, words)
    return found


def _outer_tables(element: etree._Element) -> Iterator[etree._Element]:
    """The tables that lie in no other table."""
    for child in element:
        if child.tag == _TABLE:
            yield child
        elif child.tag not in (*_INDEXES, _CHANGES):
            yield from _outer_tables(child)


def _table(table: etree._Element, document: Document) -> Table:
    return Table(tuple(tuple(_cells(row, document)) for row in rows_of(table)))


def _cells(row: etree._Element, document: Document) -> Iterator[Cell]:
    for cell in row:
        if cell.tag == odf("table:table-cell"):
            yield read_cell(cell, document)
        elif cell.tag == odf("table:covered-table-cell"):
            yield replace(read_cell(cell, document), covered=True)


def _outside(body: etree._Element, document: Document) -> tuple[Cell, Cell]:
    """What is outside tables, and apart from it what is in tables of contents and other indexes."""
    rest, contents = deepcopy(body), etree.Element(body.tag)
    tables = (each for each in rest.iter(_TABLE) if not _is_within(each, _INDEXES))
    for element in [*rest.iter(_CHANGES), *tables]:
        detach(element)
    entries = [each for each in rest.iter(odf("text:p")) if _in_contents(each, document)]
    for element in [*rest.iter(*_INDEXES), *(each for each in entries if not _is_within(each, _INDEXES))]:
        contents.append(deepcopy(element))
        detach(element)
    return read_cell(rest, document), read_cell(contents, document)


def _is_within(element: etree._Element, tags: tuple[str, ...]) -> bool:
    return next(element.iterancestors(*tags), None) is not None


def _in_contents(paragraph: etree._Element, document: Document) -> bool:
    return document.styles.in_contents(paragraph.get(odf("text:style-name"), ""))
