"""Rules for data files in general: the syntax of YAML, CSV and JSON, and the files that a record may contain.

The YAML examples are excerpts from ``baseline.yaml``, the CSV examples from ``evidence.csv``. The JSON
examples are complete files.
"""

from __future__ import annotations

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import SUGGESTIONS, Rule, Wording, build_suggestions

_OURS = "Assembler’s own rule"
_YAML_PROBLEMS = {
    "colon": (
        "a colon is not allowed here",
        "put the text in quotation marks, or check the indentation of this line and the one above",
    ),
    "tab": ("the line begins with a tab", "indent with spaces, not with tabs"),
    "open quotation mark": (
        "the quotation mark that opens here is never closed",
        "close the quotation mark",
    ),
    "backslash": (
        "a backslash in double quotation marks is followed by an invalid character",
        "write the backslash twice, or use single quotation marks",
    ),
    "reserved character": (
        "the value begins with a character that is reserved in YAML",
        "put the value in quotation marks",
    ),
    "no colon": ("a key has no colon", "write `key: value`; put text that is not a key in quotation marks"),
    "indentation": (
        "the indentation of the line does not match the lines above",
        "indent it like the other lines at the same level",
    ),
    "repeated anchor": (
        "an anchor is defined twice",
        "remove the anchors (`&name`) and write each value in full",
    ),
    "no value": ("a value is missing, or a bracket is not closed", "add the value, or close the bracket"),
    "no comma": ("a comma or a closing bracket is missing", "add the comma, or close the bracket"),
    "text after end": ("there is text after the end of the data", "remove it, or indent it"),
    "control character": (
        "the line contains a character that is not allowed in text files",
        "remove the character",
    ),
}
"""Maps YAML parser problems to a plain message and a hint."""

# YAML

ANCHOR = Rule(
    "yaml-anchor",
    Level.ERROR,
    "anchors and aliases (`&name`, `*name`) are not accepted",
    "write the value in full each time",
    explanation="Anchors and aliases can make a small file expand into a huge one.",
    source=_OURS,
    bad="background: {role: &role Plans., cooperation: *role}",
    good="background: {role: Plans., cooperation: Plans.}",
)
EXCESSIVE_NESTING = Rule(
    "excessive-nesting",
    Level.ERROR,
    "the data is nested more than {levels} levels deep here",
    "check for a bracket that is not closed, or for indentation that keeps growing",
    explanation="No data file needs such deep nesting, and reading it would take a lot of memory.",
    source=_OURS,
    bad="a: " + 41 * "[" + 41 * "]",
    good="background: {bodies: [{name: Council}]}",
)
MALFORMED_YAML = Rule(
    "malformed-yaml",
    Level.ERROR,
    "the file is not valid YAML: {parser_message}",
    "compare the line with an example record",
    explanation="The file is not valid YAML at this line; the mistake may be in the line above.",
    source="YAML 1.2",
    bad="""
background:
  role: He said: no.
""",
    good="""
background:
  role: "He said: no."
""",
    variants={name: Wording(*texts) for name, texts in _YAML_PROBLEMS.items()},
)
NON_SCALAR_KEY = Rule(
    "non-scalar-key",
    Level.ERROR,
    "a list or a mapping is used as a key",
    "use a single word as the key",
    explanation="A key must be a single value, such as a name or a code.",
    source=_OURS,
    bad="? [role, cooperation]\n: Plans.",
    good="background: {role: Plans.}",
)
REPEATED_KEY = Rule(
    "repeated-key",
    Level.ERROR,
    "the key `{key}` is repeated",
    "write the key only once",
    explanation="If a key is repeated, many programs silently use only its last value.",
    source="YAML 1.2, section 3.2.1.1: the keys of a mapping must be unique",
    bad="background: {role: Plans., role: Services.}",
    good="background: {role: Plans and services.}",
)
SEVERAL_DOCUMENTS = Rule(
    "several-documents",
    Level.ERROR,
    "a second YAML document begins here",
    "keep only one document in the file",
    explanation="A line `---` begins another YAML document, which would be ignored.",
    source="YAML 1.2, section 9.2",
    bad="background: {role: Plans.}\n---\nbackground: {role: Services.}",
    good="background: {role: Plans.}",
)
TAG = Rule(
    "yaml-tag",
    Level.ERROR,
    "the tag {tag} is not accepted",
    "remove it and keep the value",
    explanation="Data files contain plain data; a tag asks the program to create an object.",
    source=_OURS,
    bad="background: {role: !text Plans.}",
    good="background: {role: Plans.}",
)
TOO_LARGE = Rule(
    "too-large",
    Level.ERROR,
    "the file contains more than {limit} MB of YAML",
    "remove what does not belong in the file, or keep it in a separate document",
    explanation="Reading 4 MB of YAML takes ten seconds, and no data file needs so much text.",
    source="measured; Assembler sets the limit",
    bad="a YAML file of 5 MB",
    good="a YAML file of 1 MB",
)
WRONG_ENCODING = Rule(
    "wrong-encoding",
    Level.ERROR,
    "the file is not valid UTF-8 text",
    "save the file as UTF-8",
    explanation="Text files must be encoded in UTF-8; editors and spreadsheet programs on Windows may save"
    " them in another encoding.",
    source="YAML 1.2, section 5.2; RFC 8259, section 8.1 (JSON)",
    bad="a file with “Åbo” that was saved in Windows-1252",
    good="the same file, saved as UTF-8",
    variants={
        "CSV": Wording("the file is not valid UTF-8 text", "save it as “CSV UTF-8”"),
    },
)

