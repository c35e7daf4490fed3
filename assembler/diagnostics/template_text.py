"""Rules about the text and the tags of a template, and about the house styles that format it.

The examples are paragraphs of a template, as they are typed or in WordprocessingML.
"""

from __future__ import annotations

from types import MappingProxyType

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import Rule, Wording

_OWN = "our own rule"

OMITTED_COMMENT = Rule(
    "omitted-comment",
    Level.INFO,
    "a comment by {author} is omitted from every document",
    "keep it for other authors, or delete it in Word",
    explanation="Comments in a template are for its authors; documents do not contain them.",
    source=_OWN,
    bad="a paragraph with a comment",
    good="a paragraph without comments",
)
TRACKED_CHANGES_IN_TEMPLATE = Rule(
    "tracked-changes-in-template",
    Level.WARNING,
    "the template contains tracked changes (by {author}), which every document would show",
    "accept or reject them in Word",
    explanation="Documents would show the changes with the names of the template’s authors.",
    source=_OWN,
    bad="""
<w:p><w:ins w:id="5" w:author="Anna"><w:r><w:t>new</w:t></w:r></w:ins></w:p>
""",
    good="""
<w:p><w:r><w:t>new</w:t></w:r></w:p>
""",
)
OMITTED_HEADER = Rule(
    "omitted-header",
    Level.WARNING,
    "the {kind} of the template is omitted from every document, which has the {kind} of its house style",
    "write the text into the {kind} of the files in templates/house-styles, or into the body",
    explanation="Headers and footers come from the house style, so that one template suits several.",
    source=_OWN,
    bad="a template with a header whose text is not in the header of any house style",
    good="a template without headers",
)
UNFILLED_TAG = Rule(
    "unfilled-tag",
    Level.ERROR,
    "the tag {tag} is never filled: it is in {part}",
    "write plain text there; only the text of the body, of notes and of properties is filled",
    explanation="Tags in charts, diagrams and attributes would be printed as they are typed.",
    source=_OWN,
    bad="a chart with the title “In {{ city_name }}”",
    good="a chart with the title “In the city”",
)
STRAY_BRACE = Rule(
    "stray-brace",
    Level.WARNING,
    "`{text}` is not a complete tag, so documents show it as it is typed",
    "write a name as {{{{ name }}}} and a condition as {{% if name %}}",
    explanation="A tag begins and ends with two characters: {{ and }}, or {% and %}.",
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
    explanation="A tag follows the syntax of Jinja, and each block that it opens is closed.",
    source="documentation of Jinja and of docxtpl",
    bad="{% if name %}Dear {{ name }}",
    good="{% if name %}Dear {{ name }}{% endif %}",
    variants=MappingProxyType(
        {
            "split": Wording("{tag} is never closed", "write {end} where it ends, in the same paragraph"),
            "never closed": Wording(
                "{tag} is never closed",
                "write {end} where it ends; a {{%p %}} or {{%tr %}} tag needs a paragraph or row of its own",
            ),
            "closes nothing": Wording(
                "{tag} closes nothing",
                "remove it, or write the {{% {opener} %}} that it should close; if one paragraph or row has "
                "two {{%p %}} or {{%tr %}} tags, only the last counts: give each its own",
            ),
            "closed too early": Wording(
                "{tag} comes while {opener} ({location}) is still open", "close that one first, with {end}"
            ),
            "characters": Wording(
                "{tag} cannot be read",
                "write it without the characters % and }} inside, which end such a tag (x is odd, not x % 2)",
            ),
            "unknown keyword": Wording(
                "{tag} has an unknown keyword: {keyword}",
                "use one of for, if, set, with, macro, raw and their ends",
            ),
            "misspelt keyword": Wording(
                "{tag} has an unknown keyword: {keyword}", "did you mean {suggestion}?"
            ),
            "unknown name": Wording(
                "{tag} uses the {kind} {name}, which does not exist", "choose one of {known}"
            ),
            "misspelt name": Wording(
                "{tag} uses the {kind} {name}, which does not exist", "did you mean {suggestion}?"
            ),
            "open quotation": Wording(
                "{tag} has a quotation mark that is never closed", "write the closing quotation mark"
            ),
            "too deep": Wording("{tag}: {error}", "name a part of it with {{% set %}}, or split the block"),
        }
    ),
)
MISSING_NAME = Rule(
    "missing-name",
    Level.ERROR,
    "the data has no {name}",
    "add {missing} to the data, or remove it from the template",
    explanation="A template uses names that its view or its data provides; a warning where gaps are allowed.",
    source=_OWN,
    bad="Dear {{ nmae }}",
    good="Dear {{ name }}",
    variants=MappingProxyType(
        {
            "misspelt": Wording(
                "the data has no {name}",
                "did you mean {suggestion}? Otherwise add {missing} to the data, or remove it from the "
                "template",
            ),
            "not in the data": Wording("the data has no {name}", "{hint}"),
            "misspelt, not in the data": Wording(
                "the data has no {name}", "did you mean {suggestion}? Otherwise {hint}"
            ),
        }
    ),
)
FAILING_TAG = Rule(
    "failing-tag",
    Level.ERROR,
    "{tag} fails with this data: {error}",
    "check the tag and the data that it uses",
    explanation="A tag can be well written and still fail, for example by a division by zero.",
    source=_OWN,
    bad="{{ 1 / 0 }}",
    good="{{ 1 / 2 }}",
    variants=MappingProxyType(
        {
            "with hint": Wording("{tag} fails with this data: {error}", "{hint}"),
        }
    ),
)
CONDITION_IN_PARAGRAPH = Rule(
    "condition-in-paragraph",
    Level.ERROR,
    "the paragraph contains text and a control tag, so it cannot be translated",
    "write a paragraph for each case, between lines with only {{%p if ... %}} and {{%p endif %}}",
    explanation="As word order differs, only complete paragraphs, rows and cells depend on conditions.",
    source=_OWN,
    bad="We met {% if name %}the mayor{% endif %} in May.",
    good="We met {{ name }} in May.",
)
FOREIGN_PARAGRAPH = Rule(
    "foreign-paragraph",
    Level.INFO,
    "the complete paragraph is marked as another language than English, so it is not translated",
    "if it is English, select it in Word and set its proofing language to English",
    explanation="Word marks text by the keyboard that typed it; text in another language stays as it is.",
    source=_OWN,
    bad="""
<w:p><w:r><w:rPr><w:lang w:val="fr-FR"/></w:rPr><w:t>See you tomorrow</w:t></w:r></w:p>
""",
    good="""
<w:p><w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t>See you tomorrow</w:t></w:r></w:p>
""",
)
MISSING_STYLE = Rule(
    "missing-style",
    Level.ERROR,
    "the house style has no {kind} style “{style}”, which {template} uses",
    "open the house style in Word and make a style of exactly this name, "
    "or copy it from plain.docx (Styles, Manage Styles, Import/Export)",
    explanation="A house style defines every style that the templates and the program use.",
    source=_OWN,
    bad="a template with the style Recommendation, and a house style without it",
    good="a house style with every style that the templates use",
    variants=MappingProxyType(
        {
            "located": Wording(
                "the house style has no {kind} style “{style}”, which {template} uses first in {location}",
                "open the house style in Word and make a style of exactly this name, "
                "or copy it from plain.docx (Styles, Manage Styles, Import/Export)",
            ),
        }
    ),
)
BROKEN_WORD = Rule(
    "broken-word",
    Level.WARNING,
    "“{word}” is {needed} points wide, but its cell is only {available} points wide",
    "find a shorter word, put a hyphen where it may be divided, or ask for a wider column",
    explanation="Word and LibreOffice break a word that is wider than its cell at any letter.",
    source="measured with the fonts of the house styles",
    bad="a translation with a word wider than its cell",
    good="a translation whose words fit their cells",
)
