"""Rules about forms that come back: which form it is, and which row has which answer.

The examples are rows of the table of a form as it came back, each with its code, question and answer. A row
after ``sent:`` shows how the form was sent; a line without cells is text outside the tables. Braces give
what the text does not show: ``{tag T.1}`` and ``{bookmark T.1}`` what Assembler put there to find the row,
``{deleted by Ann: text}`` a tracked change, ``{comment by Ann: text}`` a comment, ``{picture}`` a picture,
``{table}`` a pasted table, ``{covered}`` a cell that a merged one covers.
"""

from __future__ import annotations

from types import MappingProxyType

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

_SENT = "| T.1 | Which position? | Head of integration |"

# Which form it is

FORM_NOT_SENT = Rule(
    "form-not-sent",
    Level.ERROR,
    "this form was not sent from this project (data/forms has no form {form}); it is read by the declaration"
    " of {type}, and replaces no answer of the record",
    "make sure that it belongs here; if another computer sent it, copy the files in its data/forms into yours"
    " and collect the form again",
    explanation="The questions of a form are known from data/forms, never from the returned file alone.",
    source="anybody can write a manifest into a Word file",
    bad=f"""
not sent from this project
{_SENT}
""",
    good=_SENT,
)
LATER_SENDING = Rule(
    "later-sending",
    Level.INFO,
    "this is sending {number} of this form; sending {last} was sent since",
    "its answers are merged; collect sending {last}, too, when it comes back",
    explanation="A form that was sent again is out more than once, and each sending may come back.",
    source="our own rule",
    bad="a form comes back after it was built again with new data",
    good="the form of the last sending comes back",
    variants=MappingProxyType(
        {
            "dated": Wording(
                "this is sending {number} of this form; sending {last} was sent on {day}",
                "its answers are merged; collect sending {last}, too, when it comes back",
            ),
        }
    ),
)
OTHER_VERSION = Rule(
    "other-version",
    Level.INFO,
    "this form was made by version {version}; this is version {present}",
    "nothing to do: the form is read as it was made",
    explanation="Forms that an earlier version sent come back as before.",
    source="our own rule",
    bad=f"""
made by version 0.1
{_SENT}
""",
    good=_SENT,
    variants=MappingProxyType(
        {
            "without the sent file": Wording(
                "this form was made by version {version}; this is version {present}",
                "it is read as it was made; text of the form itself may be reported as unmatched",
            ),
        }
    ),
)
SAVED_BEFORE_SENT = Rule(
    "saved-before-sent",
    Level.WARNING,
    "this file was last saved on {saved}, but the form was first sent on {sent}; it may be the form of an"
    " earlier round",
    "make sure that its answers belong to this round",
    explanation="A file that was saved more than a day before the form was sent cannot have its answers.",
    source="the date in the file’s properties; a day of tolerance for clocks and time zones",
    bad=f"""
saved on 2001-02-03
{_SENT}
""",
    good=_SENT,
)
UNKNOWN_FIELD = Rule(
    "unknown-field",
    Level.WARNING,
    "{count} of this form ({codes}) cannot be found in {type}; their answers are kept with the record",
    "write it into the record if it belongs there",
    explanation="An earlier version, or another project, asked for something that the record cannot hold.",
    source="our own rule",
    bad="a form of an earlier version asks a question that its document type no longer has",
    good="each question of the form is one of its document type",
)
UNREPRODUCIBLE_FORM = Rule(
    "unreproducible-form",
    Level.WARNING,
    "the form cannot be built again ({reason}), so all text outside the answers is kept",
    "check the kept text for what people wrote",
    explanation="Without the file that was sent, the form is built again to tell its own text from people’s.",
    source="our own rule",
    bad="the file that was sent is missing from data/forms, and the template has an error",
    good="data/forms has the file that was sent",
    variants=MappingProxyType(
        {
            "advice": Wording(
                "the form cannot be built again ({reason}), so all text outside the answers is kept",
                "{advice}; check the kept text for what people wrote",
            ),
        }
    ),
)

# Where the answers are

