"""Rules for pictures, properties, leftover tags and the accessibility of a Word file.

Accessibility rules are warnings, because Word can open an inaccessible file. The examples are elements of
the body, the styles or the properties.
"""

from __future__ import annotations

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

_BUILD = "build the file again"

DUPLICATE_DRAWING_ID = Rule(
    "duplicate-drawing-id",
    Level.ERROR,
    "{count} drawings have the id {id}; this one is “{name}”",
    "delete the picture or shape in Word and insert it again",
    explanation="Word offers to repair a file in which two drawings have the same id, even if one of them "
    "is in a header.",
    source="measured in Word; no validator reports it",
    bad="""
<w:p><w:r>
  <w:drawing><wp:inline><wp:docPr id="1" name="Map" descr="The city"/></wp:inline></w:drawing></w:r></w:p>
""",
    good="""
<w:p><w:r>
  <w:drawing><wp:inline><wp:docPr id="9" name="Map" descr="The city"/></wp:inline></w:drawing></w:r></w:p>
""",
)
DAMAGED_PICTURE = Rule(
    "damaged-picture",
    Level.ERROR,
    "{part} is not a picture, or is truncated",
    "insert the picture again",
    explanation="A picture must begin with the signature of its format; PNG and JPEG need an end marker.",
    source="PNG (ISO/IEC 15948), JPEG (ISO/IEC 10918-1) and the other formats that Word embeds",
    bad="a file whose word/media/image1.png has lost its last bytes",
    good="a file with complete pictures",
)
WRONG_PICTURE_TYPE = Rule(
    "wrong-picture-type",
    Level.WARNING,
    "{part} has the content type {declared}, but is {actual}",
    "insert the picture again",
    explanation="A program that relies on a wrong content type cannot show the picture.",
    source="ISO/IEC 29500-1, 15.2 (shared parts)",
    bad='<Default Extension="png" ContentType="image/gif"/>',
    good='<Default Extension="png" ContentType="image/png"/>',
)
INVALID_PICTURE_SIZE = Rule(
    "invalid-picture-size",
    Level.ERROR,
    "a picture or shape has the size `{width}` × `{height}`, which cannot be displayed",
    "set its width and height (Picture Format, Size), or delete the picture and insert it again",
    explanation="The width and height of a picture must be positive; a line may have no width or no height.",
    source="ISO/IEC 29500-1, 20.4.2.7 (extent) and 20.1.10.42 (ST_PositiveCoordinate)",
    bad="""
<w:p><w:r><w:drawing><wp:inline><wp:extent cx="0" cy="-360000"/>
  <wp:docPr id="9" name="Map" descr="The city"/></wp:inline></w:drawing></w:r></w:p>
""",
    good="""
<w:p><w:r><w:drawing><wp:inline><wp:extent cx="360000" cy="360000"/>
  <wp:docPr id="9" name="Map" descr="The city"/></wp:inline></w:drawing></w:r></w:p>
""",
)
DUPLICATE_PROPERTY = Rule(
    "duplicate-property",
    Level.ERROR,
    "the property “{name}” is listed {count} times",
    f"{_BUILD}, or list the property only once",
    explanation="Word does not open a file with a duplicate core property.",
    source="OPC, ECMA-376 part 2, 11.2",
    bad="""
<dc:title>Baseline report</dc:title>
<dc:title>Final report</dc:title>
""",
    good="<dc:title>Baseline report</dc:title>",
    variants={
        "several parts": Wording(
            "the file has {count} parts with core properties", f"{_BUILD}, or keep only one of them"
        ),
    },
)
INVALID_PROPERTY_DATE = Rule(
    "invalid-property-date",
    Level.ERROR,
    "the date `{date}` of the property {name} is not in W3C format",
    f"{_BUILD}, or write the date as in 2026-03-12T09:30:00Z",
    explanation="Word does not open a file with a date in another format, or without its type, W3CDTF.",
    source="OPC, ECMA-376 part 2, 11.2; W3C note on date and time formats",
    bad='<dcterms:created xsi:type="dcterms:W3CDTF">12 March 2026</dcterms:created>',
    good='<dcterms:created xsi:type="dcterms:W3CDTF">2026-03-12T09:30:00Z</dcterms:created>',
    variants={
        "no type": Wording("the date of the property {name} does not have the type W3CDTF", _BUILD),
    },
)
INVALID_PROPERTY_NUMBER = Rule(
    "invalid-property-number",
    Level.ERROR,
    "the property number {number} is used {count} times",
    "number custom properties from 2 upwards, and use each number once",
    explanation="The numbers (pid) of custom properties must be unique and at least 2.",
    source="ISO/IEC 29500-1, 22.3 (custom properties)",
    bad="""
<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="3" name="Review">
  <vt:lpwstr>one</vt:lpwstr></property>
""",
    good="""
<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Review">
  <vt:lpwstr>one</vt:lpwstr></property>
""",
    variants={
        "too low": Wording(
            "the property number `{number}` is not a whole number of at least 2",
            "number custom properties from 2 upwards, and use each number once",
        ),
    },
)
INVALID_LANGUAGE_TAG = Rule(
    "invalid-language-tag",
    Level.ERROR,
    "`{tag}` is not a language tag",
    "write a language tag such as nl-NL or en-GB",
    explanation="Word chooses a dictionary, and a screen reader a voice, by the language tag.",
    source="BCP 47; Word also accepts old numbers such as 0413",
    bad='<w:p><w:r><w:rPr><w:lang w:val="English"/></w:rPr><w:t>text</w:t></w:r></w:p>',
    good='<w:p><w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t>text</w:t></w:r></w:p>',
)
LEFTOVER_TAG = Rule(
    "leftover-tag",
    Level.ERROR,
    "the tag {tag} is left in the document",
    "build the document again; if this is a template, fill it first",
    explanation="A finished document must not contain template tags.",
    source="Assembler’s own rule; custom XML is not checked, and braces that people typed are allowed",
    bad="<w:p><w:r><w:t>Dear {{ name }}</w:t></w:r></w:p>",
    good="<w:p><w:r><w:t>Dear Mayor</w:t></w:r></w:p>",
    variants={
        "in an attribute": Wording(
            "the tag {tag} is left in the properties of {element}",
            "build the document again; if this is a template, fill it first",
        ),
    },
)
MISSING_TITLE = Rule(
    "missing-title",
    Level.WARNING,
    "the document has no title",
    "give the document a title (File, Info, Title)",
    explanation="Screen readers and browser tabs announce a document by its title.",
    source="WCAG 2.4.2 (page titled)",
    bad="<dc:title> </dc:title>",
    good="<dc:title>Baseline report</dc:title>",
)
MISSING_LANGUAGE = Rule(
    "missing-language",
    Level.WARNING,
    "the document has no default language",
    "set the language of the document in its styles (Modify Style, Format, Language)",
    explanation="Screen readers choose their voice by the language of the document.",
    source="WCAG 3.1.1 (language of page)",
    bad="<w:docDefaults><w:rPrDefault/></w:docDefaults>",
    good='<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>',
)
RUNS_WITHOUT_LANGUAGE = Rule(
    "runs-without-language",
    Level.WARNING,
    "a text run has no language (occurrences: {count})",
    "select the text and set its language (Review, Language)",
    explanation="Each run of text needs a language tag, so that it is read out and checked in its language.",
    source="WCAG 3.1.2 (language of parts)",
    bad="<w:p><w:r><w:t>text</w:t></w:r></w:p>",
    good='<w:p><w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t>text</w:t></w:r></w:p>',
)
MISSING_ALTERNATIVE_TEXT = Rule(
    "missing-alternative-text",
    Level.WARNING,
    "the picture or object “{name}” has no alternative text, or only a file name",
    "describe what it shows (Alt Text), or mark it as decorative",
    explanation="Screen readers read out the alternative text of a picture; a file name does not help.",
    source="WCAG 1.1.1 (non-text content)",
    bad="""
<w:p><w:r>
  <w:drawing><wp:inline><wp:docPr id="9" name="Map" descr="map.png"/></wp:inline></w:drawing></w:r></w:p>
""",
    good="""
<w:p><w:r>
  <w:drawing><wp:inline><wp:docPr id="9" name="Map" descr="The city"/></wp:inline></w:drawing></w:r></w:p>
""",
)
FLOATING_PICTURE = Rule(
    "floating-picture",
    Level.WARNING,
    "a picture, shape or text box is not in line with the text",
    "under Wrap Text in Word, choose “In Line with Text”, or mark the object as decorative",
    explanation=(
        "Screen readers may read a floating object at the wrong moment, or not at all. "
        "An object that is marked as decorative may float, because it conveys nothing."
    ),
    source="accessibility rules of Microsoft (object not inline)",
    bad="""
<w:p><w:r>
  <w:drawing><wp:anchor><wp:docPr id="9" name="Map" descr="The city"/></wp:anchor></w:drawing></w:r></w:p>
""",
    good="""
<w:p><w:r>
  <w:drawing><wp:inline><wp:docPr id="9" name="Map" descr="The city"/></wp:inline></w:drawing></w:r></w:p>
<w:p><w:r><w:drawing><wp:anchor><wp:docPr id="10" name="Band">
  <a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:ext><decorative val="1"
    xmlns="http://schemas.microsoft.com/office/drawing/2017/decorative"/></a:ext></a:extLst>
  </wp:docPr></wp:anchor></w:drawing></w:r></w:p>
""",
)
MISSING_HEADER_ROW = Rule(
    "missing-header-row",
    Level.WARNING,
    "the table has no header row",
    "mark the first row as a header row (Table Layout, Repeat Header Rows)",
    explanation="Screen readers read out the headings of a table together with its cells.",
    source="accessibility rules of Microsoft (tables specify column headers); WCAG 1.3.1",
    bad="""
<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid>
  <w:tr><w:tc><w:p/></w:tc></w:tr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>
""",
    good="""
<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid>
  <w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:p/></w:tc></w:tr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>
""",
)
SKIPPED_HEADING_LEVEL = Rule(
    "skipped-heading-level",
    Level.WARNING,
    "a level {level} heading follows a level {before} heading",
    "use the next heading level, or change the level of the heading before it",
    explanation="People who cannot see the page find their way by the levels of headings.",
    source="accessibility rules of Microsoft; WCAG 1.3.1",
    bad="""
<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Jobs</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Heading3"/></w:pPr><w:r><w:t>Training</w:t></w:r></w:p>
""",
    good="""
<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Jobs</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t>Training</w:t></w:r></w:p>
""",
    variants={
        "first": Wording("the first heading has level {level}", "change the first heading to level 1"),
    },
)
EMPTY_HEADING = Rule(
    "empty-heading",
    Level.WARNING,
    "a level {level} heading has no text",
    "delete the heading, or type its text",
    explanation="Screen readers and tables of contents list headings by their text.",
    source="accessibility rules of Microsoft; WCAG 2.4.6",
    bad='<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr></w:p>',
    good='<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Jobs</w:t></w:r></w:p>',
)
