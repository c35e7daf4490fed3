"""Right-to-left direction for documents, set in every element where Word stores it.

Word stores a direction for each paragraph (``w:bidi``), table (``w:bidiVisual``, which mirrors the columns)
and section (``w:bidi``, for page borders, columns and the gutter). Right-to-left text (``w:rtl``) has the
font, size, bold and italic for complex scripts (``w:cs``, ``w:szCs``, ``w:bCs``, ``w:iCs``), and its proofing
language is in the attribute ``w:bidi`` of ``w:lang``. The "left" and "right" of a paragraph mean its start
and end in transitional Word files (ECMA-376 part 4, 14.11.2), so alignment, indents and tabs are mirrored
automatically.

The direction is set in the body, headers, footers, notes, comments and styles, in schema order. Digits and
Latin names keep their own order, as the bidirectional algorithm determines.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from lxml import etree

from assembler.word.package.package import Package, open_package
from assembler.word.package.xml import W, parse, qn, serialise

_AFTER: Final = {
    "pPr": ("adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents",
            "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl",
            "divId", "cnfStyle", "rPr", "sectPr", "pPrChange"),
    "tblPr": ("tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc", "tblCellSpacing", "tblInd",
              "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription",
              "tblPrChange"),
    "sectPr": ("rtlGutter", "docGrid", "printerSettings", "sectPrChange"),
}  # fmt: skip
"""For each parent, the elements that follow w:bidi or w:bidiVisual (wml.xsd, CT_PPr, CT_TblPr, CT_SectPr)."""
_RUN_ORDER: Final = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow",
    "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern",
    "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs",
    "em", "lang", "eastAsianLayout", "specVanish", "oMath",
)  # fmt: skip
_TWINS: Final = (("b", "bCs"), ("i", "iCs"), ("sz", "szCs"))
_STORIES: Final = ("header", "footer", "footnotes", "endnotes", "comments")


def convert_file(data: bytes, name: str) -> bytes:
    """Return the .docx ``data``, changed to right-to-left as by ``set_right_to_left``.

    ``name`` identifies the file in error messages. Raises FileError, as ``open_package`` does.
    """
    return set_right_to_left(open_package(data, name)).to_bytes()


def set_right_to_left(package: Package) -> Package:
    """Return ``package`` with its paragraphs, runs, tables, sections and styles set to right-to-left.

    A run in which all letters are from left-to-right scripts does not change.
    """
    names = dict.fromkeys((package.main, *(name for kind in _STORIES for name in package.related(kind))))
    changed = {name: _convert_story(package.parts[name]) for name in names}
    for kind in ("styles", "numbering", "settings"):
        changed |= {name: _convert_styles(package.parts[name]) for name in package.related(kind)}
    return package.with_parts(changed)


def _convert_story(data: bytes) -> bytes:
    root = parse(data)
    for paragraph in list(root.iter(qn("w:p"))):
        _set_flag(_ensure_properties(paragraph, "pPr"), "bidi")
    for table in list(root.iter(qn("w:tblPr"))):
        _set_flag(table, "bidiVisual")
    for section in list(root.iter(qn("w:sectPr"))):
        _set_flag(section, "bidi")
    for run in list(root.iter(qn("w:r"))):
        if not _is_left_to_right("".join(text.text or "" for text in run.iter(qn("w:t")))):
            _set_run_direction(_ensure_properties(run, "rPr"))
    return serialise(root)


def _is_left_to_right(text: str) -> bool:
    """Return whether ``text`` contains letters, and all of them are from left-to-right scripts.

    >>> _is_left_to_right("GG/I/3"), _is_left_to_right("2010"), _is_left_to_right("שלום Lyon")
    (True, False, False)
    """
    directions = {unicodedata.bidirectional(letter) for letter in text}
    return "L" in directions and not directions & {"R", "AL"}


def _convert_styles(data: bytes) -> bytes:
    """Set the default direction of paragraphs, and the properties of right-to-left text.

    ``data`` is the styles, numbering or settings part.
    """
    root = parse(data)
    defaults = root.find(qn("w:docDefaults"))
    if defaults is not None:
        holder = defaults.find(qn("w:pPrDefault"))
        if holder is None:
            holder = etree.SubElement(defaults, qn("w:pPrDefault"))
        _set_flag(_ensure_properties(holder, "pPr"), "bidi")
    for properties in list(root.iter(qn("w:rPr"))):
        _copy_to_complex_script(properties)
    for fonts in root.iter(qn("w:themeFontLang")):
        fonts.set(qn("w:bidi"), fonts.get(qn("w:val"), ""))
    return serialise(root)


def _ensure_properties(parent: etree._Element, name: str) -> etree._Element:
    """Return the properties at the start of ``parent``, which are added if they are missing."""
    properties = parent.find(qn(f"w:{name}"))
    if properties is None:
        properties = etree.Element(qn(f"w:{name}"))
        parent.insert(0, properties)
    return properties


def _set_flag(properties: etree._Element, name: str) -> None:
    """Switch on the flag ``name``, at its position in the schema."""
    flag = properties.find(qn(f"w:{name}"))
    if flag is not None:
        flag.attrib.pop(qn("w:val"), None)
        return
    later = {qn(f"w:{tag}") for tag in _AFTER[etree.QName(properties).localname]}
    index = next((i for i, child in enumerate(properties) if child.tag in later), len(properties))
    properties.insert(index, etree.Element(qn(f"w:{name}")))


def _set_run_direction(properties: etree._Element) -> None:
    _copy_to_complex_script(properties)
    _insert(properties, etree.Element(qn("w:rtl")))


def _copy_to_complex_script(properties: etree._Element) -> None:
    """Copy bold, italic, size, font and language to their right-to-left counterparts."""
    for name, twin in _TWINS:
        element = properties.find(qn(f"w:{name}"))
        if element is not None and properties.find(qn(f"w:{twin}")) is None:
            copy = etree.Element(qn(f"w:{twin}"))
            copy.attrib.update(element.attrib)
            _insert(properties, copy)
    fonts, lang = properties.find(qn("w:rFonts")), properties.find(qn("w:lang"))
    if fonts is not None and fonts.get(qn("w:ascii")) and not fonts.get(qn("w:cstheme")):
        fonts.set(qn("w:cs"), fonts.get(qn("w:ascii"), ""))
    if lang is not None and lang.get(qn("w:val")):
        lang.set(qn("w:bidi"), lang.get(qn("w:val"), ""))


def _insert(properties: etree._Element, element: etree._Element) -> None:
    """Insert ``element`` among the properties of a run, in schema order, unless it is already there."""
    if properties.find(str(element.tag)) is not None:
        return
    later = _RUN_ORDER[_RUN_ORDER.index(etree.QName(element).localname) + 1 :]
    names = {f"{{{W}}}{name}" for name in later}
    following = (
        i for i, child in enumerate(properties) if child.tag in names or not _is_word_property(child)
    )
    properties.insert(next(following, len(properties)), element)


def _is_word_property(child: etree._Element) -> bool:
    """Return whether ``child`` is in Word's own namespace and is not a tracked change.

    Extensions and tracked changes come after the other properties of a run.
    """
    return str(child.tag).startswith(f"{{{W}}}") and child.tag != qn("w:rPrChange")
