"""Forms returned as .docx, whichever program last saved them.

Editors put a control around a whole paragraph instead of its text, wrap rows and cells in controls of their
own, and drop tags. Tables are therefore read through every wrapper.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from assembler.structs import replace
from assembler.word.forms.manifest import NAMESPACE
from assembler.word.package.package import Package
from assembler.word.package.xml import parse, qn
from assembler.word.returned.docx_cell import (
    Part,
    find_unplaced_comments,
    load_main_part,
    load_side_part,
    read_cell,
    read_outside,
)
from assembler.word.returned.docx_table import read_tables
from assembler.word.returned.form_content import Cell, ReturnedForm, Revision, join_cells


def read_docx(package: Package) -> ReturnedForm:
    """Read the form in ``package``."""
    body = package.tree(package.main).find(qn("w:body"))
    part = load_main_part(package)
    rest = etree.Element("nothing") if body is None else body
    outside, contents = read_outside(rest, part)
    core = _read_core_properties(package)
    return ReturnedForm(
        name=package.name,
        kind="docx",
        application=_read_application(package),
        properties=_read_properties(package),
        manifest=_find_manifest(package),
        tables=tuple(read_tables(rest, part)),
        outside=replace(
            outside,
            notes=(*outside.notes, *find_unplaced_comments(rest, part)),
            revisions=(*outside.revisions, *_iter_deleted_rows(rest)),
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


def _iter_deleted_rows(body: etree._Element) -> Iterator[Revision]:
    """Yield the rows deleted as tracked changes (ECMA-376 part 1, 17.13.5.12), with their text."""
    for mark in body.iter(qn("w:del")):
        properties = mark.getparent()
        row = None if properties is None or properties.tag != qn("w:trPr") else properties.getparent()
        if row is None:
            continue
        texts = row.iter(qn("w:t"), qn("w:delText"))
        content = " ".join(filter(None, (str(text.text or "").strip() for text in texts)))
        yield Revision("deletion", mark.get(qn("w:author"), ""), mark.get(qn("w:date"), ""), content)


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
