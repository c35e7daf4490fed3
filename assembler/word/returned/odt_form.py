"""Forms returned as OpenDocument text (.odt), as saved by LibreOffice and Collabora.

The custom properties are preserved as ``meta:user-defined``. The custom XML part with the manifest is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy

from lxml import etree

from assembler.errors import FileError
from assembler.structs import replace
from assembler.word.package.xml import detach, has_document_type, parse
from assembler.word.returned.form_content import Cell, ReturnedForm, Revision, Table, join_cells
from assembler.word.returned.odt_cell import Document, iter_rows, read_cell
from assembler.word.returned.odt_styles import odf, read_styles

_INDEXES = tuple(map(odf, (
    "text:table-of-content", "text:alphabetical-index", "text:illustration-index", "text:table-index",
    "text:bibliography", "text:user-index", "text:object-index",
)))  # fmt: skip
_TABLE, _CHANGES = odf("table:table"), odf("text:tracked-changes")
_ASK_AGAIN = "ask for the file again, or open it in LibreOffice and save it again"


def read_odt(members: Mapping[str, bytes], name: str) -> ReturnedForm:
    """Read the form in an .odt with the zip ``members``.

    Raises FileError if the form cannot be read.
    """
    body, document = open_document(members, name)
    properties, metadata = _read_meta(members, name)
    outside, contents = _read_outside(body, document)
    return ReturnedForm(
        name=name,
        kind="odt",
        application=metadata.get("generator", ""),
        properties=properties,
        tables=tuple(_read_table(table, document) for table in _iter_outer_tables(body)),
        outside=outside,
        contents=contents,
        margins=_read_margins(members, document, name),
        title=metadata.get("title", ""),
        author=metadata.get("creator", ""),
        saved=metadata.get("date", ""),
    )


def open_document(members: Mapping[str, bytes], name: str) -> tuple[etree._Element, Document]:
    """Return the body of a document, and the styles, changes and files that are needed to read it.

    Raises FileError if the document cannot be read.
    """
    content = _parse_part(members, "content.xml", name)
    roots = [content, *([_parse_part(members, "styles.xml", name)] if "styles.xml" in members else [])]
    body = content.find(f"{odf('office:body')}/{odf('office:text')}")
    if body is None:
        raise FileError("this OpenDocument file contains no text", location=name, hint=_ASK_AGAIN)
    return body, Document(read_styles(roots), _read_changes(body), members)


def _parse_part(members: Mapping[str, bytes], part: str, name: str) -> etree._Element:
    """Parse a part and return its root element.

    Raises FileError if the part is malformed or contains a DOCTYPE declaration.
    """
    data = members.get(part, b"")
    try:
        root = parse(data)
    except etree.XMLSyntaxError as error:
        raise FileError(f"the part {part} is missing or damaged", location=name, hint=_ASK_AGAIN) from error
    if has_document_type(data, root):
        what = f"the part {part} contains a DOCTYPE declaration, which text documents never have"
        raise FileError(what, location=name, hint="do not trust this file; ask for it again")
    return root


def _read_margins(members: Mapping[str, bytes], document: Document, name: str) -> Cell:
    """Read the headers and footers, which are in the page styles, and join them into one cell."""
    if "styles.xml" not in members:
        return Cell()
    pages = _parse_part(members, "styles.xml", name).iter(odf("style:master-page"))
    return join_cells(read_cell(margin, document) for page in pages for margin in page)


def _read_meta(members: Mapping[str, bytes], name: str) -> tuple[dict[str, str], dict[str, str]]:
    """Read the custom properties and the metadata of the file, such as its title."""
    if "meta.xml" not in members:
        return {}, {}
    root = _parse_part(members, "meta.xml", name)
    custom = {line.get(odf("meta:name"), ""): line.text or "" for line in root.iter(odf("meta:user-defined"))}
    names = ("meta:generator", "dc:title", "dc:creator", "dc:date")
    return custom, {each.partition(":")[2]: root.findtext(f".//{odf(each)}") or "" for each in names}


def _read_changes(body: etree._Element) -> dict[str, Revision]:
    """Map ids to tracked changes.

    The text of a deletion is read here. Inserted text is in the document and is read with it.
    """
    changes: dict[str, Revision] = {}
    for region in body.iter(odf("text:changed-region")):
        for change in region:
            kind = etree.QName(change).localname
            text = " ".join("".join(map(str, p.itertext())) for p in change.iter(odf("text:p")))
            author, date = (change.findtext(f".//{odf(name)}") or "" for name in ("dc:creator", "dc:date"))
            key = region.get(odf("text:id")) or region.get("{http://www.w3.org/XML/1998/namespace}id") or ""
            changes[key] = Revision(kind, author, date, text)
    return changes


def _iter_outer_tables(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the tables that are not nested in another table.

    Tables in indexes and in deleted text are skipped.
    """
    for child in element:
        if child.tag == _TABLE:
            yield child
        elif child.tag not in (*_INDEXES, _CHANGES):
            yield from _iter_outer_tables(child)


def _read_table(table: etree._Element, document: Document) -> Table:
    return Table(tuple(tuple(_iter_cells(row, document)) for row in iter_rows(table)))


def _iter_cells(row: etree._Element, document: Document) -> Iterator[Cell]:
    for cell in row:
        if cell.tag == odf("table:table-cell"):
            yield read_cell(cell, document)
        elif cell.tag == odf("table:covered-table-cell"):
            yield replace(read_cell(cell, document), covered=True)


def _read_outside(body: etree._Element, document: Document) -> tuple[Cell, Cell]:
    """Read the content outside the tables and, separately, the tables of contents and indexes."""
    rest, contents = deepcopy(body), etree.Element(body.tag)
    tables = (each for each in rest.iter(_TABLE) if not _is_within(each, _INDEXES))
    for element in [*rest.iter(_CHANGES), *tables]:
        detach(element)
    entries = [each for each in rest.iter(odf("text:p")) if _is_in_contents(each, document)]
    for element in [*rest.iter(*_INDEXES), *(each for each in entries if not _is_within(each, _INDEXES))]:
        contents.append(deepcopy(element))
        detach(element)
    return read_cell(rest, document), read_cell(contents, document)


def _is_within(element: etree._Element, tags: tuple[str, ...]) -> bool:
    return next(element.iterancestors(*tags), None) is not None


def _is_in_contents(paragraph: etree._Element, document: Document) -> bool:
    return document.styles.is_in_contents(paragraph.get(odf("text:style-name"), ""))
