"""Rules for returned forms: identification of the form, and matching of rows with answers.

The examples are rows of the table in a returned form, each with its code, question and answer. A row after
``sent:`` is the row as it was sent. A line without cells is text outside the tables. Braces contain what
plain text cannot show:

- ``{tag T.1}`` and ``{bookmark T.1}``: the tag and bookmark by which Assembler finds the row
- ``{deleted by Ann: text}``: a tracked change
- ``{comment by Ann: text}``: a comment
- ``{picture}``: a picture
- ``{table}``: a pasted table
- ``{covered}``: a cell covered by a merged cell
"""

from __future__ import annotations

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

_SENT = "| T.1 | Which position? | Head of integration |"

# Identity of the form

ANSWERS_NOT_CHECKED = Rule(
    "answers-not-checked",
    Level.ERROR,
    "the answers in the form cannot be checked: {problem}",
    "fix this problem, then check the form again",
    explanation="The answers of a form are checked against its record, so both must be readable.",
    source="Assembler’s own rule",
    bad="a form is checked whose record has a YAML error",
    good="the record of the form can be read",
)
FORM_NOT_SENT = Rule(
    "form-not-sent",
    Level.ERROR,
    "this form was not sent from this project (data/forms has no form {form}); it is read with this "
    "project’s questions for {type}, and answers already in the record are not replaced",
    "check that it belongs to this project; if it was sent from another computer, copy that computer’s "
    "data/forms into data/forms here, and collect the form again",
    explanation="The questions of a form are known from data/forms, never from the returned file alone.",
    source="anybody can put a manifest into a Word file",
    bad=f"""
not sent from this project
{_SENT}
""",
    good=_SENT,
)
LATER_SENDING = Rule(
    "later-sending",
    Level.INFO,
    "the form has been sent {last} times; this is number {number}",
    "its answers are merged; when number {last} is returned, collect that as well",
    explanation="A form can be sent more than once, and each copy may be returned.",
    source="Assembler’s own rule",
    bad="a form is returned after it was built again with new data",
    good="the latest copy of the form is returned",
    variants={
        "dated": Wording(
            "the form has been sent {last} times, most recently on {day}; this is number {number}",
            "its answers are merged; when number {last} is returned, collect that as well",
        ),
    },
)
OTHER_VERSION = Rule(
    "other-version",
    Level.INFO,
    "this form was built with Assembler {version}; the current version is {present}",
    "no action needed: forms from earlier versions can be read",
    explanation="Forms from earlier versions can still be collected; a later version may ask for more.",
    source="Assembler’s own rule",
    bad=f"""
made by version 0.1
{_SENT}
""",
    good=_SENT,
    variants={
        "without the sent file": Wording(
            "this form was built with Assembler {version}; the current version is {present}",
            "no action needed, but the form’s own text may be reported as unmatched",
        ),
        "unknown": Wording(
            "the version of Assembler that built this form is unknown; the current version is {present}",
            "no action needed: forms from earlier versions can be read",
        ),
        "later": Wording(
            "this form was built with Assembler {version}, which is later than this version, {present}",
            "upgrade Assembler and collect the form again; until then, answers may be missing",
            Level.WARNING,
        ),
    },
)
SAVED_BEFORE_SENT = Rule(
    "saved-before-sent",
    Level.WARNING,
    "this file was last saved on {saved}, before the form was first sent on {sent}; it may belong to an "
    "earlier round",
    "check that its answers belong to this round",
    explanation="A file that was saved more than a day before the form was sent cannot contain its answers.",
    source="the date in the file’s properties, with a tolerance of one day for clocks and time zones",
    bad=f"""
saved on 2001-02-03
{_SENT}
""",
    good=_SENT,
)
UNKNOWN_FIELD = Rule(
    "unknown-field",
    Level.WARNING,
    "{type} does not ask these questions ({count}): {codes}; the answers are kept with the record",
    "if the answers belong in the record, enter them there",
    explanation="An earlier version, or another project, asked for something that the record cannot store.",
    source="Assembler’s own rule",
    bad="a form of an earlier version asks a question that its document type no longer has",
    good="each question of the form is in its document type",
)
UNREPRODUCIBLE_FORM = Rule(
    "unreproducible-form",
    Level.WARNING,
    "the form cannot be built again ({reason}), so all text outside the answers is kept",
    "check the kept text for anything that people wrote",
    explanation="Without the file that was sent, the form is built again to find text that people added.",
    source="Assembler’s own rule",
    bad="the file that was sent is missing from data/forms, and the template has an error",
    good="data/forms has the file that was sent",
    variants={
        "advice": Wording(
            "the form cannot be built again ({reason}), so all text outside the answers is kept",
            "{advice}; check the kept text for anything that people wrote",
        ),
    },
)

# Position of the answers

