"""The examples of the rules about texts of catalogues: each entry is checked as that of a catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler.diagnostics import Diagnostic, Rule
from assembler.diagnostics.earlier_ids import EARLIER_IDS
from assembler.diagnostics.registry import rules_of
from assembler.i18n.checks.catalogue_checks import RULES as AGREEABLE
from assembler.i18n.checks.catalogue_checks import find_errors, find_warnings, is_agreed, remove_invalid
from assembler.i18n.checks.terminology import TermChecker
from assembler.i18n.languages.languages import get_language
from assembler.i18n.languages.plural_forms import get_plural_forms
from assembler.i18n.po.po_file import Entry, PoFile, read_po
from assembler.model.reference.glossary import Glossary, Term

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = {"Dutch": "nl", "Finnish": "fi", "French": "fr", "German": "de"}
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
COVERED_ELSEWHERE = {
    "catalogue-header": "tests/i18n/checks/test_catalogue_checks.py",
    "too-long": "tests/i18n/checks/test_catalogue_checks.py",
    "too-wide-word": "tests/translation/test_update.py",
}
"""Rules about more than an entry: that module names each of them and its variants."""
GLOSSARY = TermChecker(
    Glossary(
        terms=(
            Term(id="T001", english=("city",), say={"nl": ("stad",)}, never={"nl": ("dorp",)}),
            Term(id="T002", never={"nl": ("allochton*",)}),
            Term(
                id="T003", english=("peer",), say={"nl": ("peer",)}, never={"nl": ("kameraad",)}, note="one"
            ),
            Term(id="T004", never={"nl": ("gehucht",)}, note="nobody lives there"),
        )
    )
)
RULES = [rule for rule in rules_of("translations") if rule.id not in COVERED_ELSEWHERE]


VARIANTS: dict[str, dict[str, tuple[str, str, str]]] = {
    "fields-and-tags": {
        "extra field": ("Dutch", "City", "Stad {city}"),
        "missing tag": ("Dutch", "<1>City</1>", "Stad"),
        "extra tag": ("Dutch", "City", "Stad<1/>"),
        "repeated tag": ("Dutch", "City<1/>", "<1/>Stad<1/>"),
        "open brace": ("Dutch", "City", "Stad {"),
        "close brace": ("Dutch", "City", "Stad }"),
        "less than": ("Dutch", "City", "Stad <"),
        "not a field": ("Dutch", "City", "Stad {a b}"),
        "similar field": ("Dutch", "City {a}", "Stad { a }"),
        "not a tag": ("Dutch", "City", "Stad </1/>"),
        "misplaced tag": ("Dutch", "City", "</1>Stad"),
        "open tag": ("Dutch", "City", "<1>Stad"),
    },
    "edge-spaces": {
        "extra at the end": ("Dutch", "one", "een "),
        "other at the end": ("Dutch", "one ", "een\u00a0"),
        "missing at the beginning": ("Dutch", " one", "een"),
        "extra at the beginning": ("Dutch", "one", " een"),
        "other at the beginning": ("Dutch", " one", "\u00a0een"),
    },
    "quotation-marks": {"missing": ("German", "Say “yes”", "Sagen Sie ja")},
    "numbers": {"extra": ("Dutch", "Within days", "Binnen 14 dagen")},
    "unusual-spaces": {"two spaces": ("Dutch", "a city", "een  stad")},
    "damaged-text": {
        "lost character": ("Dutch", "the city", "de st\ufffdd"),
        "control character": ("Dutch", "the city", "de st\x85d"),
    },
    "term": {"noted": ("Dutch", "the peer", "de collega")},
    "forbidden-term": {
        "noted": ("Dutch", "the town", "het gehucht"),
        "for a term": ("Dutch", "the city", "het dorp, een stad"),
        "for a term, noted": ("Dutch", "the peer", "de kameraad, een peer"),
    },
    "unknown-rule": {"not similar": ("Dutch\n# agreed: xyzzy", "the city", "de stad")},
}
"""For each variant the language, the English text and a translation."""


def reported(example: str) -> set[str]:
    """Return the rules that are reported for ``example``."""
    return {each.rule for each in diagnose(example)}


def diagnose(example: str) -> tuple[Diagnostic, ...]:
    language = get_language(LANGUAGES[example.split("\n", 1)[0].removeprefix("# ")])
    file = read_po((HEADER + example + "\n").encode(), "x.po")
    errors = find_errors(file, "x.po", get_plural_forms(language))
    valid = remove_invalid(file, errors)
    warnings = (*find_warnings(valid, "x.po", language), *GLOSSARY.check(valid, "x.po", language))
    return (*errors, *warnings)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_bad_example_is_reported_and_the_good_one_is_not(rule: Rule) -> None:
    assert rule.id in reported(rule.bad)
    assert rule.id not in reported(rule.good)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_variant_is_reported(rule: Rule) -> None:
    assert VARIANTS.get(rule.id, {}).keys() == rule.variants.keys()
    for variant, (language, message, text) in VARIANTS.get(rule.id, {}).items():
        found = diagnose(f'# {language}\nmsgid "{message}"\nmsgstr "{text}"')
        assert variant in {each.variant for each in found if each.rule == rule.id}


@pytest.mark.parametrize(("rule", "module"), COVERED_ELSEWHERE.items())
def test_a_rule_without_a_small_example_is_named_by_a_test_with_its_variants(rule: str, module: str) -> None:
    text = (ROOT / module).read_text(encoding="utf-8")
    (declared,) = (each for each in rules_of("translations") if each.id == rule)
    assert [name for name in (rule, *declared.variants) if f'"{name}"' not in text] == []


@pytest.mark.parametrize("earlier", [each for each, now in EARLIER_IDS.items() if now in AGREEABLE])
def test_a_comment_of_an_earlier_version_is_still_read(earlier: str) -> None:
    entry = Entry("Yes.", notes=(f"agreed: {earlier}",))
    assert is_agreed(EARLIER_IDS[earlier], entry, PoFile("", ()))
    assert "unknown-rule" not in reported(f'# Dutch\n# agreed: {earlier}\nmsgid "Yes"\nmsgstr "Ja"')
