"""Rules about the content controls of a Word file.

The examples are content controls in the body.
"""

from __future__ import annotations

from types import MappingProxyType

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

DUPLICATE_CONTROL_ID = Rule(
    "duplicate-control-id",
    Level.ERROR,
    "{count} content controls have the id {id}; this is {control}",
    "delete the control in Word and insert it again, which gives it a new id",
    explanation="Word keeps only one of several controls with the same id.",
    source="MS-OE376, sdt id; Microsoft’s validator accepts such controls",
    bad="""
<w:sdt><w:sdtPr><w:alias w:val="Again"/><w:id w:val="101"/></w:sdtPr>
  <w:sdtContent><w:p/></w:sdtContent></w:sdt>
""",
    good="""
<w:sdt><w:sdtPr><w:alias w:val="Other"/><w:id w:val="201"/></w:sdtPr>
  <w:sdtContent><w:p/></w:sdtContent></w:sdt>
""",
)
CONTROL_ID_OUT_OF_RANGE = Rule(
    "control-id-out-of-range",
    Level.ERROR,
    "the id {id} of {control} is not a 32-bit number",
    "delete the control in Word and insert it again, which gives it a new id",
    explanation="The id of a content control is a signed 32-bit number.",
    source="ISO/IEC 29500-1, 17.5.2 (content controls)",
    bad="""
<w:sdt><w:sdtPr><w:alias w:val="A"/><w:id w:val="3000000000"/></w:sdtPr>
  <w:sdtContent><w:p/></w:sdtContent></w:sdt>
""",
    good="""
<w:sdt><w:sdtPr><w:alias w:val="A"/><w:id w:val="-2000000000"/></w:sdtPr>
  <w:sdtContent><w:p/></w:sdtContent></w:sdt>
""",
)
EMPTY_CONTROL = Rule(
    "empty-control",
    Level.ERROR,
    "{control} is empty",
    "put a run or a paragraph into the control, or delete it",
    explanation="A control contains at least a run or a paragraph, if only its placeholder text.",
    source="ISO/IEC 29500-1, 17.5.2; Microsoft’s validator accepts such controls",
    bad="""
<w:sdt><w:sdtPr><w:alias w:val="A"/></w:sdtPr><w:sdtContent/></w:sdt>
""",
    good="""
<w:sdt><w:sdtPr><w:alias w:val="A"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>
""",
)
CONTROL_WITHOUT_CONTENT = Rule(
    "control-without-content",
    Level.ERROR,
    "{control} has no content element",
    "delete the control, or give it content",
    explanation="Nothing can be typed into a control without `w:sdtContent`.",
    source="ISO/IEC 29500-1, 17.5.2; Microsoft’s validator accepts such controls",
    bad="""
<w:sdt><w:sdtPr><w:alias w:val="A"/></w:sdtPr></w:sdt>
""",
    good="""
<w:sdt><w:sdtPr><w:alias w:val="A"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>
""",
)
UNKNOWN_LOCK = Rule(
    "unknown-lock",
    Level.ERROR,
    "{control} has the unknown lock `{lock}`",
    "use sdtLocked, contentLocked, sdtContentLocked or unlocked",
    explanation="A lock protects a control from deletion, its content from changes, or both.",
    source="ISO/IEC 29500-1, 17.5.2 (content controls)",
    bad="""
<w:sdt><w:sdtPr><w:alias w:val="A"/><w:lock w:val="locked"/></w:sdtPr>
  <w:sdtContent><w:p/></w:sdtContent></w:sdt>
""",
    good="""
<w:sdt><w:sdtPr><w:alias w:val="A"/><w:lock w:val="sdtLocked"/></w:sdtPr>
  <w:sdtContent><w:p/></w:sdtContent></w:sdt>
""",
)
INVALID_CONTROL_DATE = Rule(
    "invalid-control-date",
    Level.ERROR,
    "{control} has the date `{date}`, which is not in ISO 8601 format",
    "write the date as in 2026-03-12T00:00:00Z",
    explanation="The stored date of a date control is in ISO 8601 format, however it is displayed.",
    source="ISO/IEC 29500-1, 17.5.2 (content controls)",
    bad="""
<w:sdt><w:sdtPr><w:alias w:val="A"/><w:date w:fullDate="12 March 2026"/></w:sdtPr>
  <w:sdtContent><w:p/></w:sdtContent></w:sdt>
""",
    good="""
<w:sdt><w:sdtPr><w:alias w:val="A"/><w:date w:fullDate="2026-03-12T00:00:00Z"/></w:sdtPr>
  <w:sdtContent><w:p/></w:sdtContent></w:sdt>
""",
)
CONTROL_WITH_SEVERAL_TYPES = Rule(
    "control-with-several-types",
    Level.ERROR,
    "{control} has the types {types} at once",
    "keep only one type: text, list, date, check box or another",
    explanation="A content control has one type.",
    source="ISO/IEC 29500-1, 17.5.2; Microsoft’s validator accepts such controls",
    bad="""
<w:sdt><w:sdtPr><w:alias w:val="A"/><w:text/><w:richText/></w:sdtPr>
  <w:sdtContent><w:p/></w:sdtContent></w:sdt>
""",
    good="""
<w:sdt><w:sdtPr><w:alias w:val="A"/><w:text/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>
""",
)
DUPLICATE_LIST_ITEM = Rule(
    "duplicate-list-item",
    Level.ERROR,
    "{control} lists `{item}` {count} times",
    "give each item of the list a value and a label of its own",
    explanation="Items with the same value or label cannot be distinguished when the form is returned.",
    source="ISO/IEC 29500-1, 17.5.2 (content controls); Microsoft’s validator accepts such lists",
    bad="""
<w:sdt><w:sdtPr><w:alias w:val="A"/><w:dropDownList>
  <w:listItem w:value="yes" w:displayText="yes"/><w:listItem w:value="yes" w:displayText="no"/>
</w:dropDownList></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>
""",
    good="""
<w:sdt><w:sdtPr><w:alias w:val="A"/><w:dropDownList>
  <w:listItem w:value="yes" w:displayText="yes"/><w:listItem w:value="no" w:displayText="no"/>
</w:dropDownList></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>
""",
)
TEXT_CONTROL_WITH_PARAGRAPHS = Rule(
    "text-control-with-paragraphs",
    Level.ERROR,
    "{control} is a plain text control, but contains several paragraphs",
    "make it a rich text control, or keep one paragraph in it",
    explanation="A plain text control contains one paragraph at most.",
    source="ISO/IEC 29500-1, 17.5.2; Microsoft’s validator accepts such controls",
    bad="""
<w:sdt><w:sdtPr><w:alias w:val="A"/><w:text/></w:sdtPr><w:sdtContent><w:p/><w:p/></w:sdtContent></w:sdt>
""",
    good="""
<w:sdt><w:sdtPr><w:alias w:val="A"/><w:richText/></w:sdtPr><w:sdtContent><w:p/><w:p/></w:sdtContent></w:sdt>
""",
)
BINDING_WITHOUT_PATH = Rule(
    "binding-without-path",
    Level.ERROR,
    "{control} is bound to data without a path",
    "name the element to which the control is bound (w:xpath), or remove the binding",
    explanation="A data binding names the element of custom XML whose text the control displays.",
    source="ISO/IEC 29500-1, 17.5.2 (content controls)",
    bad="""
<w:sdt><w:sdtPr><w:alias w:val="A"/><w:dataBinding w:storeItemID="{}"/><w:text/></w:sdtPr>
  <w:sdtContent><w:p/></w:sdtContent></w:sdt>
""",
    good="""
<w:sdt><w:sdtPr><w:alias w:val="A"/><w:dataBinding w:xpath="/a/b" w:storeItemID="{}"/><w:text/></w:sdtPr>
  <w:sdtContent><w:p/></w:sdtContent></w:sdt>
""",
)
CONTROL_WITHOUT_TITLE = Rule(
    "control-without-title",
    Level.WARNING,
    "the content control has no title",
    "in Word, choose Developer, Properties, and type a title that says what to fill in",
    explanation="Screen readers read out the title of a control, which says what to fill in.",
    source="WCAG 2.2, 3.3.2 (labels or instructions)",
    bad="""
<w:sdt><w:sdtPr><w:id w:val="301"/><w:text/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>
""",
    good="""
<w:sdt><w:sdtPr><w:alias w:val="Contact"/><w:id w:val="301"/><w:text/></w:sdtPr>
  <w:sdtContent><w:p/></w:sdtContent></w:sdt>
""",
    variants=MappingProxyType(
        {
            "tagged": Wording(
                "the content control with the tag `{tag}` has no title",
                "in Word, choose Developer, Properties, and type a title that says what to fill in",
            ),
        }
    ),
)
