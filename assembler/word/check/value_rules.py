"""Rules for attribute values: switches are on or off, measures are numbers, and Word knows the keywords."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from assembler.diagnostics import Diagnostic
from assembler.diagnostics import document_structure as rules
from assembler.word.check.subject import Subject
from assembler.word.package.xml import qn

_SWITCH_NAMES: Final = """
    b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish
    webHidden  rtl cs specVanish keepNext keepLines pageBreakBefore widowControl suppressLineNumbers
    contextualSpacing  bidi mirrorIndents suppressAutoHyphens cantSplit tblHeader hidden noWrap hideMark
    titlePg isLgl qFormat  semiHidden unhideWhenUsed autoHyphenation evenAndOddHeaders updateFields
    showingPlcHdr temporary"""
_SWITCHES: Final = tuple(qn(f"w:{name}") for name in _SWITCH_NAMES.split())
_ON_OFF: Final = {"1", "0", "true", "false", "on", "off"}
_MEASURES: Final = {
    qn(f"w:{name}"): attributes
    for names, attributes in (
        ("sz szCs kern position spacing", ("val",)),
        ("tcW tblW tblInd tblCellSpacing gridCol wBefore wAfter", ("w",)),
        ("ind", ("left", "right", "start", "end", "hanging", "firstLine")),
        ("spacing", ("val", "before", "after", "line")),
        ("pgSz", ("w", "h")),
        ("pgMar", ("top", "right", "bottom", "left", "header", "footer", "gutter")),
        ("trHeight gridSpan gridBefore gridAfter outlineLvl numId ilvl", ("val",)),
        ("tab", ("pos",)),
    )
    for name in names.split()
}
_MEASURE: Final = re.compile(r"-?\d+(\.\d+%|%|(\.\d+)?(mm|cm|in|pt|pc|pi))?")
_WORDS: Final = {
    qn("w:jc"): "left center right both start end distribute mediumKashida highKashida lowKashida "
                "thaiDistribute numTab",
    qn("w:vAlign"): "top center bottom both",
    qn("w:vMerge"): "restart continue",
    qn("w:vertAlign"): "baseline superscript subscript",
    qn("w:type"): "nextPage nextColumn continuous evenPage oddPage autoNum bbPlcHdr",
    qn("w:tblLayout"): "fixed autofit",
    qn("w:fldChar"): "begin separate end",
    qn("w:br"): "page column textWrapping",
    qn("w:pgSz"): "portrait landscape",
    qn("w:suff"): "tab space nothing",
    qn("w:headerReference"): "default first even",
    qn("w:footerReference"): "default first even",
}  # fmt: skip
_WORD_ATTRIBUTE: Final = {
    qn("w:tblLayout"): "w:type", qn("w:fldChar"): "w:fldCharType", qn("w:br"): "w:type",
    qn("w:pgSz"): "w:orient", qn("w:headerReference"): "w:type", qn("w:footerReference"): "w:type",
}  # fmt: skip


def check_values(subject: Subject) -> Iterator[Diagnostic]:
    """Check the switches, measures and keywords in the text, styles, lists and settings."""
    for part, root in (*subject.iter_stories(), *subject.iter_related("styles", "numbering", "settings")):
        for element in root.iter(*_SWITCHES):
            text = element.get(qn("w:val"))
            if text is not None and text not in _ON_OFF:
                location = subject.locate(part, element)
                yield rules.INVALID_SWITCH.at(location, element=_name(element), value=text)
        for element in root.iter(*_MEASURES):
            yield from _check_measures(subject, part, element)
        for element in root.iter(*_WORDS):
            text = element.get(qn(_WORD_ATTRIBUTE.get(str(element.tag), "w:val")))
            known = _WORDS[str(element.tag)].split()
            if text is not None and text not in known:
                location, name = subject.locate(part, element), _name(element)
                yield rules.UNKNOWN_VALUE.at(location, element=name, value=text, known=", ".join(known))


def _check_measures(subject: Subject, part: str, element: etree._Element) -> Iterator[Diagnostic]:
    for attribute in _MEASURES[str(element.tag)]:
        text = element.get(qn(f"w:{attribute}"))
        if text is not None and not _MEASURE.fullmatch(text):
            location, name = subject.locate(part, element), _name(element)
            yield rules.INVALID_MEASURE.at(location, attribute=attribute, element=name, value=text)


def _name(element: etree._Element) -> str:
    return f"w:{etree.QName(element).localname}"
