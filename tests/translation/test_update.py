"""Catalogues of a project: everything that is said in English, in step with its translations."""

from __future__ import annotations

import gettext
import io
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Cm

from assembler.diagnostics import Level
from assembler.errors import CatalogueError, OutputError, ProjectError
from assembler.i18n.catalogue.catalogue import load_catalogue
from assembler.i18n.catalogue.pot_file import build_template, update_catalogue
from assembler.i18n.languages.languages import get_language
from assembler.i18n.po.po_file import read_po, write_po
from assembler.lint import lint
from assembler.messages.extract import extract
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from assembler.structs import replace
from assembler.translation.check import check_catalogues
from assembler.translation.exchange_export import find_stale_catalogues
from assembler.translation.review import MessageFilter, review
from assembler.translation.status import compute_status
from assembler.translation.update import compile_catalogues, is_template_current, update_catalogues
from assembler.translation.update import write_template as write_pot
from assembler.word.messages.translate import translate
from assembler.word.package.package import open_package
from tiny_project import BENCHMARK

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


def test_a_note_says_what_a_field_will_be(project: Project) -> None:
    found = {message.id: message for message in extract(project)}
    assert found["It took {visits} {city_of}"].comments == (
        "{visits} a counted phrase, such as '12 visits'",
        "{city_of} the city with its preposition, a whole phrase: 'of Helsinki', 'Helsingin', 'd'Amsterdam'",
    )


def test_updating_writes_what_changed_and_nothing_twice(project: Project) -> None:
    assert update_catalogues(project, ["nl"]) == ("locales/documents.pot", DUTCH)
    assert update_catalogues(project) == ()
    write_template(project.root, "Dear city", "Another line")
    assert update_catalogues(project) == ("locales/documents.pot", DUTCH)


def test_one_new_paragraph_is_one_new_entry_of_the_template(project: Project) -> None:
    update_catalogues(project)
    before = (project.root / "locales/documents.pot").read_text(encoding="utf-8").split("\n\n")
    write_template(project.root, "A new line", "Dear city", "It took {{ visits }} {{ city_of }}")
    update_catalogues(project)
    after = (project.root / "locales/documents.pot").read_text(encoding="utf-8").split("\n\n")
    texts = [[part.partition("\nmsgid ")[2] for part in parts] for parts in (before, after)]
    assert [text for text in texts[1] if text not in texts[0]] == ['"A new line"\nmsgstr ""']


def test_a_translated_catalogue_gives_the_document_in_its_language(project: Project) -> None:
    update_catalogues(project, ["nl"])
    put(project, **{"Dear city": "Beste stad", "It took {visits} {city_of}": "Het kostte {visits} {city_of}"})
    catalogue = load_catalogue(project, get_language("nl"))
    package = open_package(project.template("letter"), "letter")
    dutch = translate(package, catalogue, language_tag="nl-NL")
    assert b"Beste stad" in dutch.parts[dutch.main]
    assert b"Het kostte {{ visits }} {{ city_of }}" in dutch.parts[dutch.main]
    assert catalogue.report_missing() == ()


def test_checking_names_what_is_missing_guessed_and_unsound(project: Project) -> None:
    update_catalogues(project, ["nl"])
    put(project, **{"Dear city": "Beste stad", "Report {city_of}": "Rapport"})
    write_template(project.root, "Dear old city", "New")
    rules = {diagnostic.rule: diagnostic for diagnostic in check_catalogues(project)}
    assert rules.keys() == {"fields-and-tags", "stale-catalogue", "fuzzy-translation", "missing-translation"}
    assert rules["fields-and-tags"].message == "the field {city_of} is missing"
    assert rules["fuzzy-translation"].location.context == "Dear old city"


def test_english_that_no_translator_can_render_is_reported(project: Project) -> None:
    write_template(
        project.root, "Dear {% if a %}city{% endif %}", "The mayor of {{ city_name }}", "{{ n }} visits"
    )
    assert [diagnostic.rule for diagnostic in check_catalogues(project)] == [
        "condition-in-paragraph",
        "grammar-beside-field",
        "number-beside-word",
    ]


def test_a_language_without_a_catalogue_is_reported(project: Project) -> None:
    (missing,) = check_catalogues(project, ["nl"])
    assert (missing.rule, missing.location.file) == ("missing-catalogue", DUTCH)
    update_catalogues(project, ["nl"])
    assert "missing-catalogue" not in {each.rule for each in check_catalogues(project, ["nl"])}