AMBIGUOUS_COLUMNS = Rule(
    "ambiguous-columns",
    Level.ERROR,
    "cannot tell which column holds {titles}; nothing was read there",
    "ask for the form with its table, or write the answers into the record",
    explanation="The header row and the content controls of a table disagree about a column, or are gone.",
    source="measured: people move columns, and LibreOffice 7.4 drops the tags of content controls",
    bad="the headings “What we know” and “To ask” were exchanged, and the answers were not",
    good="the columns were moved with their headings",
)
AMBIGUOUS_ROW = Rule(
    "ambiguous-row",
    Level.ERROR,
    "several rows have the code {code}; none of them was read ({rows})",
    "restore the codes in the first column, then collect the form again",
    explanation="Two rows that say different things have the same code, or code and bookmark disagree.",
    source="answers are never guessed: our own rule",
    bad="""
| T.1 | Which position? | Head of integration |
| T.1 | Which position? | Mayor |
""",
    good=_SENT,
)
COPIED_ROW = Rule(
    "copied-row",
    Level.WARNING,
    "{code} was read from {row}; {others} also has its code",
    "check whether an answer was copied there by mistake",
    explanation="A copied row or content control brings the code of another question along.",
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
    "the form is in this file twice: {count} of its rows occur more than once",
    "the first copy was read; check whether the kept text has answers from the other",
    explanation="A person pasted the complete form below itself, for instance to keep the empty one.",
    source="our own rule",
    bad="the complete form was pasted below itself, and one copy was filled in",
    good="the form is in the file once",
)
MATCHED_BY_POSITION = Rule(
    "matched-by-position",
    Level.WARNING,
    "this row was matched by its position in the table because its code is missing",
    "check that the answer fits the question",
    explanation="A row between two known rows is taken for the missing one where the counts agree.",
    source="measured: a person overtypes the code, and LibreOffice 7.4 drops tags and titles",
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
    "cells of this row were merged, so question and answer cannot be told apart",
    "write the answer to {title} into the record",
    explanation="The cells of a row are no longer those that were sent; its text is kept.",
    source="answers are never guessed: our own rule",
    bad="""
| T.1 | Which position? Head of integration | {covered} |
""",
    good=_SENT,
    variants=MappingProxyType(
        {
            "split": Wording(
                "this row has more cells than were sent, so the answer cannot be identified",
                "write the answer to {title} into the record",
            ),
            "split in a list": Wording(
                "a cell of this row was split, so its columns cannot be told apart",
                "write its answers into the record; its text is kept",
            ),
        }
    ),
)
MISSING_CELL = Rule(
    "missing-cell",
    Level.WARNING,
    "the cell of {title} is missing from this row; the record keeps its value",
    "ask for the form with this row, or write the answer into the record",
    explanation="A cell of a table with several answers in a row was deleted or merged with another.",
    source="our own rule",
    bad="two answers in one row were merged into one cell",
    good="each answer has its cell",
)
MISSING_FIELD = Rule(
    "missing-field",
    Level.WARNING,
    "the row of {code} is missing; the record keeps its answer",
    "ask for the form with this row, or write the answer into the record",
    explanation="A row that was deleted is not an answer: to delete an answer, empty its cell.",
    source="our own rule",
    bad="| T.2 | On which day? | 2026-08-31 |",
    good="""
| T.1 | Which position? | Head of integration |
| T.2 | On which day? | 2026-08-31 |
""",
    variants=MappingProxyType(
        {
            "titled": Wording(
                "the row of {code} ({title}) is missing; the record keeps its answer",
                "ask for the form with this row, or write the answer into the record",
            ),
            "section": Wording(
                "the section {code} ({title}) is missing; the record keeps its text",
                "to delete its text, leave the heading and empty the section",
            ),
        }
    ),
)
MISSING_LIST = Rule(
    "missing-list",
    Level.ERROR,
    "the table of this list is missing ({title}); the record keeps its rows",
    "ask for the form with its tables, or write the rows into the record",
    explanation="A list whose table was deleted says nothing; its rows stay in the record.",
    source="our own rule",
    bad="""
| T.1 | Which position? | Head of integration |
""",
    good="""
| T.1 | Which position? | Head of integration |
| Code | Budget line | Amount |
| B.1 | Language courses | |
""",
)
MOVED_ITEM = Rule(
    "moved-item",
    Level.INFO,
    "{old} is another item in the record by now, so the answers to it belong to {new}",
    "nothing to do: the answers were written there",
    explanation="Somebody filled the spare item of a form in the record while the form was out.",
    source="our own rule",
    bad="the spare session I3 of the form is filled in, and the record has another I3 by now",
    good="the record has no I3 when the form comes back",
)
