"""Lint tells of a translation whose longest word its cell would break."""

from __future__ import annotations

from pathlib import Path

from assembler.i18n.languages.languages import get_language
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from assembler.translation.check import find_broken_words


def test_a_word_wider_than_its_cell_is_reported_for_each_house_style(tmp_path: Path) -> None:
    catalogue = tmp_path / "locales/fi/LC_MESSAGES/documents.po"
    catalogue.parent.mkdir(parents=True)
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    catalogue.write_text(f'{header}msgid "Initials"\nmsgstr "Nimikirjainlyhenteet"\n', encoding="utf-8")
    found = find_broken_words(Project(tmp_path, share=shipped_folder()), [get_language("fi")])
    assert {diagnostic.rule for diagnostic in found} == {"broken-word"}
    assert {diagnostic.location.context for diagnostic in found} == {"Initials"}
    styles = {diagnostic.location.position.partition(":")[0] for diagnostic in found}
    assert styles >= {"feedback-report, harbour", "feedback-report, plain"}
    assert "“Nimikirjainlyhenteet” is" in found[0].message


def test_a_label_to_choose_from_is_measured_in_the_cell_of_its_field(tmp_path: Path) -> None:
    catalogue = tmp_path / "locales/fi/LC_MESSAGES/documents.po"
    catalogue.parent.mkdir(parents=True)
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    rating = 'msgid "below the benchmark"\nmsgstr "alle arviointikriteeristön tason"\n\n'
    kind = 'msgid "council decision"\nmsgstr "kaupunginvaltuustonpäätös"\n'
    catalogue.write_text(f"{header}{rating}{kind}", encoding="utf-8")
    found = find_broken_words(Project(tmp_path, share=shipped_folder()), [get_language("fi")])
    documents = {(each.location.context, each.location.position.partition(",")[0]) for each in found}
    assert documents >= {("below the benchmark", "desk-review"), ("council decision", "baseline-report")}
