"""The order in which Word wants the children of some elements (ISO/IEC 29500-1, chapter 17, and annex A).

Word reads some of these out of order and calls the file damaged for others; nobody lists which: all are kept.
"""

from __future__ import annotations

from typing import Final

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
"""For each element its children in order; a child that is not listed does not belong there."""

_REPEATED: Final = """
    activeWritingStyle attachedSchema smartTagType headerReference footerReference tblStylePr lvl lvlOverride
    numPicBullet abstractNum num style gridCol"""
REPEATED: Final = frozenset(_REPEATED.split())
"""Children that may stand more than once."""

SAME_PLACE: Final = {"footerReference": "headerReference", "start": "left", "end": "right"}
"""Children that may stand in either order with another one: they take its place in the list."""