def test_messages_that_a_catalogue_lacks_are_counted_at_a_check_and_before_an_export(
    project: Project,
) -> None:
    update_catalogues(project, ["nl"])
    write_template(project.root, "Dear city", "New", "Newer")
    (stale,) = (each for each in check_catalogues(project) if each.rule == "stale-catalogue")
    (before,) = find_stale_catalogues(project, ["nl"])
    assert [each.variant for each in (stale, before)] == ["", "before an export"]
    assert [dict(each.fields) for each in (stale, before)] == [{"code": "nl", "count": 2}] * 2


def test_a_broken_catalogue_is_one_finding_with_its_line(project: Project) -> None:
    update_catalogues(project, ["nl"])
    (project.root / DUTCH).write_text('msgid "a"\nmsgstr "b\n', encoding="utf-8")
    (diagnostic,) = check_catalogues(project)
    assert (diagnostic.rule, diagnostic.location.file, diagnostic.location.line) == (
        "broken-catalogue",
        DUTCH,
        2,
    )
    with pytest.raises(CatalogueError):
        update_catalogues(project)


def test_a_folder_named_as_other_tools_name_it_holds_the_language(project: Project) -> None:
    (project.root / "locales/pt_BR/LC_MESSAGES").mkdir(parents=True)
    path = project.root / "locales/pt_BR/LC_MESSAGES/documents.po"
    path.write_text('msgid ""\nmsgstr "Language: pt_BR\\n"\n', encoding="utf-8")
    (project.root / "locales/klingon/LC_MESSAGES").mkdir(parents=True)
    (project.root / "locales/klingon/LC_MESSAGES/documents.po").write_text("", encoding="utf-8")
    assert project.languages() == ("en", "pt-BR")
    assert "locales/pt_BR/LC_MESSAGES/documents.po" in update_catalogues(project, ["pt_BR"])
    assert 'msgid "Dear city"' in path.read_text(encoding="utf-8")
    assert not (project.root / "locales/pt-BR").exists()
    assert compute_status(project, ["pt_BR"])[0].untranslated > 3
    errors = {each.rule for each in check_catalogues(project) if each.is_error}
    assert errors == {"unknown-catalogue-language"}
    (project.root / "locales/pt-BR/LC_MESSAGES").mkdir(parents=True)
    (project.root / "locales/pt-BR/LC_MESSAGES/documents.po").write_bytes(path.read_bytes())
    (twice,) = (each for each in check_catalogues(project) if each.rule == "duplicate-language")
    assert twice.location.file == "locales/pt_BR/LC_MESSAGES/documents.po"


@pytest.mark.parametrize("left", ["", "# City of Turku\n"])
def test_an_empty_catalogue_is_a_fault_and_stays_as_it_is(project: Project, left: str) -> None:
    update_catalogues(project, ["nl", "fi"])
    (project.root / DUTCH).write_text(left, encoding="utf-8")
    (broken,) = (each for each in check_catalogues(project) if each.is_error)
    assert (broken.rule, broken.location.file) == ("broken-catalogue", DUTCH)
    assert "backup" in broken.hint
    with pytest.raises(CatalogueError):
        update_catalogues(project)
    assert (project.root / DUTCH).read_text(encoding="utf-8") == left


