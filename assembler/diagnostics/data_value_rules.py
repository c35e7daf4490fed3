"""Rules for the values in data files, as required by the data model.

The examples are excerpts from ``baseline.yaml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import SUGGESTIONS, Rule, Wording, build_suggestions

_MODEL = "the model of the data"
_BUDGET = """
background:
  budgets: [{line: Courses, amount: 5000 EUR}]
"""
_CHOICE = "`{value}` is not one of the choices"
_CITY_KEYS = {
    "country": ("the code of the city’s country", "FI"),
    "languages": ("the city’s official languages", "[fi, sv]"),
    "working_language": ("the official language in which the city’s forms are sent", "fi"),
    "own": ("the city’s name in each of its languages", "{{fi: Turku, sv: Åbo}}"),
    "names": (
        "the city’s name and phrases, at least in English",
        "{{en: {{name: Turku, of: of Turku, in: in Turku, to: to Turku}}}}",
    ),
}
"""Maps each key of a city to its meaning and its value for Turku."""
_TEXT = 'put it in quotation marks, or write {{text: "...", language: nl}}'
_TYPES = {
    "Text": ("expected text", _TEXT),
    "RichText": ("expected text", _TEXT),
    "Money": ("expected an amount of money", "write `150000 EUR` or {{amount: 150000, currency: EUR}}"),
    "Period": ("expected a period of years", "write `2006-2010`, or `2006-` if it continues"),
    "Image": ("expected a picture", 'write {{file: chart.png, alt: "what it shows"}}'),
    "string": ("expected text", "put it in quotation marks"),
    "int": ("expected a whole number", "write digits only, as in `12`"),
    "float": ("expected a number", "write digits with a decimal point, as in `3.5`"),
    "decimal": (
        "expected a number",
        "write digits, with a decimal point if needed, as in `150000` or `3.50`",
    ),
    "bool": ("expected yes or no", "write `true` or `false`"),
    "date": ("expected a date", "write the year, month and day, as in `2026-03-01`"),
    "datetime": ("expected a date and time", "write them as in `2026-03-01T09:30`"),
    "time": ("expected a time", "write hours and minutes, as in `09:30`"),
    "too": ("expected a list with at least one item", "add an item"),
    "tuple": ("expected a list", "begin each item with a dash: `- ...`"),
    "list": ("expected a list", "begin each item with a dash: `- ...`"),
    "dict": ("expected keys with values", "write each `key: value` on its own indented line"),
    "model": ("expected keys with values", "write each `key: value` on its own indented line"),
    "ge": ("expected a larger number", "write a number that is at least {limit}"),
    "gt": ("expected a larger number", "write a number that is more than {limit}"),
    "le": ("expected a smaller number", "write a number that is at most {limit}"),
    "lt": ("expected a smaller number", "write a number that is less than {limit}"),
    "longer": ("expected a longer text", "write {limit} or more characters"),
    "shorter": ("expected a shorter text", "write at most {limit} characters"),
}
"""Maps each type and limit that the model requires to the start of the message and the hint."""
_FORMATS = {
    "language": ("a language code", "write a code such as `nl`, `en` or `nl-BE`"),
    "benchmark": ("the name of a benchmark and its version", "write both, as in `inti-cities@2009b`"),
    "initials": ("a person’s initials", "write one to four letters, as in `JB`"),
    "email": ("an e-mail address", "write an address such as `office@city.example`"),
    "currency": ("a currency code", "write three capital letters, as in `EUR`"),
    "section": ("a section of a report", "write a name such as `feedback/summary`"),
    "version number": ("a version number", 'write digits and points in quotation marks, as in `"1.0"`'),
    "digest": ("a digest", "restore the file as `assembler release` wrote it"),
    "city": ("the id of a city", "write lower-case letters, digits and `-`, as in `turku`"),
    "country": ("the code of a country", "write two capital letters, as in `FI`"),
    "session": ("the name of a session", "write a name such as `I17` or `WA`"),
    "evidence": ("the name of an evidence record", "write a name such as `I17-2`"),
    "finding": ("the name of a finding", "write a name such as `F01`"),
    "recommendation": ("the name of a recommendation", "write a name such as `R01`"),
    "practice": ("the name of a good practice", "write a name such as `G01`"),
    "problem": ("the name of a problem", "write a name such as `P01`"),
    "published item": ("a record and one of its items", "write both, as in `examples/havenstad:F01`"),
    "item of a publication": ("the number of an item", "write a number such as `P01`, `R01` or `G01`"),
    "room": ("the name of a room", "write a name such as `R1`"),
    "context factor": ("the code of a context factor", "write a code such as `C/1`"),
    "key factor": ("the code of a key factor", "write a code such as `K1`"),
    "question": ("the code of a question", "write a code such as `K1/2`"),
    "promise": ("the code of a promise", "write a code such as `R01` or `PM/1`"),
    "effort": ("the id of an effort", "write an id such as `GIA/01.e5`"),
    "number of an effort": ("the number of an effort", "write a number such as `e5`"),
    "half-year": ("a half-year", "write the year and the half, as in `2027-1`"),
    "source": ("a source reference", "write a reference such as `S0:1067-1069`, or `public` or `own`"),
    "indicator": ("the code of an indicator", "write a code such as `GG/I/3`"),
    "cross value": ("one capital letter", "write one capital letter, as in `A`"),
    "benchmark id": ("the id of a benchmark", "write lower-case letters, digits and `-`, as in `dive`"),
    "benchmark version": ("a version of a benchmark", "write a version such as `2009b`"),
    "charter": ("the name of a charter and its version", "write both, as in `integrating-cities@2010`"),
    "month": ("a month", "write the year and the month, as in `2010-02`"),
    "area": ("the code of a policy area", "write a code such as `GIA/07`"),
    "ministry": ("the code of a ministry", "write a code such as `SZW`"),
    "term": ("the id of a term", "write a capital letter and three digits, as in `T001`"),
    "placeholder": (
        "a name that templates can use",
        "write lower-case letters, digits and `_`, as in `contact_name`",
    ),
    "edition": ("a valid edition name", "write lower-case letters, digits and `-`, as in `public`"),
}
"""Maps each text format to its description and the hint."""
_VALUES = {
    "no records": (
        "the entry selects nothing",
        "list the records or, for empty forms, the benchmarks and cities",
    ),
    "no entries": ("the plan has no entries", "add at least one"),
    "folder": (
        "this is not a valid folder path",
        "write a shorter path, without control characters, such as build/batch",
    ),
    "folder name": ("Windows does not allow a folder named `{folder}`", "choose a different name"),
    "reserved name": ("`{name}` is a reserved name in templates", "choose a different name"),
    "repeated codes": ("these codes are repeated: {codes}", "give each item its own code"),
    "code prefix": ("the code {code} must begin with {prefix}", "correct the code, or move the indicator"),
    "undeclared area": (
        "{code} names areas that are not in `areas`: {names}",
        "add them to `areas`, or correct the names",
    ),
    "undeclared value": (
        "{code} names a value that is not in `values`: {names}",
        "add it to `values`, or correct the name",
    ),
    "undeclared target group": (
        "{code} names target groups that are not in `target_groups`: {names}",
        "add them to `target_groups`, or correct the names",
    ),
    "replaced": ("{code} is listed as replaced but still has an indicator", "remove one of the two"),
    "replacement": ("{code} is replaced with {now}, which does not exist", "name an existing indicator"),
    "text without benchmark": (
        "`text` and `benchmark` must be given together",
        "add the missing one, or remove the other",
    ),
    "official without text": ("official: the text and the benchmark are missing", "add both"),
    "repeated roles": ("text.roles: these codes are repeated: {codes}", "give each role its own code"),
    "unknown roles": (
        "official.{language} has roles that the text does not have: {codes}",
        "use the codes of the text’s roles",
    ),
    "no own name": ("own: the name in an official language is missing: {languages}", "add it"),
    "working language": (
        "working_language: {language} is not an official language of the city",
        "choose one of its official languages",
    ),
    "no English name": (
        "names: the English name is missing",
        "add it; it is used wherever the name in another language is missing",
    ),
    "city ids": (
        "these cities have an `id` that differs from their key: {keys}",
        "correct or remove each `id`",
    ),
    "term without wording": ("the term has neither `say` nor `never`", "add one of them"),
    "term without English": ("the term has `say` but not `english`", "add the English term"),
    "area name": (
        "{area} must have exactly one name in edition {edition}",
        "correct the editions of its names",
    ),
    "merged area": (
        "{area} was merged into another area, but the last edition that contains it is not specified",
        "enter the number of that edition as `until`",
    ),
    "merged into": (
        "{area} cannot be merged into {other}, which is not another area of this agenda",
        "name another area",
    ),
    "area ministries": (
        "{area}: the list of ministries does not contain {ministries}",
        "add what is missing to the list, or correct the codes",
    ),
    "meanings": ("meanings: the text is missing for {natures}", "add it"),
    "toolkit title": ("`titles` does not contain the title of toolkit {number}", "add the title"),
    "repeated efforts": ("these ids belong to more than one effort: {ids}", "give each effort its own id"),
    "repeated areas": ("two areas have the same code", "give each area its own code"),
    "evidence name": (
        "{name} does not match the session and number of the record, {key}",
        "correct the name, or the session and number",
    ),
    "incomplete finding": (
        "a finding with this state must have indicators and a kind",
        "add `indicators` and `kind`, or set `state` to `candidate`",
    ),
    "round dates": ("the round ends before it starts", "correct one of the dates"),
    "repeated cities": ("the list repeats {cities}", "list each city only once"),
    "visit dates": ("the visit ends before it starts", "correct one of the dates"),
    "window": ("the end is not later than the start", "correct one of the two times"),
    "visit hours": (
        "lunch does not begin between the start and the end of the day",
        "correct `start`, `lunch` or `end`",
    ),
    "session kind": (
        "{name} must be a session of kind {expected}, not {kind}",
        "correct the name or the kind",
    ),
    "period": ("the period ends before it starts", "correct one of the years"),
    "link": (
        "this is not a web or e-mail address",
        "write one that begins with https:// or mailto:, without spaces or brackets",
    ),
    "numbers of columns": (
        "a row has {count} values for {columns} columns",
        "give one value for each column; write null for a number that is not known",
    ),
    "no text": ("the text is missing", "add it, or give the text in each language"),
}
"""Maps each of the model's other checks to the message and the hint."""


