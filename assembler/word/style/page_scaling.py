"""Scale the pages of a template to the sheet size of a house style.

A template decides which of its pages are in landscape format. The house style decides the size of the sheet,
such as A3 for large print. The columns and rows of tables, the tab stops of paragraphs and the frames of a
cover are scaled to fit the new sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from assembler.word.package.whole_numbers import parse_whole_number
from assembler.word.package.xml import qn

_LANDSCAPE: Final = "landscape"
_ROUNDING: Final = 20
"""Largest difference between sheets that count as equal, in twentieths of a point."""
_TEXT_SIZES: Final[Mapping[str, tuple[str, ...]]] = {
    "gridCol": ("w",), "tcW": ("w",), "tblW": ("w",), "tblInd": ("w",), "trHeight": ("val",),
    "tab": ("pos",),
}  # fmt: skip
_FRAME_WIDTHS: Final = ("w", "x", "hSpace")
_FRAME_HEIGHTS: Final = ("h", "y", "vSpace")


def scale_pages(root: etree._Element, look: etree._Element) -> None:
    """Give each section of ``root`` the sheet size of the section ``look``, and scale its contents to fit.

    Sections keep their orientation. This function must be called before the template's margins are replaced,
    because it compares them with those of ``look``.
    """
    sheet, margins = _read_sheet(look), look.find(qn("w:pgMar"))
    for section, contents in list(_iter_sections(root)):
        own = _read_sheet(section)
        if sheet is None or own is None or _are_equal(own, sheet):
            continue
        size = section.find(qn("w:pgSz"))
        assert size is not None
        landscape = size.get(qn("w:orient")) == _LANDSCAPE
        before, now = max(own) if landscape else min(own), max(sheet) if landscape else min(sheet)
        width, height = sorted(sheet, reverse=landscape)
        size.set(qn("w:w"), str(width))
        size.set(qn("w:h"), str(height))
        sides = _sum_side_margins(section.find(qn("w:pgMar"))), _sum_side_margins(margins)
        text = (now - sides[1]) / (before - sides[0]) if before > sides[0] else now / before
        for element in contents:
            _scale_sizes(element, text=text, page=now / before)


def _read_sheet(section: etree._Element) -> tuple[int, int] | None:
    size = section.find(qn("w:pgSz"))
    if size is None:
        return None
    sides = [parse_whole_number(size.get(qn(f"w:{name}"))) or 0 for name in ("w", "h")]
    return (sides[0], sides[1]) if min(sides) > 0 else None


def _are_equal(one: tuple[int, int], other: tuple[int, int]) -> bool:
    pairs = zip(sorted(one), sorted(other), strict=True)
    return all(abs(first - second) <= _ROUNDING for first, second in pairs)


def _sum_side_margins(margins: etree._Element | None) -> int:
    if margins is None:
        return 0
    return sum(parse_whole_number(margins.get(qn(f"w:{side}"))) or 0 for side in ("left", "right"))


def _iter_sections(root: etree._Element) -> Iterator[tuple[etree._Element, list[etree._Element]]]:
    """Yield each section with the blocks that it contains."""
    contents: list[etree._Element] = []
    for block in root.iterfind(f"{qn('w:body')}/*"):
        section = block if block.tag == qn("w:sectPr") else next(block.iter(qn("w:sectPr")), None)
        contents.append(block)
        if section is not None:
            yield section, contents
            contents = []


def _scale_sizes(block: etree._Element, *, text: float, page: float) -> None:
    """Scale the sizes in ``block`` to the new sheet.

    The sizes of tables, tab stops and most frames are multiplied by ``text``, and those of frames anchored to
    the page by ``page``.
    """
    for element in block.iter(*(qn(f"w:{name}") for name in _TEXT_SIZES)):
        if element.get(qn("w:type"), "dxa") == "dxa":
            _multiply(element, _TEXT_SIZES[etree.QName(element).localname], text)
    for frame in block.iter(qn("w:framePr")):
        across, down = frame.get(qn("w:hAnchor")), frame.get(qn("w:vAnchor"))
        _multiply(frame, _FRAME_WIDTHS, page if across == "page" else text)
        _multiply(frame, _FRAME_HEIGHTS, page if "page" in (across, down) else text)


def _multiply(element: etree._Element, names: tuple[str, ...], factor: float) -> None:
    for name in names:
        if (number := parse_whole_number(element.get(qn(f"w:{name}")))) is not None:
            element.set(qn(f"w:{name}"), str(round(number * factor)))
