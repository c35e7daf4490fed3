"""From the places that a declaration calls fields to places that hold controls.

A template's author writes ``{{ deadline }}`` alone in a cell and ``{{ deadline.code }}`` in another cell of
the row; here that becomes what the prepared template renders: the inside of the paragraph, between its runs
(``{{ deadline.first }}``), the paragraphs after it (``{{p deadline.rest }}``), and the code in its bookmark.
The author never writes a control: one save in LibreOffice 7.4 would strip its tag.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from assembler.diagnostics import Finding
from assembler.errors import TemplateError
from assembler.model.documents.document_type import DocumentType, GridDeclaration, ListDeclaration
from assembler.word.content.numbering import add_answer_lists
from assembler.word.forms.placement_faults import field_faults, grid_faults, list_faults
from assembler.word.forms.placement_rows import heading_faults, loop_faults, row_faults, table_faults
from assembler.word.forms.placement_scan import ListTable, Scan, Spot, scan
from assembler.word.package.package import Package
from assembler.word.package.xml import W14, parse, qn, serialise

_COMPATIBILITY: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_BEFORE_NUMBERING: Final = frozenset(
    qn(f"w:{name}")
    for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
)
"""What comes before ``w:numPr`` in paragraph properties (ECMA-376 part 1, 17.3.1.26)."""


def field_names(declared: DocumentType) -> tuple[str, ...]:
    """The places that are fields, as the template writes them: ``drafting``, ``indicator.ambition``."""
    inside = (f"{block}.{name}" for block, each in declared.blocks.items() for name in each.fields)
    return (*declared.fields, *inside)


def declared_lists(declared: DocumentType) -> dict[str, ListDeclaration]:
    """The lists by the name that the template writes: ``budgets``, ``indicator.evidence``."""
    inside = {
        f"{block}.{name}": each
        for block, declared_block in declared.blocks.items()
        for name, each in declared_block.lists.items()
    }
    return {**declared.lists, **inside}


def declared_grids(declared: DocumentType) -> dict[str, GridDeclaration]:
    """The grids by the name that the template writes: ``indicator.review``."""
    blocks = declared.blocks.items()
    return {f"{block}.{name}": grid for block, each in blocks for name, grid in each.grids.items()}


def placing_faults(package: Package, declared: DocumentType) -> tuple[Finding, ...]:
    """All that keeps the declared fields and lists from being placed: where each stands and what to do."""
    return _faults(package, declared, scan(package, parse(package.parts[package.main])))


def layout_faults(package: Package, declared: DocumentType) -> tuple[Finding, ...]:
    """What a form without its controls, or a reader with a disability, would miss in the tables; warnings."""
    root = parse(package.parts[package.main])
    found = scan(package, root)
    lists, grids = declared_lists(declared), declared_grids(declared)
    return (
        *row_faults(package.name, field_names(declared), found),
        *heading_faults(package.name, lists, grids, found),
        *table_faults(package, root),
        *loop_faults(package, root),
    )


def place_fields(package: Package, declared: DocumentType) -> Package:
    """``package`` with all declared places ready for ``placed_field``, ``placed_list`` and ``placed_cell``.

    Its numbering gets the lists of rich answers. TemplateError with all findings where a field is not shown,
    is shown twice, shares its cell, has no code beside it, or where the table of a list or grid is not one.
    """
    names, lists, grids = field_names(declared), declared_lists(declared), declared_grids(declared)
    if not names and not lists and not grids:
        return package
    root = _with_control_namespace(parse(package.parts[package.main]))
    found = scan(package, root)
    if faults := _faults(package, declared, found):
        what = f"{len(faults)} of the form's places cannot be filled in; first: {faults[0].what}"
        raise TemplateError(what, where=package.name, remedy=faults[0].remedy, findings=faults)
    for name in names:
        _place_field(name, found)
    for name, each in lists.items():
        _place_list(found.lists[name][0], each)
    for name, grid in grids.items():
        _place_grid(name, grid, found)
    return add_answer_lists(package.with_parts({package.main: serialise(root)}))


def _faults(package: Package, declared: DocumentType, found: Scan) -> tuple[Finding, ...]:
    return (
        *field_faults(package.name, field_names(declared), found),
        *list_faults(package.name, declared_lists(declared), found),
        *grid_faults(package.name, declared_grids(declared), found),
    )


def _place_field(name: str, found: Scan) -> None:
    """Rewrite the response cell and the code cell of one field."""
    _place_answer(name, found)
    _place_code(name, found)


def _place_answer(name: str, found: Scan) -> None:
    for spot in found.spots[name]:
        _make_listable(spot.paragraph, name)
        _fill(spot.paragraph, f"{{{{ {name}.first }}}}")
        _keep_only(spot)
        spot.paragraph.addnext(_paragraph_with(f"{{{{p {name}.rest }}}}"))


def _place_code(name: str, found: Scan) -> None:
    for spot in found.spots[f"{name}.code"]:
        _fill(spot.paragraph, f"{{{{ {name}.code_xml }}}}")


def _place_grid(name: str, declared: GridDeclaration, found: Scan) -> None:
    """Rewrite the cells of a grid's row: the code and every answer."""
    _place_code(name, found)
    for cell in declared.cells:
        _place_answer(f"{name}.{cell}", found)


