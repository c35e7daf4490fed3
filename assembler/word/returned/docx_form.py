"""Forms returned as .docx, whichever program last saved them.

Editors put a control around a whole paragraph instead of its text, wrap rows and cells in controls of their
own, and drop tags. Tables are therefore read through every wrapper.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from assembler.structs import Struct, replace
from assembler.word.forms.manifest import NAMESPACE
from assembler.word.package.package import Package
from assembler.word.package.whole_numbers import parse_column_span
from assembler.word.package.xml import parse, qn
from assembler.word.returned.docx_cell import (
    Part,
    find_unplaced_comments,
    iter_within,
    load_main_part,
    load_side_part,
    read_cell,
    read_outside,
)
from assembler.word.returned.form_content import Cell, ReturnedForm, Revision, Table, join_cells

_TBL, _TR, _TC, _DEL, _VAL = map(qn, ("w:tbl", "w:tr", "w:tc", "w:del", "w:val"))
_TR_PR, _TC_PR, _V_MERGE, _GRID_SPAN = map(qn, ("w:trPr", "w:tcPr", "w:vMerge", "w:gridSpan"))


class _Exceptions(Struct, frozen=True):
    """The rows and cells that are not simply read, found in one search of the document.

    ``deleted`` maps rows that were deleted as a tracked change (ECMA-376 part 1, 17.13.5.12) to the change.
    ``covered`` contains cells that continue a vertical merge. ``widths`` maps cells that span several columns
    to the number of columns.
    """

    deleted: Mapping[etree._Element, etree._Element]
    covered: frozenset[etree._Element]
    widths: Mapping[etree._Element, int]


def read_docx(package: Package) -> ReturnedForm:
    """Read the form in ``package``."""
    body = package.tree(package.main).find(qn("w:body"))
    part = load_main_part(package)
    rest = etree.Element("nothing") if body is None else body
    exceptions = _find_exceptions(rest)
    outside, contents = read_outside(rest, part)
    core = _read_core_properties(package)
    return ReturnedForm(
        name=package.name,
        kind="docx",
        application=_read_application(package),
        properties=_read_properties(package),
        manifest=_find_manifest(package),
        tables=tuple(_read_table(table, part, exceptions) for table in iter_within(rest, _TBL)),
        outside=replace(
            outside,
            notes=(*outside.notes, *find_unplaced_comments(rest, part)),
            revisions=(*outside.revisions, *_iter_deleted_rows(exceptions)),
        ),
        contents=contents,
        margins=_read_margins(package, part),
        title=core.get("title", ""),
        author=core.get("lastModifiedBy") or core.get("creator", ""),
        saved=core.get("modified", ""),
    )


def _read_margins(package: Package, part: Part) -> Cell:
    """Read the headers and footers, and join them into one cell."""
    names = (*package.related("header"), *package.related("footer"))
    return join_cells(read_cell(package.tree(name), load_side_part(package, name, part)) for name in names)


def _read_core_properties(package: Package) -> dict[str, str]:
    """Map the local names of the core properties to their texts."""
    name = package.core_properties
    return _read_named_texts(package.parts[name] if name else b"")


def _find_manifest(package: Package) -> bytes | None:
    """Return the manifest part of the form, or None if it is missing.

    LibreOffice may have emptied the part.
    """
    customs = (data for name, data in package.parts.items() if name.startswith("customXml/item"))
    return next((data for data in customs if NAMESPACE.encode() in data), None)


def _find_exceptions(body: etree._Element) -> _Exceptions:
    deleted = {row: mark for mark in body.iter(_DEL) if (row := _find_owner(mark, _TR_PR)) is not None}
    cells = [(mark, cell) for mark in body.iter(_V_MERGE, _GRID_SPAN)
             if (cell := _find_owner(mark, _TC_PR)) is not None]  # fmt: skip
    return _Exceptions(
        deleted,
        frozenset(cell for mark, cell in cells
                  if mark.tag == _V_MERGE and mark.get(_VAL, "continue") == "continue"),
        {cell: parse_column_span(mark.get(_VAL, "1")) for mark, cell in cells if mark.tag == _GRID_SPAN},
    )  # fmt: skip


def _find_owner(mark: etree._Element, properties: str) -> etree._Element | None:
    """Return the row or cell whose ``properties`` contain ``mark``, or None if ``mark`` is elsewhere."""
    holder = mark.getparent()
    return None if holder is None or holder.tag != properties else holder.getparent()


def _read_table(table: etree._Element, part: Part, exceptions: _Exceptions) -> Table:
    rows = (row for row in iter_within(table, _TR) if row not in exceptions.deleted)
    return Table(tuple(tuple(_iter_cells(row, part, exceptions)) for row in rows))


def _iter_deleted_rows(exceptions: _Exceptions) -> Iterator[Revision]:
    """Yield rows deleted as tracked changes, with their text."""
    for row, mark in exceptions.deleted.items():
        texts = row.iter(qn("w:t"), qn("w:delText"))
        content = " ".join(filter(None, (str(text.text or "").strip() for text in texts)))
        yield Revision("deletion", mark.get(qn("w:author"), ""), mark.get(qn("w:date"), ""), content)


def _iter_cells(row: etree._Element, part: Part, exceptions: _Exceptions) -> Iterator[Cell]:
    """Yield the cells of a row.

    A cell that spans several columns is followed by covered cells. A cell that continues a vertical merge is
    itself covered.
    """
    for cell in iter_within(row, _TC):
        content = read_cell(cell, part)
        yield replace(content, covered=True) if cell in exceptions.covered else content
        for _ in range(1, exceptions.widths.get(cell, 1)):
            yield Cell(covered=True)


def _read_properties(package: Package) -> dict[str, str]:
    """Map the names of the custom properties (docProps/custom.xml) to their values as text."""
    names = package.related("custom-properties", "")
    root = package.tree(names[0]) if names else ()
    return {line.get("name", ""): "".join(map(str, line.itertext())) for line in root}


def _read_application(package: Package) -> str:
    """Return the name of the program that saved the file, with its version if known."""
    names = package.related("extended-properties", "")
    texts = _read_named_texts(package.parts[names[0]] if names else b"")
    return " ".join(filter(None, (texts.get("Application"), texts.get("AppVersion"))))


def _read_named_texts(part: bytes) -> dict[str, str]:
    """Map the local name of each element below the root to its text.

    If ``part`` is empty, so is the result.
    """
    lines = parse(part).iterchildren("*") if part else ()
    return {etree.QName(line).localname: (line.text or "").strip() for line in lines}
