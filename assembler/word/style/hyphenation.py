"""Hyphenation settings, copied from a house style to every document.

Word stores them in the settings of a document, not in its styles (ECMA-376 part 1, 17.15.1.10 and following),
so copying styles and themes would lose them. The language of each run and the installed dictionaries
determine where Word can hyphenate a word. Without a dictionary, Word does not hyphenate.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Final

from assembler.word.package.package import Package
from assembler.word.package.xml import parse, qn, serialise

_HYPHENATION: Final = ("autoHyphenation", "consecutiveHyphenLimit", "hyphenationZone", "doNotHyphenateCaps")
_BEFORE: Final = frozenset(qn(f"w:{name}") for name in (
    "writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime",
    "doNotDisplayPageBoundaries", "displayBackgroundShape", "printPostScriptOverText",
    "printFractionalCharacterWidth", "printFormsData", "embedTrueTypeFonts", "embedSystemFonts",
    "saveSubsetFonts", "saveFormsData", "mirrorMargins", "alignBordersAndEdges", "bordersDoNotSurroundHeader",
    "bordersDoNotSurroundFooter", "gutterAtTop", "hideSpellingErrors", "hideGrammaticalErrors",
    "activeWritingStyle", "proofState", "formsDesign", "attachedTemplate", "linkStyles",
    "stylePaneFormatFilter", "stylePaneSortMethod", "documentType", "mailMerge", "revisionView",
    "trackRevisions", "doNotTrackMoves", "doNotTrackFormatting", "documentProtection", "autoFormatOverride",
    "styleLockTheme", "styleLockQFSet", "defaultTabStop",
))  # fmt: skip
"""Elements that precede hyphenation in the settings (wml.xsd, CT_Settings)."""


def copy_hyphenation(package: Package, style: Package) -> Package:
    """Return ``package`` with the hyphenation of ``style``; unchanged if either has no settings."""
    own, theirs = package.related("settings")[:1], style.related("settings")[:1]
    if not own or not theirs:
        return package
    root = parse(package.parts[own[0]])
    for name in _HYPHENATION:
        for old in root.findall(qn(f"w:{name}")):
            root.remove(old)
    settings = parse(style.parts[theirs[0]])
    copies = [deepcopy(element) for name in _HYPHENATION for element in settings.findall(qn(f"w:{name}"))]
    index = sum(child.tag in _BEFORE for child in root)
    root[index:index] = copies
    return package.with_parts({own[0]: serialise(root)})
