"""Rules for catalogues: their files, missing content, and the English texts that they translate.

Rules about a single translation are in ``translations``. The examples are .po files or, for rules about a
project, descriptions of what a user did.
"""

from __future__ import annotations

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

_FIX_LINE = "correct the line, or open the file in a translation editor and save it again"
_RESTORE = "restore it from a backup or from version control; to start a new catalogue, delete the file first"
_TRANSLATE = "run `assembler catalogue update {code}`, and translate what it adds to locales/{code}"
_PLURAL_FORMS = "write `Plural-Forms: {expected}`, and check that the plural forms of each message match it"
_COMPLETE_PHRASE = "ask the author of the template for a field with the complete phrase, such as {{city_of}}"

# The file

BROKEN_CATALOGUE = Rule(
    "broken-catalogue",
    Level.ERROR,
    "the line is not valid in a .po file: “{line}”",
    _FIX_LINE,
    explanation="A catalogue that cannot be read completely is not read at all, so that no text is lost.",
    source="GNU gettext manual, “The Format of PO Files”; UTF-8 and unique messages are Assembler’s rules",
    bad="""
msgid "City"
msgstr "Stad
""",
    good="""
msgid "City"
msgstr "Stad"
""",
    variants={
        "unfinished merge": Wording(
            "the line comes from an unfinished merge and is not valid in a .po file: “{line}”",
            "choose one of the two versions, and delete the lines <<<<<<<, ======= and >>>>>>>",
        ),
        "text without keyword": Wording("there is no msgid or msgstr before this text", _FIX_LINE),
        "second keyword": Wording("the entry has a second {keyword}", _FIX_LINE),
        "no msgid": Wording("this msgstr has no msgid before it", _FIX_LINE),
        "not escaped": Wording("a quotation mark or a backslash is not escaped", _FIX_LINE),
        "incomplete entry": Wording("the entry that begins here is not complete", _FIX_LINE),
        "duplicate message": Wording(
            "the message “{message}” is already on line {line}",
            "keep the better of the two, and delete the other",
        ),
        "no message": Wording("the file contains neither messages nor a header", _RESTORE),
        "empty file": Wording("the file is empty", _RESTORE),
        "not UTF-8": Wording(
            "the file is not encoded in UTF-8",
            "save it as UTF-8, with charset=UTF-8 in its header",
        ),
        "other charset": Wording(
            "the file is not encoded in UTF-8; the header says {charset}",
            "save it as UTF-8, with charset=UTF-8 in its header",
        ),
    },
)
PLURAL_FORMS = Rule(
    "plural-forms",
    Level.ERROR,
    "the Plural-Forms header is not valid: “{header}”",
    _PLURAL_FORMS,
    explanation="The header says which form a number takes; a wrong one prints “28 visit”.",
    source="GNU gettext manual, “Plural forms”; the plural rules of CLDR",
    bad=r"""
msgid ""
msgstr "Plural-Forms: nplurals=2; plural=n;\n"
""",
    good=r"""
msgid ""
msgstr "Plural-Forms: nplurals=2; plural=(n != 1);\n"
""",
    variants={
        "other count": Wording(
            "the Plural-Forms header says nplurals={count}, but the language {code} has nplurals={usual}",
            _PLURAL_FORMS,
        ),
        "other form": Wording(
            "the Plural-Forms header selects the wrong form for {number} in the language {code}",
            _PLURAL_FORMS,
        ),
    },
)

# What a catalogue lacks

