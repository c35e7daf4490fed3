"""The .pot and a .po brought up to date: stable, and nothing translated is lost."""

from __future__ import annotations

import pytest

from assembler.errors import CatalogueError
from assembler.i18n.checks import check
from assembler.i18n.languages import language
from assembler.i18n.phrases import grammar
from assembler.i18n.plural_forms import forms_of
from assembler.i18n.po_file import Entry, PoFile, read_po, write_po
from assembler.i18n.template_file import new_catalogue, template, updated
from assembler.model.message import Message

DUTCH = language("nl")


def translated(file: PoFile, **texts: str) -> PoFile:
    entries = tuple(
        Entry(entry.id, entry.context, strings=(texts.get(entry.id, ""),), notes=entry.notes)
        for entry in file.entries
    )
    return PoFile(file.header, entries)


def dutch(**texts: str) -> PoFile:
    return translated(
        updated(new_catalogue(DUTCH), template(Message(text) for text in texts), DUTCH), **texts
    )


def test_a_text_has_its_places_in_words_and_its_document_types_as_references() -> None:
    messages = [
        Message("City", places=("a: cell 1",), comments=("cell",)),
        Message("City", places=("b: row",)),
    ]
    (entry,) = template(messages).entries
    assert (entry.places, entry.comments) == (("a", "b"), ("a: cell 1", "b: row", "cell"))


def test_a_text_that_stands_everywhere_names_a_few_places() -> None:
    (entry,) = template([Message("Code", places=tuple(f"a: table {n}" for n in range(9)))]).entries
    assert entry.comments == ("a: table 0", "a: table 1", "a: table 2", "and in 6 more places")


def test_fields_are_flagged_so_that_other_tools_check_them() -> None:
    flags = [entry.flags for entry in template([Message("{city}"), Message("City")]).entries]
    assert flags == [{"python-brace-format"}, frozenset()]


def test_the_template_has_no_dates_and_no_wrapped_lines() -> None:
    text = write_po(template([Message("word " * 60, places=("a: heading 'x'",))])).decode()
    assert "Date" not in text
    assert text.count("word") == 60
    assert max(map(len, text.splitlines())) > 300


def test_a_broken_message_says_where_it_stands() -> None:
    with pytest.raises(CatalogueError) as refused:
        template([Message("a { b", places=("a: cell",))])
    assert refused.value.where == "a: cell: a { b"


def test_one_text_cannot_have_two_plural_forms() -> None:
    with pytest.raises(CatalogueError, match="two plural forms"):
        template([Message("{n} visit", plural="{n} visits"), Message("{n} visit", plural="{n} trips")])


def test_a_new_message_is_empty_and_a_known_one_keeps_its_text() -> None:
    after = updated(dutch(City="Stad"), template([Message("City"), Message("River")]), DUTCH)
    assert [(entry.id, entry.strings) for entry in after.entries] == [("City", ("Stad",)), ("River", ("",))]


def test_updating_twice_is_updating_once() -> None:
    pot = template([Message("City {x}", places=("a: b c",)), Message("{n} visit", plural="{n} visits")])
    once = updated(dutch(City="Stad", Gone="Weg"), pot, DUTCH)
    again = updated(read_po(write_po(once), "nl.po"), pot, DUTCH)
    assert write_po(again) == write_po(once)


def test_a_changed_text_offers_the_old_translation_as_a_guess() -> None:
    before = dutch(**{"The city answers all questions": "De stad beantwoordt alle vragen"})
    (entry, *_) = updated(before, template([Message("The city answers all the questions")]), DUTCH).entries
    assert entry.strings == ("De stad beantwoordt alle vragen",)
    assert (entry.is_translated, entry.previous) == (False, "The city answers all questions")


def test_what_has_gone_is_kept_and_comes_back() -> None:
    without = updated(dutch(City="Stad", River="Rivier"), template([Message("City")]), DUTCH)
    assert [(entry.id, entry.obsolete) for entry in without.entries] == [("City", False), ("River", True)]
    back = updated(without, template([Message("City"), Message("River")]), DUTCH)
    assert [(entry.id, entry.strings, entry.obsolete) for entry in back.entries] == [
        ("City", ("Stad",), False),
        ("River", ("Rivier",), False),
    ]


def test_a_message_that_becomes_counted_is_translated_anew() -> None:
    after = updated(
        dutch(**{"{n} visit": "{n} bezoek"}), template([Message("{n} visit", plural="{n} visits")]), DUTCH
    )
    assert after.entries[0].strings == ("", "")


def test_a_new_catalogue_names_its_language_and_plural_forms() -> None:
    assert new_catalogue(language("nl-BE")).fields()["language"] == "nl_BE"
    assert new_catalogue(language("lv")).fields()["plural-forms"].startswith("nplurals=3")


@pytest.mark.parametrize(
    ("message", "translation", "code", "rules"),
    [
        ("Who?", "Ποιος;", "el", []),
        ("Who?", "Wie.", "nl", ["final-sign"]),
        ("Send it:", "Stuur het :", "fr", []),
        ("Send it.", "Stuur het", "nl", ["final-sign"]),
        ("one ", "een", "nl", ["edge-blanks"]),
        ("one", "een", "nl", []),
    ],
)
def test_edges_and_final_signs_want_a_look(
    message: str, translation: str, code: str, rules: list[str]
) -> None:
    file = PoFile("", (Entry(message, strings=(translation,)),))
    assert [finding.rule for finding in check(file, "x.po", forms_of(language(code)))] == rules


@pytest.mark.parametrize(
    ("message", "rules"),
    [
        ("Report {city_of}", []),
        ("Report of {city_name}", ["grammar-beside-field"]),
        ("The <1>{kind}</1> of it", ["grammar-beside-field"]),
        ("{city_name}'s report", ["grammar-beside-field"]),
        ("To read in all: {page_count}", []),
        ("{n} visits", ["number-beside-word"]),
    ],
)
def test_english_that_needs_the_grammar_of_a_field_is_told(message: str, rules: list[str]) -> None:
    (entry,) = template([Message(message)]).entries
    assert [finding.rule for finding in grammar(entry, "documents.pot")] == rules