def _place_list(table: ListTable, declared: ListDeclaration) -> None:
    """Rewrite the cells of a list's row: the code and every column."""
    for name in ("code", *declared.columns):
        for spot in table.spots[f"{table.variable}.{name}"]:
            written = "code_xml" if name == "code" else name
            _fill(spot.paragraph, f"{{{{ {table.variable}.{written} }}}}")


def _fill(paragraph: etree._Element, tag: str) -> None:
    """Let ``paragraph`` hold nothing but ``tag``, which stands for whole runs; its own properties stay.

    docxtpl's ``{{r }}`` would do the same, and leave an empty run before each answer.
    """
    for child in list(paragraph):
        if child.tag != qn("w:pPr"):
            paragraph.remove(child)
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        paragraph.text = tag
    else:
        properties.tail = tag


def _paragraph_with(tag: str) -> etree._Element:
    """A paragraph with one run that says ``tag``."""
    paragraph = etree.Element(qn("w:p"))
    text = etree.SubElement(etree.SubElement(paragraph, qn("w:r")), qn("w:t"))
    text.text = tag
    return paragraph


def _make_listable(paragraph: etree._Element, name: str) -> None:
    """Places among the properties for the style and the ``w:numPr`` of an answer that begins with a list."""
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        properties = etree.Element(qn("w:pPr"))
        paragraph.insert(0, properties)
    style = properties.find(qn("w:pStyle"))
    if style is None:
        style = etree.Element(qn("w:pStyle"))
        properties.insert(0, style)
    own = style.get(qn("w:val"), "Response")
    style.set(qn("w:val"), f"{{{{ {name}.style or '{own}' }}}}")
    place = f"{{{{ {name}.numbering }}}}"
    [child for child in properties if child.tag in _BEFORE_NUMBERING][-1].tail = place


def _keep_only(spot: Spot) -> None:
    """Remove the empty paragraphs round the place: the answer's own take their room."""
    for other in list(spot.cell.iter(qn("w:p"))):
        parent = other.getparent()
        if other is not spot.paragraph and parent is not None:
            parent.remove(other)


def _with_control_namespace(root: etree._Element) -> etree._Element:
    """``root`` with the prefix of Word 2010's checkbox declared, as one that older programs may skip."""
    if W14 in root.nsmap.values():
        return _ignoring(root)
    new = etree.Element(root.tag, dict(root.attrib), nsmap={**root.nsmap, "w14": W14, "mc": _COMPATIBILITY})
    new[:] = list(root)
    return _ignoring(new)


def _ignoring(root: etree._Element) -> etree._Element:
    """``root`` with ``w14`` among the prefixes that ``mc:Ignorable`` names (part 3, 9.2)."""
    known = root.get(f"{{{_COMPATIBILITY}}}Ignorable", "").split()
    root.set(f"{{{_COMPATIBILITY}}}Ignorable", " ".join(dict.fromkeys((*known, "w14"))))
    return root
