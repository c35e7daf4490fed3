"""Lint tells of a translation whose longest word its cell would break."""

from __future__ import annotations

import pytest

from assembler.diagnostics import Diagnostic
from assembler.i18n.languages.languages import get_language
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from assembler.translation.check import find_broken_words

TRANSLATIONS = {
    "Initials": "Nimikirjainlyhenteet",
    "below the benchmark": "alle arviointikriteeristön tason",
    "council decision": "kaupunginvaltuustonpäätös",
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[Diagnostic, ...]:
    """What is reported of a Finnish catalogue with long words."""
    root = tmp_path_factory.mktemp("project")
    catalogue = root / "locales/fi/LC_MESSAGES/documents.po"
    catalogue.parent.mkdir(parents=True)
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    entries = (f'msgid "{english}"\nmsgstr "{finnish}"\n\n' for english, finnish in TRANSLATIONS.items())
    catalogue.write_text(header + "".join(entries), encoding="utf-8")
    return find_broken_words(Project(root, share=shipped_folder()), [get_language("fi")])


def test_a_word_wider_than_its_cell_is_reported_for_each_house_style(found: tuple[Diagnostic, ...]) -> None:
    assert {diagnostic.rule for diagnostic in found} == {"broken-word"}
    assert {diagnostic.location.context for diagnostic in found} == set(TRANSLATIONS)
    initials = [each for each in found if each.location.context == "Initials"]
    styles = {diagnostic.location.position.partition(":")[0] for diagnostic in initials}
    assert styles >= {"feedback-report, harbour", "feedback-report, plain"}
    assert "“Nimikirjainlyhenteet” is" in initials[0].message


def test_a_label_to_choose_from_is_measured_in_the_cell_of_its_field(found: tuple[Diagnostic, ...]) -> None:
    documents = {(each.location.context, each.location.position.partition(",")[0]) for each in found}
    assert documents >= {("below the benchmark", "desk-review"), ("council decision", "baseline-report")}