def _build_wordings(texts: Mapping[str, tuple[str, str]], pattern: str) -> dict[str, Wording]:
    """Return a wording for each of ``texts``, by name.

    Each of ``texts`` is a pair: a text, which replaces ``%s`` in the message ``pattern``, and a hint.
    """
    return {name: Wording(pattern.replace("%s", what), hint) for name, (what, hint) in texts.items()}


INVALID_CHOICE = Rule(
    "invalid-choice",
    Level.ERROR,
    _CHOICE,
    "choose one of: {choices}",
    explanation="The value must come from a fixed list.",
    source=_MODEL,
    bad="provenance: {involvement: somewhat}",
    good="provenance: {involvement: adopted}",
    variants={"similar": Wording(_CHOICE, "did you mean `{near}`? Choose one of: {choices}")},
)
INVALID_FORMAT = Rule(
    "invalid-format",
    Level.ERROR,
    "`{value}` does not have the required format",
    "compare it with an example record",
    explanation="Some kinds of values, such as codes and addresses, must have a particular format.",
    source=_MODEL,
    bad="background: {budgets: [{line: Courses, amount: {amount: 5000, currency: euro}}]}",
    good="background: {budgets: [{line: Courses, amount: {amount: 5000, currency: EUR}}]}",
    variants={
        **_build_wordings(_FORMATS, "`{value}` is not %s"),
        "empty": Wording("the text is empty: `{value}`", "write the text, or remove the key"),
    },
)
INVALID_VALUE = Rule(
    "invalid-value",
    Level.ERROR,
    "the value is not valid: {problem}",
    "correct the value",
    explanation="The value has the right type, but is not possible or contradicts another value.",
    source=_MODEL,
    bad="assessments: {GG/1: {evidence: [{title: The plan, kind: policy, link: our plan}]}}",
    good="assessments: {GG/1: {evidence: [{title: The plan, kind: policy, link: https://turku.example}]}}",
    variants=MappingProxyType(_build_wordings(_VALUES, "%s")),
)
MISSING_KEY = Rule(
    "missing-key",
    Level.ERROR,
    "`{key}` is missing",
    "add `{key}: ...`",
    explanation="The data cannot be used without this key.",
    source=_MODEL,
    bad="background: {budgets: [{amount: 5000 EUR}]}",
    good=_BUDGET,
    variants={
        "choices": Wording("`{key}` is missing", "add `{key}: ...` with one of: {choices}"),
        "empty": Wording("“{column}” is missing", "fill in this cell"),
        "empty choice": Wording("“{column}” is missing", "enter one of these in this cell: {choices}"),
        "cell": Wording("“{column}” is missing", "enter it in the first row of the round"),
        **{
            key: Wording("`{key}` is missing", f"add {meaning}: `{{key}}: {example}`")
            for key, (meaning, example) in _CITY_KEYS.items()
        },
    },
)
REDUNDANT_NAME = Rule(
    "redundant-name",
    Level.ERROR,
    "a document type must not have a `name`, because its folder already gives it",
    "remove `name`",
    explanation="A document type is named after its folder; a second name could differ from it.",
    source="Assembler’s own rule",
    bad="templates/letter/document.yaml says `name: letter`",
    good="templates/letter/document.yaml says `title: Letter`",
)
UNKNOWN_KEY = Rule(
    "unknown-key",
    Level.ERROR,
    "unknown key `{name}`",
    SUGGESTIONS[""],
    explanation="The program does not use this key; it may be misspelt, or indented one level too deep.",
    source=_MODEL,
    bad="backgruond: {role: Plans.}",
    good="background: {role: Plans.}",
    variants=build_suggestions("unknown key `{name}`", none="remove it; no keys are expected here"),
)
WRONG_TYPE = Rule(
    "wrong-type",
    Level.ERROR,
    "`{value}` does not fit the model: {model_message}",
    "compare it with an example record",
    explanation="The value has the wrong type, such as a number instead of text, or text instead of a list.",
    source=_MODEL,
    bad="background: {budgets: Courses}",
    good=_BUDGET,
    variants=MappingProxyType(_build_wordings(_TYPES, "%s, not `{value}`")),
)