MISSING_CATALOGUE = Rule(
    "missing-catalogue",
    Level.ERROR,
    "the language {code} has no catalogue",
    "create one with `assembler catalogue update {code}`",
    explanation="The chosen language has no file documents.po.",
    source="Assembler’s own rule",
    bad="`assembler catalogue check` for a language whose file was deleted",
    good="the folder of the language has its file documents.po",
)
STALE_CATALOGUE = Rule(
    "stale-catalogue",
    Level.WARNING,
    "messages missing from the catalogue: {count}",
    "run `assembler catalogue update {code}`",
    explanation="A template, declaration or benchmark has texts that are not in the catalogue yet.",
    source="Assembler’s own rule",
    bad="a paragraph was added to a template",
    good="a paragraph was added, and `assembler catalogue update` was run",
    variants={
        "before an export": Wording(
            "messages missing from the catalogue: {count}",
            "run `assembler catalogue update {code}`, then export again",
        ),
    },
)
MISSING_TRANSLATION = Rule(
    "missing-translation",
    Level.WARNING,
    "there is no translation",
    "translate it",
    explanation="A text without a translation appears in English.",
    source="Assembler’s own rule: no fallback is silent",
    bad="""
msgid "City"
msgstr ""
""",
    good="""
msgid "City"
msgstr "Stad"
""",
    variants={
        "one in a build": Wording(
            "a text is in English because it is not translated into the language {code}: {text}",
            _TRANSLATE,
        ),
        "several in a build": Wording(
            "{count} texts are in English because they are not translated into the language {code}: {texts}",
            _TRANSLATE,
        ),
    },
)
FUZZY_TRANSLATION = Rule(
    "fuzzy-translation",
    Level.WARNING,
    "the translation is only a guess, marked `fuzzy`",
    "correct it, then remove the flag `fuzzy` (in Poedit: Needs work)",
    explanation="When the English text changes, its old translation becomes a guess, which is not used.",
    source="GNU gettext manual, “Fuzzy Entries”",
    bad="""
#, fuzzy
msgid "City"
msgstr "Steden"
""",
    good="""
msgid "City"
msgstr "Stad"
""",
)

# The folders, the glossary and the declarations

UNKNOWN_CATALOGUE_LANGUAGE = Rule(
    "unknown-catalogue-language",
    Level.ERROR,
    "there is no language “{folder}”",
    "rename the folder to its language code, such as nl or fr-BE",
    explanation="No document uses a catalogue whose folder is not named after a language.",
    source="BCP 47",
    bad="locales/dutch",
    good="locales/nl",
)
DUPLICATE_LANGUAGE = Rule(
    "duplicate-language",
    Level.ERROR,
    "this catalogue is not used, because locales/{code} has one for the same language",
    "keep only one of the two folders",
    explanation="Other tools write `pt_BR` for `pt-BR`; both names are read, but only one of them is used.",
    source="Assembler’s own rule",
    bad="locales/pt_BR next to locales/pt-BR",
    good="locales/pt_BR alone",
)
UNKNOWN_GLOSSARY_LANGUAGE = Rule(
    "unknown-glossary-language",
    Level.WARNING,
    "there is no language “{code}”",
    "write a code such as nl, nl-BE or fi",
    explanation="No catalogue is checked against terms of an unknown language.",
    source="BCP 47",
    bad="{id: T001, english: [city], say: {nld: [stad]}}",
    good="{id: T001, english: [city], say: {nl: [stad]}}",
)
UNUSED_CONTEXT = Rule(
    "unused-context",
    Level.WARNING,
    "the document does not contain the text of this context",
    "write the text exactly as the document has it, or remove the context",
    explanation="Each key under `contexts` in document.yaml must be a complete text from the document.",
    source="Assembler’s own rule",
    bad="contexts: {Dear town: of a letter}",
    good="contexts: {Dear city: of a letter}",
)

# The English texts

GRAMMAR_BESIDE_FIELD = Rule(
    "grammar-beside-field",
    Level.WARNING,
    "the word “{word}” comes directly before the field {{{field}}}",
    _COMPLETE_PHRASE,
    explanation="Grammar next to a field cannot be translated: “of {city_name}” is “van Rotterdam” in Dutch"
    " but “Helsingin” in Finnish.",
    source="Assembler’s own rule, from the ten languages",
    bad="Report of {city_name}",
    good="Report {city_of}",
    variants={
        "ending": Wording("“{ending}” is attached to the field {{{field}}}", _COMPLETE_PHRASE),
    },
)
NUMBER_BESIDE_WORD = Rule(
    "number-beside-word",
    Level.WARNING,
    "the text contains a number but has no plural forms",
    "declare it under `counted` in document.yaml, with its singular and plural forms",
    explanation="Languages have up to six plural forms, or a partitive: “28 haastattelua”.",
    source="the plural rules of CLDR",
    bad="{n} visits",
    good="{visits}",
)
