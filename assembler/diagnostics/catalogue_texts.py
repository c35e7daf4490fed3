"""Rules about the texts of catalogues: what a translation lost, and what its translator should check.

The examples are entries of a .po file; the first comment names the language.
"""

from __future__ import annotations

from types import MappingProxyType

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

_OURS = "Assembler’s own rule"
_TYPOGRAPHY = "the typographic rules of the language; CLDR"


def _entry(language: str, message: str, text: str) -> str:
    return f'# {language}\nmsgid "{message}"\nmsgstr "{text}"'


def _rule(
    id_: str, hint: str, explanation: str, example: tuple[str, str, str, str], *,
    source: str = _OURS, level: Level = Level.WARNING,
) -> Rule:  # fmt: skip
    """Return a rule; ``example`` has the language, the English text, a wrong and a correct translation."""
    language, message, text, good = example
    return Rule(id_, level, "{problem}", hint, explanation=explanation, source=source,
                bad=_entry(language, message, text), good=_entry(language, message, good))  # fmt: skip


CONTROL_CHARACTER = _rule(
    "control-character", "delete it; text that is copied from Word or a PDF often brings one along",
    "No Word file can contain the character.", ("Dutch", "Report", "Ver\x07slag", "Verslag"),
    source="XML 1.0, section 2.2", level=Level.ERROR,
)  # fmt: skip
FIELDS_AND_TAGS = _rule(
    "fields-and-tags", "write each {{field}} and each inline tag (<1>...</1>, <2/>) as in the English text",
    "A field or an inline tag is missing, misspelt or not closed.",
    ("Dutch", "Report {city_of}", "Verslag {stad}", "Verslag {city_of}"), level=Level.ERROR,
)  # fmt: skip
PLURAL_FORM_COUNT = Rule(
    "plural-form-count", Level.ERROR, "{problem}",
    "give one text for each plural form of the language",
    explanation="A counted phrase needs a text for each plural form.", source="the plural rules of CLDR",
    bad='# Dutch\nmsgid "{n} visit"\nmsgid_plural "{n} visits"\nmsgstr[0] "{n} bezoek"',
    good='# Dutch\nmsgid "{n} visit"\nmsgid_plural "{n} visits"\nmsgstr[0] "{n} bezoek"\n'
    'msgstr[1] "{n} bezoeken"',
)  # fmt: skip
EDGE_SPACES = _rule(
    "edge-spaces", "begin and end with the same spaces as the English text",
    "Spaces at the edges separate the text from its neighbours.", ("Dutch", "one ", "een", "een "),
)  # fmt: skip
END_PUNCTUATION = _rule(
    "end-punctuation", "end with the punctuation mark of the English text, unless yours needs another",
    "A full stop or colon was lost or added.", ("Dutch", "Send it.", "Stuur het", "Stuur het."),
)  # fmt: skip
QUOTATION_MARKS = _rule(
    "quotation-marks", "write the quotation marks of the language",
    "Each language has its own quotation marks.",
    ("German", "Say “yes”", "Sagen Sie “ja”", "Sagen Sie „ja“"), source=_TYPOGRAPHY,
)  # fmt: skip
APOSTROPHE = _rule(
    "apostrophe", "write ’ (U+2019)", "Documents have typographic apostrophes.",
    ("French", "The city", "L'endroit", "L’endroit"), source=_TYPOGRAPHY,
)  # fmt: skip
NUMBERS = _rule(
    "numbers", "write the numbers of the English text", "A number was lost, added or mistyped.",
    ("Dutch", "Within 14 days", "Binnen 41 dagen", "Binnen 14 dagen"),
)  # fmt: skip
UNUSUAL_SPACES = _rule(
    "unusual-spaces", "write one ordinary space there", "Two spaces, or a space that nobody sees.",
    ("Dutch", "a city", "een  stad", "een stad"),
)  # fmt: skip
LINE_BREAK = _rule(
    "line-break", "write a space instead, unless the document needs a new line there",
    "A line break in a text shows in the document.", ("Dutch", "a city", "een\\nstad", "een stad"),
)  # fmt: skip
ENTITY = _rule(
    "entity", "write the character itself", "Entities of HTML are not read in a catalogue.",
    ("Dutch", "the city", "de&nbsp;stad", "de stad"),
)  # fmt: skip
FIELD_ENDING = _rule(
    "field-ending", "ask for a field with the complete phrase, such as {{city_of}}, or separate the two",
    "An ending on a field fits some of its values only.",
    ("Finnish", "Report {city}", "Raportti {city}ssa", "Raportti {city}"),
)  # fmt: skip
DAMAGED_TEXT = _rule(
    "damaged-text", "type the text again; save the file as UTF-8",
    "Letters were damaged when the file was read or saved in another encoding.",
    ("Dutch", "the city", "de stadÃ©", "de stad"),
)  # fmt: skip
DIRECTION_MARK = _rule(
    "direction-mark", "delete it: the document sets the direction of its text",
    "An invisible mark turns the direction of the text after it.",
    ("Dutch", "the city", "de \u200estad", "de stad"), source="Unicode Standard Annex 9",
)  # fmt: skip
DECOMPOSED_LETTERS = _rule(
    "decomposed-letters", "type the letter again as one character (Unicode NFC)",
    "A letter and its accent are two characters, which searching and sorting do not find.",
    ("Finnish", "the place", "ta\u0308ma\u0308 paikka", "tämä paikka"), source="Unicode Standard Annex 15",
)  # fmt: skip
MIXED_SCRIPTS = _rule(
    "mixed-scripts", "type the word again on one keyboard",
    "Letters of two scripts in one word look alike and are not the same.",
    ("Dutch", "the city", "de st\u0430d", "de stad"), source="Unicode Technical Standard 39",
)  # fmt: skip
FRENCH_SPACES = _rule(
    "french-spaces", "write U+202F before ; : ! ? and inside « »",
    "French has a narrow no-break space before double punctuation marks.",
    ("French", "Send it:", "Envoyez-le:", "Envoyez-le\u202f:"), source=_TYPOGRAPHY,
)  # fmt: skip
SAME_AS_ENGLISH = _rule(
    "same-as-english", "translate it", "The translation is the English text.",
    ("Dutch", "Send it to the city", "Send it to the city", "Stuur het naar de stad"),
)  # fmt: skip
_GLOSSARY = "data/glossary.yaml, the terms that all translators agreed on"
TERM = Rule(
    "term", Level.WARNING, "the glossary translates “{english}” as {expected} ({id})",
    "use that term, or write the comment `agreed: term`",
    explanation="The same term is translated in the same way everywhere, in any grammatical form.",
    source=_GLOSSARY,
    bad='# Dutch\nmsgid "the city"\nmsgstr "het dorp"', good='# Dutch\nmsgid "the city"\nmsgstr "de stad"',
    variants=MappingProxyType(
        {
            "noted": Wording(
                "the glossary translates “{english}” as {expected} ({id})",
                "{note}; or write the comment `agreed: term`",
            ),
        }
    ),
)  # fmt: skip
FORBIDDEN_TERM = Rule(
    "forbidden-term", Level.WARNING, "the glossary forbids “{word}” ({id})",
    "choose another word, or write the comment `agreed: forbidden-term`",
    explanation="The glossary lists words that are wrong as a translation of a term, or everywhere.",
    source=_GLOSSARY,
    bad='# Dutch\nmsgid "for women"\nmsgstr "voor allochtone vrouwen"',
    good='# Dutch\nmsgid "for women"\nmsgstr "voor vrouwen"',
    variants=MappingProxyType(
        {
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
        }
    ),
)  # fmt: skip
TOO_LONG = Rule(
    "too-long", Level.WARNING, "{problem}", "write a shorter text",
    explanation="The place in the document or file has room for so many characters.",
    source="Word and Excel limit titles of content controls and names of sheets",
    bad="a title of a content control with 70 characters", good="a title of 40 characters",
)  # fmt: skip
TOO_WIDE_WORD = Rule(
    "too-wide-word", Level.WARNING, "{problem}",
    "use a shorter word, or write a soft hyphen (U+00AD) where it may be divided",
    explanation="A word is wider than its cell, so Word breaks it anywhere.",
    source="measured with the widths of the font of the template",
    bad="“Integrationsbeauftragte” in a narrow column", good="“Integrations\u00adbeauftragte” there",
)  # fmt: skip
CATALOGUE_HEADER = Rule(
    "catalogue-header", Level.WARNING, "{problem}",
    "correct the header, or let a translation editor write it",
    explanation="Translation editors read language, encoding and plural forms from the header.",
    source="GNU gettext manual, section 6.2",
    bad="the header of locales/nl says Language: fr", good="it says Language: nl",
)  # fmt: skip
UNKNOWN_RULE = Rule(
    "unknown-rule", Level.WARNING, "there is no rule `{rule}`", "{advice}",
    explanation="A comment `agreed: RULE` with a misspelt rule turns nothing off.", source=_OURS,
    bad='# Dutch\n# agreed: numbres\nmsgid "a city"\nmsgstr "een stad"',
    good='# Dutch\n# agreed: numbers\nmsgid "a city"\nmsgstr "een stad"',
)  # fmt: skip
