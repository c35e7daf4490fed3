"""Tab stops at the right margin, for pages of another width than those of the house style.

A tab stop is a distance from the left margin (ECMA-376 part 1, 17.3.1.37): where a house style made for
upright pages puts a page number at the right margin, on a page on its side it would stand in the middle.
Word's own answer, ``w:ptab``, is not read by LibreOffice 7.4.
"""

from __future__ import annotations

from lxml import etree

from assembler.word.package.package import Package
from assembler.word.package.xml import parse, qn, serialise


def with_right_tabs(package: Package, text_width: int | None) -> Package:
    """``package`` with the right tab stops of its styles that stood at ``text_width`` at its own margin.

    ``text_width`` is that of the house style, in twentieths of a point, and None where it does not say. What
    counts is the first section: headers and footers are the same in all.
    """
    root = parse(package.parts[package.main])
    own = text_width_of(next(root.iter(qn("w:sectPr")), None))
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


def text_width_of(section: etree._Element | None) -> int | None:
    """The width between the margins of a section, in twentieths of a point; None where it does not say."""
    if section is None:
        return None
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    if size is None or margins is None:
        return None
    told = [size.get(qn("w:w"), ""), margins.get(qn("w:left"), ""), margins.get(qn("w:right"), "")]
    if not all(map(str.isdigit, told)):
        return None
    width, left, right = map(int, told)
    return width - left - right
