"""Rules for single translations in catalogues: lost content, and details that the translator should check.

The examples are entries of a .po file, whose first comment names the language.
"""

from __future__ import annotations

from types import MappingProxyType

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

_OURS = "Assembler’s own rule"


def _entry(language: str, message: str, text: str) -> str:
    return f'# {language}\nmsgid "{message}"\nmsgstr "{text}"'


def _rule(
    id_: str, wording: Wording, explanation: str, example: tuple[str, str, str, str], *,
    source: str = _OURS, level: Level = Level.WARNING, **variants: str,
) -> Rule:  # fmt: skip
    """Return a rule for translations in catalogues.

    ``variants`` maps names, with underscores for spaces, to messages with the same hint. ``example`` contains
    the language, the English text, a wrong translation and a correct one.
    """
    language, english, text, good = example
    wordings = {name.replace("_", " "): Wording(each, wording.hint) for name, each in variants.items()}
    return Rule(id_, level, wording.message, wording.hint, explanation=explanation, source=source,
                bad=_entry(language, english, text), good=_entry(language, english, good),
                variants=MappingProxyType(wordings))  # fmt: skip


CONTROL_CHARACTER = _rule(
    "control-character",
    Wording(
        "the translation contains the control character {character}, which Word files cannot contain",
        "delete it; text copied from Word or a PDF often contains one",
    ),
    "A Word file must not contain this character.",
    ("Dutch", "Report", "Ver\x07slag", "Verslag"),
    source="XML 1.0, section 2.2",
    level=Level.ERROR,
)
FIELDS_AND_TAGS = _rule(
    "fields-and-tags",
    Wording(
        "the field {{{field}}} is missing",
        "write each {{field}} and each inline tag (<1>...</1>, <2/>) as in the English text",
    ),
    "A field or an inline tag is missing, misspelt or not closed.",
    ("Dutch", "Report {city_of}", "Verslag", "Verslag {city_of}"),
    level=Level.ERROR,
    extra_field="the field {{{field}}} is not in the English text",
    missing_tag="the inline tag {tag} is missing",
    extra_tag="the inline tag {tag} is not in the English text",
    repeated_tag="the inline tag {tag} appears more than once",
    open_brace="a `{{` opens a field that is not closed; write `{{{{` for a brace in the text",
    close_brace="a `}}` closes a field that is not open; write `}}}}` for a brace in the text",
    less_than="this `<` does not begin an inline tag such as <1>; write `<<` for a less-than sign",
    not_a_field="{{{field}}} is not a valid field; write a name in braces, without spaces",
    similar_field="{{{field}}} is not a valid field; did you mean {{{similar}}}?",
    not_a_tag="{tag} is not an inline tag; write <{number}>, </{number}> or <{number}/>",
    misplaced_tag=(
        "</{number}> closes a tag that is not open or was not opened last; move, correct or remove it"
    ),
    open_tag="<{number}> is not closed; add </{number}>",
)
PLURAL_FORM_COUNT = Rule(
    "plural-form-count",
    Level.ERROR,
    "the number of plural forms is {count}, but the language has {usual}",
    "give one text for each plural form of the language",
    explanation="A counted phrase needs a text for each plural form.",
    source="the plural rules of CLDR",
    bad='# Dutch\nmsgid "{n} visit"\nmsgid_plural "{n} visits"\nmsgstr[0] "{n} bezoek"',
    good='# Dutch\nmsgid "{n} visit"\nmsgid_plural "{n} visits"\nmsgstr[0] "{n} bezoek"\n'
    'msgstr[1] "{n} bezoeken"',
)
EDGE_SPACES = _rule(
    "edge-spaces",
    Wording(
        "the English text ends with {expected}, but the translation does not",
        "begin and end with the same spaces as the English text",
    ),
    "Spaces at the start or end separate the text from its neighbours.",
    ("Dutch", "one ", "een", "een "),
    extra_at_the_end="the translation ends with {found}, but the English text does not",
    other_at_the_end="the translation ends with {found}, but the English text ends with {expected}",
    missing_at_the_beginning="the English text begins with {expected}, but the translation does not",
    extra_at_the_beginning="the translation begins with {found}, but the English text does not",
    other_at_the_beginning="the translation begins with {found}, but the English text begins with {expected}",
)
END_PUNCTUATION = _rule(
    "end-punctuation",
    Wording(
        "the translation ends with “{found}”, but the English text ends with “{expected}”",
        "end with the punctuation mark of the English text, unless your language needs another",
    ),
    "A full stop or colon was lost or added.",
    ("Dutch", "Send it.", "Stuur het", "Stuur het."),
)
QUOTATION_MARKS = _rule(
    "quotation-marks",
    Wording(
        "this language does not use {marks} as quotation marks, but {expected}",
        "use the quotation marks of this language",
    ),
    "Each language has its own quotation marks.",
    ("German", "Say “yes”", "Sagen Sie “ja”", "Sagen Sie „ja“"),
    source="CLDR, delimiters of each language",
    missing="the English text has quotation marks, but the translation has none",
)
APOSTROPHE = _rule(
    "apostrophe",
    Wording("the translation contains a typewriter apostrophe (') instead of ’", "write ’ (U+2019)"),
    "Documents have typographic apostrophes.",
    ("French", "The city", "L'endroit", "L’endroit"),
)
NUMBERS = _rule(
    "numbers",
    Wording("the number {number} is missing", "write the same numbers as the English text"),
    "A number was lost, added or mistyped.",
    ("Dutch", "Within 14 days", "Binnen veertig dagen", "Binnen 14 dagen"),
    extra="the number {number} is not in the English text",
)
UNUSUAL_SPACES = _rule(
    "unusual-spaces",
    Wording(
        "the translation contains {character}, which readers cannot see",
        "type one ordinary space instead, or none inside a word",
    ),
    "Double or invisible spaces are usually mistakes.",
    ("Dutch", "a city", "een\u200bstad", "een stad"),
    two_spaces="the translation contains two spaces in a row",
)
LINE_BREAK = _rule(
    "line-break",
    Wording(
        "the translation contains a line break, but the English text does not",
        "write a space instead, unless the document needs a new line there",
    ),
    "A line break in a translation is visible in the document.",
    ("Dutch", "a city", "een\\nstad", "een stad"),
)
ENTITY = _rule(
    "entity",
    Wording("`{entity}` would be printed literally", "write the character itself"),
    "HTML entities are not converted in a catalogue.",
    ("Dutch", "the city", "de&nbsp;stad", "de stad"),
)
FIELD_ENDING = _rule(
    "field-ending",
    Wording(
        "there is no space between a field and the letters after it: `{text}`",
        "ask the author of the template for a field with the complete phrase, such as {{city_of}}, or"
        " insert a space",
    ),
    "An ending attached to a field fits only some of its values.",
    ("Finnish", "Report {city}", "Raportti {city}ssa", "Raportti {city}"),
)
DAMAGED_TEXT = _rule(
    "damaged-text",
    Wording(
        "“{found}” is probably “{original}”, read in the wrong encoding",
        "type the text again, and save the file as UTF-8",
    ),
    "Letters were damaged when the file was read or saved in another encoding.",
    ("Dutch", "the city", "de stadÃ©", "de stad"),
    lost_character="the translation contains U+FFFD (\ufffd), which replaces a lost character",
    control_character="the translation contains the control character {character}",
)
DIRECTION_MARK = _rule(
    "direction-mark",
    Wording(
        "the translation contains {character}, which may reverse the direction of the text",
        "delete it: the document sets the direction of its text",
    ),
    "An invisible mark changes the direction of the text after it.",
    ("Dutch", "the city", "de \u200estad", "de stad"),
    source="Unicode Standard Annex 9",
)
DECOMPOSED_LETTERS = _rule(
    "decomposed-letters",
    Wording(
        "the translation contains a letter and its accent as two characters (Unicode NFD)",
        "type the letter again as one character (Unicode NFC)",
    ),
    "Searching and sorting fail if a letter and its accent are two characters.",
    ("Finnish", "the place", "ta\u0308ma\u0308 paikka", "tämä paikka"),
    source="Unicode Standard Annex 15",
)
MIXED_SCRIPTS = _rule(
    "mixed-scripts",
    Wording(
        "the word “{word}” mixes scripts: it contains {character}", "type the word again on one keyboard"
    ),
    "Letters of two scripts can look alike, but are different characters.",
    ("Dutch", "the city", "de st\u0430d", "de stad"),
    source="Unicode Technical Standard 39",
)
FRENCH_SPACES = _rule(
    "french-spaces",
    Wording(
        "a narrow no-break space (U+202F) is missing next to “{mark}”",
        "write U+202F before ; : ! ? and inside « »",
    ),
    "French has a narrow no-break space before double punctuation marks.",
    ("French", "Send it:", "Envoyez-le:", "Envoyez-le\u202f:"),
    source="the typographic rules of French",
)
SAME_AS_ENGLISH = _rule(
    "same-as-english",
    Wording(
        "the translation is identical to the English text",
        "translate it, or write the comment `agreed: same-as-english`",
    ),
    "The translation is identical to the English text.",
    ("Dutch", "Send it to the city", "Send it to the city", "Stuur het naar de stad"),
)
_GLOSSARY = "data/glossary.yaml, the terms that all translators agreed on"
TERM = Rule(
    "term",
    Level.WARNING,
    "the glossary term for “{english}” is missing: {expected} ({id})",
    "use that term, or write the comment `agreed: term`",
    explanation="The same term must be translated in the same way everywhere, in any grammatical form.",
    source=_GLOSSARY,
    bad='# Dutch\nmsgid "the city"\nmsgstr "het dorp"',
    good='# Dutch\nmsgid "the city"\nmsgstr "de stad"',
    variants={
        "noted": Wording(
            "the glossary term for “{english}” is missing: {expected} ({id})",
            "{note}; or write the comment `agreed: term`",
        ),
    },
)
FORBIDDEN_TERM = Rule(
    "forbidden-term",
    Level.WARNING,
    "the glossary forbids “{word}” ({id})",
    "choose another word, or write the comment `agreed: forbidden-term`",
    explanation="The glossary lists words that are wrong as a translation of a term, or everywhere.",
    source=_GLOSSARY,
    bad='# Dutch\nmsgid "for women"\nmsgstr "voor allochtone vrouwen"',
    good='# Dutch\nmsgid "for women"\nmsgstr "voor vrouwen"',
    variants={
        "noted": Wording(
            "the glossary forbids “{word}” ({id})",
            "{note}; or write the comment `agreed: forbidden-term`",
        ),
        "for a term": Wording(
            "the glossary forbids “{word}” as a translation of “{english}” ({id})",
            "choose another word, or write the comment `agreed: forbidden-term`",
        ),
        "for a term, noted": Wording(
            "the glossary forbids “{word}” as a translation of “{english}” ({id})",
            "{note}; or write the comment `agreed: forbidden-term`",
        ),
    },
)
TOO_LONG = Rule(
    "too-long",
    Level.WARNING,
    "the translation has {length} characters, but at most {limit} fit",
    "write a shorter text",
    explanation="Some texts, such as the titles of content controls, have a maximum length.",
    source="Word limits the titles of content controls to 64 characters",
    bad="a title of a content control with 70 characters",
    good="a title of 40 characters",
)
TOO_WIDE_WORD = Rule(
    "too-wide-word",
    Level.WARNING,
    "“{word}” needs {needed} pt, but its cell has {available} pt ({cell})",
    "use a shorter word, or write a soft hyphen (U+00AD) where it may be divided",
    explanation="A word is wider than its cell, so Word breaks it between any two letters.",
    source="measured with the widths of the font of the template",
    bad="“Integrationsbeauftragte” in a narrow column",
    good="“Integrations\u00adbeauftragte” there",
)
_SAVE_AGAIN = "open the file in a translation editor and save it again"
CATALOGUE_HEADER = Rule(
    "catalogue-header",
    Level.WARNING,
    "the file has no header",
    f"{_SAVE_AGAIN}, which adds a header",
    explanation="Translation editors read language, encoding and plural forms from the header.",
    source="GNU gettext manual, “Filling in the Header Entry”",
    bad="locales/nl has a file without a header",
    good="its header says Language: nl",
    variants={
        "charset": Wording(
            "the header says charset={charset}, but the file is encoded in UTF-8",
            "write charset=UTF-8 in the header",
        ),
        "language": Wording(
            "the header gives the language as {found}, but the file is in the folder {expected}",
            "correct the header, or move the file to the folder of its language",
        ),
        "no plural forms": Wording("the header has no Plural-Forms line", "write `Plural-Forms: {expected}`"),
    },
)
UNKNOWN_RULE = Rule(
    "unknown-rule",
    Level.WARNING,
    "there is no rule `{rule}`",
    "did you mean {similar}?",
    explanation="A comment `agreed: RULE` with a misspelt rule has no effect.",
    source=_OURS,
    bad='# Dutch\n# agreed: numbres\nmsgid "a city"\nmsgstr "een stad"',
    good='# Dutch\n# agreed: numbers\nmsgid "a city"\nmsgstr "een stad"',
    variants={"not similar": Wording("there is no rule `{rule}`", "write one of: {rules}")},
)
