"""Rules of Word's schema: the order and nesting of elements, and the values of their attributes.

The order of children is defined by ISO/IEC 29500-1, chapter 17 and annex A. Word tolerates some deviations
and reports a damaged file for others. The tolerated deviations are not documented, so every deviation is
reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from assembler.diagnostics import document_markup as rules
from assembler.word.check.walk import EVERY_PART, Children, Violation, for_attributes, for_children
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
"""Maps a child to another child that may come before or after it."""

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
"""Maps each element to the children that must come before its content, in this order."""

_CONTENT: Final = {
    "body": BLOCKS, "tc": BLOCKS, "hdr": BLOCKS, "ftr": BLOCKS, "footnote": BLOCKS, "endnote": BLOCKS,
    "comment": BLOCKS, "txbxContent": BLOCKS, "docPartBody": BLOCKS,
    "p": INLINE, "hyperlink": INLINE, "fldSimple": INLINE, "smartTag": INLINE, "bdo": INLINE, "dir": INLINE,
    "r": IN_RUN, "tbl": ROWS, "tr": CELLS,
}  # fmt: skip
"""Maps each element to the children allowed in its content."""
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
"""Maps each element to its attributes whose values must be measurements or numbers."""
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
"""Maps each element to its measurements that must not be negative (ST_TwipsMeasure, ST_HpsMeasure)."""
_MEASURE: Final = re.compile(r"-?\d+(\.\d+%|%|(\.\d+)?(mm|cm|in|pt|pc|pi))?")
_BORDERS: Final = "top left start bottom right end insideH insideV between bar bdr"
_COLOURS: Final = {
    "color": ("val",),
    "shd": ("fill", "color"),
    **dict.fromkeys(("background", "u", *_BORDERS.split()), ("color",)),
}
"""Maps each element to its attributes whose values must be colours."""
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
"""Maps each element to its attribute for a keyword, and to the keywords that Word accepts."""


@for_children(*ORDERS, also=EVERY_PART)
def check_order(children: Children) -> Iterator[Violation]:
    """Check that the children of properties, settings, styles, lists and controls are allowed and in order.

    A child that is not in ``REPEATED`` may occur only once.
    """
    parent = f"w:{children.parent.removeprefix(_PREFIX)}"
    order = ORDERS[parent]
    highest, before = -1, ""
    for name in _list_names(children):
        if name not in order:
            yield rules.WRONG_ELEMENT_ORDER, "not allowed", {"child": f"w:{name}", "parent": parent}
            return
        same = SAME_RANK.get(name, name)
        rank = order.index(same if same in order else name)
        if rank < highest:
            fields = {"child": f"w:{name}", "other": f"w:{before}", "parent": parent}
            yield rules.WRONG_ELEMENT_ORDER, "", fields
            return
        if name == before and name not in REPEATED:
            yield rules.WRONG_ELEMENT_ORDER, "repeated", {"child": f"w:{name}", "parent": parent}
            return
        highest, before = rank, name


def _list_names(children: Children) -> list[str]:
    """Return the names of the children that are in Word's main namespace."""
    tags = (tag for tag in children.tags if isinstance(tag, str) and tag.startswith(_PREFIX))
    return [tag.removeprefix(_PREFIX) for tag in tags]


@for_children(*(f"w:{name}" for name in _CONTENT), "w:sdtContent", "w:customXml")
def check_nesting(children: Children) -> Iterator[Violation]:
    """Check that blocks, runs, rows and cells are nested correctly and that properties come first."""
    name, container = children.parent.removeprefix(_PREFIX), children.container.removeprefix(_PREFIX)
    allowed, first = _CONTENT.get(container), PROPERTIES.get(name, ())
    content = False
    for child in _list_names(children) if allowed is not None else ():
        fields = {"child": f"w:{child}", "parent": f"w:{name}"}
        if child in first:
            if content:
                yield rules.MISPLACED_ELEMENT, "not first", fields
                return
        elif allowed is not None and child in allowed:
            content = content or child not in _MARKS or name != "tbl"
        elif name == container:
            yield rules.MISPLACED_ELEMENT, "", fields
            return
        else:
            yield rules.MISPLACED_ELEMENT, "in a wrapper", {**fields, "container": f"w:{container}"}
            return


@for_attributes(
    *(f"w:{name}" for name in (*_SWITCHES, *_MEASURES, *_KEYWORDS)), also=("styles", "numbering", "settings")
)
def check_values(name: str, attributes: Mapping[str, str]) -> Iterator[Violation]:
    """Check that on/off values, measurements and keywords in text, styles, lists and settings are valid."""
    element = f"w:{name}"
    if name in _SWITCHES:
        text = attributes.get(_VALUE)
        if text is not None and text not in _ON_OFF:
            yield rules.INVALID_SWITCH, "", {"element": element, "value": text}
    for attribute in _MEASURES.get(name, ()):
        text = attributes.get(_PREFIX + attribute)
        if text is None:
            continue
        fields = {"attribute": attribute, "element": element, "value": text}
        if not _MEASURE.fullmatch(text):
            yield rules.INVALID_MEASURE, "", fields
        elif text.startswith("-") and attribute in _NOT_NEGATIVE.get(name, ()):
            yield rules.NEGATIVE_MEASURE, "", fields
    if name in _KEYWORDS:
        attribute, known = _KEYWORDS[name]
        text = attributes.get(_PREFIX + attribute)
        if text is not None and text not in known.split():
            listed = known.replace(" ", ", ")
            yield rules.UNKNOWN_VALUE, "", {"element": element, "value": text, "known": listed}


@for_attributes(*(f"w:{name}" for name in _COLOURS), also=("styles", "numbering"))
def check_colours(name: str, attributes: Mapping[str, str]) -> Iterator[Violation]:
    """Check that the colours of text, shading, underlines and borders are valid."""
    for attribute in _COLOURS[name]:
        text = attributes.get(_PREFIX + attribute)
        if text is not None and not _COLOUR.fullmatch(text):
            fields = {"attribute": attribute, "element": f"w:{name}", "value": text}
            yield rules.INVALID_COLOUR, "", fields