def test_all_that_is_wrong_in_all_languages_is_reported_in_one_run(project: Project) -> None:
    update_catalogues(project, ["nl", "fi", "fr"])
    finnish, french = (project.root / f"locales/{code}/LC_MESSAGES/documents.po" for code in ("fi", "fr"))
    finnish.write_bytes('msgid "a"\nmsgstr "ä"\n'.encode("latin-1"))
    french.write_text(french.read_text(encoding="utf-8") + '\nmsgid "Dear city"\nmsgstr ""\nmsgid "b\n')
    put(project, **{"Report {city_of}": "Rapport"})
    plural = 'msgid_plural "{n} visits"\nmsgstr[0] "'
    dutch = (project.root / DUTCH).read_text(encoding="utf-8")
    dutch = dutch.replace(f'{plural}"\nmsgstr[1] ""\n', f'{plural}{{n}} bezoek"\n')
    (project.root / DUTCH).write_text(dutch, encoding="utf-8")
    (project.root / "locales/dutch/LC_MESSAGES").mkdir(parents=True)
    (project.root / "locales/dutch/LC_MESSAGES/documents.po").write_text("")
    errors = [each for each in check_catalogues(project) if each.level is Level.ERROR]
    assert all(each.hint for each in errors)
    told = {(each.location.file.split("/")[1], each.rule, each.location.line is not None) for each in errors}
    assert told == {
        ("dutch", "unknown-catalogue-language", False),
        ("fi", "broken-catalogue", True),
        ("fr", "broken-catalogue", True),
        ("nl", "fields-and-tags", True),
        ("nl", "plural-form-count", True),
    }
    assert sum(each.location.file.startswith("locales/fr") for each in errors) == 2
    with pytest.raises(CatalogueError) as refused:
        update_catalogues(project)
    assert {each.location.file.split("/")[1] for each in refused.value.diagnostics} == {"fi", "fr"}
    with pytest.raises(ProjectError, match="2 languages"):
        check_catalogues(project, ["dutch", "xy", "nl"])


GLOSSARY = """
terms:
  - {id: T001, english: [city], say: {nl: [stad], fi: [kaupunki]}}
"""
BROKEN = (
    "<1>Stad", "</1>Stad<1>", "<b>Stad</b>", "< 1 >Stad</1>", "Stad <", "{ city_of }", "{city_of", "Stad }",
    "{}", "{% if x %}", "{0.__class__}", "</1/>", "<1>Stad</2>",
)  # fmt: skip
UNWRITABLE = ("Stad\x0bmooi", "Stad\x0c", "\x00Stad", "Stad\x07", "Stad\ufffe")


def test_broken_translations_are_reported_with_their_lines_and_others_are_checked(project: Project) -> None:
    (project.root / "data/glossary.yaml").write_text(GLOSSARY, encoding="utf-8")
    translations = {f"City {number}": text for number, text in enumerate((*BROKEN, *UNWRITABLE))}
    write_template(project.root, "Dear city", *translations)
    update_catalogues(project, ["nl", "fi"])
    put(project, **translations, **{"Dear city": "Beste gemeente"})
    text = (project.root / DUTCH).read_text(encoding="utf-8")
    (project.root / "locales/fi/LC_MESSAGES/documents.po").write_text(text, encoding="utf-8")
    lines = text.split("\n")
    for found in (check_catalogues(project), lint(project)):
        for code in ("nl", "fi"):
            mine = [each for each in found if f"/{code}/" in each.location.file]
            told = {(each.rule, each.location.line) for each in mine if each.is_error}
            assert told == {
                (
                    "fields-and-tags" if text in BROKEN else "control-character",
                    lines.index(f'msgid "{message}"') + 1,
                )
                for message, text in translations.items()
            }
            assert ("term", "Dear city") in {(each.rule, each.location.context) for each in mine}
    assert compute_status(project)[0].translated == len(translations) + 1
    for refused in (
        lambda: compile_catalogues(project, ["nl"]),
        lambda: load_catalogue(project, get_language("nl")),
    ):
        with pytest.raises(CatalogueError) as error:
            refused()
        assert len(error.value.diagnostics) == len(translations)


def test_a_language_that_the_glossary_does_not_know_is_reported_with_its_line(project: Project) -> None:
    text = GLOSSARY.replace("fi: [", "fin: [").replace("}}", "}, never: {nld: [dorp]}}")
    (project.root / "data/glossary.yaml").write_text(text, encoding="utf-8")
    found = [each for each in check_catalogues(project) if each.rule == "unknown-glossary-language"]
    assert [(each.location.line, each.message) for each in found] == [
        (3, "there is no language “fin”"), (3, "there is no language “nld”"),
    ]  # fmt: skip


def test_a_fault_says_where_the_message_stands_in_words(project: Project) -> None:
    update_catalogues(project, ["nl"])
    put(project, **{"It took {visits} {city_of}": "Het duurde {visits}"})
    (fault,) = (each for each in check_catalogues(project) if each.level is Level.ERROR)
    assert fault.location.position == "letter: paragraph 2"


