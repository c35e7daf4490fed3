"""Place fields: prepare a template so that its declared fields are rendered as controls.

A template author writes ``{{ deadline }}`` alone in a cell and ``{{ deadline.code }}`` in another cell of the
row. Three placeholders replace them: the first paragraph of the answer (``{{ deadline.first }}``), the
paragraphs after it (``{{p deadline.rest }}``), and the code in its bookmark (``{{ deadline.code_xml }}``).
Authors never insert controls themselves, because saving once in LibreOffice 7.4 would strip the tags.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from assembler.diagnostics import Diagnostic
from assembler.errors import TemplateError
from assembler.model.documents.document_type import DocumentType, GridDeclaration, ListDeclaration
from assembler.word.content.list_definitions import add_answer_lists
from assembler.word.forms.placement_checks import (
    check_fields,
    check_grids,
    check_headings,
    check_lists,
    check_loops,
    check_rows,
    check_tables,
)
from assembler.word.forms.template_scan import ListTable, Placeholder, Scan, scan_template
from assembler.word.package.package import Package
from assembler.word.package.xml import W14, parse, qn, serialise

_COMPATIBILITY: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_BEFORE_NUMBERING: Final = frozenset(
    qn(f"w:{name}")
    for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
)
"""Elements that come before ``w:numPr`` in paragraph properties (ECMA-376 part 1, 17.3.1.26)."""


def list_field_names(declared: DocumentType) -> tuple[str, ...]:
    """Return the names of the fields, as templates write them: ``drafting``, ``indicator.ambition``."""
    inside = (f"{block}.{name}" for block, each in declared.blocks.items() for name in each.fields)
    return (*declared.fields, *inside)


def collect_lists(declared: DocumentType) -> dict[str, ListDeclaration]:
    """Map the name of each list to its declaration.

    Names are written as in templates: ``budgets``, ``indicator.evidence``.
    """
    inside = {
        f"{block}.{name}": each
        for block, declared_block in declared.blocks.items()
        for name, each in declared_block.lists.items()
    }
    return {**declared.lists, **inside}


def collect_grids(declared: DocumentType) -> dict[str, GridDeclaration]:
    """Map the name of each grid to its declaration.

    Names are written as in templates: ``indicator.review``.
    """
    blocks = declared.blocks.items()
    return {f"{block}.{name}": grid for block, each in blocks for name, grid in each.grids.items()}


def check_placement(package: Package, declared: DocumentType) -> tuple[Diagnostic, ...]:
    """Return a diagnostic for each reason why a declared field, grid or list cannot be placed."""
    return _check_scan(package, declared, scan_template(package, parse(package.parts[package.main])))


def check_layout(package: Package, declared: DocumentType) -> tuple[Diagnostic, ...]:
    """Return diagnostics for the questions, headings, tables and repeating tags of a form.

    Each field must have a question and its code in the first cell. The headings of lists and grids must be as
    declared, and every table must have a header row and a title. A tag that repeats or omits paragraphs, rows
    or cells must be alone in its paragraph.
    """
    root = parse(package.parts[package.main])
    scan = scan_template(package, root)
    lists, grids = collect_lists(declared), collect_grids(declared)
    return (
        *check_rows(package.name, list_field_names(declared), scan),
        *check_headings(package.name, lists, grids, scan),
        *check_tables(package, root),
        *check_loops(package, root),
    )


def place_fields(package: Package, declared: DocumentType) -> Package:
    """Replace the placeholders of all declared fields, lists and grids with ones that render controls.

    The new placeholders insert the results of ``build_field``, ``build_list`` and ``build_grid_cell``. The
    definitions of lists in rich answers are added to the numbering part. Raises TemplateError, with all
    diagnostics, if a field is missing, appears twice, shares its cell or has no code in its row. Also raises
    TemplateError if the table of a list or grid is invalid.
    """
    names, lists, grids = list_field_names(declared), collect_lists(declared), collect_grids(declared)
    if not names and not lists and not grids:
        return package
    root = _declare_control_namespace(parse(package.parts[package.main]))
    scan = scan_template(package, root)
    if errors := _check_scan(package, declared, scan):
        more = f" (first of {len(errors)} errors)" if len(errors) > 1 else ""
        what = f"the fields and lists of the form cannot be placed: {errors[0].message}{more}"
        raise TemplateError(what, location=package.name, hint=errors[0].hint, diagnostics=errors)
    for name in names:
        _place_field(name, scan)
    for name, each in lists.items():
        _place_list(scan.lists[name][0], each)
    for name, grid in grids.items():
        _place_grid(name, grid, scan)
    return add_answer_lists(package.with_parts({package.main: serialise(root)}))


def _check_scan(package: Package, declared: DocumentType, scan: Scan) -> tuple[Diagnostic, ...]:
    return (
        *check_fields(package.name, list_field_names(declared), scan),
        *check_lists(package.name, collect_lists(declared), scan),
        *check_grids(package.name, collect_grids(declared), scan),
    )


def _place_field(name: str, scan: Scan) -> None:
    """Rewrite the response cell and the code cell of one field."""
    _place_answer(name, scan)
    _place_code(name, scan)


def _place_answer(name: str, scan: Scan) -> None:
    for placeholder in scan.placeholders[name]:
        _make_listable(placeholder.paragraph, name)
        _fill(placeholder.paragraph, f"{{{{ {name}.first }}}}")
        _remove_empty_paragraphs(placeholder)
        placeholder.paragraph.addnext(_build_paragraph(f"{{{{p {name}.rest }}}}"))


def _place_code(name: str, scan: Scan) -> None:
    for placeholder in scan.placeholders[f"{name}.code"]:
        _fill(placeholder.paragraph, f"{{{{ {name}.code_xml }}}}")


def _place_grid(name: str, declared: GridDeclaration, scan: Scan) -> None:
    """Rewrite the code and every answer in the row of a grid."""
    _place_code(name, scan)
    for cell in declared.cells:
        _place_answer(f"{name}.{cell}", scan)


def _place_list(table: ListTable, declared: ListDeclaration) -> None:
    """Rewrite the code and every column in the repeated row of a list."""
    for name in ("code", *declared.columns):
        for placeholder in table.placeholders[f"{table.variable}.{name}"]:
            written = "code_xml" if name == "code" else name
            _fill(placeholder.paragraph, f"{{{{ {table.variable}.{written} }}}}")


def _fill(paragraph: etree._Element, tag: str) -> None:
    """Replace the content of ``paragraph`` with ``tag``, which renders complete runs.

    The paragraph keeps its properties. docxtpl's ``{{r }}`` would do the same, but leaves an empty run before
    each answer.
    """
    for child in list(paragraph):
        if child.tag != qn("w:pPr"):
            paragraph.remove(child)
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        paragraph.text = tag
    else:
        properties.tail = tag


def _build_paragraph(tag: str) -> etree._Element:
    """Return a paragraph with ``tag`` in one run."""
    paragraph = etree.Element(qn("w:p"))
    text = etree.SubElement(etree.SubElement(paragraph, qn("w:r")), qn("w:t"))
    text.text = tag
    return paragraph


def _make_listable(paragraph: etree._Element, name: str) -> None:
    """Add placeholders for the style and ``w:numPr`` of an answer that begins with a list."""
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
    numbering = f"{{{{ {name}.numbering }}}}"
    [child for child in properties if child.tag in _BEFORE_NUMBERING][-1].tail = numbering


def _remove_empty_paragraphs(placeholder: Placeholder) -> None:
    """Remove the other paragraphs, which are empty, from the cell of ``placeholder``.

    They are not needed, because the answer contains its own paragraphs.
    """
    for other in list(placeholder.cell.iter(qn("w:p"))):
        parent = other.getparent()
        if other is not placeholder.paragraph and parent is not None:
            parent.remove(other)


def _declare_control_namespace(root: etree._Element) -> etree._Element:
    """Return ``root`` with the namespace of Word 2010's check box declared and listed in ``mc:Ignorable``."""
    if root.nsmap.get("w14") == W14:
        return _mark_ignorable(root)
    new = etree.Element(root.tag, dict(root.attrib), nsmap={**root.nsmap, "w14": W14, "mc": _COMPATIBILITY})
    new[:] = list(root)
    return _mark_ignorable(new)


def _mark_ignorable(root: etree._Element) -> etree._Element:
    """Add ``w14`` to the prefixes in ``mc:Ignorable`` (ECMA-376 part 3, 9.2)."""
    prefixes = root.get(f"{{{_COMPATIBILITY}}}Ignorable", "").split()
    root.set(f"{{{_COMPATIBILITY}}}Ignorable", " ".join(dict.fromkeys((*prefixes, "w14"))))
    return root