# CSV

MALFORMED_CSV = Rule(
    "malformed-csv",
    Level.ERROR,
    "the row cannot be read: {error}",
    "enclose the cell in quotation marks, and double each quotation mark inside it",
    explanation="A quotation mark is not closed, or text follows the closing one.",
    source="RFC 4180, section 2",
    bad='session,sequence,indicator,statement\nI17,1,GG/1,"Asked" in time.',
    good='session,sequence,indicator,statement\nI17,1,GG/1,"""Asked"" in time."',
)
NAMELESS_ROW = Rule(
    "nameless-row",
    Level.ERROR,
    "this row has no `{column}`",
    "fill in {columns}",
    explanation="Some columns identify a row; without them, nothing can refer to it.",
    source="the model of the data",
    bad="session,sequence,indicator,statement\n,1,GG/1,Asked in time.",
    good="session,sequence,indicator,statement\nI17,1,GG/1,Asked in time.",
    variants={"sheet": Wording("this row has no {column}", "fill in the cell")},
)
REPEATED_COLUMN = Rule(
    "repeated-column",
    Level.ERROR,
    "the column `{column}` is repeated",
    "rename or delete one of the two",
    explanation="Only one of two columns with the same name could be read.",
    source=_OURS,
    bad="session,sequence,statement,statement\nI17,1,Asked.,Asked.",
    good="session,sequence,statement\nI17,1,Asked.",
    variants={
        "sheet": Wording(
            "this column has the same heading as column {letters}", "rename or delete one of the two"
        )
    },
)
REPEATED_ROW = Rule(
    "repeated-row",
    Level.ERROR,
    "{row} is already on line {line}",
    "delete one of the two rows, or give it a different number",
    explanation="Two rows have the same identifier, so one of them would be lost.",
    source=_OURS,
    bad="session,sequence,statement\nI17,1,Asked.\nI17,1,Answered.",
    good="session,sequence,statement\nI17,1,Asked.\nI17,2,Answered.",
    variants={
        "sheet": Wording(
            "{row} is already in row {number}", "keep one of the two rows, or rename one of them"
        ),
    },
)
TOO_MANY_CELLS = Rule(
    "too-many-cells",
    Level.ERROR,
    "the row has {cells} cells, but there are {columns} columns",
    "put quotation marks around any cell that contains the column separator",
    explanation="A comma or semicolon in unquoted text splits the cell in two.",
    source="RFC 4180, section 2",
    bad="session,sequence,statement\nI17,1,Asked, and answered.",
    good='session,sequence,statement\nI17,1,"Asked, and answered."',
)
UNKNOWN_COLUMN = Rule(
    "unknown-column",
    Level.ERROR,
    "unknown column `{column}`",
    "{advice}",
    explanation="The program does not read this column; its name may be misspelt.",
    source="the model of the data",
    bad="session,sequence,statment\nI17,1,Asked.",
    good="session,sequence,statement\nI17,1,Asked.",
    variants={
        "nameless": Wording(
            "column {number} has no name", "if the column is empty, delete it; otherwise, {advice}"
        ),
        "sheet": Wording("unknown column “{column}”", "did you mean “{near}” ({heading})?"),
    },
)

# JSON

MALFORMED_JSON = Rule(
    "malformed-json",
    Level.ERROR,
    "the file is not valid JSON: {parser_message}",
    "correct the line",
    explanation="The file with the data for a template is not valid JSON.",
    source="RFC 8259",
    bad="{'name': 'Turku'}",
    good='{"name": "Turku"}',
    variants={
        "encoding": Wording("the file is not valid UTF-8 text", "save the file as UTF-8"),
        "repeated names": Wording("the names are repeated: {names}", "keep only one of each"),
        "nesting": Wording("the data is nested too deeply", "check for a bracket that is not closed"),
    },
)

# Files and folders

