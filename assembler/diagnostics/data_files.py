"""Rules about data files as such: YAML, CSV and JSON, and whether they fit the model.

The examples are files: pieces of ``baseline.yaml`` for YAML, of ``evidence.csv`` for CSV, any JSON.
"""

from __future__ import annotations

from types import MappingProxyType

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

_CORE = "YAML 1.2, section 10.3.2 (core schema)"
_OURS = "our own rule"
_BUDGET = """
background:
  budgets: [{line: Courses, amount: 5000 EUR}]
"""

# YAML

ANCHOR = Rule(
    "yaml-anchor",
    Level.ERROR,
    "anchors and aliases (`&name`, `*name`) are not accepted",
    "write the value out",
    explanation="With anchors and aliases a small file becomes a huge one.",
    source=_OURS,
    bad="background: {role: &role Plans., cooperation: *role}",
    good="background: {role: Plans., cooperation: Plans.}",
)
EXCESSIVE_NESTING = Rule(
    "excessive-nesting",
    Level.ERROR,
    "more than {levels} levels are nested here",
    "check for brackets or indentation that never end",
    explanation="No file of ours is nested so deeply, and reading such files takes memory.",
    source=_OURS,
    bad="a: " + 41 * "[" + 41 * "]",
    good="background: {bodies: [{name: Council}]}",
)
MALFORMED_YAML = Rule(
    "malformed-yaml",
    Level.ERROR,
    "{problem}",
    "{advice}",
    explanation="The file is not YAML from this line on; an error may be in the line above.",
    source="YAML 1.2",
    bad="""
background:
  role: He said: no.
""",
    good="""
background:
  role: "He said: no."
""",
)
NON_SCALAR_KEY = Rule(
    "non-scalar-key",
    Level.ERROR,
    "a list or a mapping is used as a key",
    "use a single word as the key",
    explanation="The keys of our data are single values.",
    source=_CORE,
    bad="? [role, cooperation]\n: Plans.",
    good="background: {role: Plans.}",
)
REPEATED_KEY = Rule(
    "repeated-key",
    Level.ERROR,
    "the key `{key}` is repeated",
    "keep one of them",
    explanation="If a key is repeated, the last value would silently win.",
    source="YAML 1.2, section 3.2.1.1: keys of a mapping are unique",
    bad="background: {role: Plans., role: Services.}",
    good="background: {role: Plans and services.}",
)
SEVERAL_DOCUMENTS = Rule(
    "several-documents",
    Level.ERROR,
    "a second YAML document begins here",
    "keep one document in each file",
    explanation="A line `---` begins another document, which nothing would read.",
    source="YAML 1.2, section 9.2",
    bad="background: {role: Plans.}\n---\nbackground: {role: Services.}",
    good="background: {role: Plans.}",
)
TAG = Rule(
    "yaml-tag",
    Level.ERROR,
    "the tag {tag} is not accepted",
    "remove it and keep the value",
    explanation="Data files hold plain data; tags ask a program to create objects.",
    source=_OURS,
    bad="background: {role: !text Plans.}",
    good="background: {role: Plans.}",
)
TOO_LARGE = Rule(
    "too-large",
    Level.ERROR,
    "the file has more than {limit} MB of YAML",
    "split the file",
    explanation="Reading 4 MB of YAML takes ten seconds; so much data belongs in CSV or JSON lines.",
    source="measured; the limit is our own",
    bad="a YAML file of 5 MB",
    good="a YAML file of 1 MB",
)
WRONG_ENCODING = Rule(
    "wrong-encoding",
    Level.ERROR,
    "the file contains characters that are not in UTF-8",
    "save the file as UTF-8",
    explanation="Editors and spreadsheets on Windows may save text in another encoding.",
    source="YAML 1.2, section 5.2; RFC 8259, section 8.1 (JSON)",
    bad="a file with “Åbo” that was saved in Windows-1252",
    good="the same file, saved as UTF-8",
    variants=MappingProxyType(
        {
            "CSV": Wording("the file contains characters that are not in UTF-8", "save it as CSV UTF-8"),
        }
    ),
)

# What the model asks

