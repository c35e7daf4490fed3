"""The examples of the rules about catalogues and about files of translation agencies, and each variant."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler.diagnostics import Diagnostic, Rule
from assembler.diagnostics.registry import rules_of
from assembler.errors import AssemblyError
from assembler.i18n.catalogue.translations import read_translations
from assembler.i18n.checks.text_checks import check_grammar
from assembler.i18n.languages.languages import get_language
from assembler.i18n.po.po_file import Entry
from assembler.i18n.xliff.reader import read_xliff

ROOT = Path(__file__).resolve().parents[2]
UPDATE, EXCHANGE = "tests/translation/test_update.py", "tests/translation/test_exchange.py"
SHEET = "tests/store/tables/test_translation_sheet.py"
CATALOGUE = "tests/i18n/catalogue/test_catalogue.py"
COVERED_ELSEWHERE = {
    "changed-english": EXCHANGE,
    "duplicate-language": UPDATE,
    "empty-translation": EXCHANGE,
    "fuzzy-translation": UPDATE,
    "import-conflict": EXCHANGE,
    "leftover-translation": EXCHANGE,
    "missing-catalogue": UPDATE,
    "missing-plural-form": EXCHANGE,
    "missing-translation": CATALOGUE,
    "omitted-message": EXCHANGE,
    "stale-catalogue": UPDATE,
    "still-fuzzy": EXCHANGE,
    "unknown-catalogue-language": UPDATE,
    "unknown-glossary-language": UPDATE,
    "unknown-id": EXCHANGE,
    "unreadable-sheet": SHEET,
    "unused-context": UPDATE,
}
"""Rules about more than a file: that module names each of them and its variants."""
DECLARED = [*rules_of("catalogues"), *rules_of("translation_files")]
RULES = [rule for rule in DECLARED if rule.id not in COVERED_ELSEWHERE]
XLIFF = """<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="nl">
<file id="f">{}</file></xliff>"""


VARIANTS: dict[str, dict[str, str]] = {
    "broken-catalogue": {
        "unfinished merge": "<<<<<<< HEAD\n",
        "text without keyword": '"City"\n',
        "second keyword": 'msgid "a"\nmsgid "b"\nmsgstr ""\n',
        "no msgid": 'msgstr "a"\n',
        "not escaped": 'msgid "a\\q"\nmsgstr "b"\n',
        "incomplete entry": 'msgid "a"\n',
        "duplicate message": 'msgid "a"\nmsgstr "b"\nmsgid "a"\nmsgstr "c"\n',
        "no message": "# City of Turku\n",
        "empty file": "",
        "not UTF-8": '\nmsgid "\udce4"\nmsgstr ""\n',
        "other charset": '"charset=ISO-8859-1\\n"\nmsgid "\udce4"\nmsgstr ""\n',
    },
    "plural-forms": {
        "other count": 'msgid ""\nmsgstr "Plural-Forms: nplurals=1; plural=0;\\n"\n',
        "other form": 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n',
    },
    "foreign-code": {"other element": "<target><b>Stad</b></target>"},
    "grammar-beside-field": {"ending": "{city_name}'s report"},
}
"""An example for each variant; a surrogate is the byte of another encoding."""


def check_po(text: str) -> tuple[Diagnostic, ...]:
    try:
        read_translations(text.encode("utf-8", "surrogateescape"), "nl.po", get_language("nl"))
    except AssemblyError as error:
        return error.diagnostics
    return ()


def check_xliff(text: str) -> tuple[Diagnostic, ...]:
    if text.startswith("<segment"):
        text = f"{text}<source>City</source></segment>"
    elif text.startswith("<target"):
        text = f"<segment><source>City</source>{text}</segment>"
    units = text if text.startswith("<unit") else f'<unit id="m1">{text}</unit>'
    units = units.replace("…", "<segment><source>City</source></segment>")
    return tuple(read_xliff(XLIFF.format(units).encode(), "nl.xlf").errors)


def check_english(text: str) -> tuple[Diagnostic, ...]:
    return tuple(check_grammar(Entry(text), "documents.pot"))


def reported(rule: Rule, example: str) -> list[str]:
    """Return the variants of ``rule`` that are reported for ``example``."""
    if rule in rules_of("translation_files"):
        diagnostics = check_xliff(example)
    elif rule.id in {"broken-catalogue", "plural-forms"}:
        diagnostics = check_po(example)
    else:
        diagnostics = check_english(example)
    return [each.variant for each in diagnostics if each.rule == rule.id]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_examples_of_a_rule_and_of_its_variants_are_reported_and_the_good_one_is_not(rule: Rule) -> None:
    assert reported(rule, rule.bad.strip()) == [""]
    assert reported(rule, rule.good.strip()) == []
    examples = VARIANTS.get(rule.id, {})
    assert examples.keys() == rule.variants.keys()
    for variant, example in examples.items():
        assert reported(rule, example) == [variant]


@pytest.mark.parametrize(("rule", "module"), COVERED_ELSEWHERE.items())
def test_a_rule_about_more_than_a_file_is_named_by_a_test_with_its_variants(rule: str, module: str) -> None:
    text = (ROOT / module).read_text(encoding="utf-8")
    (declared,) = (each for each in DECLARED if each.id == rule)
    assert [name for name in (rule, *declared.variants) if f'"{name}"' not in text] == []


def test_a_control_character_of_a_file_is_named_and_does_not_reach_the_terminal() -> None:
    (fault,) = check_po("\x1b[31mmsgid\n")
    assert fault.message.endswith("“[U+001B][31mmsgid”")
