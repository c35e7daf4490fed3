"""Rules for the fields, grids, lists and tables in a form’s template.

The examples are tables of a template, one row on each line. The row with `#` is the header row. The
declaration contains a field `deadline`, a list `budgets` with the columns `line` and `kind`, and a grid
`indicator.desk` with the cell `known`.
"""

from __future__ import annotations

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

_READ = "Assembler’s own rule: a returned form is read by its tables and codes"
_CORRECT_LIST = """
# Code | Line | Kind
{%tr for row in budgets.rows %}
{{ row.code }} | {{ row.line }} | {{ row.kind }}
{%tr endfor %}
"""
_CORRECT_GRID = """
# Code | Known
{{ indicator.desk.code }} | {{ indicator.desk.known }}
"""
_HEADER = "write the headings in the first row, then choose Layout > Repeat Header Rows in Word"

FIELD_NOT_SHOWN = Rule(
    "field-not-shown",
    Level.ERROR,
    "the template never shows the field {field}",
    "put {{{{ {field} }}}} in a cell, and {{{{ {field}.code }}}} in another cell of the same row",
    explanation="A form must show every field that its document type declares.",
    source=_READ,
    bad="{{ deadline.code }} | Which day?",
    good="{{ deadline.code }} | Which day? | {{ deadline }}",
    variants={
        "misspelt": Wording(
            "the template never shows the field {field}",
            "the template has {{{{ {suggestion} }}}}: should that be {{{{ {field} }}}}?",
        ),
    },
)
FIELD_SHOWN_TWICE = Rule(
    "field-shown-twice",
    Level.ERROR,
    "the field {field} is already shown in {first}",
    "remove one of the two, because each answer must have one cell only",
    explanation="Two cells for one answer could contradict each other.",
    source=_READ,
    bad="""
{{ deadline.code }} | Which day? | {{ deadline }}
{{ deadline.code }} | And the day? | {{ deadline }}
""",
    good="{{ deadline.code }} | Which day? | {{ deadline }}",
)
FIELD_NOT_ALONE = Rule(
    "field-not-alone",
    Level.ERROR,
    "the placeholder {name} is not alone in a table cell",
    "put {{{{ {name} }}}} in a cell that contains nothing else",
    explanation="Other text in the cell would be read back as part of the answer.",
    source=_READ,
    bad="{{ deadline.code }} | Which day? | until {{ deadline }}",
    good="{{ deadline.code }} | Until which day? | {{ deadline }}",
)
CODE_COUNT = Rule(
    "code-count",
    Level.ERROR,
    "the row of the field {name} must show its code exactly once, but shows it {count} times",
    "put {{{{ {name}.code }}}} alone in one cell of the row",
    explanation="The code of a row identifies the question that it answers.",
    source=_READ,
    bad="Day | Which day? | {{ deadline }}",
    good="{{ deadline.code }} | Which day? | {{ deadline }}",
    variants={
        "grid": Wording(
            "the code of the grid {name} must appear exactly once, but appears {count} times",
            "put {{{{ {name}.code }}}} alone in one cell of its row",
        ),
    },
)
CELL_COUNT = Rule(
    "cell-count",
    Level.ERROR,
    "the grid cell {name} must appear exactly once, but appears {count} times",
    "put {{{{ {name} }}}} in one cell of the row",
    explanation="Each cell of a grid must appear once, in the row with its code.",
    source=_READ,
    bad="""
# Code | Question
{{ indicator.desk.code }} | What is known?
""",
    good=_CORRECT_GRID,
)
CELL_OUTSIDE_ROW = Rule(
    "cell-outside-row",
    Level.ERROR,
    "the grid cell {name} is not in the row with its code",
    "move it to the row with its code",
    explanation="Each cell of a grid must appear once, in the row with its code.",
    source=_READ,
    bad="""
# Code | Known
{{ indicator.desk.code }} | Question
Other | {{ indicator.desk.known }}
""",
    good=_CORRECT_GRID,
)
UNDECLARED_CELL = Rule(
    "undeclared-cell",
    Level.ERROR,
    "the grid {grid} has no cell `{cell}`",
    "choose one of: {known}",
    explanation="A template can show only the cells that the grid declares.",
    source=_READ,
    bad="""
# Code | Known | Seen
{{ indicator.desk.code }} | {{ indicator.desk.known }} | {{ indicator.desk.seen }}
""",
    good=_CORRECT_GRID,
    variants={"misspelt": Wording("the grid {grid} has no cell `{cell}`", "did you mean {suggestion}?")},
)
GRID_WITHOUT_HEADER = Rule(
    "grid-without-header",
    Level.ERROR,
    "the table of the grid {grid} has no header row",
    _HEADER,
    explanation="The header row must say what each cell of the grid means.",
    source=_READ,
    bad="{{ indicator.desk.code }} | {{ indicator.desk.known }}",
    good=_CORRECT_GRID,
)
LIST_NOT_SHOWN = Rule(
    "list-not-shown",
    Level.ERROR,
    "the template never shows the list {list}",
    "add a table with a repeated row: {{%tr for row in {list}.rows %}} ... {{%tr endfor %}}",
    explanation="A form must show every list that its document type declares.",
    source=_READ,
    bad="{{ deadline.code }} | Which day? | {{ deadline }}",
    good=_CORRECT_LIST,
)
LIST_SHOWN_TWICE = Rule(
    "list-shown-twice",
    Level.ERROR,
    "the list {list} is already shown in {first}",
    "remove one of the two tables",
    explanation="Two tables for one list could contradict each other.",
    source=_READ,
    bad="""
# Code | Line | Kind
{%tr for row in budgets.rows %}
{{ row.code }} | {{ row.line }} | {{ row.kind }}
{%tr endfor %}

# Code | Line | Kind
{%tr for row in budgets.rows %}
{{ row.code }} | {{ row.line }} | {{ row.kind }}
{%tr endfor %}
""",
    good=_CORRECT_LIST,
)
LIST_WITHOUT_HEADER = Rule(
    "list-without-header",
    Level.ERROR,
    "the table of the list {list} has no header row",
    _HEADER,
    explanation="The header row must say what each column of the list means.",
    source=_READ,
    bad="""
Code | Line | Kind
{%tr for row in budgets.rows %}
{{ row.code }} | {{ row.line }} | {{ row.kind }}
{%tr endfor %}
""",
    good=_CORRECT_LIST,
)
COLUMN_COUNT = Rule(
    "column-count",
    Level.ERROR,
    "the list {list} must show {{{{ {column} }}}} exactly once, but shows it {count} times",
    "show each column in one cell of the row",
    explanation="Each column of a list must appear once in its row.",
    source=_READ,
    bad="""
# Code | Line
{%tr for row in budgets.rows %}
{{ row.code }} | {{ row.line }}
{%tr endfor %}
""",
    good=_CORRECT_LIST,
)
UNDECLARED_COLUMN = Rule(
    "undeclared-column",
    Level.ERROR,
    "the list {list} has no column `{column}`",
    "choose one of: {known}",
    explanation="A template can show only the columns that the list declares.",
    source=_READ,
    bad="""
# Code | Line | Kind | Year
{%tr for row in budgets.rows %}
{{ row.code }} | {{ row.line }} | {{ row.kind }} | {{ row.year }}
{%tr endfor %}
""",
    good=_CORRECT_LIST,
    variants={"misspelt": Wording("the list {list} has no column `{column}`", "did you mean {suggestion}?")},
)
CODE_NOT_FIRST = Rule(
    "code-not-first",
    Level.WARNING,
    "the code of the field {field} is not in the first cell of its row",
    "move {{{{ {field}.code }}}} there; it identifies the row if the form loses its content controls",
    explanation="Some programs drop content controls but keep tables; a row is then found by its first cell.",
    source=_READ,
    bad="Which day? | {{ deadline.code }} | {{ deadline }}",
    good="{{ deadline.code }} | Which day? | {{ deadline }}",
)
ROW_WITHOUT_QUESTION = Rule(
    "row-without-question",
    Level.WARNING,
    "the row of the field {field} contains no question",
    "write the question between the code and the answer",
    explanation="People need to see the code, the question and the cell for their answer in one row.",
    source=_READ,
    bad="{{ deadline.code }} | 1) | {{ deadline }}",
    good="{{ deadline.code }} | Which day? | {{ deadline }}",
)
HEADINGS_DIFFER = Rule(
    "headings-differ",
    Level.WARNING,
    "the header row above {name} differs from the declaration",
    "use these headings: {headings}",
    explanation="The header row identifies the columns if a form loses its content controls.",
    source=_READ,
    bad="""
# Code | Budget line | Kind
{%tr for row in budgets.rows %}
{{ row.code }} | {{ row.line }} | {{ row.kind }}
{%tr endfor %}
""",
    good=_CORRECT_LIST,
)
TABLE_WITHOUT_HEADER = Rule(
    "table-without-header",
    Level.WARNING,
    "the table has no header row",
    _HEADER,
    explanation="Screen readers read out the headings of a table together with its cells.",
    source="WCAG 1.3.1 (info and relationships)",
    bad="Place | Day",
    good="# Place | Day",
)
TABLE_WITHOUT_TITLE = Rule(
    "table-without-title",
    Level.WARNING,
    "the table has no title",
    "in Word, open the properties of the table and write a title under Alt Text",
    explanation="Screen readers announce a table by its title.",
    source="WCAG 1.3.1 (info and relationships)",
    bad="# Place | Day",
    good="""
Visits:
# Place | Day
""",
)
TAG_NOT_ALONE = Rule(
    "tag-not-alone",
    Level.WARNING,
    "a {{%p %}}, {{%tr %}} or {{%tc %}} tag shares its paragraph with text, which will be lost",
    "put a {{%p %}} tag in a separate paragraph, a {{%tr %}} tag in a separate row, and a {{%tc %}} tag in a "
    "separate cell",
    explanation="A {%p %}, {%tr %} or {%tc %} tag removes its paragraph, row or cell with everything in it.",
    source="documentation of docxtpl",
    bad="{%p if example %} an example",
    good="{%p if example %}",
)
