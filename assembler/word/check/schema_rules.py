"""Rules of Word's schema: the order and nesting of elements, and the values of their attributes.

The order of children is defined by ISO/IEC 29500-1, chapter 17 and annex A. Word tolerates some deviations
and reports a damaged file for others. Nothing lists which are tolerated, so every deviation is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from lxml import etree

from assembler.diagnostics import Diagnostic
from assembler.diagnostics import document_structure as rules
from assembler.word.check.subject import Subject
from assembler.word.check.walk import EVERY_PART, for_each
from assembler.word.package.xml import W, qn

_PARAGRAPH: Final = """
    pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd
    tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi
    adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc
    textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"""
_RUN: Final = """
    ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow
    emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u
    effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange"""
_CELL: Final = """
    cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign
    hideMark headers cellIns cellDel cellMerge tcPrChange"""
_TABLE: Final = """
    tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing
    tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange"""
_SECTION: Final = """
    headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType
    pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid
    printerSettings sectPrChange"""
_STYLE: Final = """
    name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat
    locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr"""
_SETTINGS: Final = """
    writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries
    displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData
    embedTrueTypeFonts embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges
    bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors
    hideGrammaticalErrors activeWritingStyle proofState formsDesign attachedTemplate linkStyles
    stylePaneFormatFilter stylePaneSortMethod documentType mailMerge revisionView trackRevisions
    doNotTrackMoves doNotTrackFormatting documentProtection autoFormatOverride styleLockTheme
    styleLockQFSet defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone
    doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle defaultTableStyle evenAndOddHeaders
    bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets drawingGridHorizontalSpacing
    drawingGridVerticalSpacing displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery
    doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin drawingGridVerticalOrigin
    doNotShadeFormData noPunctuationKerning characterSpacingControl printTwoOnOne
    strictFirstAndLastChars noLineBreaksAfter noLineBreaksBefore savePreviewPicture
    doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent alwaysShowPlaceholderText
    doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving saveThroughXslt showXMLTags
    alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr endnotePr compat docVars rsids
    attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats doNotAutoCompressPictures
    forceUpgrade captions readModeInkLockDown smartTagType shapeDefaults doNotEmbedSmartTags
    decimalSymbol listSeparator"""
_LEVEL: Final = "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr"
_SIDES: Final = "top start left bottom end right"

ORDERS: Final[dict[str, tuple[str, ...]]] = {
    "w:pPr": tuple(_PARAGRAPH.split()),
    "w:rPr": tuple(_RUN.split()),
    "w:tcPr": tuple(_CELL.split()),
    "w:tblPr": tuple(_TABLE.split()),
    "w:sectPr": tuple(_SECTION.split()),
    "w:style": tuple(_STYLE.split()),
    "w:settings": tuple(_SETTINGS.split()),
    "w:lvl": tuple(_LEVEL.split()),
    "w:abstractNum": ("nsid", "multiLevelType", "tmpl", "name", "styleLink", "numStyleLink", "lvl"),
    "w:num": ("abstractNumId", "lvlOverride"),
    "w:numbering": ("numPicBullet", "abstractNum", "num", "numIdMacAtCleanup"),
    "w:numPr": ("ilvl", "numId", "numberingChange", "ins"),
    "w:styles": ("docDefaults", "latentStyles", "style"),
    "w:docDefaults": ("rPrDefault", "pPrDefault"),
    "w:tblStylePr": ("pPr", "rPr", "tblPr", "trPr", "tcPr"),
    "w:tblBorders": (*_SIDES.split(), "insideH", "insideV"),
    "w:tcBorders": (*_SIDES.split(), "insideH", "insideV", "tl2br", "tr2bl"),
    "w:tblCellMar": tuple(_SIDES.split()),
    "w:tcMar": tuple(_SIDES.split()),
    "w:pBdr": ("top", "left", "bottom", "right", "between", "bar"),
    "w:tblGrid": ("gridCol", "tblGridChange"),
    "w:sdt": ("sdtPr", "sdtEndPr", "sdtContent"),
    "w:date": ("dateFormat", "lid", "storeMappedDataAs", "calendar"),
}
"""Maps each element to its permitted children, in order."""

_REPEATED: Final = """
    activeWritingStyle attachedSchema smartTagType headerReference footerReference tblStylePr lvl lvlOverride
    numPicBullet abstractNum num style gridCol"""
REPEATED: Final = frozenset(_REPEATED.split())
"""Children that may occur more than once."""

SAME_RANK: Final = {"footerReference": "headerReference", "start": "left", "end": "right"}
"""Maps a child to another child with the same rank, so that either may come first."""

_MARK_NAMES: Final = """
    bookmarkStart bookmarkEnd moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd
    commentRangeStart commentRangeEnd customXmlInsRangeStart customXmlInsRangeEnd customXmlDelRangeStart
    customXmlDelRangeEnd customXmlMoveFromRangeStart customXmlMoveFromRangeEnd customXmlMoveToRangeStart
    customXmlMoveToRangeEnd proofErr permStart permEnd ins del moveFrom moveTo customXml sdt"""
_RUN_NAMES: Final = """
    rPr t delText instrText delInstrText br cr tab ptab sym noBreakHyphen softHyphen dayShort monthShort
    yearShort dayLong monthLong yearLong annotationRef footnoteRef footnoteReference endnoteRef
    endnoteReference separator continuationSeparator pgNum fldChar ruby object pict drawing commentReference
    lastRenderedPageBreak contentPart"""
_MARKS: Final = frozenset(_MARK_NAMES.split())
BLOCKS: Final = _MARKS | {"p", "tbl", "altChunk", "sectPr"}
INLINE: Final = _MARKS | {"r", "hyperlink", "fldSimple", "smartTag", "bdo", "dir", "subDoc"}
ROWS: Final = _MARKS | {"tr"}
CELLS: Final = _MARKS | {"tc"}
IN_RUN: Final = frozenset(_RUN_NAMES.split())
PROPERTIES: Final = {
    "p": ("pPr",), "tbl": ("tblPr", "tblGrid"), "tr": ("tblPrEx", "trPr"), "tc": ("tcPr",), "r": ("rPr",),
    "smartTag": ("smartTagPr",), "customXml": ("customXmlPr",), "fldSimple": ("fldData",),
}  # fmt: skip
"""Maps an element to the children that must come before its content, in this order."""

_CONTENT: Final = {
    "body": BLOCKS, "tc": BLOCKS, "hdr": BLOCKS, "ftr": BLOCKS, "footnote": BLOCKS, "endnote": BLOCKS,
    "comment": BLOCKS, "txbxContent": BLOCKS, "docPartBody": BLOCKS,
    "p": INLINE, "hyperlink": INLINE, "fldSimple": INLINE, "smartTag": INLINE, "bdo": INLINE, "dir": INLINE,
    "r": IN_RUN, "tbl": ROWS, "tr": CELLS,
}  # fmt: skip
"""Maps an element to the children that its content may consist of."""
_WRAPPER_NAMES: Final = "sdtContent sdt customXml ins del moveFrom moveTo"
_WRAPPERS: Final = frozenset(qn(f"w:{name}") for name in _WRAPPER_NAMES.split())
"""Elements whose content must be allowed in the element around them."""
_PREFIX: Final = f"{{{W}}}"
_VALUE: Final = qn("w:val")

_SWITCH_NAMES: Final = """
    b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish
    webHidden  rtl cs specVanish keepNext keepLines pageBreakBefore widowControl suppressLineNumbers
    contextualSpacing  bidi mirrorIndents suppressAutoHyphens cantSplit tblHeader hidden noWrap hideMark
    titlePg isLgl qFormat  semiHidden unhideWhenUsed autoHyphenation evenAndOddHeaders updateFields
    showingPlcHdr temporary"""
_SWITCHES: Final = frozenset(_SWITCH_NAMES.split())
_ON_OFF: Final = {"1", "0", "true", "false", "on", "off"}
_MEASURES: Final[dict[str, tuple[str, ...]]] = {
    name: attributes
    for names, attributes in (
        ("sz szCs kern position", ("val",)),
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
"""Maps each element to its attributes that are measures or numbers."""
_NOT_NEGATIVE: Final[dict[str, tuple[str, ...]]] = {
    "spacing": ("before", "after"),
    "ind": ("hanging", "firstLine"),
    "pgSz": ("w", "h"),
    "pgMar": ("left", "right", "header", "footer", "gutter"),
    "gridCol": ("w",),
    "trHeight": ("val",),
    "sz": ("val",),
    "szCs": ("val",),
}
"""Maps each element to its measures that must not be negative (ST_TwipsMeasure, ST_HpsMeasure)."""
_MEASURE: Final = re.compile(r"-?\d+(\.\d+%|%|(\.\d+)?(mm|cm|in|pt|pc|pi))?")
_BORDERS: Final = "top left start bottom right end insideH insideV between bar bdr"
_COLOURS: Final = {
    "color": ("val",),
    "shd": ("fill", "color"),
    **dict.fromkeys(("background", "u", *_BORDERS.split()), ("color",)),
}
"""Maps each element to its attributes that are colours."""
_COLOUR: Final = re.compile("auto|[0-9A-Fa-f]{6}")
_KEYWORDS: Final = {
    "jc": ("val", "left center right both start end distribute mediumKashida highKashida lowKashida "
                        "thaiDistribute numTab"),
    "vAlign": ("val", "top center bottom both"),
    "vMerge": ("val", "restart continue"),
    "vertAlign": ("val", "baseline superscript subscript"),
    "type": ("val", "nextPage nextColumn continuous evenPage oddPage autoNum bbPlcHdr"),
    "tblLayout": ("type", "fixed autofit"),
    "fldChar": ("fldCharType", "begin separate end"),
    "br": ("type", "page column textWrapping"),
    "pgSz": ("orient", "portrait landscape"),
    "suff": ("val", "tab space nothing"),
    "headerReference": ("type", "default first even"),
    "footerReference": ("type", "default first even"),
}  # fmt: skip
"""Maps each element to the attribute that is a keyword, and to the keywords that Word knows."""

_Violation = tuple[str, Mapping[str, str]]
"""Variant of a rule, and the fields of its message."""


@for_each(*ORDERS, also=EVERY_PART)
def check_order(subject: Subject, element: etree._Element) -> Iterator[Diagnostic]:
    """Check that the children of properties, settings, styles, lists and controls are unique and in order."""
    violation = _find_disorder(str(element.tag), _list_tags(element))
    if violation:
        variant, fields = violation
        yield rules.WRONG_ELEMENT_ORDER.at(subject.locate(element), variant, **fields)


def _list_tags(element: etree._Element) -> tuple[object, ...]:
    """Return the tags of the children of ``element``; that of a comment is not a string."""
    return tuple([child.tag for child in element])


@lru_cache(maxsize=4096)
def _find_disorder(parent: str, children: tuple[object, ...]) -> _Violation | None:
    """Return the rule variant and message fields for the first child that is out of order, or None."""
    holder = f"w:{parent.removeprefix(_PREFIX)}"
    order = ORDERS[holder]
    highest, before = -1, ""
    for tag in children:
        if not isinstance(tag, str) or not tag.startswith(_PREFIX):
            continue
        name = tag.removeprefix(_PREFIX)
        if name not in order:
            return "not allowed", {"child": f"w:{name}", "parent": holder}
        same = SAME_RANK.get(name, name)
        rank = order.index(same if same in order else name)
        if rank < highest:
            return "", {"child": f"w:{name}", "other": f"w:{before}", "parent": holder}
        if name == before and name not in REPEATED:
            return "repeated", {"child": f"w:{name}", "parent": holder}
        highest, before = rank, name
    return None


@for_each(*(f"w:{name}" for name in _CONTENT), "w:sdtContent", "w:customXml")
def check_nesting(subject: Subject, element: etree._Element) -> Iterator[Diagnostic]:
    """Check the nesting of blocks, runs, rows and cells, and that properties precede the content."""
    container: etree._Element | None = element
    while container is not None and container.tag in _WRAPPERS:
        container = container.getparent()
    if container is not None:
        violation = _find_misplaced(str(element.tag), str(container.tag), _list_tags(element))
        if violation:
            variant, fields = violation
            yield rules.MISPLACED_ELEMENT.at(subject.locate(element), variant, **fields)


@lru_cache(maxsize=4096)
def _find_misplaced(parent: str, around: str, children: tuple[object, ...]) -> _Violation | None:
    """Return the rule variant and message fields for the first misplaced child of ``parent``, or None.

    ``around`` is the tag of ``parent`` or, for a wrapper, of the element around it.
    """
    name, container = parent.removeprefix(_PREFIX), around.removeprefix(_PREFIX)
    allowed, first = _CONTENT.get(container), PROPERTIES.get(name, ())
    if allowed is None:
        return None
    content = False
    for tag in children:
        if not isinstance(tag, str) or not tag.startswith(_PREFIX):
            continue
        child = tag.removeprefix(_PREFIX)
        fields = {"child": f"w:{child}", "parent": f"w:{name}"}
        if child in first:
            if content:
                return "not first", fields
        elif child in allowed:
            content = content or child not in _MARKS or name != "tbl"
        elif name == container:
            return "", fields
        else:
            return "in a wrapper", {**fields, "container": f"w:{container}"}
    return None


@for_each(
    *(f"w:{name}" for name in (*_SWITCHES, *_MEASURES, *_KEYWORDS)), also=("styles", "numbering", "settings")
)
def check_values(subject: Subject, element: etree._Element) -> Iterator[Diagnostic]:
    """Check the switches, measures and keywords in the text, styles, lists and settings."""
    name = str(element.tag).removeprefix(_PREFIX)
    if name in _SWITCHES:
        text = element.get(_VALUE)
        if text is not None and text not in _ON_OFF:
            yield rules.INVALID_SWITCH.at(subject.locate(element), element=f"w:{name}", value=text)
    for attribute in _MEASURES.get(name, ()):
        text = element.get(_PREFIX + attribute)
        if text is not None and not _MEASURE.fullmatch(text):
            location = subject.locate(element)
            yield rules.INVALID_MEASURE.at(location, attribute=attribute, element=f"w:{name}", value=text)
        elif text is not None and text.startswith("-") and attribute in _NOT_NEGATIVE.get(name, ()):
            location = subject.locate(element)
            yield rules.NEGATIVE_MEASURE.at(location, attribute=attribute, element=f"w:{name}", value=text)
    if name in _KEYWORDS:
        attribute, known = _KEYWORDS[name]
        text = element.get(_PREFIX + attribute)
        if text is not None and text not in known.split():
            location, listed = subject.locate(element), known.replace(" ", ", ")
            yield rules.UNKNOWN_VALUE.at(location, element=f"w:{name}", value=text, known=listed)


@for_each(*(f"w:{name}" for name in _COLOURS), also=("styles", "numbering"))
def check_colours(subject: Subject, element: etree._Element) -> Iterator[Diagnostic]:
    """Check the colours of text, shading, underlines and borders."""
    name = str(element.tag).removeprefix(_PREFIX)
    for attribute in _COLOURS[name]:
        text = element.get(_PREFIX + attribute)
        if text is not None and not _COLOUR.fullmatch(text):
            location = subject.locate(element)
            yield rules.INVALID_COLOUR.at(location, attribute=attribute, element=f"w:{name}", value=text)