AMBIGUOUS_RECORD = Rule(
    "ambiguous-record",
    Level.ERROR,
    "the record has {first}.yaml and {second}.yaml, but can have only one of them",
    "split it into two records",
    explanation="The header file says what a record is about, such as a review, an agenda or a charter.",
    source="the model of the data",
    bad="a record with review.yaml and agenda.yaml",
    good="a record with review.yaml",
)
DAMAGED_DECISIONS = Rule(
    "damaged-decisions",
    Level.ERROR,
    "cannot read the list of open decisions: {error}",
    "restore it from a backup, or correct it in a text editor",
    explanation="The file decisions.json of a record lists the decisions that are still open.",
    source="RFC 8259 (JSON)",
    bad="decisions.json was cut off by a full disk",
    good="decisions.json is as the program wrote it",
)
MISPLACED_FILE = Rule(
    "misplaced-file",
    Level.ERROR,
    "a record with {header}.yaml cannot contain `{file}`",
    "move it to the record to which it belongs",
    explanation=(
        "A record’s header file, such as review.yaml, determines which other files the record may contain."
    ),
    source="the model of the data",
    bad="a record with agenda.yaml has a baseline.yaml",
    good="a record with review.yaml has a baseline.yaml",
)
MISSING_RECORD_HEADER = Rule(
    "missing-record-header",
    Level.ERROR,
    "the record must contain one of these header files: {files}",
    "add the one that fits, with the project and the language",
    explanation="The header file says what a record is about, such as a review, an agenda or a charter.",
    source="the model of the data",
    bad="a record with baseline.yaml alone",
    good="a record with review.yaml and baseline.yaml",
)
SKIPPED_FILE = Rule(
    "skipped-file",
    Level.WARNING,
    "the file was not read because it has {errors}; the first is: {first}",
    "correct the file; `assembler status {record}` lists every error",
    explanation="A command that can do without the file continues, and reports that it was skipped.",
    source=_OURS,
    bad="visit.yaml has an error, and a baseline report is built",
    good="all files of the record are valid",
)
STOPPED_CHECK = Rule(
    "stopped-check",
    Level.ERROR,
    "cannot check this file any further: {error}",
    "{advice}",
    explanation="An error such as a damaged Word file stops other commands, and also stops the check.",
    source=_OURS,
    bad="templates/letter/template.docx is not a Word file",
    good="every template can be opened",
)
UNKNOWN_FILE = Rule(
    "unknown-file",
    Level.ERROR,
    "a record cannot contain a file named `{name}`",
    "move it out of the record, or rename it to one of: {choices}",
    explanation="The program does not read files with this name.",
    source="the model of the data",
    bad="a record with basline.yaml",
    good="a record with baseline.yaml",
    variants={
        "similar": Wording("a record cannot contain a file named `{name}`", SUGGESTIONS["similar"]),
        "many": Wording(
            "a record cannot contain a file named `{name}`",
            "move it out of the record, or rename it to one of: {choices} and {more} more",
        ),
    },
)
UNREAD_FILE = Rule(
    "unread-file",
    Level.WARNING,
    "this file is ignored: the program expects `{expected}`",
    "rename it to `{expected}`",
    explanation="The name differs from the expected one in its extension or capitalisation.",
    source="Notepad adds .txt to unknown names; on Linux, Cities.yaml is not cities.yaml",
    bad="data/Cities.yaml",
    good="data/cities.yaml",
    variants={
        "both": Wording(
            "this file is ignored: the program expects `{expected}`",
            "move its content to `{expected}`, which also exists",
        ),
    },
)
UNREADABLE_FILE = Rule(
    "unreadable-file",
    Level.ERROR,
    "the file cannot be read: {system_message}",
    "check the path",
    explanation="The file, or a file that it refers to, cannot be opened or used.",
    source="the operating system",
    bad="the user has no permission to read baseline.yaml",
    good="the user has permission to read baseline.yaml",
    variants={
        "missing": Wording("the file does not exist", "check the path"),
        "permission": Wording("permission denied", "ask for permission to read it"),
        "folder": Wording("this is a folder", "enter the path of a file"),
        "not regular": Wording("this is a device or pipe, not a file", "enter the path of a file"),
        "large": Wording("the file is larger than {limit} MB", "check that it is the right file"),
    },
)
UNUSED_NOTE = Rule(
    "unused-note",
    Level.WARNING,
    "no text has the field `{name}`, so no translator sees this note",
    SUGGESTIONS[""],
    explanation="A note to translators must belong to a field in the texts of the document.",
    source=_OURS,
    bad="a document type has a note about `dated`, but its template has no such field",
    good="the template says “Report of {dated}”",
    variants=build_suggestions(
        "no text has the field `{name}`, so no translator sees this note",
        none="remove it; the texts of this document have no fields",
    ),
)