INVALID_CHOICE = Rule(
    "invalid-choice",
    Level.ERROR,
    "{value} is not one of the choices",
    "{advice}",
    explanation="The value comes from a closed list.",
    source="the model of the data",
    bad="provenance: {involvement: somewhat}",
    good="provenance: {involvement: adopted}",
)
INVALID_FORMAT = Rule(
    "invalid-format",
    Level.ERROR,
    "{value}: {problem}",
    "{advice}",
    explanation="The text does not have the form that such values have, for instance of a code.",
    source="the model of the data",
    bad="background: {budgets: [{line: Courses, amount: {amount: 5000, currency: euro}}]}",
    good="background: {budgets: [{line: Courses, amount: {amount: 5000, currency: EUR}}]}",
)
INVALID_VALUE = Rule(
    "invalid-value",
    Level.ERROR,
    "{problem}",
    "correct the value",
    explanation="The value has the right type and contradicts another one, or what such values can be.",
    source="the model of the data",
    bad="assessments: {GG/1: {evidence: [{title: The plan, kind: policy, link: our plan}]}}",
    good="assessments: {GG/1: {evidence: [{title: The plan, kind: policy, link: https://turku.example}]}}",
)
MISSING_KEY = Rule(
    "missing-key",
    Level.ERROR,
    "`{key}` is missing",
    "{advice}",
    explanation="Without this key the data cannot be used.",
    source="the model of the data",
    bad="background: {budgets: [{amount: 5000 EUR}]}",
    good=_BUDGET,
)
REDUNDANT_NAME = Rule(
    "redundant-name",
    Level.ERROR,
    "the name of a document type is the name of its folder",
    "remove `name`",
    explanation="The name is not written a second time, where it could differ.",
    source=_OURS,
    bad="templates/letter/document.yaml says `name: letter`",
    good="templates/letter/document.yaml says `title: Letter`",
)
UNKNOWN_KEY = Rule(
    "unknown-key",
    Level.ERROR,
    "unknown key `{key}`",
    "{advice}",
    explanation="Nothing reads this key; often it is misspelt, or one level too deep.",
    source="the model of the data",
    bad="backgruond: {role: Plans.}",
    good="background: {role: Plans.}",
)
WRONG_TYPE = Rule(
    "wrong-type",
    Level.ERROR,
    "{problem}, not {value}",
    "{advice}",
    explanation="The value is of another type: a number for a text, a text for a list.",
    source="the model of the data",
    bad="background: {budgets: Courses}",
    good=_BUDGET,
)

# CSV

MALFORMED_CSV = Rule(
    "malformed-csv",
    Level.ERROR,
    "the row cannot be read: {error}",
    "put quotation marks around the cell, and write those inside it twice",
    explanation="A quotation mark is opened and not closed, or text follows a closed one.",
    source="RFC 4180, section 2",
    bad='session,sequence,indicator,statement\nI17,1,GG/1,"Asked" in time.',
    good='session,sequence,indicator,statement\nI17,1,GG/1,"""Asked"" in time."',
)
NAMELESS_ROW = Rule(
    "nameless-row",
    Level.ERROR,
    "`{column}` is missing in this row",
    "write {columns}",
    explanation="Some columns name the row; without them nothing can refer to it.",
    source="the model of the data",
    bad="session,sequence,indicator,statement\n,1,GG/1,Asked in time.",
    good="session,sequence,indicator,statement\nI17,1,GG/1,Asked in time.",
    variants=MappingProxyType({"sheet": Wording("this row has no session", "write it, such as I17 or WA")}),
)
REPEATED_COLUMN = Rule(
    "repeated-column",
    Level.ERROR,
    "the column `{column}` is repeated",
    "rename one of the two",
    explanation="Of two equal columns only one could be read.",
    source=_OURS,
    bad="session,sequence,statement,statement\nI17,1,Asked.,Asked.",
    good="session,sequence,statement\nI17,1,Asked.",
    variants=MappingProxyType(
        {"sheet": Wording("this column is repeated: see column {letters}", "rename one of the two")}
    ),
)
REPEATED_ROW = Rule(
    "repeated-row",
    Level.ERROR,
    "{row} is in line {line} already",
    "give one of the two another number",
    explanation="Two rows have the same name, and one of them would be lost.",
    source=_OURS,
    bad="session,sequence,statement\nI17,1,Asked.\nI17,1,Answered.",
    good="session,sequence,statement\nI17,1,Asked.\nI17,2,Answered.",
    variants=MappingProxyType(
        {
            "sheet": Wording(
                "{row} is in row {number} already", "give one of the two another number, or remove it"
            ),
        }
    ),
)
TOO_MANY_CELLS = Rule(
    "too-many-cells",
    Level.ERROR,
    "the row has {cells} cells, but there are {columns} columns",
    "put a cell that contains the separator of columns in quotation marks",
    explanation="A comma or semicolon in a text splits its cell in two.",
    source="RFC 4180, section 2",
    bad="session,sequence,statement\nI17,1,Asked, and answered.",
    good='session,sequence,statement\nI17,1,"Asked, and answered."',
)
UNKNOWN_COLUMN = Rule(
    "unknown-column",
    Level.ERROR,
    "unknown column `{column}`",
    "{advice}",
    explanation="Nothing reads this column; often its name is misspelt.",
    source="the model of the data",
    bad="session,sequence,statment\nI17,1,Asked.",
    good="session,sequence,statement\nI17,1,Asked.",
    variants=MappingProxyType(
        {
            "nameless": Wording("column {number} has no name", "{advice}"),
            "sheet": Wording("unknown column “{column}”", "did you mean “{near}” ({heading})?"),
        }
    ),
)

