"""Rules for the text and the tags in a template, and for house styles.

The examples are paragraphs of a template, either as typed or in WordprocessingML.
"""

from __future__ import annotations

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

_OWN = "Assembler’s own rule"

OMITTED_COMMENT = Rule(
    "omitted-comment",
    Level.INFO,
    "a comment by {author} is omitted from every document",
    "no action needed; delete it in Word if it is unwanted",
    explanation="Comments in a template are for its authors; documents do not contain them.",
    source=_OWN,
    bad="a paragraph with a comment",
    good="a paragraph without comments",
)
TRACKED_CHANGES_IN_TEMPLATE = Rule(
    "tracked-changes-in-template",
    Level.WARNING,
    "the template contains tracked changes by {author}, which every document would show",
    "accept or reject them in Word",
    explanation="Every document would show the changes with the names of their authors.",
    source=_OWN,
    bad='<w:p><w:ins w:id="5" w:author="Anna"><w:r><w:t>new</w:t></w:r></w:ins></w:p>',
    good="<w:p><w:r><w:t>new</w:t></w:r></w:p>",
)
OMITTED_HEADER = Rule(
    "omitted-header",
    Level.WARNING,
    "the header of the template is ignored, because documents have the header of their house style",
    "move its text to the header of the house styles (templates/house-styles), or to the body",
    explanation="Headers and footers come from the house style, so that a template can be used with several.",
    source=_OWN,
    bad="a template with a header whose text is not in the header of any house style",
    good="a template without headers",
    variants={
        "footer": Wording(
            "the footer of the template is ignored, because documents have the footer of their house style",
            "move its text to the footer of the house styles (templates/house-styles), or to the body",
        ),
    },
)
UNFILLED_TAG = Rule(
    "unfilled-tag",
    Level.ERROR,
    "the tag {tag} in {part} is never filled",
    "replace it with plain text; only tags in the body, notes and properties are filled",
    explanation="Tags in charts, diagrams and attributes would be printed exactly as they are typed.",
    source=_OWN,
    bad="a chart with the title “In {{ city_name }}”",
    good="a chart with the title “In the city”",
)
STRAY_BRACE = Rule(
    "stray-brace",
    Level.WARNING,
    "`{text}` is not a complete tag, so documents show it exactly as it is typed",
    "write a name as {{{{ name }}}} and a condition as {{% if name %}}",
    explanation="A tag must begin and end with two characters: {{ and }}, or {% and %}.",
    source=_OWN,
    bad="Dear {name}",
    good="Dear {{ name }}",
)
BROKEN_TAG = Rule(
    "broken-tag",
    Level.ERROR,
    "{tag} cannot be read: {error}",
    "compare it with {{{{ name }}}}, {{% if x %}} ... {{% endif %}}, "
    "{{%tr for x in xs %}} ... {{%tr endfor %}}",
    explanation="A tag must follow the syntax of Jinja, and every block that it opens must be closed.",
    source="documentation of Jinja and of docxtpl",
    bad="{% if name %}Dear {{ name }}",
    good="{% if name %}Dear {{ name }}{% endif %}",
    variants={
        "split": Wording("{tag} is never closed", "write {end} at the end of the tag, in the same paragraph"),
        "never closed": Wording(
            "{tag} is never closed",
            "write {end} where the block ends; put each {{%p %}} tag in its own paragraph and each {{%tr %}} "
            "tag in its own row",
        ),
        "closes nothing": Wording(
            "{tag} does not close any block",
            "remove it, or write the {{% {opener} %}} that it should close; put each {{%p %}} tag in "
            "its own paragraph and each {{%tr %}} tag in its own row: if there are several, only the last "
            "one counts",
        ),
        "closed too early": Wording(
            "{tag} comes before the end of {opener} ({location})", "close that block first, with {end}"
        ),
        "characters": Wording(
            "{tag} cannot be read",
            "do not use % or }} inside a tag, because they end it: write `x is odd` instead of `x % 2`",
        ),
        "unknown keyword": Wording(
            "{tag} has an unknown keyword: {keyword}",
            "use for, if, set, with, macro or raw, or the tag that ends one of them",
        ),
        "misspelt keyword": Wording("{tag} has an unknown keyword: {keyword}", "did you mean {suggestion}?"),
        "unknown filter": Wording(
            "{tag} uses the filter {name}, which does not exist", "choose one of: {known}"
        ),
        "misspelt filter": Wording(
            "{tag} uses the filter {name}, which does not exist", "did you mean {suggestion}?"
        ),
        "unknown test": Wording("{tag} uses the test {name}, which does not exist", "choose one of: {known}"),
        "misspelt test": Wording(
            "{tag} uses the test {name}, which does not exist", "did you mean {suggestion}?"
        ),
        "open quotation": Wording(
            "{tag} has a quotation mark that is never closed", "write the closing quotation mark"
        ),
        "too deep": Wording(
            "{tag} is nested too deeply",
            "assign part of the expression to a variable with {{% set %}}, or split the block",
        ),
        "too many branches": Wording(
            "{tag} has more than {limit} {{% elif %}} branches",
            "divide it into several {{% if %}} blocks",
        ),
    },
)
MISSING_NAME = Rule(
    "missing-name",
    Level.ERROR,
    "the data does not contain {name}",
    "add {missing} to the data, or remove it from the template",
    explanation="A template can use only names that its view or its data provides.",
    source=_OWN,
    bad="Dear {{ nmae }}",
    good="Dear {{ name }}",
    variants={
        "misspelt": Wording(
            "the data does not contain {name}",
            "did you mean {suggestion}? Otherwise add {missing} to the data, or remove it from the template",
        ),
        "not in the data": Wording("the data does not contain {name}", "{hint}"),
        "misspelt, not in the data": Wording(
            "the data does not contain {name}", "did you mean {suggestion}? Otherwise {hint}"
        ),
    },
)
FAILING_TAG = Rule(
    "failing-tag",
    Level.ERROR,
    "{tag} fails with this data: {error}",
    "check the tag and the data that it uses",
    explanation="A correctly written tag can still fail, for example because of a division by zero.",
    source=_OWN,
    bad="{{ 1 / 0 }}",
    good="{{ 1 / 2 }}",
    variants={
        "with hint": Wording("{tag} fails with this data: {error}", "{hint}"),
    },
)
CONDITION_IN_PARAGRAPH = Rule(
    "condition-in-paragraph",
    Level.ERROR,
    "the paragraph contains text and a tag such as {{% if %}}, so it cannot be translated",
    "write a paragraph for each case, between {{%p if ... %}} and {{%p endif %}} in paragraphs of their own",
    explanation="Word order differs by language, so conditions apply to complete paragraphs, rows or cells.",
    source=_OWN,
    bad="We met {% if name %}the mayor{% endif %} in May.",
    good="We met {{ name }} in May.",
)
FOREIGN_PARAGRAPH = Rule(
    "foreign-paragraph",
    Level.INFO,
    "this paragraph is marked as being in a language other than English, so it is not translated",
    "if it is English, select it in Word and set its proofing language to English",
    explanation="Word marks text with the language of the keyboard; only English text is translated.",
    source=_OWN,
    bad='<w:p><w:r><w:rPr><w:lang w:val="fr-FR"/></w:rPr><w:t>See you tomorrow</w:t></w:r></w:p>',
    good='<w:p><w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t>See you tomorrow</w:t></w:r></w:p>',
)
MISSING_STYLE = Rule(
    "missing-style",
    Level.ERROR,
    "the house style has no {kind} style “{style}”, which {template} uses",
    "open the house style in Word and create a style with exactly this name, "
    "or copy it from plain.docx (Styles, Manage Styles, Import/Export)",
    explanation="A house style must define every style that the templates and the program use.",
    source=_OWN,
    bad="a template with the style Recommendation, and a house style without it",
    good="a house style with every style that the templates use",
    variants={
        "located": Wording(
            "the house style has no {kind} style “{style}”, which {template} uses first in {location}",
            "open the house style in Word and create a style with exactly this name, "
            "or copy it from plain.docx (Styles, Manage Styles, Import/Export)",
        ),
    },
)
BROKEN_WORD = Rule(
    "broken-word",
    Level.WARNING,
    "“{word}” is {needed} points wide, but its cell is only {available} points wide",
    "use a shorter word, insert a hyphen where it may be divided, or ask for a wider column",
    explanation="If a word is wider than its cell, Word and LibreOffice break it between any two letters.",
    source="measured with the fonts of the house styles",
    bad="a translation with a word wider than its cell",
    good="a translation whose words fit their cells",
)
