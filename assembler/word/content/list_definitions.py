"""List definitions of a template, which the lists in answers share.

All bulleted lists share one definition (``w:abstractNum``), and all numbered lists share another. Each is the
definition linked to the style ResponseBullet or ResponseNumber, if it has at least three levels. Otherwise, a
new definition is added. The module ``list_numbers`` adds to each document a ``w:num`` for each numbered list.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from assembler.model.types.rich_text import MAX_LEVEL
from assembler.word.content.list_numbers import BULLETS, NUMBERS, build_number
from assembler.word.package.added_parts import RelatedPart, ensure_related_part
from assembler.word.package.package import Package
from assembler.word.package.whole_numbers import parse_whole_number
from assembler.word.package.xml import W, parse, qn, serialise

_PART: Final = RelatedPart(
    name="word/numbering.xml",
    kind="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering",
    content_type="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml",
    content=f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:numbering xmlns:w="{W}"/>'.encode(),
)
_LEVEL_TEXTS: Final = {"bullet": ("•", "–", "▪"), "decimal": ("%1.", "%2.", "%3.")}
_FORMATS: Final = {"bullet": ("bullet",) * 3, "decimal": ("decimal", "lowerLetter", "lowerRoman")}
_LISTS: Final = ((BULLETS, "ResponseBullet", "bullet"), (NUMBERS, "ResponseNumber", "decimal"))


def add_answer_lists(package: Package) -> Package:
    """Return ``package`` with the list numbers ``BULLETS`` and ``NUMBERS`` in its numbering part.

    The part is created if it is missing.
    """
    package, part = ensure_related_part(package, _PART)
    root = parse(package.parts[part])
    styles = _parse_styles(package)
    for number, style, kind in _LISTS:
        if root.find(f"{qn('w:num')}[@{qn('w:numId')}='{number}']") is None:
            abstract = _find_definition(root, styles, style) or _add_definition(root, kind)
            _append_number(root, etree.fromstring(build_number(number, abstract)))
    return package.with_parts({part: serialise(root)})


def _parse_styles(package: Package) -> etree._Element | None:
    parts = package.related("styles")
    return parse(package.parts[parts[0]]) if parts else None


def _find_definition(root: etree._Element, styles: etree._Element | None, style: str) -> str:
    """Return the id of the definition linked to ``style``.

    The result is an empty string unless the definition has at least three levels.
    """
    path = f"w:style[@w:styleId='{style}']/w:pPr/w:numPr/w:numId"
    linked = None if styles is None else styles.find(path, {"w": W})
    number = "" if linked is None else linked.get(qn("w:val"), "")
    reference = root.find(f"w:num[@w:numId='{number}']/w:abstractNumId", {"w": W})
    abstract = "" if reference is None else reference.get(qn("w:val"), "")
    levels = root.findall(f"w:abstractNum[@w:abstractNumId='{abstract}']/w:lvl", {"w": W})
    return abstract if len(levels) > MAX_LEVEL else ""


def _add_definition(root: etree._Element, kind: str) -> str:
    """Add a new ``w:abstractNum`` of ``kind`` (``bullet`` or ``decimal``), and return its id.

    It must precede every ``w:num`` (ECMA-376 part 1, 17.9.16).
    """
    definitions = root.findall(qn("w:abstractNum"))
    ids = (parse_whole_number(element.get(qn("w:abstractNumId"))) or 0 for element in definitions)
    abstract = str(1 + max(ids, default=-1))
    formats, texts = _FORMATS[kind], _LEVEL_TEXTS[kind]
    levels = "".join(_build_level(level, formats[level], texts[level]) for level in range(MAX_LEVEL + 1))
    xml = (
        f'<w:abstractNum xmlns:w="{W}" w:abstractNumId="{abstract}"><w:multiLevelType w:val="multilevel"/>'
        f"{levels}</w:abstractNum>"
    )
    before = [*root.findall(qn("w:numPicBullet")), *definitions]
    root.insert(root.index(before[-1]) + 1 if before else 0, etree.fromstring(xml))
    return abstract


def _build_level(level: int, number_format: str, text: str) -> str:
    left = 340 * (level + 1)
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="340"/></w:pPr></w:lvl>'
    )


def _append_number(root: etree._Element, number: etree._Element) -> None:
    """Append a ``w:num``, before any ``w:numIdMacAtCleanup``, which must be last."""
    cleanup = root.find(qn("w:numIdMacAtCleanup"))
    root.insert(len(root) if cleanup is None else root.index(cleanup), number)
    etree.cleanup_namespaces(number)
