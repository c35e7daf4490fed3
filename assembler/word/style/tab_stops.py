"""Tab stops at the right margin, moved for pages of a different width from the house style's.

A tab stop is a distance from the left margin (ECMA-376 part 1, 17.3.1.37). A house style for portrait pages
may put a page number at the right margin; on a landscape page, it would be in the middle. Word's own
solution, ``w:ptab``, is not supported by LibreOffice 7.4.
"""

from __future__ import annotations

from lxml import etree

from assembler.word.package.package import Package
from assembler.word.package.xml import parse, qn, serialise


def move_right_tabs(package: Package, text_width: int | None) -> Package:
    """Move the right tab stops of the styles from ``text_width`` to the right margin of ``package``.

    ``text_width`` is the text width of the house style, in twentieths of a point, or None if it has none. The
    first section determines the margin, because all sections have the same headers and footers.
    """
    root = parse(package.parts[package.main])
    own = measure_text_width(next(root.iter(qn("w:sectPr")), None))
    if own is None or text_width is None or own == text_width:
        return package
    parts = {part: parse(package.parts[part]) for part in package.related("styles")[:1]}
    for tree in parts.values():
        _move(tree, text_width, own)
    return package.with_parts({part: serialise(tree) for part, tree in parts.items()})


def _move(tree: etree._Element, before: int, now: int) -> None:
    for tab in tree.iter(qn("w:tab")):
        if tab.get(qn("w:val")) == "right" and tab.get(qn("w:pos")) == str(before):
            tab.set(qn("w:pos"), str(now))


def measure_text_width(section: etree._Element | None) -> int | None:
    """Return the width between the margins of a section, in twentieths of a point; None if it is not set."""
    if section is None:
        return None
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    if size is None or margins is None:
        return None
    values = [size.get(qn("w:w"), ""), margins.get(qn("w:left"), ""), margins.get(qn("w:right"), "")]
    if not all(map(str.isdigit, values)):
        return None
    width, left, right = map(int, values)
    return width - left - right
