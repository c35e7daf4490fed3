"""Rules for the files that translation agencies return: XLIFF 2 and spreadsheets.

The examples are elements of the XLIFF file or, for rules about a sheet, descriptions of an edit.
"""

from __future__ import annotations

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

_AS_TEXT = "format the cell as Text, and type the translation again"

# XLIFF

UNKNOWN_STATE = Rule(
    "unknown-state",
    Level.ERROR,
    "“{state}” is not a state of the XLIFF standard",
    "write initial, translated, reviewed or final",
    explanation="The state of a segment says whether its translation may be used.",
    source="OASIS XLIFF 2.0, attribute `state`",
    bad='<segment state="done">',
    good='<segment state="final">',
)
FOREIGN_CODE = Rule(
    "foreign-code",
    Level.ERROR,
    "the translation contains the code “{code}”, which the English text does not have",
    "use only codes that occur in the English text, or type plain text instead",
    explanation="A field or inline tag of a translation must come from its English text.",
    source="Assembler’s own rule",
    bad='<target><ph id="99" disp="[b]"/>Stad</target>',
    good="<target>Stad</target>",
    variants={
        "other element": Wording(
            "the translation contains <{element}>, which XLIFF 2 does not allow in a text",
            "remove it from the translation",
        ),
    },
)
DUPLICATE_UNIT = Rule(
    "duplicate-unit",
    Level.ERROR,
    "the unit {id} occurs more than once in the file (occurrences: {count})",
    "keep one, and delete the others",
    explanation="Each message must occur only once; if it occurs twice, neither translation is used.",
    source="OASIS XLIFF 2.0, attribute `id` of a unit: unique in its file",
    bad='<unit id="m1">…</unit><unit id="m1">…</unit>',
    good='<unit id="m1">…</unit><unit id="m2">…</unit>',
)

# Sheets

UNREADABLE_SHEET = Rule(
    "unreadable-sheet",
    Level.ERROR,
    "the cell contains {value}, which is not stored as text",
    _AS_TEXT,
    explanation="A heading or cell of the sheet differs from the export, so its translation is unknown.",
    source="Assembler’s own rule: nothing is guessed",
    bad="a translation was turned into the number 1.1",
    good="the cell is formatted as Text",
    variants={
        "formula": Wording("the cell contains a formula, not text", _AS_TEXT),
        "error": Wording("the cell contains the error {value}, not text", _AS_TEXT),
        "date": Wording("the cell contains a date, not text", _AS_TEXT),
        "duplicate heading": Wording(
            "the heading “{heading}” occurs twice", "remove the column that was not exported"
        ),
        "missing column": Wording(
            "the column “{heading}” is missing",
            "restore the column; if only its heading was changed, write “{heading}” again",
        ),
        "renamed column": Wording(
            "the column “{heading}” is missing; was it renamed “{found}”?",
            "if so, write “{heading}” again; if not, restore the column",
        ),
        "no id": Wording("the row has no id", "restore the id, or empty the row"),
        "duplicate id": Wording(
            "the id {id} is already in row {row}", "keep the row that has the right translation"
        ),
        "plural forms": Wording(
            "this message has plural forms, so its translation does not belong in this column",
            "write it in the columns {columns}",
        ),
        "unknown state": Wording("“{state}” is not a state", "write one of: {states}"),
        "similar state": Wording("“{state}” is not a state", "did you mean {similar}?"),
    },
)

# Import

UNKNOWN_ID = Rule(
    "unknown-id",
    Level.ERROR,
    "no message has the id “{id}”; the English text in this entry has a different id",
    "restore the exported id, or remove the message from the file",
    explanation="The id of a message is computed from its English text and context.",
    source="Assembler’s own rule: nothing is guessed",
    bad="the id of a row was overtyped",
    good="the row has its exported id",
)
CHANGED_ENGLISH = Rule(
    "changed-english",
    Level.ERROR,
    "the English text in the file was changed; it should be “{english}”",
    "restore the exported English text, and change only the translation",
    explanation="If the agency changed the English text, its translation belongs to another text.",
    source="Assembler’s own rule: nothing is guessed",
    bad="the agency corrected the English text",
    good="the agency wrote a comment about the English text",
)
MISSING_PLURAL_FORM = Rule(
    "missing-plural-form",
    Level.ERROR,
    "a plural form of this message is empty",
    "fill in every plural form",
    explanation="A counted phrase needs a text for each plural form of the language.",
    source="the plural rules of CLDR",
    bad="the cell of one form was emptied",
    good="the cells of all forms have a text",
    variants={
        "other number": Wording(
            "the number of plural forms is {count}, but the language has {usual}",
            "restore the plural forms as they were exported",
        ),
    },
)
EMPTY_TRANSLATION = Rule(
    "empty-translation",
    Level.ERROR,
    "the state is `{state}`, but the translation is empty",
    "write the translation, or set its state to `untranslated`",
    explanation="A translation that was lost in a tool is not deleted from the catalogue.",
    source="Assembler’s own rule: nothing is guessed",
    bad="a translation was emptied, and its state is still “translated”",
    good="a translation was emptied, and its state is “untranslated”",
)
STILL_FUZZY = Rule(
    "still-fuzzy",
    Level.INFO,
    "the translation was changed, but its state is still `fuzzy`",
    "set its state to `translated` if it is not a guess",
    explanation="Documents do not use a fuzzy translation.",
    source="GNU gettext manual, “Fuzzy Entries”",
    bad="the agency replaced a guess and left its state at “fuzzy”",
    good="the agency replaced a guess and set its state to “translated”",
)
LEFTOVER_TRANSLATION = Rule(
    "leftover-translation",
    Level.ERROR,
    "the new translation is followed by the old one, which was not deleted",
    "move the codes of the old text into the new text, then delete the old text",
    explanation="Some tools replace only the text before the first inline code of a translation.",
    source="measured: translate-toolkit 3.20",
    bad="“Verslag {city_of}, p. <2/>” before the old “<1>{city_of}</1>, bladzijde <2/>”",
    good="“Verslag <1>{city_of}</1>, bladzijde <2/>”",
)
IMPORT_CONFLICT = Rule(
    "import-conflict",
    Level.WARNING,
    "after the export, the translation was changed here to “{ours}”, so “{theirs}” was not imported",
    "decide which is right, and enter it in the catalogue",
    explanation="Both sides changed a message after the export; the catalogue stays as it is.",
    source="Assembler’s own rule: nobody’s work is overwritten",
    bad="a translation was changed in the catalogue while the agency changed it as well",
    good="only the agency changed the translation",
    variants={
        "changed English": Wording(
            "after the export, the English text was changed to “{english}”, so “{theirs}” was not imported",
            "translate it again",
        ),
        "missing English": Wording(
            "the English text is no longer in the catalogue, so “{theirs}” was not imported",
            "no action needed, unless another message should have this translation",
        ),
    },
)
OMITTED_MESSAGE = Rule(
    "omitted-message",
    Level.INFO,
    "exported messages missing from the file: {count} ({ids})",
    "no action needed: their translations are not changed",
    explanation="An agency may return only some of the rows; the others are not changed.",
    source="Assembler’s own rule",
    bad="a row was deleted from the sheet",
    good="the sheet has all its rows",
)
