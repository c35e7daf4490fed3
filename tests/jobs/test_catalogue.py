"""Catalogues of a project: everything that is said in English, in step with its translations."""

from __future__ import annotations

import gettext
import io
from pathlib import Path

import pytest
from docx import Document

from assembler.errors import CatalogueError
from assembler.i18n.catalogue import load
from assembler.i18n.languages import language
from assembler.jobs.catalogue import check, compiled, extract, status, update
from assembler.store.project import Project
from assembler.word.package import open_package
from assembler.word.translate import translate

DECLARATION = """
title: "Report {city_of}"
description: A letter
record: baseline
example: examples/kade
counted:
  visits: {one: "{n} visit", other: "{n} visits"}
fields:
  involvement:
    {code: P.2, path: baseline.provenance.involvement, control: choice, title: Involvement, prompt: Pick}
blocks:
  indicator:
    path: baseline.assessments
    lists:
      evidence:
        code: "9"
        path: evidence
        title: Evidence
        columns: {title: {heading: Title}, kind: {heading: Kind}}
"""
BENCHMARK = """
id: small
prefix: X
version: 2020a
version_label: first
name: {text: Small, source: own}
owner: nobody
dimensions:
  - code: GG
    kind: group
    name: {text: Group, source: own}
    norm: {text: A norm., source: own}
    indicators:
      - {code: GG/1, label: One, kind: process, help: Help., statement: {text: Say it., source: own}}
"""
DUTCH = "locales/nl/LC_MESSAGES/documents.po"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    letter = tmp_path / "templates" / "letter"
    letter.mkdir(parents=True)
    (letter / "document.yaml").write_text(DECLARATION, encoding="utf-8")
    (tmp_path / "data" / "benchmarks").mkdir(parents=True)
    (tmp_path / "data" / "benchmarks" / "small.yaml").write_text(BENCHMARK, encoding="utf-8")
    write_template(tmp_path, "Dear city", "It took {{ visits }} {{ city_of }}")
    return Project(tmp_path, share=tmp_path)


def write_template(root: Path, *paragraphs: str) -> None:
    document = Document()
    document.core_properties.title = ""
    for text in paragraphs:
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    (root / "templates" / "letter" / "template.docx").write_bytes(stream.getvalue())


def put(project: Project, **texts: str) -> None:
    """Write translations into the Dutch file, as a translator would."""
    path = project.root / DUTCH
    text = path.read_text(encoding="utf-8")
    for message, translation in texts.items():
        text = text.replace(f'msgid "{message}"\nmsgstr ""', f'msgid "{message}"\nmsgstr "{translation}"')
    path.write_text(text, encoding="utf-8")


def test_everything_said_in_english_is_extracted(project: Project) -> None:
    found = {message.id: message for message in extract(project)}
    of_template = {"Dear city", "It took {visits} {city_of}"}
    of_declaration = {"Report {city_of}", "Involvement", "Pick", "Evidence", "Title", "Kind", "{n} visit"}
    of_choices = {"no politician was involved", "policy document", "process"}
    of_benchmark = {"Small", "first", "Group", "A norm.", "One", "Say it.", "Help."}
    assert found.keys() >= of_template | of_declaration | of_choices | of_benchmark
    assert found["{n} visit"].plural == "{n} visits"
    assert found["Kind"].places == ("letter: indicator, list 9, column 'kind'",)
    assert found["Say it."].places == ("small: GG/1, statement",)


def test_a_translator_is_told_what_a_field_will_be(project: Project) -> None:
    found = {message.id: message for message in extract(project)}
    assert found["It took {visits} {city_of}"].comments == (
        "{visits} a counted phrase, such as '12 visits'",
        "{city_of} the city with its preposition, a whole phrase: 'of Helsinki', 'Helsingin', 'd'Amsterdam'",
    )


def test_updating_writes_what_changed_and_nothing_twice(project: Project) -> None:
    assert update(project, ["nl"]) == ("locales/documents.pot", DUTCH)
    assert update(project) == ()
    write_template(project.root, "Dear city", "Another line")
    assert update(project) == ("locales/documents.pot", DUTCH)


def test_one_new_paragraph_is_one_new_entry_of_the_template(project: Project) -> None:
    update(project)
    before = (project.root / "locales/documents.pot").read_text(encoding="utf-8").split("\n\n")
    write_template(project.root, "A new line", "Dear city", "It took {{ visits }} {{ city_of }}")
    update(project)
    after = (project.root / "locales/documents.pot").read_text(encoding="utf-8").split("\n\n")
    texts = [[part.partition("\nmsgid ")[2] for part in parts] for parts in (before, after)]
    assert [text for text in texts[1] if text not in texts[0]] == ['"A new line"\nmsgstr ""']


def test_a_translated_catalogue_gives_the_document_in_its_language(project: Project) -> None:
    update(project, ["nl"])
    put(project, **{"Dear city": "Beste stad", "It took {visits} {city_of}": "Het kostte {visits} {city_of}"})
    catalogue = load(project, language("nl"))
    package = open_package(project.template("letter"), "letter")
    dutch = translate(package, catalogue, language_tag="nl-NL")
    assert b"Beste stad" in dutch.parts[dutch.main]
    assert b"Het kostte {{ visits }} {{ city_of }}" in dutch.parts[dutch.main]
    assert catalogue.told() == ()


def test_checking_names_what_is_missing_guessed_and_unsound(project: Project) -> None:
    update(project, ["nl"])
    put(project, **{"Dear city": "Beste stad", "Report {city_of}": "Rapport"})
    write_template(project.root, "Dear old city", "New")
    rules = {finding.rule: finding for finding in check(project)}
    assert rules.keys() == {"fields-and-marks", "stale-catalogue", "fuzzy-translation", "missing-translation"}
    assert rules["fields-and-marks"].what == "the field {city_of} is missing"
    assert rules["fuzzy-translation"].place.near == "Dear old city"


def test_english_that_no_translator_can_render_is_told(project: Project) -> None:
    write_template(
        project.root, "Dear {% if a %}city{% endif %}", "The mayor of {{ city_name }}", "{{ n }} visits"
    )
    assert [finding.rule for finding in check(project)] == [
        "condition-in-paragraph",
        "grammar-beside-field",
        "number-beside-word",
    ]


def test_a_broken_catalogue_is_one_finding_with_its_line(project: Project) -> None:
    update(project, ["nl"])
    (project.root / DUTCH).write_text('msgid "a"\nmsgstr "b\n', encoding="utf-8")
    (finding,) = check(project)
    assert (finding.rule, finding.place.file) == ("broken-catalogue", f"{DUTCH}, line 2")
    with pytest.raises(CatalogueError):
        update(project)


def test_only_a_sound_catalogue_is_compiled(project: Project) -> None:
    update(project, ["nl"])
    put(project, **{"Dear city": "Beste stad"})
    assert gettext.GNUTranslations(io.BytesIO(compiled(project, "nl"))).gettext("Dear city") == "Beste stad"
    put(project, **{"Report {city_of}": "Rapport"})
    with pytest.raises(CatalogueError):
        compiled(project, "nl")
    with pytest.raises(CatalogueError, match="no catalogue"):
        compiled(project, "fi")


def test_status_counts_what_is_done(project: Project) -> None:
    update(project, ["nl"])
    put(project, **{"Dear city": "Beste stad"})
    write_template(project.root, "Dear cities")
    (dutch,) = status(project)
    assert (dutch.language, dutch.translated, dutch.fuzzy, dutch.obsolete) == ("nl", 0, 1, 1)
    assert dutch.missing == dutch.messages - 1
