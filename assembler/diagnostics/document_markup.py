"""Rules for the markup of a Word file: order of elements, attribute values, tables and content controls.

The examples are elements of the body.
"""

from __future__ import annotations

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

_SAVE = "open the file in Word and save it again, or correct the program that wrote it"

WRONG_ELEMENT_ORDER = Rule(
    "wrong-element-order",
    Level.ERROR,
    "in {parent}, {child} must come before {other}",
    _SAVE,
    explanation="Properties, styles, lists and settings have children in a fixed order, most of them once.",
    source="ISO/IEC 29500-1, chapter 17 and annex A; Word tolerates some deviations, but documents none",
    bad='<w:p><w:pPr><w:jc w:val="center"/><w:pStyle w:val="Title"/></w:pPr></w:p>',
    good='<w:p><w:pPr><w:pStyle w:val="Title"/><w:jc w:val="center"/></w:pPr></w:p>',
    variants={
        "not allowed": Wording("{child} is not allowed in {parent}", _SAVE),
        "repeated": Wording("{parent} contains {child} twice", _SAVE),
    },
)
MISPLACED_ELEMENT = Rule(
    "misplaced-element",
    Level.ERROR,
    "{child} is not allowed in {parent}",
    _SAVE,
    explanation="Cells contain blocks, rows contain cells, paragraphs contain runs; properties come first.",
    source="ISO/IEC 29500-1, chapter 17 and annex A",
    bad="<w:p><w:r><w:p/></w:r></w:p>",
    good='<w:p><w:pPr/><w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t>a run</w:t></w:r></w:p>',
    variants={
        "in a wrapper": Wording("{child} is not allowed in {parent} inside {container}", _SAVE),
        "not first": Wording("{child} must come first in {parent}", _SAVE),
    },
)
INVALID_SWITCH = Rule(
    "invalid-switch",
    Level.ERROR,
    "{element} is `{value}`, which is neither on nor off",
    "write 1 for on or 0 for off; without a value, it is on",
    explanation="A switch such as bold must be on (1, true) or off (0, false).",
    source="ISO/IEC 29500-1, 22.9 (shared simple types)",
    bad='<w:p><w:r><w:rPr><w:b w:val="yes"/></w:rPr></w:r></w:p>',
    good='<w:p><w:r><w:rPr><w:b w:val="1"/></w:rPr></w:r></w:p>',
)
INVALID_MEASURE = Rule(
    "invalid-measure",
    Level.ERROR,
    "the attribute {attribute} of {element} is `{value}`, which is not a measurement",
    "write a whole number in the attribute’s unit, or a number with its unit, such as 2.5cm",
    explanation="Widths, sizes and distances must be whole numbers, percentages or numbers with a unit.",
    source="ISO/IEC 29500-1, 22.9 (shared simple types)",
    bad='<w:p><w:pPr><w:spacing w:after="6.5"/></w:pPr></w:p>',
    good='<w:p><w:pPr><w:spacing w:after="120"/></w:pPr></w:p>',
)
NEGATIVE_MEASURE = Rule(
    "negative-measure",
    Level.ERROR,
    "the attribute {attribute} of {element} is `{value}`, but must not be negative",
    "write 0 or a positive number; to move text to the left, use a negative left indent",
    explanation="Spacing, hanging indents, text sizes and most margins and widths cannot be negative.",
    source="ISO/IEC 29500-1, 17.18 (ST_TwipsMeasure, ST_HpsMeasure)",
    bad='<w:p><w:pPr><w:spacing w:before="-120"/></w:pPr></w:p>',
    good='<w:p><w:pPr><w:spacing w:before="0" w:line="-240"/><w:ind w:left="-120"/></w:pPr></w:p>',
)
INVALID_COLOUR = Rule(
    "invalid-colour",
    Level.ERROR,
    "the attribute {attribute} of {element} is `{value}`, which is not a colour",
    "write six hexadecimal digits without #, such as 17507A, or auto",
    explanation="A colour must be auto, or two hexadecimal digits each for red, green and blue.",
    source="ISO/IEC 29500-1, 17.18.38 (ST_HexColor)",
    bad='<w:p><w:r><w:rPr><w:color w:val="#1750"/></w:rPr></w:r></w:p>',
    good='<w:p><w:r><w:rPr><w:color w:val="17507A"/></w:rPr></w:r></w:p>',
)
UNKNOWN_VALUE = Rule(
    "unknown-value",
    Level.ERROR,
    "{element} has the unknown value `{value}`",
    "use one of: {known}",
    explanation="Alignment, kinds of breaks and similar properties have a fixed list of values.",
    source="ISO/IEC 29500-1, chapter 17",
    bad='<w:p><w:pPr><w:jc w:val="middle"/></w:pPr></w:p>',
    good='<w:p><w:pPr><w:jc w:val="center"/></w:pPr></w:p>',
)
EMPTY_CELL = Rule(
    "empty-cell",
    Level.ERROR,
    "the cell contains no paragraph",
    "add a paragraph to the cell; it may be empty",
    explanation="Word will not open a file unless every cell ends with a paragraph.",
    source="MS-OI29500 2.1.168; Microsoft’s validator accepts such cells",
    bad="""
<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid>
  <w:tr><w:tc><w:tcPr/></w:tc></w:tr></w:tbl>
""",
    good="""
<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid>
  <w:tr><w:tc><w:tcPr/><w:p/></w:tc></w:tr></w:tbl>
""",
)
CELL_WITHOUT_LAST_PARAGRAPH = Rule(
    "cell-without-last-paragraph",
    Level.ERROR,
    "the cell ends with a table",
    "add an empty paragraph at the end of the cell",
    explanation="Word will not open a file unless every cell ends with a paragraph.",
    source="MS-OI29500 2.1.168; Microsoft’s validator accepts such cells",
    bad="""
<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid><w:tr><w:tc>
  <w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="90"/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>
</w:tc></w:tr></w:tbl>
""",
    good="""
<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid><w:tr><w:tc>
  <w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="90"/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>
  <w:p/>
</w:tc></w:tr></w:tbl>
""",
)
ROW_WITHOUT_CELLS = Rule(
    "row-without-cells",
    Level.ERROR,
    "the row has no cells",
    "delete the row, or add cells to it",
    explanation="Word reports a row without cells as damaged.",
    source="MS-OI29500 2.1.178; Microsoft’s validator accepts such rows",
    bad='<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid><w:tr/></w:tbl>',
    good="""
<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>
""",
)
TABLE_WITHOUT_ROWS = Rule(
    "table-without-rows",
    Level.ERROR,
    "the table has no rows",
    "delete the table, or add a row to it",
    explanation="A table must have at least one row.",
    source="ISO/IEC 29500-1, 17.4 (tables); Microsoft’s validator accepts such tables",
    bad='<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid></w:tbl>',
    good="""
<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>
""",
)
ROW_WIDER_THAN_TABLE = Rule(
    "row-wider-than-table",
    Level.ERROR,
    "the row has {width} columns, but the table has {columns}",
    "remove cells from the row, or let its cells span fewer columns",
    explanation="The cells of a row, with the columns that it skips, must fit the columns of the table.",
    source="ISO/IEC 29500-1, 17.4 (tables)",
    bad="""
<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid>
  <w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>
""",
    good="""
<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="50"/><w:gridCol w:w="50"/></w:tblGrid>
  <w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>
""",
)
TABLE_WITHOUT_GRID = Rule(
    "table-without-grid",
    Level.ERROR,
    "the table has no column grid",
    "open the file in Word and save it again, which writes the grid",
    explanation="The grid lists the columns of a table; some programs need it to set the widths.",
    source="ISO/IEC 29500-1, 17.4 (tables)",
    bad="<w:tbl><w:tblPr/><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
    good="""
<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>
""",
)
ORPHAN_VERTICAL_MERGE = Rule(
    "orphan-vertical-merge",
    Level.ERROR,
    "the cell continues a vertical merge that no cell above it begins",
    "split the cell, or merge it with a cell of the same width above it",
    explanation="A cell that continues a merge must be below a cell of that merge, in the same columns.",
    source="ISO/IEC 29500-1, 17.4 (tables)",
    bad="""
<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid>
  <w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>
""",
    good="""
<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid>
  <w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p/></w:tc></w:tr>
  <w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>
""",
)
DUPLICATE_CONTROL_ID = Rule(
    "duplicate-control-id",
    Level.ERROR,
    "{count} content controls have the id {id}; this one is {control}",
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
    explanation="The id of a content control must be a signed 32-bit number.",
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
    "put a run or a paragraph in the control, or delete the control",
    explanation="A control must contain at least a run or a paragraph, even if only placeholder text.",
    source="ISO/IEC 29500-1, 17.5.2; Microsoft’s validator accepts such controls",
    bad='<w:sdt><w:sdtPr><w:alias w:val="A"/></w:sdtPr><w:sdtContent/></w:sdt>',
    good='<w:sdt><w:sdtPr><w:alias w:val="A"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>',
)
CONTROL_WITHOUT_CONTENT = Rule(
    "control-without-content",
    Level.ERROR,
    "{control} has no content element",
    "delete the control, or give it content",
    explanation="Nothing can be typed into a control without `w:sdtContent`.",
    source="ISO/IEC 29500-1, 17.5.2; Microsoft’s validator accepts such controls",
    bad='<w:sdt><w:sdtPr><w:alias w:val="A"/></w:sdtPr></w:sdt>',
    good='<w:sdt><w:sdtPr><w:alias w:val="A"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>',
)
UNKNOWN_LOCK = Rule(
    "unknown-lock",
    Level.ERROR,
    "{control} has the unknown lock `{lock}`",
    "use sdtLocked, contentLocked, sdtContentLocked or unlocked",
    explanation="A lock protects a control from deletion, or its content from changes, or both.",
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
    explanation="The stored date of a date control must be in ISO 8601 format, however it is displayed.",
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
    "{control} has more than one type: {types}",
    "keep only one of these types",
    explanation="A content control must have only one type.",
    source="ISO/IEC 29500-1, 17.5.2; Microsoft’s validator accepts such controls",
    bad="""
<w:sdt><w:sdtPr><w:alias w:val="A"/><w:text/><w:richText/></w:sdtPr>
  <w:sdtContent><w:p/></w:sdtContent></w:sdt>
""",
    good='<w:sdt><w:sdtPr><w:alias w:val="A"/><w:text/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>',
)
DUPLICATE_LIST_ITEM = Rule(
    "duplicate-list-item",
    Level.ERROR,
    "{control} lists `{item}` {count} times",
    "give each item of the list a different value and a different label",
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
    explanation="A plain text control must contain at most one paragraph.",
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
    "{control} is bound to data, but the binding has no path",
    "name the element to which the control is bound (w:xpath), or remove the binding",
    explanation="A data binding must name the element of custom XML whose text the control displays.",
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
    "in Word, choose Developer > Properties, and type a title that says what to fill in",
    explanation="Screen readers read out the title of a control, which says what to fill in.",
    source="WCAG 2.2, 3.3.2 (labels or instructions)",
    bad='<w:sdt><w:sdtPr><w:id w:val="301"/><w:text/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>',
    good="""
<w:sdt><w:sdtPr><w:alias w:val="Contact"/><w:id w:val="301"/><w:text/></w:sdtPr>
  <w:sdtContent><w:p/></w:sdtContent></w:sdt>
""",
    variants={
        "tagged": Wording(
            "the content control with the tag `{tag}` has no title",
            "in Word, choose Developer > Properties, and type a title that says what to fill in",
        ),
    },
)