AMBIGUOUS_COLUMNS = Rule(
    "ambiguous-columns",
    Level.ERROR,
    "these columns cannot be identified and were not read: {titles}",
    "ask for the form with its table unchanged, or enter the answers in the record",
    explanation="The header row and the content controls of a table disagree about a column, or are missing.",
    source="measured: people move columns, and LibreOffice 7.4 drops the tags of content controls",
    bad="the headings “What we know” and “To ask” were swapped, but the answers were not",
    good="the columns were moved with their headings",
)
AMBIGUOUS_ROW = Rule(
    "ambiguous-row",
    Level.ERROR,
    "several rows could be the row for {code}, so none of them was read ({rows})",
    "restore the codes in the first column, then collect the form again",
    explanation="Two rows with different content have the same code, or a code and a bookmark disagree.",
    source="Assembler’s own rule: answers are never guessed",
    bad="""
| T.1 | Which position? | Head of integration |
| T.1 | Which position? | Mayor |
""",
    good=_SENT,
)
COPIED_ROW = Rule(
    "copied-row",
    Level.WARNING,
    "the answer to {code} was read from {row}, but the code is also in {others}",
    "check whether an answer was copied there by mistake",
    explanation="A copied row or content control carries the code of the original question.",
    source="measured: copying a row in Word or LibreOffice copies its content controls with their tags",
    bad="""
| T.1 {bookmark T.1} | Which position? | Head of integration {tag T.1} |
| T.2 {bookmark T.2} | On which day? | 2026-08-31 {tag T.1} |
""",
    good="""
| T.1 {bookmark T.1} | Which position? | Head of integration {tag T.1} |
| T.2 {bookmark T.2} | On which day? | 2026-08-31 {tag T.2} |
""",
)
DUPLICATE_FORM = Rule(
    "duplicate-form",
    Level.WARNING,
    "this file seems to contain the form more than once (repeated rows: {count})",
    "check the kept text for answers from the other copy; only the first was read",
    explanation="Somebody pasted the whole form below itself, for instance to keep an empty one.",
    source="Assembler’s own rule",
    bad="the whole form was pasted below itself, and one copy was filled in",
    good="the form is in the file once",
)
MATCHED_BY_POSITION = Rule(
    "matched-by-position",
    Level.WARNING,
    "this row was matched by its position in the table because its code is missing",
    "check that the answer fits the question",
    explanation="A row between two known rows is read as the missing one if the number of rows matches.",
    source="measured: people overtype the code, and LibreOffice 7.4 drops tags and titles",
    bad="""
| T.1 | Which position? | Head of integration |
|     | On which day? | 2026-08-31 |
| T.3 | How was it written? | Together. |
""",
    good="""
| T.1 | Which position? | Head of integration |
| T.2 | On which day? | 2026-08-31 |
| T.3 | How was it written? | Together. |
""",
)
MERGED_CELLS = Rule(
    "merged-cells",
    Level.ERROR,
    "cells of this row were merged or deleted, so the answer cannot be separated from the question",
    "enter the answer to “{title}” in the record",
    explanation="The cells of the row differ from those that were sent; its text is kept.",
    source="Assembler’s own rule: answers are never guessed",
    bad="| T.1 | Which position? Head of integration | {covered} |",
    good=_SENT,
    variants={
        "split": Wording(
            "this row has more cells than were sent, so the answer cannot be identified",
            "enter the answer to “{title}” in the record",
        ),
        "split in a list": Wording(
            "a cell of this row was split, so its columns cannot be identified",
            "enter its answers in the record; the text of the row is kept",
        ),
    },
)
MISSING_CELL = Rule(
    "missing-cell",
    Level.WARNING,
    "the cell for “{title}” is missing from this row; the record keeps its answer",
    "ask for a copy of the form that has this cell, or enter the answer in the record",
    explanation="A cell in a row with several answers was deleted, or merged with another cell.",
    source="Assembler’s own rule",
    bad="two answers in one row were merged into one cell",
    good="each answer has its own cell",
)
MISSING_FIELD = Rule(
    "missing-field",
    Level.WARNING,
    "the row of {code} is missing; the record keeps its answer",
    "ask for a copy of the form that has this row, or enter the answer in the record",
    explanation="Deleting a row does not delete its answer; to delete an answer, empty its cell.",
    source="Assembler’s own rule",
    bad="| T.2 | On which day? | 2026-08-31 |",
    good="""
| T.1 | Which position? | Head of integration |
| T.2 | On which day? | 2026-08-31 |
""",
    variants={
        "titled": Wording(
            "the row of {code} ({title}) is missing; the record keeps its answer",
            "ask for a copy of the form that has this row, or enter the answer in the record",
        ),
        "section": Wording(
            "the section {code} ({title}) is missing; the record keeps its text",
            "to delete its text, keep the heading and empty the section",
        ),
    },
)
MISSING_LIST = Rule(
    "missing-list",
    Level.ERROR,
    "the table of the list “{title}” is missing; the record keeps its rows",
    "ask for the form with its tables, or enter the rows in the record",
    explanation="Deleting the table of a list does not delete its rows; they remain in the record.",
    source="Assembler’s own rule",
    bad="| T.1 | Which position? | Head of integration |",
    good="""
| T.1 | Which position? | Head of integration |
| Code | Budget line | Amount |
| B.1 | Language courses | |
""",
)
MOVED_ITEM = Rule(
    "moved-item",
    Level.INFO,
    "the record now has a different {old}, so the one in the form was stored as {new}",
    "no action needed: the answers are in the record",
    explanation="Before the form was returned, the record gave the number of this item to another item.",
    source="Assembler’s own rule",
    bad="the spare session I3 of the form is filled in, but the record now has a different I3",
    good="the record has no I3 when the form is returned",
)
