"""The examples of the rules about texts of catalogues: each entry is checked as that of a catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler.diagnostics import Rule
from assembler.diagnostics.earlier_ids import EARLIER_IDS
from assembler.diagnostics.registry import rules_of
from assembler.i18n.checks.checks import RULES as AGREEABLE
from assembler.i18n.checks.checks import find_errors, find_warnings, is_agreed, remove_invalid
from assembler.i18n.checks.terminology import TermChecker
from assembler.i18n.languages.languages import get_language
from assembler.i18n.languages.plural_forms import get_plural_forms
from assembler.i18n.po.po_file import Entry, PoFile, read_po
from assembler.model.reference.glossary import Glossary, Term

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = {"Dutch": "nl", "Finnish": "fi", "French": "fr", "German": "de"}
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
COVERED_ELSEWHERE = {
    "catalogue-header": "tests/i18n/checks/test_checks.py",
    "too-long": "tests/i18n/checks/test_checks.py",
    "too-wide-word": "tests/translation/test_update.py",
}
"""Rules about more than an entry: each is named in that module."""
GLOSSARY = TermChecker(
    Glossary(
        terms=(
            Term(id="T001", english=("city",), say={"nl": ("stad",)}),
            Term(id="T002", never={"nl": ("allochton*",)}),
        )
    )
)
RULES = [rule for rule in rules_of("catalogue_texts") if rule.id not in COVERED_ELSEWHERE]


def reported(example: str) -> set[str]:
    language = get_language(LANGUAGES[example.split("\n", 1)[0].removeprefix("# ")])
    file = read_po((HEADER + example + "\n").encode(), "x.po")
    errors = find_errors(file, "x.po", get_plural_forms(language))
    valid = remove_invalid(file, errors)
    warnings = (*find_warnings(valid, "x.po", language), *GLOSSARY.check(valid, "x.po", language))
    return {each.rule for each in (*errors, *warnings)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_bad_example_is_reported_and_the_good_one_is_not(rule: Rule) -> None:
    assert rule.id in reported(rule.bad)
    assert rule.id not in reported(rule.good)


@pytest.mark.parametrize(("rule", "module"), COVERED_ELSEWHERE.items())
def test_a_rule_without_a_small_example_is_named_by_a_test(rule: str, module: str) -> None:
    assert f'"{rule}"' in (ROOT / module).read_text(encoding="utf-8")


@pytest.mark.parametrize("earlier", [each for each, now in EARLIER_IDS.items() if now in AGREEABLE])
def test_a_comment_of_an_earlier_version_is_still_read(earlier: str) -> None:
    entry = Entry("Yes.", notes=(f"agreed: {earlier}",))
    assert is_agreed(EARLIER_IDS[earlier], entry, PoFile("", ()))
    assert "unknown-rule" not in reported(f'# Dutch\n# agreed: {earlier}\nmsgid "Yes"\nmsgstr "Ja"')
