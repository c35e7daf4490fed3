"""Rules for declarations, the ``document.yaml`` files of document types.

The examples are keys added to the declaration of a small form about a review.
"""

from __future__ import annotations

from assembler.diagnostics import translations
from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import SUGGESTIONS, Rule, Wording, build_suggestions

_OWN = "Assembler’s own rule"
_UNKNOWN_PATH = "unknown name `{name}` in the path `{path}`"

UNKNOWN_RECORD = Rule(
    "unknown-record",
    Level.ERROR,
    "there is no kind of record file called `{name}`",
    SUGGESTIONS[""],
    explanation="`record` names the file that a record must contain for this document.",
    source=_OWN,
    bad="record: reviw",
    good="record: review",
    variants=build_suggestions(
        "there is no kind of record file called `{name}`", none="correct `record`, or remove it"
    ),
)
UNKNOWN_PARTS = Rule(
    "unknown-parts",
    Level.ERROR,
    "there is no kind of document part called `{name}`",
    SUGGESTIONS[""],
    explanation="`parts` names the items of a record, such as peers, that each have their own document.",
    source=_OWN,
    bad="parts: peer",
    good="parts: peers",
    variants=build_suggestions("there is no kind of document part called `{name}`", none="remove `parts`"),
)
UNKNOWN_VIEW = Rule(
    "unknown-view",
    Level.ERROR,
    "there is no view `{name}`",
    SUGGESTIONS[""],
    explanation="A view prepares the values of a template; `view` names one of those in assembler/views.",
    source=_OWN,
    bad="view: defualt",
    good="view: default",
    variants=build_suggestions("there is no view `{name}`", none="remove `view`"),
)
UNKNOWN_EXAMPLE = Rule(
    "unknown-example",
    Level.ERROR,
    "there is no record `{name}`",
    SUGGESTIONS[""],
    explanation="`example` names the record with which `assembler lint` fills the template.",
    source=_OWN,
    bad="example: examples/kadde",
    good="example: examples/kade",
    variants=build_suggestions("there is no record `{name}`"),
)
FIELDS_OUTSIDE_FORM = Rule(
    "fields-outside-form",
    Level.ERROR,
    "this document type declares fields, lists or grids, which only a form may have",
    "write `kind: form`, or remove them",
    explanation="Only forms collect answers.",
    source=_OWN,
    bad="kind: text",
    good="kind: form",
)
SECTIONS_IN_FORM = Rule(
    "sections-in-form",
    Level.ERROR,
    "this form declares sections under `narrative`, but sections are not read back from forms",
    "write `kind: report`, or declare fields instead",
    explanation="Sections of running text are read back from reports; answers are read back from forms.",
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
    "`{path}` contains {kind}, so it cannot be a due date",
    "give the path of a date in the record",
    explanation="`due` names the dates of the record by which a form is expected back.",
    source=_OWN,
    bad="due: [review.contact.office]",
    good="due: [review.deadline]",
)
DUE_WITHOUT_FORM = Rule(
    "due-without-form",
    Level.ERROR,
    "this document type has a due date, but only forms can have one",
    "write `kind: form`, or remove `due`",
    explanation="`due` says when a form is expected back, so only forms can have it.",
    source=_OWN,
    bad="{kind: text, due: [review.deadline]}",
    good="{kind: form, due: [review.deadline]}",
)
NEEDS_ONE_PART = Rule(
    "needs-one-part",
    Level.ERROR,
    "`{path}` refers to one part, but `needs` applies to all parts",
    "give a path without `*`",
    explanation="`needs` names values that a record must have before any part of the document can be built.",
    source=_OWN,
    bad="{parts: peers, needs: [desk.peers.*.reviewed]}",
    good="{parts: peers, needs: [review.team.members]}",
)
PATH_WITHOUT_ITEMS = Rule(
    "path-without-items",
    Level.ERROR,
    "`{path}` is not a mapping of codes to items, so no block can be repeated for it",
    "give the path of a mapping, such as `baseline.assessments`",
    explanation="A block is repeated for every item of a mapping.",
    source=_OWN,
    bad="blocks: {indicator: {path: baseline.background}}",
    good="blocks: {indicator: {path: baseline.assessments}}",
)
PATH_WITHOUT_PARTS = Rule(
    "path-without-parts",
    Level.ERROR,
    "`*` in `{path}` refers to a part, but the declaration has no `parts`",
    "add `parts: peers`, or remove the `*`",
    explanation="In a path, `*` is replaced by the part that the document is about.",
    source=_OWN,
    bad="fields: {office: {path: desk.peers.*.reviewed}}",
    good="{parts: peers, fields: {office: {path: desk.peers.*.reviewed, control: date}}}",
)
UNKNOWN_PATH = Rule(
    "unknown-path",
    Level.ERROR,
    _UNKNOWN_PATH,
    SUGGESTIONS[""],
    explanation="A path says where the record stores the value that a field shows and collects.",
    source=_OWN,
    bad="fields: {office: {path: review.contact.ofice}}",
    good="fields: {office: {path: review.contact.office}}",
    variants={
        **build_suggestions(_UNKNOWN_PATH, none="remove it; the value before it has no parts"),
        "no value": Wording(
            "`{path}` is not the path of a value in a record file", "add the name of a value"
        ),
    },
)
PATH_OUTSIDE_RECORD = Rule(
    "path-outside-record",
    Level.ERROR,
    "a record with `{header}.yaml` cannot contain the file `{file}.yaml`, so nothing can be stored there",
    "{suggestion}",
    explanation="A value must be stored in a file that this kind of record can have.",
    source=_OWN,
    bad="fields: {office: {path: charter.charter}}",
    good="fields: {office: {path: review.contact.office}}",
)
PATH_WITHOUT_VALUE = Rule(
    "path-without-value",
    Level.ERROR,
    "`{path}` contains {kind}, which a field cannot collect",
    "choose another path",
    explanation="A field collects exactly one value.",
    source=_OWN,
    bad="fields: {office: {path: review.contact}}",
    good="fields: {office: {path: review.contact.office}}",
    variants={
        "list": Wording(
            "`{path}` is a list, but a field collects only one value", "declare it under `lists`"
        ),
        "mapping": Wording(
            "`{path}` contains several items, but a field collects only one value",
            "declare a block with this path, or add the names of one item and one of its values",
        ),
        "entity": Wording(
            "`{path}` contains several values, but a field collects only one",
            "add the name of one of its values",
        ),
    },
)
UNFITTING_CONTROL = Rule(
    "unfitting-control",
    Level.ERROR,
    "the control `{control}` does not fit `{path}`, which contains {kind}",
    "write {controls}",
    explanation="Each kind of value can only be entered in certain controls.",
    source=_OWN,
    bad="fields: {office: {control: date}}",
    good="fields: {office: {control: text}}",
    variants={
        "no control": Wording(
            "`{path}` contains {kind}, which cannot be entered in a cell", "remove this column"
        )
    },
)
PATH_WITHOUT_LIST = Rule(
    "path-without-list",
    Level.ERROR,
    "`{path}` is not a list of items with several values",
    "give the path of a list of items, or declare a field instead",
    explanation="The table of a list has a row for each item, and a column for each value of an item.",
    source=_OWN,
    bad="lists: {budgets: {path: baseline.background.features, columns: {line: {heading: L}}}}",
    good="lists: {budgets: {path: baseline.background.budgets, columns: {line: {heading: L}}}}",
)
UNKNOWN_LIST_COLUMN = Rule(
    "unknown-list-column",
    Level.ERROR,
    "the items of `{path}` have no key `{name}`",
    SUGGESTIONS[""],
    explanation="The columns of a list must be keys of its items.",
    source=_OWN,
    bad="lists: {budgets: {columns: {lien: {heading: Line, control: text}}}}",
    good="lists: {budgets: {columns: {line: {heading: Line, control: text}}}}",
    variants=build_suggestions("the items of `{path}` have no key `{name}`", none="remove this column"),
)
MISSING_LIST_COLUMN = Rule(
    "missing-list-column",
    Level.ERROR,
    "the column `{name}` is missing, but every item of `{path}` needs it",
    "add a column `{name}`",
    explanation="A row without a required value could not be stored.",
    source=_OWN,
    bad="lists: {budgets: {columns: {year: {heading: Year, control: text}}}}",
    good="lists: {budgets: {columns: {line: {heading: Line, control: text}}}}",
)
MISPLACED_COLUMN = Rule(
    "misplaced-column",
    Level.ERROR,
    "`{name}` cannot be written under `{under}`",
    "only a link with a text control can be under another column; `under` must name a column of this list "
    "that has its own cell",
    explanation="Only an address can be distinguished from the text above it when the form is returned.",
    source=_OWN,
    bad="lists: {budgets: {path: baseline.supporting_documents, columns: "
    "{title: {heading: Title}, link: {heading: Address, control: text, under: titel}}}}",
    good="lists: {budgets: {path: baseline.supporting_documents, columns: "
    "{title: {heading: Title}, link: {heading: Address, control: text, under: title}}}}",
)
PATH_WITHOUT_TEXT = Rule(
    "path-without-text",
    Level.ERROR,
    "`{path}` is not formatted text, so no section can be stored there",
    "give the path of formatted text in the record",
    explanation="A section is stored with its paragraphs, lists and emphasis.",
    source=_OWN,
    bad="{kind: report, narrative: {thanks: {code: N.1, path: review.deadline, title: Thanks}}}",
    good="{kind: report, narrative: {thanks: {code: N.1, path: feedback.summary, title: Thanks}}}",
)
DUPLICATE_CODE = Rule(
    "duplicate-code",
    Level.ERROR,
    "the code `{code}` is already used on line {line}",
    "give each field, list and section its own code",
    explanation="Answers in a returned form are found by their codes, ignoring case.",
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
    variants={
        "row": Wording(
            "the code `{code}` is also the code of a row in the list `{list}`",
            "give the field or the list a different code",
        ),
    },
)
DUPLICATE_PATH = Rule(
    "duplicate-path",
    Level.ERROR,
    "the path `{path}` is already declared on line {line}",
    "give each field, list and section its own path, or remove one of the two",
    explanation="Two answers for the same value could contradict each other.",
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
_BROKEN_TEXTS = {
    name: Wording(message, remedy)
    for name, each in translations.FIELDS_AND_TAGS.variants.items()
    for message, _, remedy in [each.message.partition("; ")]
    if remedy
}
"""The catalogue's wordings for a text that is broken in itself, with the remedy as the hint."""
BROKEN_TEXT = Rule(
    "broken-text",
    Level.ERROR,
    _BROKEN_TEXTS["open brace"].message,
    _BROKEN_TEXTS["open brace"].hint,
    explanation="The texts of a declaration are translated; their fields are in braces.",
    source=_OWN,
    bad='description: "A letter {of"',
    good='description: "A letter of {{thanks}}"',
    variants={name: each for name, each in _BROKEN_TEXTS.items() if name != "open brace"},
)
COUNTED_WITHOUT_NUMBER = Rule(
    "counted-without-number",
    Level.ERROR,
    "`{text}` must contain {{n}} for the number, and no other field",
    "write {{n}} for the number, and remove any other field",
    explanation="A counted phrase is translated with the plural forms of each language.",
    source="plural forms of gettext",
    bad='counted: {days: {one: "{n} day", other: days}}',
    good='counted: {days: {one: "{n} day", other: "{n} days"}}',
)
DUPLICATE_PROMPT = Rule(
    "duplicate-prompt",
    Level.WARNING,
    "the field on line {line} has the same prompt",
    "write a prompt that fits this field only",
    explanation="A prompt says what to type in one field, so two fields should not have the same prompt.",
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
    "the prompt `{prompt}` is so short that an answer could be identical to it",
    "write at least {words} words and {characters} characters, as in `Type the position of the contact here`",
    explanation="An answer that is identical to the prompt of its field is treated as no answer.",
    source=_OWN,
    bad="fields: {office: {prompt: Type it}}",
    good="fields: {office: {prompt: Type the position of the contact here}}",
)
UNKNOWN_TITLE_FIELD = Rule(
    "unknown-title-field",
    Level.ERROR,
    "the title contains an unknown field `{name}`",
    SUGGESTIONS[""],
    explanation="A title can show only the texts and numbers that the view provides.",
    source=_OWN,
    bad='title: "Letter {city_off}"',
    good='title: "Letter {city_of}"',
    variants=build_suggestions("the title contains an unknown field `{name}`", none="remove it"),
)
UNKNOWN_BLOCK = Rule(
    "unknown-block",
    Level.WARNING,
    "the view `{view}` does not provide a block `{name}` for the example record",
    "{suggestion}",
    explanation="A block is repeated for each item that the view provides under its name.",
    source=_OWN,
    bad="blocks: {indicator: {path: baseline.assessments}}",
    good="kind: form",
)
UNKNOWN_NUMBER = Rule(
    "unknown-number",
    Level.WARNING,
    "the view `{view}` does not provide a number `{name}` for the example record",
    "{suggestion}",
    explanation="A counted phrase needs a number that the view provides.",
    source=_OWN,
    bad='counted: {indicators_count: {one: "{n} indicator", other: "{n} indicators"}}',
    good='counted: {indicator_count: {one: "{n} indicator", other: "{n} indicators"}}',
)
NAME_TAKEN = Rule(
    "name-taken",
    Level.ERROR,
    "the view `{view}` already provides a value named `{name}`",
    "choose a different name, here and in the template",
    explanation="A field, list or section with the same name as a value of the view would hide that value.",
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
