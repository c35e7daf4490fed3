"""The language of a Word document, said in every place where Word keeps it.

The run's own w:lang decides how Word proofs and a screen reader speaks, then that of its style, then
docDefaults; themeFontLang of the settings and dc:language of the properties decide nothing in Word, but other
programs read them. A run that the template marks as another language (a project's name) keeps its own tag.
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
"""What may follow w:lang in w:rPr besides extensions (wml.xsd, EG_RPrBase)."""
_AFTER_THEME_FONTS: Final = (
    "clrSchemeMapping", "doNotIncludeSubdocsInStats", "doNotAutoCompressPictures", "forceUpgrade", "captions",
    "readModeInkLockDown", "smartTagType", "shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol",
    "listSeparator",
)  # fmt: skip
"""What follows w:themeFontLang in the settings (wml.xsd, CT_Settings), before extensions."""


def tag_runs(root: etree._Element, tag: str) -> None:
    """Give every run and paragraph mark of ``root`` the language ``tag``, except runs in another language."""
    for run in root.iter(qn("w:r")):
        properties = run.find(qn("w:rPr"))
        if properties is None:
            properties = etree.Element(qn("w:rPr"))
            run.insert(0, properties)
        if not read_foreign_language(properties):
            _set(properties, tag)
    for marked in root.iterfind(f".//{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:lang')}"):
        marked.set(qn("w:val"), tag)


def _set(properties: etree._Element, tag: str) -> None:
    lang = properties.find(qn("w:lang"))
    if lang is None:
        lang = etree.Element(qn("w:lang"))
        properties.insert(_place_for_lang(properties), lang)
    lang.set(qn("w:val"), tag)


def _place_for_lang(properties: etree._Element) -> int:
    later = {qn(f"w:{name}") for name in _AFTER_LANG}
    for at, child in enumerate(properties):
        if child.tag in later or _is_extension(child):
            return at
    return len(properties)


def _is_extension(child: etree._Element) -> bool:
    """Whether ``child`` belongs to a later edition of Word (w14) or to none: such elements come last."""
    return not str(child.tag).startswith(f"{{{W}}}")


def tagged_parts(package: Package, tag: str, decimal: str = "") -> Mapping[str, bytes]:
    """The parts beside the text that name a language, with ``tag`` in them: styles, numbers, settings.

    ``decimal`` is the decimal sign that calculated fields then use, with the separator of lists that goes
    with it; empty leaves those of the template.
    """
    changed: dict[str, bytes] = {}
    for kind, change in (("styles", _tag_styles), ("numbering", _tag_all), ("settings", _tag_settings)):
        for name in package.related(kind):
            root = parse(package.parts[name])
            change(root, tag)
            if kind == "settings" and decimal:
                _set_separators(root, decimal)
            changed[name] = serialise(root)
    return changed


def _set_separators(settings: etree._Element, decimal: str) -> None:
    """A comma cannot part both the digits of a number and the items of a list."""
    separators = {"decimalSymbol": decimal, "listSeparator": ";" if decimal == "," else ","}
    for name, sign in separators.items():
        if (found := settings.find(qn(f"w:{name}"))) is not None:
            found.set(qn("w:val"), sign)


def _tag_styles(styles: etree._Element, tag: str) -> None:
    """Every w:lang of the styles, and that of docDefaults even where it was not yet there."""
    _tag_all(styles, tag)
    defaults = _child(styles, "docDefaults", first=True)
    _set(_child(_child(defaults, "rPrDefault", first=True), "rPr"), tag)


def _tag_all(root: etree._Element, tag: str) -> None:
    for lang in root.iter(qn("w:lang")):
        lang.set(qn("w:val"), tag)


def _child(parent: etree._Element, name: str, *, first: bool = False) -> etree._Element:
    found = parent.find(qn(f"w:{name}"))
    if found is None:
        found = etree.Element(qn(f"w:{name}"))
        parent.insert(0 if first else len(parent), found)
    return found


def _tag_settings(settings: etree._Element, tag: str) -> None:
    fonts = settings.find(qn("w:themeFontLang"))
    if fonts is None:
        later = {qn(f"w:{name}") for name in _AFTER_THEME_FONTS}
        after = (at for at, child in enumerate(settings) if child.tag in later or _is_extension(child))
        fonts = etree.Element(qn("w:themeFontLang"))
        settings.insert(next(after, len(settings)), fonts)
    fonts.set(qn("w:val"), tag)


def tag_properties(properties: etree._Element, tag: str) -> None:
    """Say the language in dc:language of the core properties."""
    found = properties.find(_LANGUAGE)
    if found is None:
        found = etree.SubElement(properties, _LANGUAGE)
    found.text = tag