def test_a_text_that_departs_from_the_english_one_in_small_things_wants_a_look(project: Project) -> None:
    write_template(project.root, "Ask “her” in 2010.")
    update_catalogues(project, ["nl"])
    put(project, **{"Ask “her” in 2010.": "Vraag «haar» in 2011"})
    warned = {
        each.rule for each in check_catalogues(project) if each.location.context == "Ask “her” in 2010."
    }
    assert warned == {"quotation-marks", "numbers", "end-punctuation"}
    path = project.root / DUTCH
    agreed = "# agreed: numbers, end-punctuation, quotation-marks\n"
    text = path.read_text(encoding="utf-8").replace("#. paragraph\n", f"{agreed}#. paragraph\n")
    path.write_text(text, encoding="utf-8")
    assert [each for each in check_catalogues(project) if each.location.context == "Ask “her” in 2010."] == []


def test_where_only_the_typing_changed_every_language_is_asked_for_once(project: Project) -> None:
    update_catalogues(project, ["nl", "fi"])
    for code in ("nl", "fi"):
        path = project.root / f"locales/{code}/LC_MESSAGES/documents.po"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('msgid "Dear city"\nmsgstr ""', f'msgid "Dear city"\nmsgstr "{code}"'))
    write_template(project.root, "Dear citty")
    asked: list[tuple[str, str]] = []
    update_catalogues(project, is_same=lambda old, new, _: bool(asked.append((old, new))) or True)
    assert asked == [("Dear city", "Dear citty")]
    assert load_catalogue(project, get_language("fi")).gettext("Dear citty") == "fi"
    assert load_catalogue(project, get_language("nl")).gettext("Dear citty") == "nl"


def test_a_guess_is_still_known_for_a_matter_of_typing_later(project: Project) -> None:
    update_catalogues(project, ["nl"])
    put(project, **{"Dear city": "Beste stad"})
    write_template(project.root, "Dear citty")
    update_catalogues(project)
    assert load_catalogue(project, get_language("nl")).gettext("Dear citty") == "Dear citty"
    asked: list[bool] = []
    update_catalogues(project, is_same=lambda _old, _new, is_new: not asked.append(is_new))
    assert asked == [False]
    assert load_catalogue(project, get_language("nl")).gettext("Dear citty") == "Beste stad"
    assert "#~" not in (project.root / DUTCH).read_text(encoding="utf-8")


def test_a_context_of_the_declaration_parts_one_text_in_two(project: Project) -> None:
    declared = project.root / "templates/letter/document.yaml"
    declared.write_text(f'{DECLARATION}\ncontexts: {{"Dear city": of a letter}}\n', encoding="utf-8")
    found = {message.id: message.context for message in extract(project)}
    assert (found["Dear city"], found["Pick"]) == ("of a letter", "")
    assert "unused-context" not in {each.rule for each in check_catalogues(project)}
    declared.write_text(f"{DECLARATION}\ncontexts: {{Dear: of a letter}}\n", encoding="utf-8")
    assert "unused-context" in {each.rule for each in check_catalogues(project)}


def test_the_template_is_written_only_where_it_changed(project: Project) -> None:
    assert not is_template_current(project)
    assert write_pot(project)
    assert is_template_current(project)
    assert not write_pot(project)


def test_the_catalogues_that_come_with_the_program_are_in_step_with_its_documents() -> None:
    project = Project(shipped_folder())
    assert is_template_current(project), "run `assembler catalogue update`"
    pot = build_template(extract(project))
    for code in (code for code in project.languages() if code != "en"):
        ((name, data),) = project.catalogues(code)
        assert write_po(update_catalogue(read_po(data, name), pot, get_language(code))) == data, name


def test_a_review_is_counted_and_falls_off(project: Project) -> None:
    update_catalogues(project, ["nl"])
    put(project, **{"Dear city": "Beste stad", "Report {city_of}": "Rapport"})
    done = review(project, "nl", MessageFilter(documents=["letter"]), by="MK 2026-11-20")
    assert (done.changed, [each.location.context for each in done.refused]) == (1, ["Report {city_of}"])
    assert compute_status(project, ["nl"])[0].reviewed == 1
    undone = [review(project, "nl", MessageFilter(), by="").changed for _ in range(2)]
    assert undone == [1, 0], "only what had a mark was changed"
    review(project, "nl", MessageFilter(documents=["letter"]), by="MK 2026-11-20")
    path = project.root / DUTCH
    path.write_text(path.read_text(encoding="utf-8").replace("Beste stad", "Geachte stad"), encoding="utf-8")
    assert compute_status(project, ["nl"])[0].reviewed == 0
    update_catalogues(project)
    assert "# reviewed" not in path.read_text(encoding="utf-8")


