"""Rules about declarations, the ``document.yaml`` of a document type.

The examples are keys of a declaration, added to that of a small form about a review.
"""

from __future__ import annotations

from types import MappingProxyType

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

_OWN = "our own rule"

UNKNOWN_RECORD = Rule(
    "unknown-record",
    Level.ERROR,
    "there is no record file `{name}.yaml`",
    "{suggestion}",
    explanation="`record` names the file that a record must have for this document.",
    source=_OWN,
    bad="record: reviw",
    good="record: review",
)
UNKNOWN_PARTS = Rule(
    "unknown-parts",
    Level.ERROR,
    "a record has no parts called `{name}`",
    "{suggestion}",
    explanation="`parts` says for what of a record one document each is made, such as peers.",
    source=_OWN,
    bad="parts: peer",
    good="parts: peers",
)
UNKNOWN_VIEW = Rule(
    "unknown-view",
    Level.ERROR,
    "{error}",
    "{suggestion}",
    explanation="A view computes what a template shows; `view` names one of those in assembler/views.",
    source=_OWN,
    bad="view: defualt",
    good="view: default",
)
UNKNOWN_EXAMPLE = Rule(
    "unknown-example",
    Level.ERROR,
    "{error}",
    "{hint}",
    explanation="`example` names the record with which `assembler lint` tries the template.",
    source=_OWN,
    bad="example: examples/kadde",
    good="example: examples/kade",
)
FIELDS_OUTSIDE_FORM = Rule(
    "fields-outside-form",
    Level.ERROR,
    "it declares fields, and only a form has fields",
    "write `kind: form`",
    explanation="Answers are collected from forms only.",
    source=_OWN,
    bad="kind: text",
    good="kind: form",
)
SECTIONS_IN_FORM = Rule(
    "sections-in-form",
    Level.ERROR,
    "it declares sections under `narrative`, which are not read back from a form",
    "write `kind: report`, or declare a field",
    explanation="Sections of running text are read back from reports, and answers from forms.",
    source=_OWN,
    bad="""
narrative:
  thanks: {code: N.1, path: feedback.summary, title: Thanks}
""",
    good="kind: form",
)
DUE_NOT_A_DATE = Rule(
    "due-not-a-date",
    Level.ERROR,
    "`{path}` contains {kind}, so no form can be due on it",
    "name a date of the record",
    explanation="`due` names the dates of the record by which a form is expected back.",
    source=_OWN,
    bad="due: [review.contact.office]",
    good="due: [review.deadline]",
)
DUE_WITHOUT_FORM = Rule(
    "due-without-form",
    Level.ERROR,
    "it says when it is due, and only forms are returned",
    "write `kind: form`, or remove `due`",
    explanation="Reports and letters are not returned, so they have no due date.",
    source=_OWN,
    bad="{kind: text, due: [review.deadline]}",
    good="{kind: form, due: [review.deadline]}",
)
NEEDS_ONE_PART = Rule(
    "needs-one-part",
    Level.ERROR,
    "`{path}` is about one part, but `needs` applies to all parts",
    "name a path without `*`",
    explanation="`needs` names values that a record must have before the document is made.",
    source=_OWN,
    bad="{parts: peers, needs: [desk.peers.*.reviewed]}",
    good="{parts: peers, needs: [review.team.members]}",
)
PATH_WITHOUT_ITEMS = Rule(
    "path-without-items",
    Level.ERROR,
    "`{path}` does not contain items by their codes, so no block can repeat over it",
    "name a mapping, as in `baseline.assessments`",
    explanation="A block is repeated for each item of a mapping.",
    source=_OWN,
    bad="blocks: {indicator: {path: baseline.background}}",
    good="blocks: {indicator: {path: baseline.assessments}}",
)
PATH_WITHOUT_PARTS = Rule(
    "path-without-parts",
    Level.ERROR,
    "`*` in `{path}` means one part, and the declaration names no parts",
    "add `parts: peers`, or remove the `*`",
    explanation="In a path, `*` is replaced by the part for which a document is made.",
    source=_OWN,
    bad="fields: {office: {path: desk.peers.*.reviewed}}",
    good="{parts: peers, fields: {office: {path: desk.peers.*.reviewed, control: date}}}",
)
UNKNOWN_PATH = Rule(
    "unknown-path",
    Level.ERROR,
    "{error}",
    "{hint}",
    explanation="A path leads from a file of the record to the value that a field shows and collects.",
    source=_OWN,
    bad="fields: {office: {path: review.contact.ofice}}",
    good="fields: {office: {path: review.contact.office}}",
)
PATH_OUTSIDE_RECORD = Rule(
    "path-outside-record",
    Level.ERROR,
    "a record with `{header}.yaml` has no `{file}.yaml`, so nothing is stored there",
    "{suggestion}",
    explanation="A value is stored in a file that a record of this kind can have.",
    source=_OWN,
    bad="fields: {office: {path: charter.charter}}",
    good="fields: {office: {path: review.contact.office}}",
)
PATH_WITHOUT_VALUE = Rule(
    "path-without-value",
    Level.ERROR,
    "`{path}` contains {kind}, which no field can hold",
    "choose another value",
    explanation="A field collects one value.",
    source=_OWN,
    bad="fields: {office: {path: review.contact}}",
    good="fields: {office: {path: review.contact.office}}",
    variants=MappingProxyType(
        {
            "list": Wording(
                "`{path}` is a list, but a field holds only one value", "declare it under `lists`"
            ),
            "mapping": Wording(
                "`{path}` contains several items, but a field holds only one value",
                "declare a block with this path, or add the name of one item and of its value",
            ),
            "entity": Wording(
                "`{path}` contains several values, and a field holds one", "add the name of a value in it"
            ),
        }
    ),
)
UNFITTING_CONTROL = Rule(
    "unfitting-control",
    Level.ERROR,
    "the control `{control}` does not fit `{path}`, which contains {kind}",
    "write {controls}",
    explanation="Each kind of value has the controls in which it can be typed.",
    source=_OWN,
    bad="fields: {office: {control: date}}",
    good="fields: {office: {control: text}}",
    variants=MappingProxyType(
        {"no control": Wording("`{path}` contains {kind}, which no cell can hold", "remove it")}
    ),
)
PATH_WITHOUT_LIST = Rule(
    "path-without-list",
    Level.ERROR,
    "`{path}` is not a list of items with several values",
    "declare it under `fields`",
    explanation="The table of a list has a row for each item and a column for each of its values.",
    source=_OWN,
    bad="lists: {budgets: {path: baseline.background.features, columns: {line: {heading: L}}}}",
    good="lists: {budgets: {path: baseline.background.budgets, columns: {line: {heading: L}}}}",
)
UNKNOWN_LIST_COLUMN = Rule(
    "unknown-list-column",
    Level.ERROR,
    "an item of `{path}` has no `{name}`",
    "{suggestion}",
    explanation="The columns of a list are values of its items.",
    source=_OWN,
    bad="lists: {budgets: {columns: {lien: {heading: Line, control: text}}}}",
    good="lists: {budgets: {columns: {line: {heading: Line, control: text}}}}",
)
MISSING_LIST_COLUMN = Rule(
    "missing-list-column",
    Level.ERROR,
    "the column `{name}` is missing, which every item of `{path}` must have",
    "add a column `{name}`",
    explanation="A row without a required value could not be stored.",
    source=_OWN,
    bad="lists: {budgets: {columns: {year: {heading: Year, control: text}}}}",
    good="lists: {budgets: {columns: {line: {heading: Line, control: text}}}}",
)
PATH_WITHOUT_TEXT = Rule(
    "path-without-text",
    Level.ERROR,
    "`{path}` is not a formatted text, so no section can be written there",
    "name a formatted text of the record",
    explanation="A section is stored with its paragraphs, lists and emphasis.",
    source=_OWN,
    bad="{kind: report, narrative: {thanks: {code: N.1, path: review.deadline, title: Thanks}}}",
    good="{kind: report, narrative: {thanks: {code: N.1, path: feedback.summary, title: Thanks}}}",
)
DUPLICATE_CODE = Rule(
    "duplicate-code",
    Level.ERROR,
    "the code `{code}` is used twice; the first time in line {line}",
    "give each field, list and section a code of its own",
    explanation="A returned form is read by its codes, ignoring case.",
    source=_OWN,
    bad="""
fields:
  name: {code: T.1, path: review.contact.name, control: text, title: Name,
    prompt: Type the full name of the contact}
""",
    good="""
fields:
  name: {code: T.2, path: review.contact.name, control: text, title: Name,
    prompt: Type the full name of the contact}
""",
    variants=MappingProxyType(
        {
            "row": Wording(
                "the code `{code}` is that of a row in the list `{list}`",
                "give the field or the list another code",
            ),
        }
    ),
)
DUPLICATE_PATH = Rule(
    "duplicate-path",
    Level.ERROR,
    "the path `{path}` is declared twice; the first time in line {line}",
    "give each field, list and section a path of its own, or remove one of them",
    explanation="Two answers to one value could contradict each other.",
    source=_OWN,
    bad="""
fields:
  name: {code: T.2, path: review.contact.office, control: text, title: Name,
    prompt: Type the full name again here}
""",
    good="""
fields:
  name: {code: T.2, path: review.contact.name, control: text, title: Name,
    prompt: Type the full name of the contact}
""",
)
BROKEN_TEXT = Rule(
    "broken-text",
    Level.ERROR,
    "{error}",
    "write a field as {{name}}; to print a brace or a <, write it twice",
    explanation="Texts of a declaration are translated, with their fields in braces.",
    source=_OWN,
    bad='description: "A letter {of"',
    good='description: "A letter of {{thanks}}"',
)
COUNTED_WITHOUT_NUMBER = Rule(
    "counted-without-number",
    Level.ERROR,
    "`{text}` must have the number as {{n}} and no other field",
    "write {{n}} for the number",
    explanation="A counted phrase is translated with the plural forms of each language.",
    source="plural forms of gettext",
    bad='counted: {days: {one: "{n} day", other: days}}',
    good='counted: {days: {one: "{n} day", other: "{n} days"}}',
)
DUPLICATE_PROMPT = Rule(
    "duplicate-prompt",
    Level.WARNING,
    "another field has the same prompt; the first one is in line {line}",
    "say in each prompt what to type there",
    explanation="An answer that equals the prompt of its field counts as no answer.",
    source=_OWN,
    bad="""
fields:
  name: {code: T.2, path: review.contact.name, control: text, title: Name,
    prompt: Type the position of the contact here}
""",
    good="""
fields:
  name: {code: T.2, path: review.contact.name, control: text, title: Name,
    prompt: Type the full name of the contact}
""",
)
PROMPT_TOO_SHORT = Rule(
    "prompt-too-short",
    Level.WARNING,
    "the prompt `{prompt}` is so short that an answer might equal it",
    "write at least {words} words, as in `Type the position of the contact here`",
    explanation="An answer that equals the prompt of its field counts as no answer.",
    source=_OWN,
    bad="fields: {office: {prompt: Type it}}",
    good="fields: {office: {prompt: Type the position of the contact here}}",
)
UNKNOWN_TITLE_FIELD = Rule(
    "unknown-title-field",
    Level.ERROR,
    "there is no text `{name}` for the title",
    "{suggestion}",
    explanation="The title shows texts and numbers that the view gives.",
    source=_OWN,
    bad='title: "Letter {city_off}"',
    good='title: "Letter {city_of}"',
)
UNKNOWN_BLOCK = Rule(
    "unknown-block",
    Level.WARNING,
    "the view `{view}` gives no block `{name}` for the example",
    "{suggestion}",
    explanation="A block is repeated over what the view gives under its name.",
    source=_OWN,
    bad="blocks: {indicator: {path: baseline.assessments}}",
    good="kind: form",
)
UNKNOWN_NUMBER = Rule(
    "unknown-number",
    Level.WARNING,
    "the view `{view}` gives no number `{name}` for the example",
    "{suggestion}",
    explanation="A counted phrase belongs to a number that the view gives.",
    source=_OWN,
    bad='counted: {indicators_count: {one: "{n} indicator", other: "{n} indicators"}}',
    good='counted: {indicator_count: {one: "{n} indicator", other: "{n} indicators"}}',
)
NAME_TAKEN = Rule(
    "name-taken",
    Level.ERROR,
    "the view `{view}` gives another value named `{name}`",
    "choose another name, here and in the template",
    explanation="A field, list or section with the name of a value of the view would hide it.",
    source=_OWN,
    bad="""
fields:
  city_name: {code: T.2, path: review.contact.name, control: text, title: Name,
    prompt: Type the full name of the contact}
""",
    good="""
fields:
  name: {code: T.2, path: review.contact.name, control: text, title: Name,
    prompt: Type the full name of the contact}
""",
)
