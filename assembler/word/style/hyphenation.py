"""How words are divided at the ends of lines: a house style says it, and every document in it does so.

Word keeps it in the settings of a document and not in its styles (ECMA-376 part 1, 17.15.1.10 and its like),
so that a look that is only styles and themes would lose it. Which words can be divided at all the editor
knows, by the language of each run and the dictionaries that it has; without one it divides none.
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
"""What stands before hyphenation in the settings (wml.xsd, CT_Settings)."""


def with_hyphenation_of(package: Package, style: Package) -> Package:
    """``package`` dividing words as ``style`` does; unchanged where one of them has no settings."""
    own, theirs = package.related("settings")[:1], style.related("settings")[:1]
    if not own or not theirs:
        return package
    root = parse(package.parts[own[0]])
    for name in _HYPHENATION:
        for old in root.findall(qn(f"w:{name}")):
            root.remove(old)
    told = parse(style.parts[theirs[0]])
    wanted = [deepcopy(found) for name in _HYPHENATION for found in told.findall(qn(f"w:{name}"))]
    at = sum(child.tag in _BEFORE for child in root)
    root[at:at] = wanted
    return package.with_parts({own[0]: serialise(root)})
