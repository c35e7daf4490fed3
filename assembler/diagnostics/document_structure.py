"""Rules about the markup of a Word file: order of elements, values, tables and content controls.

The examples are elements of the body.
"""

from __future__ import annotations

from types import MappingProxyType

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

_SAVE = "open the file in Word and save it again, or correct the program that wrote it"

WRONG_ELEMENT_ORDER = Rule(
    "wrong-element-order",
    Level.ERROR,
    "in {parent}, {child} must come before {other}",
    _SAVE,
    explanation="Properties, styles, lists and settings have their children in a fixed order, each once.",
    source="ISO/IEC 29500-1, chapter 17 and annex A; Word tolerates some deviations, but lists none",
    bad="""
<w:p><w:pPr><w:jc w:val="center"/><w:pStyle w:val="Title"/></w:pPr></w:p>
""",
    good="""
<w:p><w:pPr><w:pStyle w:val="Title"/><w:jc w:val="center"/></w:pPr></w:p>
""",
    variants=MappingProxyType(
        {
            "not allowed": Wording("{child} is not allowed in {parent}", _SAVE),
            "repeated": Wording("{parent} contains {child} twice", _SAVE),
        }
    ),
)
MISPLACED_ELEMENT = Rule(
    "misplaced-element",
    Level.ERROR,
    "{child} is not allowed in {parent}",
    _SAVE,
    explanation="Cells contain blocks, rows contain cells, paragraphs contain runs; properties come first.",
    source="ISO/IEC 29500-1, chapter 17 and annex A",
    bad="""
<w:p><w:r><w:p/></w:r></w:p>
""",
    good="""
<w:p><w:pPr/><w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t>a run</w:t></w:r></w:p>
""",
    variants=MappingProxyType(
        {
            "in a wrapper": Wording("{child} is not allowed in {parent} of a {container}", _SAVE),
            "not first": Wording("{child} must come first in {parent}", _SAVE),
        }
    ),
)
INVALID_SWITCH = Rule(
    "invalid-switch",
    Level.ERROR,
    "{element} is `{value}`, which is neither on nor off",
    "write 1 or 0, or omit the value for on",
    explanation="A switch such as bold is on (1, true) or off (0, false).",
    source="ISO/IEC 29500-1, 22.9 (shared simple types)",
    bad="""
<w:p><w:r><w:rPr><w:b w:val="yes"/></w:rPr></w:r></w:p>
""",
    good="""
<w:p><w:r><w:rPr><w:b w:val="1"/></w:rPr></w:r></w:p>
""",
)
INVALID_MEASURE = Rule(
    "invalid-measure",
    Level.ERROR,
    "{attribute} of {element} is `{value}`, which is not a measure",
    "write a whole number in Word’s unit, or a number with a unit such as 2.5cm",
    explanation="Widths, sizes and distances are whole numbers, percentages or numbers with a unit.",
    source="ISO/IEC 29500-1, 22.9 (shared simple types)",
    bad="""
<w:p><w:pPr><w:spacing w:after="6.5"/></w:pPr></w:p>
""",
    good="""
<w:p><w:pPr><w:spacing w:after="120"/></w:pPr></w:p>
""",
)
UNKNOWN_VALUE = Rule(
    "unknown-value",
    Level.ERROR,
    "{element} has the unknown value `{value}`",
    "use one of {known}",
    explanation="Alignment, kinds of breaks and similar properties have a fixed list of values.",
    source="ISO/IEC 29500-1, chapter 17",
    bad="""
<w:p><w:pPr><w:jc w:val="middle"/></w:pPr></w:p>
""",
    good="""
<w:p><w:pPr><w:jc w:val="center"/></w:pPr></w:p>
""",
)
EMPTY_CELL = Rule(
    "empty-cell",
    Level.ERROR,
    "the cell contains no paragraph",
    "add a paragraph to the cell; it may be empty",
    explanation="Word does not open a file with a cell that does not end in a paragraph.",
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
    "the cell ends in a table",
    "add an empty paragraph at the end of the cell",
    explanation="Word does not open a file with a cell that does not end in a paragraph.",
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
    bad="""
<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid><w:tr/></w:tbl>
""",
    good="""
<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>
""",
)
TABLE_WITHOUT_ROWS = Rule(
    "table-without-rows",
    Level.ERROR,
    "the table has no rows",
    "delete the table, or add a row to it",
    explanation="A table has at least one row.",
    source="ISO/IEC 29500-1, 17.4 (tables); Microsoft’s validator accepts such tables",
    bad="""
<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid></w:tbl>
""",
    good="""
<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>
""",
)
ROW_WIDER_THAN_TABLE = Rule(
    "row-wider-than-table",
    Level.ERROR,
    "the row has {width} columns, but the table has {columns}",
    "reduce the number of columns that the cells of the row span",
    explanation="The cells of a row, with what they span and skip, fit into the columns of the table.",
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
    explanation="The grid lists the columns of a table; programs that read it need it for the widths.",
    source="ISO/IEC 29500-1, 17.4 (tables)",
    bad="""
<w:tbl><w:tblPr/><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>
""",
    good="""
<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>
""",
)
ORPHAN_VERTICAL_MERGE = Rule(
    "orphan-vertical-merge",
    Level.ERROR,
    "the cell continues a vertical merge that no cell above it begins",
    "split the cell, or merge it with a cell of the same width above it",
    explanation="A cell that continues a merge is below a cell of that merge with the same columns.",
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
