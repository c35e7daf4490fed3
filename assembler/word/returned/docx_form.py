"""A returned form that is a .docx, whatever program saved it last.

Editors move a control to block level round a whole paragraph, wrap rows and cells in controls of their own,
and drop tags; tables are therefore walked through every wrapper.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from assembler.structs import replace
from assembler.word.forms.manifest import NAMESPACE
from assembler.word.package.package import Package
from assembler.word.package.whole_numbers import parse_column_span
from assembler.word.package.xml import parse, qn
from assembler.word.returned.content import Cell, ReturnedForm, Revision, Table, joined
from assembler.word.returned.docx_cell import (
    Part,
    in_contents,
    part_of,
    read_cell,
    side_part,
    unplaced_comments,
    within,
)

"""Word's tables have no more."""
_TBL, _TR, _TC, _P = qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:p")


def read_docx(package: Package) -> ReturnedForm:
    """The form in ``package``."""
    body = parse(package.parts[package.main]).find(qn("w:body"))
    part = part_of(package)
    rest = etree.Element("nothing") if body is None else body
    outside, contents = _outside(rest, part)
    said = _core_properties(package)
    return ReturnedForm(
        name=package.name,
        kind="docx",
        application=_application(package),
        properties=_properties(package),
        manifest=_manifest(package),
        tables=tuple(_table(table, part) for table in within(rest, _TBL)),
        outside=replace(
            outside,
            notes=(*outside.notes, *unplaced_comments(rest, part)),
            revisions=(*outside.revisions, *_deleted_rows(rest)),
        ),
        contents=contents,
        margins=_margins(package, part),
        title=said.get("title", ""),
        author=said.get("lastModifiedBy") or said.get("creator", ""),
        saved=said.get("modified", ""),
    )


def _margins(package: Package, part: Part) -> Cell:
    """The headers and footers as one cell."""
    names = (*package.related("header"), *package.related("footer"))
    return joined(read_cell(parse(package.parts[name]), side_part(package, name, part)) for name in names)


def _core_properties(package: Package) -> dict[str, str]:
    """What the file says of itself, by the local name of the property; empty without such a part."""
    name = package.core_properties
    return _named_texts(package.parts[name] if name else b"")


def _manifest(package: Package) -> bytes | None:
    """The manifest that the form carries; LibreOffice may have left that part without a byte."""
    customs = (data for name, data in package.parts.items() if name.startswith("customXml/item"))
    return next((data for data in customs if NAMESPACE.encode() in data), None)


def _table(table: etree._Element, part: Part) -> Table:
    return Table(tuple(tuple(_cells(row, part)) for row in within(table, _TR) if not _deleted(row)))


def _deleted(row: etree._Element) -> bool:
    """Whether the row was deleted with changes tracked (ECMA-376 part 1, 17.13.5.12)."""
    return row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None


def _deleted_rows(body: etree._Element) -> Iterator[Revision]:
    """Rows that were deleted with changes tracked, and what stood in them."""
    for mark in body.iter(qn("w:del")):
        holder = mark.getparent()
        row = None if holder is None or holder.tag != qn("w:trPr") else holder.getparent()
        if row is not None:
            texts = row.iter(qn("w:t"), qn("w:delText"))
            words = " ".join(filter(None, (str(text.text or "").strip() for text in texts)))
            yield Revision("deletion", mark.get(qn("w:author"), ""), mark.get(qn("w:date"), ""), words)


def _cells(row: etree._Element, part: Part) -> Iterator[Cell]:
    """The cells of a row; merged ones leave covered places behind."""
    for cell in within(row, _TC):
        merge, span = (cell.find(f"{qn('w:tcPr')}/{qn(name)}") for name in ("w:vMerge", "w:gridSpan"))
        goes_on = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
        found = read_cell(cell, part)
        yield replace(found, covered=True) if goes_on else found
        width = "1" if span is None else span.get(qn("w:val"), "1")
        yield from (Cell(covered=True) for _ in range(1, parse_column_span(width)))


def _outside(body: etree._Element, part: Part) -> tuple[Cell, Cell]:
    """What is outside the tables, and the lines of tables of contents apart from it."""
    contents = etree.Element(body.tag)
    rest = _without_tables(body, part, contents)
    return read_cell(rest, part), read_cell(contents, part)


def _without_tables(
    element: etree._Element, part: Part, contents: etree._Element, parent: etree._Element | None = None
) -> etree._Element:
    """Copy ``element`` without tables; copies of the lines of tables of contents are added to ``contents``.

    Only what is kept is copied: taking a table of thousands of rows out of a tree takes lxml minutes.
    """
    made = (element.tag, dict(element.attrib))
    kept = etree.Element(*made, nsmap=element.nsmap) if parent is None else etree.SubElement(parent, *made)
    kept.text, kept.tail = element.text, element.tail
    for child in element:
        if child.tag == _P and child.find(f".//{_TBL}") is None:
            (contents if in_contents(child, part) else kept).append(deepcopy(child))
        elif child.tag != _TBL:
            if isinstance(child.tag, str):
                _without_tables(child, part, contents, kept)
            else:
                kept.append(deepcopy(child))
    return kept


def _properties(package: Package) -> dict[str, str]:
    """The custom properties (docProps/custom.xml), all as text."""
    found = package.related("custom-properties", "")
    root = parse(package.parts[found[0]]) if found else ()
    return {line.get("name", ""): "".join(map(str, line.itertext())) for line in root}


def _application(package: Package) -> str:
    """What the program that saved the file calls itself, with its version where it says one."""
    found = package.related("extended-properties", "")
    said = _named_texts(package.parts[found[0]] if found else b"")
    return " ".join(filter(None, (said.get("Application"), said.get("AppVersion"))))


def _named_texts(part: bytes) -> dict[str, str]:
    """The text of each element below the root, by its local name; none of an empty part."""
    lines = parse(part).iterchildren("*") if part else ()
    return {etree.QName(line).localname: (line.text or "").strip() for line in lines}
