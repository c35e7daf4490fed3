"""Rules for the order and nesting of elements: properties, blocks, runs, rows and cells.

The order of children is defined by ISO/IEC 29500-1, chapter 17 and annex A. Word tolerates some deviations
and reports a damaged file for others. Nothing lists which are tolerated, so every deviation is reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from lxml import etree

from assembler.diagnostics import Diagnostic
from assembler.diagnostics import document_structure as rules
from assembler.word.check.subject import Subject
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
_THROUGH: Final = frozenset({"sdtContent", "sdt", "customXml", "ins", "del", "moveFrom", "moveTo"})
_TAGS: Final = tuple(qn(f"w:{name}") for name in (*_CONTENT, "sdtContent", "customXml"))
_PREFIX: Final = f"{{{W}}}"

_Violation = tuple[str, Mapping[str, str]]
"""Variant of a rule, and the fields of its message."""


def check_order(subject: Subject) -> Iterator[Diagnostic]:
    """Check that the children of properties, settings, styles, lists and controls are unique and in order."""
    tags = [qn(name) for name in ORDERS]
    for part, root in subject.trees.items():
        if str(root.tag).startswith(_PREFIX):
            for element in root.iter(*tags):
                fault = _find_disorder(str(element.tag), tuple(str(child.tag) for child in element))
                if fault:
                    variant, fields = fault
                    yield rules.WRONG_ELEMENT_ORDER.at(subject.locate(part, element), variant, **fields)


@lru_cache(maxsize=4096)
def _find_disorder(parent: str, children: tuple[str, ...]) -> _Violation | None:
    """Return the rule variant and message fields for the first child that is out of order, or None."""
    holder = f"w:{parent.removeprefix(_PREFIX)}"
    order = ORDERS[holder]
    highest, before = -1, ""
    for tag in children:
        name = tag.removeprefix(_PREFIX)
        if not tag.startswith(_PREFIX):
            continue
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


def check_nesting(subject: Subject) -> Iterator[Diagnostic]:
    """Check the nesting of blocks, runs, rows and cells, and that properties precede the content."""
    for part, root in subject.iter_stories():
        for element in root.iter(*_TAGS):
            container = _find_container(element)
            children = tuple(str(child.tag) for child in element if isinstance(child.tag, str))
            fault = _find_misplaced(etree.QName(element).localname, container, children)
            if fault:
                variant, fields = fault
                yield rules.MISPLACED_ELEMENT.at(subject.locate(part, element), variant, **fields)


def _find_container(element: etree._Element) -> str:
    """Return the name of ``element`` or the closest element around it that restricts its children."""
    current: etree._Element | None = element
    while current is not None:
        name = str(current.tag).removeprefix(_PREFIX)
        if name in _CONTENT:
            return name
        current = current.getparent() if name in _THROUGH else None
    return ""


@lru_cache(maxsize=4096)
def _find_misplaced(name: str, container: str, children: tuple[str, ...]) -> _Violation | None:
    """Return the rule variant and message fields for the first misplaced child of ``name``, or None."""
    allowed = _CONTENT.get(container)
    if allowed is None:
        return None
    first = PROPERTIES.get(name, ())
    content = False
    for tag in children:
        child = tag.removeprefix(_PREFIX)
        if child in first:
            if content:
                return "not first", {"child": f"w:{child}", "parent": f"w:{name}"}
        elif tag.startswith(_PREFIX):
            if child not in allowed:
                fields = {"child": f"w:{child}", "parent": f"w:{name}"}
                return ("", fields) if name == container else (
                    "in a wrapper", {**fields, "container": f"w:{container}"})  # fmt: skip
            content = content or child not in _MARKS or name != "tbl"
    return None
