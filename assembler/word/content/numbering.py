"""Numbering of answers: the lists that a template needs, and a fresh number for each list of a document.

Word counts on through all paragraphs of one ``w:num``, so each numbered list needs one of its own that starts
anew on every level (ECMA-376 part 1, 17.9.15 and 17.9.26). They share one look, a ``w:abstractNum``: that of
the styles ResponseBullet and ResponseNumber where the house style gives one with three levels, else our own.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from assembler.model.types.rich_text import MAX_LEVEL
from assembler.word.content.lists import BULLETS, NUMBERS, number_xml
from assembler.word.package.package import Package
from assembler.word.package.parts import RelatedPart, with_related_part
from assembler.word.package.whole_numbers import whole_number
from assembler.word.package.xml import W, parse, qn, serialise

_PART: Final = RelatedPart(
    name="word/numbering.xml",
    kind="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering",
    content_type="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml",
    content=f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:numbering xmlns:w="{W}"/>'.encode(),
)
_SIGNS: Final = {"bullet": ("•", "–", "▪"), "decimal": ("%1.", "%2.", "%3.")}
_FORMATS: Final = {"bullet": ("bullet",) * 3, "decimal": ("decimal", "lowerLetter", "lowerRoman")}
_LISTS: Final = ((BULLETS, "ResponseBullet", "bullet"), (NUMBERS, "ResponseNumber", "decimal"))


def with_answer_lists(package: Package) -> Package:
    """``package`` with the numbers ``BULLETS`` and ``NUMBERS`` in its numbering part, which it may lack."""
    package, part = with_related_part(package, _PART)
    root = parse(package.parts[part])
    styles = _styles(package)
    for number, style, kind in _LISTS:
        if root.find(f"{qn('w:num')}[@{qn('w:numId')}='{number}']") is None:
            look = _designed(root, styles, style) or _our_own(root, kind)
            _add_last(root, etree.fromstring(number_xml(number, look)))
    return package.with_parts({part: serialise(root)})


def _styles(package: Package) -> etree._Element | None:
    found = package.related("styles")
    return parse(package.parts[found[0]]) if found else None


def _designed(root: etree._Element, styles: etree._Element | None, style: str) -> str:
    """Id of the look that the house style gives to ``style``; empty where it has none of three levels."""
    path = f"w:style[@w:styleId='{style}']/w:pPr/w:numPr/w:numId"
    linked = None if styles is None else styles.find(path, {"w": W})
    number = "" if linked is None else linked.get(qn("w:val"), "")
    found = root.find(f"w:num[@w:numId='{number}']/w:abstractNumId", {"w": W})
    look = "" if found is None else found.get(qn("w:val"), "")
    levels = root.findall(f"w:abstractNum[@w:abstractNumId='{look}']/w:lvl", {"w": W})
    return look if len(levels) > MAX_LEVEL else ""


def _our_own(root: etree._Element, kind: str) -> str:
    """Add a look of our own and tell its id; looks stand before all numbers (17.9.16)."""
    looks = root.findall(qn("w:abstractNum"))
    look = str(1 + max((whole_number(each.get(qn("w:abstractNumId"))) or 0 for each in looks), default=-1))
    levels = "".join(_level(at, _FORMATS[kind][at], _SIGNS[kind][at]) for at in range(MAX_LEVEL + 1))
    xml = (
        f'<w:abstractNum xmlns:w="{W}" w:abstractNumId="{look}"><w:multiLevelType w:val="multilevel"/>'
        f"{levels}</w:abstractNum>"
    )
    before = [*root.findall(qn("w:numPicBullet")), *looks]
    root.insert(root.index(before[-1]) + 1 if before else 0, etree.fromstring(xml))
    return look


def _level(at: int, number_format: str, sign: str) -> str:
    left = 340 * (at + 1)
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>'
        f'<w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="340"/></w:pPr></w:lvl>'
    )


def _add_last(root: etree._Element, number: etree._Element) -> None:
    """Append a ``w:num``; only ``w:numIdMacAtCleanup`` may follow."""
    cleanup = root.find(qn("w:numIdMacAtCleanup"))
    root.insert(len(root) if cleanup is None else root.index(cleanup), number)
    etree.cleanup_namespaces(number)