def test_only_a_valid_catalogue_is_compiled(project: Project) -> None:
    update_catalogues(project, ["nl"])
    put(project, **{"Dear city": "Beste stad"})
    (made,) = compile_catalogues(project).values()
    assert gettext.GNUTranslations(io.BytesIO(made)).gettext("Dear city") == "Beste stad"
    put(project, **{"Report {city_of}": "Rapport"})
    with pytest.raises(CatalogueError):
        compile_catalogues(project)
    with pytest.raises(CatalogueError, match="no catalogue"):
        compile_catalogues(project, ["fi"])


def test_status_counts_what_is_done(project: Project) -> None:
    update_catalogues(project, ["nl"])
    put(project, **{"Dear city": "Beste stad"})
    write_template(project.root, "Dear cities")
    dutch, *parts = compute_status(project)
    assert (dutch.language, dutch.translated, dutch.fuzzy, dutch.obsolete) == ("nl", 0, 1, 1)
    assert dutch.untranslated == dutch.messages - 1
    letter = next(each for each in parts if each.document == "letter")
    assert (letter.fuzzy, letter.translated) == (1, 0)
    assert {each.document for each in parts} == {"letter", "small", "shared words"}
    assert letter.words_left > 20


def test_what_a_draft_lacks_in_its_language_says_so_itself(project: Project) -> None:
    update_catalogues(project, ["nl"])
    put(project, **{"Dear city": "Beste stad"})
    package = open_package(project.template("letter"), "letter")
    finished, draft = (
        replace(load_catalogue(project, get_language("nl")), marks_missing=marked) for marked in (False, True)
    )
    shown = [translate(package, each, language_tag="nl-NL").parts[package.main] for each in (finished, draft)]
    assert [b"Beste stad" in each for each in shown] == [True, True]
    assert [b"[en] It took {{ visits }}" in each for each in shown] == [False, True]
    assert draft.ngettext("{n} visit", "{n} visits", 2) == "[en] {n} visits"
    assert len(draft.report_missing()) == 1
    assert (
        replace(load_catalogue(project, get_language("en")), marks_missing=True).gettext("Dear city")
        == "Dear city"
    )


def test_the_room_in_a_narrow_cell_and_in_a_title_is_reported_and_kept(project: Project) -> None:
    letter = project.root / "templates" / "letter"
    document = Document()
    document.core_properties.title = ""
    table = document.add_table(rows=1, cols=1)
    table.autofit = False
    table.columns[0].width = table.cell(0, 0).width = Cm(2)
    table.cell(0, 0).text = "Assessment"
    stream = io.BytesIO()
    document.save(stream)
    (letter / "template.docx").write_bytes(stream.getvalue())
    found = {message.id: message for message in extract(project)}
    (surroundings,) = found["Assessment"].surroundings
    assert surroundings.kind == "cell"
    assert 5 < (surroundings.width or 0) < 14
    assert found["Involvement"].longest == 64 - len("P.2 – ")
    update_catalogues(project, ["fi"])
    path = project.root / "locales/fi/LC_MESSAGES/documents.po"
    text = path.read_text(encoding="utf-8")
    text = text.replace('msgid "Assessment"\nmsgstr ""', 'msgid "Assessment"\nmsgstr "Itsearviointilomake"')
    text = text.replace(
        'msgid "Involvement"\nmsgstr ""', f'msgid "Involvement"\nmsgstr "{"osallistuminen " * 5}x"'
    )
    path.write_text(text, encoding="utf-8")
    assert {each.rule for each in check_catalogues(project)} >= {"too-wide-word", "too-long"}


def test_where_a_catalogue_cannot_be_written_nothing_is(project: Project) -> None:
    update_catalogues(project, ["nl"])
    write_template(project.root, "Something else altogether")
    before = (project.root / "locales/documents.pot").read_bytes()
    (project.root / "locales/fi/LC_MESSAGES/documents.po/folder").mkdir(parents=True)
    with pytest.raises(OutputError):
        update_catalogues(project, ["nl", "fi"])
    assert (project.root / "locales/documents.pot").read_bytes() == before