# JSON

MALFORMED_JSON = Rule(
    "malformed-json",
    Level.ERROR,
    "{problem}",
    "correct the line",
    explanation="The file with the data for a template is not JSON.",
    source="RFC 8259",
    bad="{'name': 'Turku'}",
    good='{"name": "Turku"}',
)

# Files and folders

AMBIGUOUS_RECORD = Rule(
    "ambiguous-record",
    Level.ERROR,
    "the record has {first}.yaml and {second}.yaml, but can have only one of them",
    "make two records of it",
    explanation="The header file says whether a record is about a review, an agenda or a charter.",
    source="the model of the data",
    bad="a record with review.yaml and agenda.yaml",
    good="a record with review.yaml",
)
CHANGED_DOCUMENT = Rule(
    "changed-document",
    Level.WARNING,
    "this file was changed after the program wrote it, or the program did not write it; a copy is kept",
    "if people wrote in {copy}, collect or import it",
    explanation="A build writes the document again and would overwrite what somebody typed into it.",
    source="nobody’s work is overwritten: " + _OURS,
    bad="a built document was edited in Word, and is built again",
    good="a built document is built again",
)
MISPLACED_FILE = Rule(
    "misplaced-file",
    Level.ERROR,
    "`{file}` does not belong to a record with {header}.yaml",
    "move it to its own record",
    explanation="The header file of a record decides which other files it can have.",
    source="the model of the data",
    bad="a record with agenda.yaml has a baseline.yaml",
    good="a record with review.yaml has a baseline.yaml",
)
MISSING_RECORD_HEADER = Rule(
    "missing-record-header",
    Level.ERROR,
    "the record has no {files}",
    "write one with the project and the language",
    explanation="Without a header file it is not known what a record is about.",
    source="the model of the data",
    bad="a record with baseline.yaml alone",
    good="a record with review.yaml and baseline.yaml",
)
SKIPPED_FILE = Rule(
    "skipped-file",
    Level.WARNING,
    "the file has {errors} and was not read: {first}",
    "correct it; `assembler status {record}` lists every error",
    explanation="Commands that can do without a file with errors go on, and say so.",
    source=_OURS,
    bad="visit.yaml has an error, and a baseline report is built",
    good="all files of the record are valid",
)
UNKNOWN_FILE = Rule(
    "unknown-file",
    Level.ERROR,
    "`{file}` is not a file of a record",
    "{advice}",
    explanation="Nothing would read a file with this name.",
    source="the model of the data",
    bad="a record with basline.yaml",
    good="a record with baseline.yaml",
)
UNREAD_FILE = Rule(
    "unread-file",
    Level.WARNING,
    "nothing reads this file: the program expects `{expected}`",
    "rename it",
    explanation="The name differs in its ending or in capital letters from one that is read.",
    source="Notepad adds .txt to unknown names, and only a Mac finds Cities.yaml as cities.yaml",
    bad="data/Cities.yaml",
    good="data/cities.yaml",
    variants=MappingProxyType(
        {
            "both": Wording(
                "nothing reads this file: the program expects `{expected}`",
                "move its content into `{expected}`, which exists as well",
            ),
        }
    ),
)
UNREADABLE_FILE = Rule(
    "unreadable-file",
    Level.ERROR,
    "{problem}",
    "{advice}",
    explanation="The file, or what it refers to, cannot be opened or used.",
    source="the operating system",
    bad="baseline.yaml may not be read by this user",
    good="baseline.yaml may be read",
)
UNUSED_NOTE = Rule(
    "unused-note",
    Level.WARNING,
    "no text has the field `{field}`, so no translator sees this note",
    "{advice}",
    explanation="Notes to translators belong to a field in the texts of the document.",
    source=_OURS,
    bad="a document type has a note about `dated`, and its template no field of that name",
    good="the template says “Report of {dated}”",
)
STOPPED_WORKER = Rule(
    "stopped-worker",
    Level.WARNING,
    "a worker process was killed; documents that were built again: {count}",
    "check whether the computer has enough memory: --workers 1 needs least",
    explanation="Operating systems stop processes when memory runs out.",
    source="the Linux kernel’s out-of-memory killer",
    bad="a batch runs with eight workers on a computer with 2 GB of memory",
    good="a batch runs with one worker there",
)
