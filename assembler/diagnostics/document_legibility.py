"""Rules for the legibility of a Word file: contrast, letter size, alignment, colours, line breaks, languages.

None of them reports an error, because Word can open an illegible file. The examples are elements of the body.
"""

from __future__ import annotations

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

LOW_CONTRAST = Rule(
    "low-contrast",
    Level.WARNING,
    "text in colour {colour} on {background} has a contrast of {ratio}:1, but needs {least}:1 "
    "(occurrences: {count})",
    "choose a darker colour for the text, or a lighter one on a dark background",
    explanation=(
        "The contrast of text with what is behind it must be 4.5:1, or 3:1 from 18 points, or from 14 points "
        "in bold. Colours of styles, themes, shading and shapes behind the text are taken into account."
    ),
    source="WCAG 2.1, 1.4.3 (EN 301 549, 10.1.4.3); Word’s Accessibility Checker (text contrast)",
    bad="""
<w:p><w:r><w:rPr><w:color w:val="A6A6A6"/><w:lang w:val="en-GB"/></w:rPr><w:t>Closed</w:t></w:r></w:p>
""",
    good="""
<w:p><w:r><w:rPr><w:color w:val="595959"/><w:lang w:val="en-GB"/></w:rPr><w:t>Closed</w:t></w:r></w:p>
<w:p><w:pPr><w:shd w:val="clear" w:fill="17507A"/></w:pPr>
  <w:r><w:rPr><w:color w:val="FFFFFF"/><w:lang w:val="en-GB"/></w:rPr><w:t>Closed</w:t></w:r></w:p>
""",
)
SMALL_TEXT = Rule(
    "small-text",
    Level.INFO,
    "the font size is {size} points, below the minimum of 9 (occurrences: {count})",
    "increase it to 9 points or more, preferably by changing the style",
    explanation=(
        "Letters under 9 points are hard to read. A code such as GG/A/4.11 may be in 8-point type, and the "
        "line with the number of a form in 7.5-point type."
    ),
    source="clear-print guidance, which asks for 12; Assembler’s own minimum is 9",
    bad="""
<w:p><w:r><w:rPr><w:sz w:val="14"/><w:lang w:val="en-GB"/></w:rPr><w:t>small print</w:t></w:r></w:p>
""",
    good="""
<w:p><w:r><w:rPr><w:sz w:val="18"/><w:lang w:val="en-GB"/></w:rPr><w:t>small print</w:t></w:r></w:p>
<w:p><w:r><w:rPr><w:sz w:val="16"/><w:lang w:val="en-GB"/></w:rPr><w:t>GG/A/4.11</w:t></w:r></w:p>
""",
)
JUSTIFIED_TEXT = Rule(
    "justified-text",
    Level.INFO,
    "a paragraph is justified (occurrences: {count})",
    "align the text on the left (Home, Align Left), preferably by changing its style",
    explanation="Uneven spaces between words make text harder to read, especially for people with dyslexia.",
    source="WCAG 2.1, 1.4.8 (level AAA); British government guidance on accessible documents",
    bad="""
<w:p><w:pPr><w:jc w:val="both"/></w:pPr>
  <w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t>The city reads well.</w:t></w:r></w:p>
""",
    good="""
<w:p><w:pPr><w:jc w:val="left"/></w:pPr>
  <w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t>The city reads well.</w:t></w:r></w:p>
""",
)
CAPITALS = Rule(
    "capitals",
    Level.INFO,
    "a passage is in capital letters (occurrences: {count})",
    "use sentence case (Home, Change Case), or clear “All caps” (Home, Font)",
    explanation="Words in capitals are harder to read, and screen readers may spell them.",
    source="British government guidance on accessible documents",
    bad="""
<w:p><w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t>PLEASE RETURN THIS BEFORE FRIDAY</w:t></w:r></w:p>
""",
    good="""
<w:p><w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t>The EU and AMIF pay for it.</w:t></w:r></w:p>
""",
)
UNDERLINED_TEXT = Rule(
    "underlined-text",
    Level.INFO,
    "a passage is underlined, but is not a link (occurrences: {count})",
    "remove the underline; for emphasis, use the style Strong",
    explanation="Readers take underlined text for a link.",
    source="British government guidance on accessible documents; WCAG 2.1, 1.3.1",
    bad="""
<w:p><w:r><w:rPr><w:u w:val="single"/><w:lang w:val="en-GB"/></w:rPr><w:t>Important</w:t></w:r></w:p>
""",
    good="""
<w:p><w:hyperlink r:id="rIdLink"><w:r><w:rPr><w:u w:val="single"/><w:lang w:val="en-GB"/></w:rPr>
  <w:t>Annual report 2025</w:t></w:r></w:hyperlink></w:p>
""",
)
COLOUR_ALONE = Rule(
    "colour-alone",
    Level.WARNING,
    "words are marked by colour alone (occurrences: {count})",
    "mark them in another way as well, for example with a word, a symbol or bold type",
    explanation="Readers who cannot see colours, or read a black-and-white printout, miss the difference.",
    source="WCAG 2.1, 1.4.1 (EN 301 549, 10.1.4.1)",
    bad="""
<w:p><w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t xml:space="preserve">The plan is </w:t></w:r>
  <w:r><w:rPr><w:color w:val="C00000"/><w:lang w:val="en-GB"/></w:rPr><w:t>late</w:t></w:r></w:p>
""",
    good="""
<w:p><w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t xml:space="preserve">The plan is </w:t></w:r>
  <w:r><w:rPr><w:b/><w:color w:val="C00000"/><w:lang w:val="en-GB"/></w:rPr><w:t>late</w:t></w:r></w:p>
""",
    variants={
        "cells": Wording(
            "empty cells of the table differ in colour only",
            "write in each coloured cell what its colour means",
        ),
    },
)
BREAKABLE_SPACE = Rule(
    "breakable-space",
    Level.INFO,
    "“{text}” may be split across two lines (occurrences: {count})",
    "replace the space with a no-break space (Ctrl+Shift+Space)",
    explanation=(
        "A number must stay on one line with its unit, a day with its month, a label with its number, and in "
        "French a colon with the word before it."
    ),
    source="Interinstitutional Style Guide of the European Union (numbers, dates and punctuation)",
    bad="""
<w:p><w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t>It ends on 1 September.</w:t></w:r></w:p>
""",
    good="""
<w:p><w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t>It ends on 1&#160;September.</w:t></w:r></w:p>
""",
)
WRONG_LANGUAGE_TAG = Rule(
    "wrong-language-tag",
    Level.WARNING,
    "text tagged as `{tag}` appears to be in `{language}` (occurrences: {count})",
    "select the text and set its language (Review, Language), or translate it",
    explanation="A screen reader reads text aloud in the voice of its language tag.",
    source="WCAG 2.1, 3.1.2 (EN 301 549, 10.3.1.2)",
    bad="""
<w:p><w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr>
  <w:t>Het stadsbestuur heeft een plan voor nieuwkomers, maar het wordt niet uitgevoerd.</w:t></w:r></w:p>
""",
    good="""
<w:p><w:r><w:rPr><w:lang w:val="nl-NL"/></w:rPr>
  <w:t>Het stadsbestuur heeft een plan voor nieuwkomers, maar het wordt niet uitgevoerd.</w:t></w:r></w:p>
""",
    variants={
        "script": Wording(
            "text tagged as `{tag}` is in {script} letters (occurrences: {count})",
            "select the text and set its language (Review, Language), or translate it",
        ),
    },
)
WRONG_DOCUMENT_LANGUAGE = Rule(
    "wrong-document-language",
    Level.WARNING,
    "the document is tagged as `{tag}`, but most of its chapter headings and captions are in `{language}`",
    "set the language of the document to that of its text, or translate the text",
    explanation=(
        "The language of the document, in its properties or styles, must be that of its chapter headings "
        "(level 1), because readers and programs rely on it."
    ),
    source="WCAG 2.1, 3.1.1 (EN 301 549, 10.3.1.1)",
    bad="""
<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="fi-FI"/></w:rPr></w:rPrDefault></w:docDefaults>
""",
    good="""
<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>
""",
)
