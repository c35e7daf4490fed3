"""Language tags of a Word document, in every place where Word stores one.

Word proofs a text, and a screen reader pronounces it, in the language given by the w:lang of its run, or else
of its style, or else of docDefaults. Word ignores themeFontLang in the settings and dc:language in the
properties, but other programs read them. A run that the template marks as text in another language, such as
the name of a project, is not retagged.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lxml import etree

from assembler.word.package.package import Package
from assembler.word.package.run_format import read_foreign_language
from assembler.word.package.xml import W, parse, qn, serialise

_LANGUAGE: Final = "{http://purl.org/dc/elements/1.1/}language"
_AFTER_LANG: Final = ("eastAsianLayout", "specVanish", "oMath", "rPrChange")
"""Elements, apart from extensions, that may follow w:lang in w:rPr (wml.xsd, EG_RPrBase)."""
_AFTER_THEME_FONTS: Final = (
    "clrSchemeMapping", "doNotIncludeSubdocsInStats", "doNotAutoCompressPictures", "forceUpgrade", "captions",
    "readModeInkLockDown", "smartTagType", "shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol",
    "listSeparator",
)  # fmt: skip
"""Elements, apart from extensions, that follow w:themeFontLang in the settings (wml.xsd, CT_Settings)."""


def tag_runs(root: etree._Element, tag: str) -> None:
    """Set the language of runs in ``root``, and of paragraph marks that have a language, to ``tag``.

    Runs that the template marks as another language are not changed.
    """
    for run in root.iter(qn("w:r")):
        properties = run.find(qn("w:rPr"))
        if properties is None:
            properties = etree.Element(qn("w:rPr"))
            run.insert(0, properties)
        if not read_foreign_language(properties):
            _set_language(properties, tag)
    for language in root.iterfind(f".//{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:lang')}"):
        language.set(qn("w:val"), tag)


def _set_language(properties: etree._Element, tag: str) -> None:
    lang = properties.find(qn("w:lang"))
    if lang is None:
        lang = etree.Element(qn("w:lang"))
        properties.insert(_find_position_for_lang(properties), lang)
    lang.set(qn("w:val"), tag)


def _find_position_for_lang(properties: etree._Element) -> int:
    later = {qn(f"w:{name}") for name in _AFTER_LANG}
    for position, child in enumerate(properties):
        if child.tag in later or _is_extension(child):
            return position
    return len(properties)


def _is_extension(child: etree._Element) -> bool:
    """Return whether ``child`` is an extension of a later Word version (w14).

    Extensions come after all other elements.
    """
    return not str(child.tag).startswith(f"{{{W}}}")


def tag_parts(package: Package, tag: str, decimal: str = "") -> Mapping[str, bytes]:
    """Return the styles, numbering and settings with all their languages set to ``tag``.

    ``decimal`` is the decimal separator for calculated fields, which also determines the list separator. If
    it is empty, the template's separators are unchanged.
    """
    changed: dict[str, bytes] = {}
    for kind, change in (("styles", _tag_styles), ("numbering", _tag_all), ("settings", _tag_settings)):
        for name in package.related(kind):
            root = parse(package.parts[name])
            change(root, tag)
            changed[name] = serialise(root)
    return {**changed, **set_separators(package.with_parts(changed), decimal)}


def set_separators(package: Package, decimal: str) -> dict[str, bytes]:
    """Return the settings with the decimal separator ``decimal``, and a list separator that differs from it.

    A separator that the template does not set is not added. If ``decimal`` is empty, the result is empty,
    because the template's separators do not change.
    """
    separators = {"decimalSymbol": decimal, "listSeparator": ";" if decimal == "," else ","}
    changed: dict[str, bytes] = {}
    for part in package.related("settings") if decimal else ():
        settings = parse(package.parts[part])
        for name, separator in separators.items():
            if (element := settings.find(qn(f"w:{name}"))) is not None:
                element.set(qn("w:val"), separator)
        changed[part] = serialise(settings)
    return changed


def _tag_styles(styles: etree._Element, tag: str) -> None:
    """Set every w:lang in the styles, including that in docDefaults, which is created if missing."""
    _tag_all(styles, tag)
    defaults = _get_child(styles, "docDefaults", first=True)
    _set_language(_get_child(_get_child(defaults, "rPrDefault", first=True), "rPr"), tag)


def _tag_all(root: etree._Element, tag: str) -> None:
    for lang in root.iter(qn("w:lang")):
        lang.set(qn("w:val"), tag)


def _get_child(parent: etree._Element, name: str, *, first: bool = False) -> etree._Element:
    child = parent.find(qn(f"w:{name}"))
    if child is None:
        child = etree.Element(qn(f"w:{name}"))
        parent.insert(0 if first else len(parent), child)
    return child


def _tag_settings(settings: etree._Element, tag: str) -> None:
    fonts = settings.find(qn("w:themeFontLang"))
    if fonts is None:
        later = {qn(f"w:{name}") for name in _AFTER_THEME_FONTS}
        positions = (
            position for position, child in enumerate(settings) if child.tag in later or _is_extension(child)
        )
        fonts = etree.Element(qn("w:themeFontLang"))
        settings.insert(next(positions, len(settings)), fonts)
    fonts.set(qn("w:val"), tag)


def tag_properties(properties: etree._Element, tag: str) -> None:
    """Set dc:language in the core properties to ``tag``."""
    element = properties.find(_LANGUAGE)
    if element is None:
        element = etree.SubElement(properties, _LANGUAGE)
    element.text = tag
