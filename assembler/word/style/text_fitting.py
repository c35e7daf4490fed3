"""Font sizes and spacing that fill the sheets of a document, such as a charter made to be framed.

The house style declares each text style in four sizes, such as ``TextWide``, ``Text``, ``TextSnug`` and
``TextClose``. On each sheet, the largest size that fits is used. The height that remains becomes space
between lines, between paragraphs and above the lines on which people sign.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from lxml import etree

from assembler.structs import replace
from assembler.word.package.package import Package, open_package
from assembler.word.package.whole_numbers import parse_whole_number
from assembler.word.package.xml import find_child, parse, qn, serialise
from assembler.word.style.block_heights import (
    SINGLE,
    TWENTIETHS,
    BlockHeights,
    ParagraphHeight,
    RowHeight,
)
from assembler.word.style.text_format import Spacing

STEPS: Final = ("Wide", "", "Snug", "Close")
"""Endings of the names of styles, from the largest letters to the smallest."""
FULL: Final = 0.955
"""Share of a sheet that is filled; the rest is for programs that break lines differently."""
_LEAST: Final = -0.4
"""Share of the largest additional space that may be taken away from a sheet that is too full."""
_LEADING: Final = 0.14
"""How much line spacing may grow, as a share of single line spacing."""
_GAP: Final = 180
"""How much the space after a paragraph may grow, in twentieths of a point."""
_SIGNING: Final = 480
"""How much a line on which people sign may grow, in twentieths of a point."""
_PRECISION: Final = 64
"""Number of steps between the space of the house style and the largest."""
_BEFORE_SPACING: Final = {qn(f"w:{name}") for name in (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
    "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap",
    "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid",
)}  # fmt: skip
"""The paragraph properties that come before w:spacing (wml.xsd, CT_PPr)."""

_BEFORE_BREAK: Final = {qn(f"w:{name}") for name in ("pStyle", "keepNext", "keepLines")}
"""The paragraph properties that come before w:pageBreakBefore."""

_Sheet = list[etree._Element]
_Heights = Sequence[ParagraphHeight | RowHeight]


def fit_file(data: bytes, name: str) -> bytes:
    """Return the .docx ``data``, changed by ``fit_sheets``.

    ``name`` identifies the file in error messages. Raises FileError, as ``open_package`` does.
    """
    return fit_sheets(open_package(data, name)).to_bytes()


def fit_sheets(package: Package) -> Package:
    """Return ``package``, which has one section, with font sizes and spacing that fill each sheet.

    A sheet ends before a paragraph with ``w:pageBreakBefore``. If a sheet is too small even for the smallest
    letters, a new sheet begins at a heading near the middle. What comes before the first heading of a sheet,
    such as a cover, gets no additional space.
    """
    root = parse(package.parts[package.main])
    *blocks, section = root.iterfind(f"{qn('w:body')}/*")
    heights = BlockHeights(package, section)
    first, other = (_measure_sheet(package, section, heights, is_first=each) for each in (True, False))
    sheets = [
        part
        for sheet in _split_sheets(blocks)
        for part in _divide(sheet, heights, FULL * (first if sheet[0] is blocks[0] else other))
    ]
    for number, sheet in enumerate(sheets):
        _fit_sheet(sheet, heights, FULL * (other if number else first))
    return package.with_parts({package.main: serialise(root)})


def _split_sheets(blocks: Sequence[etree._Element]) -> Iterator[_Sheet]:
    sheet: _Sheet = []
    for block in blocks:
        if sheet and find_child(block, qn("w:pPr"), qn("w:pageBreakBefore")) is not None:
            yield sheet
            sheet = []
        sheet.append(block)
    yield sheet


def _divide(sheet: _Sheet, heights: BlockHeights, room: float) -> Iterator[_Sheet]:
    """Yield ``sheet``, or its two parts if even the smallest letters and spaces exceed ``room`` points.

    The blocks of ``sheet`` get the smallest letters. The sheet is divided before the heading that leaves the
    most even parts, and this heading then begins a page. It is not divided if one of the parts would still be
    too high.
    """
    _set_step(sheet, heights, STEPS[-1])
    start = _find_start(sheet, heights)
    measured = [
        _sum_heights(heights.measure_all([block]), 0 if at < start else _LEAST)
        for at, block in enumerate(sheet)
    ]
    headings = [at for at, block in enumerate(sheet) if at and heights.is_heading(block)]
    fullest = {at: max(sum(measured[:at]), sum(measured[at:])) for at in headings}
    if sum(measured) <= room or not fullest or min(fullest.values()) > room:
        yield sheet
        return
    at = min(headings, key=lambda heading: fullest[heading])
    properties = _ensure_properties(sheet[at])
    before = sum(each.tag in _BEFORE_BREAK for each in properties)
    properties.insert(before, etree.Element(qn("w:pageBreakBefore")))
    yield from (sheet[:at], sheet[at:])


def _measure_sheet(
    package: Package, section: etree._Element, heights: BlockHeights, *, is_first: bool
) -> float:
    """Return the height available for text on a sheet, in points.

    A tall header reduces this height. The first sheet may have a header of its own.
    """
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    height, top, bottom, above = (
        (parse_whole_number(element.get(qn(f"w:{name}"))) or 0) / TWENTIETHS if element is not None else 0
        for element, name in ((size, "h"), (margins, "top"), (margins, "bottom"), (margins, "header"))
    )
    kind = "first" if is_first and section.find(qn("w:titlePg")) is not None else "default"
    wanted = {
        each.get(qn("r:id"))
        for each in section.iter(qn("w:headerReference"))
        if each.get(qn("w:type")) == kind
    }
    parts = [each.target for each in package.relationships(package.main) if each.id in wanted]
    header = above + sum(_sum_heights(heights.measure_all(package.tree(part)), 0) for part in parts)
    return height - max(top, header) - bottom


def _fit_sheet(sheet: _Sheet, heights: BlockHeights, room: float) -> None:
    """Set the font sizes of a sheet with ``room`` points of height, and distribute what remains."""
    found: _Heights = ()
    for step in STEPS:
        _set_step(sheet, heights, step)
        found = heights.measure_all(sheet)
        if _sum_heights(found, 0) <= room:
            break
    start = _find_start(sheet, heights)
    fixed, found = heights.measure_all(sheet[:start]), heights.measure_all(sheet[start:])
    room -= _sum_heights(fixed, 0)
    looseness = 0.0
    for tried in range(round(_LEAST * _PRECISION), _PRECISION + 1):
        if _sum_heights(found, tried / _PRECISION) <= room:
            looseness = tried / _PRECISION
    for each in found:
        for paragraph in (each,) if isinstance(each, ParagraphHeight) else (p for c in each.cells for p in c):
            _write_spacing(paragraph, _loosen(paragraph, looseness))


def _find_start(sheet: _Sheet, heights: BlockHeights) -> int:
    """Return the number of blocks before the first heading, or 0 if there is no heading.

    The spacing of these blocks is never changed.
    """
    return next((at for at, block in enumerate(sheet) if heights.is_heading(block)), 0)


def _set_step(sheet: _Sheet, heights: BlockHeights, step: str) -> None:
    """Replace each style that exists in all ``STEPS`` with the one whose name ends in ``step``."""
    for block in sheet:
        for style in block.iter(qn("w:pStyle")):
            name = style.get(qn("w:val"), "")
            base = next((name.removesuffix(each) for each in STEPS if each and name.endswith(each)), name)
            if all(heights.formats.has_style(base + each) for each in STEPS):
                style.set(qn("w:val"), base + step)


def _sum_heights(found: _Heights, looseness: float) -> float:
    return sum(
        _measure(each, looseness)
        if isinstance(each, ParagraphHeight)
        else each.margins + max(sum(_measure(one, looseness) for one in cell) for cell in each.cells)
        for each in found
    )


def _measure(paragraph: ParagraphHeight, looseness: float) -> float:
    return paragraph.measure(_loosen(paragraph, looseness))


def _loosen(paragraph: ParagraphHeight, looseness: float) -> Spacing:
    """Return the spacing of ``paragraph`` with more space, or with less if ``looseness`` is negative.

    ``looseness`` is a share of the largest additional space, at most 1. Line spacing is never reduced to less
    than single spacing.
    """
    spacing, gap = paragraph.spacing, round(_GAP * looseness)
    if spacing.rule == "exact":
        most = _SIGNING if paragraph.is_ruled else _GAP
        return replace(spacing, line=spacing.line + round(most * max(looseness, 0)))
    line = spacing.line + round(SINGLE * _LEADING * looseness)
    return replace(
        spacing,
        before=max(spacing.before + gap, 0) if spacing.before and paragraph.begins else spacing.before,
        after=max(spacing.after + gap, 0) if spacing.after else 0,
        line=max(line, min(spacing.line, SINGLE)),
    )


def _write_spacing(measured: ParagraphHeight, spacing: Spacing) -> None:
    if spacing == measured.spacing:
        return
    properties = _ensure_properties(measured.paragraph)
    written = properties.find(qn("w:spacing"))
    if written is None:
        written = etree.Element(qn("w:spacing"))
        properties.insert(sum(each.tag in _BEFORE_SPACING for each in properties), written)
    for name in ("before", "after", "line"):
        written.set(qn(f"w:{name}"), str(getattr(spacing, name)))
    written.set(qn("w:lineRule"), spacing.rule)


def _ensure_properties(paragraph: etree._Element) -> etree._Element:
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        properties = etree.Element(qn("w:pPr"))
        paragraph.insert(0, properties)
    return properties
