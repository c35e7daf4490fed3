"""The .pot and a .po brought up to date: stable, and nothing translated is lost."""

from __future__ import annotations

import pytest

from assembler.errors import CatalogueError
from assembler.i18n.catalogue.pot_file import build_template, create_catalogue, update_catalogue
from assembler.i18n.checks.text_checks import check_grammar
from assembler.i18n.languages.languages import get_language
from assembler.i18n.po.po_file import Entry, PoFile, read_po, write_po
from assembler.i18n.po.review_marks import add_mark, get_reviser, is_reviewed
from assembler.model.messages.message import Message, MessageSurroundings
from assembler.structs import replace

DUTCH = get_language("nl")


def translated(file: PoFile, **texts: str) -> PoFile:
    entries = tuple(
        Entry(entry.id, entry.context, strings=(texts.get(entry.id, ""),), notes=entry.notes)
        for entry in file.entries
    )
    return PoFile(file.header, entries)


def dutch(**texts: str) -> PoFile:
    return translated(
        update_catalogue(create_catalogue(DUTCH), build_template(Message(text) for text in texts), DUTCH),
        **texts,
    )


def test_a_reference_says_in_one_word_where_a_text_stands() -> None:
    messages = [
        Message("City", places=("a: heading 'Who pays?', cell 1",)),
        Message("City", places=("b: x",)),
    ]
    (entry,) = build_template(messages).entries
    assert entry.places == ("a/Who-pays/cell-1", "b/x")


def test_a_reference_stays_when_something_is_inserted_above() -> None:
    places = ("a: heading 'Who', table 2, row 3, cell 1", "a: heading 'Who', paragraph 17, text box")
    (entry,) = build_template([Message("City", places=places)]).entries
    assert entry.places == ("a/Who/table/row/cell-1", "a/Who/paragraph/text-box")


def test_a_comment_says_what_kind_of_place_it_is_and_what_room_there_is() -> None:
    budgets = MessageSurroundings("cell", "Budgets", 12)
    others = [MessageSurroundings("cell", name) for name in ("Staff", "Time", "Money", "Room")]
    message = Message(
        "Code",
        surroundings=(MessageSurroundings("heading"), budgets, *others),
        comments=("as in law",),
        longest=40,
    )
    (entry,) = build_template([message]).entries
    assert entry.comments == (
        "heading",
        "cell in “Budgets”, “Staff”, “Time” and 2 more",
        "narrow: about 12 characters on a line; a longer word would be broken",
        "at most 40 characters: longer text is cut off",
        "as in law",
    )


def test_a_text_that_stands_twice_has_the_room_of_the_narrower_place() -> None:
    (entry,) = build_template([Message("Code", longest=40), Message("Code", longest=30)]).entries
    assert entry.comments == ("at most 30 characters: longer text is cut off",)


def test_fields_are_flagged_so_that_other_tools_check_them() -> None:
    flags = [entry.flags for entry in build_template([Message("{city}"), Message("City")]).entries]
    assert flags == [{"python-brace-format"}, frozenset()]


def test_the_template_has_no_dates_and_no_wrapped_lines() -> None:
    text = write_po(build_template([Message("word " * 60, places=("a: heading 'x'",))])).decode()
    assert "Date" not in text
    assert text.count("word") == 60
    assert max(map(len, text.splitlines())) > 300


def test_a_broken_message_says_where_it_stands() -> None:
    with pytest.raises(CatalogueError) as refused:
        build_template([Message("a { b", places=("a: cell",))])
    assert refused.value.location == "a: cell: a { b"


def test_one_text_cannot_have_two_plural_forms() -> None:
    with pytest.raises(CatalogueError, match="with different plural forms"):
        build_template([Message("{n} visit", plural="{n} visits"), Message("{n} visit", plural="{n} trips")])


def test_a_new_message_is_empty_and_a_known_one_keeps_its_text() -> None:
    after = update_catalogue(dutch(City="Stad"), build_template([Message("City"), Message("River")]), DUTCH)
    assert [(entry.id, entry.strings) for entry in after.entries] == [("City", ("Stad",)), ("River", ("",))]


def test_updating_twice_is_updating_once() -> None:
    pot = build_template([Message("City {x}", places=("a: b c",)), Message("{n} visit", plural="{n} visits")])
    once = update_catalogue(dutch(City="Stad", Gone="Weg"), pot, DUTCH)
    again = update_catalogue(read_po(write_po(once), "nl.po"), pot, DUTCH)
    assert write_po(again) == write_po(once)


def test_a_changed_text_offers_the_old_translation_as_a_guess() -> None:
    before = dutch(**{"The city answers all questions": "De stad beantwoordt alle vragen"})
    (entry, *_) = update_catalogue(
        before, build_template([Message("The city answers all the questions")]), DUTCH
    ).entries
    assert entry.strings == ("De stad beantwoordt alle vragen",)
    assert (entry.is_translated, entry.previous) == (False, "The city answers all questions")


def test_where_only_the_typing_changed_the_translation_and_its_review_stay() -> None:
    before = dutch(**{"Who ansers?": "Wie antwoordt?"})
    read = replace(before, entries=tuple(add_mark(entry, "MK") for entry in before.entries))
    pot = build_template([Message("Who answers?")])
    after = update_catalogue(read, pot, DUTCH, {"Who answers?": "Who ansers?"})
    assert [(each.id, each.strings, get_reviser(each)) for each in after.entries] == [
        ("Who answers?", ("Wie antwoordt?",), "MK")
    ]


def test_another_field_is_no_matter_of_typing() -> None:
    before = dutch(**{"To {cty}": "Naar {cty}"})
    (entry, *_) = update_catalogue(
        before, build_template([Message("To {city}")]), DUTCH, {"To {city}": "To {cty}"}
    ).entries
    assert (entry.is_translated, entry.previous) == (False, "To {cty}")


def test_a_review_typed_by_hand_is_sealed_and_falls_off_with_the_text() -> None:
    pot = build_template([Message("City")])
    by_hand = replace(
        dutch(City="Stad"), entries=(Entry("City", strings=("Stad",), notes=("reviewed: MK",)),)
    )
    sealed = update_catalogue(by_hand, pot, DUTCH)
    assert is_reviewed(sealed.entries[0])
    changed = replace(sealed, entries=(replace(sealed.entries[0], strings=("Gemeente",)),))
    assert not is_reviewed(changed.entries[0])
    assert update_catalogue(changed, pot, DUTCH).entries[0].notes == ()


def test_a_guess_is_not_reviewed() -> None:
    before = dutch(**{"The city answers all questions": "De stad beantwoordt alle vragen"})
    read = replace(before, entries=tuple(add_mark(entry, "MK") for entry in before.entries))
    (entry, *_) = update_catalogue(
        read, build_template([Message("The city answers all the questions")]), DUTCH
    ).entries
    assert entry.notes == ()


def test_a_text_that_is_parted_from_its_like_begins_with_its_translation_as_a_guess() -> None:
    pot = build_template([Message("Order"), Message("Order", context="of a list")])
    _, parted = update_catalogue(dutch(Order="Bevel"), pot, DUTCH).entries
    assert (parted.strings, parted.is_translated) == (("Bevel",), False)


def test_what_has_gone_is_kept_and_comes_back() -> None:
    without = update_catalogue(dutch(City="Stad", River="Rivier"), build_template([Message("City")]), DUTCH)
    assert [(entry.id, entry.obsolete) for entry in without.entries] == [("City", False), ("River", True)]
    back = update_catalogue(without, build_template([Message("City"), Message("River")]), DUTCH)
    assert [(entry.id, entry.strings, entry.obsolete) for entry in back.entries] == [
        ("City", ("Stad",), False),
        ("River", ("Rivier",), False),
    ]


def test_a_regional_catalogue_is_given_no_empty_messages() -> None:
    flemish = update_catalogue(
        dutch(City="Gemeente"), build_template([Message("City"), Message("River")]), get_language("nl-BE")
    )
    assert [(entry.id, entry.strings) for entry in flemish.entries] == [("City", ("Gemeente",))]


def test_a_message_that_becomes_counted_is_translated_again() -> None:
    after = update_catalogue(
        dutch(**{"{n} visit": "{n} bezoek"}),
        build_template([Message("{n} visit", plural="{n} visits")]),
        DUTCH,
    )
    assert after.entries[0].strings == ("", "")


def test_a_new_catalogue_names_its_language_and_plural_forms() -> None:
    assert create_catalogue(get_language("nl-BE")).fields()["language"] == "nl_BE"
    assert create_catalogue(get_language("lv")).fields()["plural-forms"].startswith("nplurals=3")


@pytest.mark.parametrize(
    ("message", "rules"),
    [
        ("Report {city_of}", []),
        ("Report of {city_name}", ["grammar-beside-field"]),
        ("The <1>{kind}</1> of it", ["grammar-beside-field"]),
        ("{city_name}'s report", ["grammar-beside-field"]),
        ("Total reading: {page_count}", []),
        ("{n} visits", ["number-beside-word"]),
    ],
)
def test_english_that_needs_the_grammar_of_a_field_is_reported(message: str, rules: list[str]) -> None:
    (entry,) = build_template([Message(message)]).entries
    assert [diagnostic.rule for diagnostic in check_grammar(entry, "documents.pot")] == rules


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("the city's plan", "the city’s plan"),
        ("the city’s plan", "the city's plan"),
        ('a "good" plan.  Now', "a “good” plan. Now"),
        ("5 % of all", "5\u00a0% of all"),
    ],
)
def test_a_change_of_typography_alone_costs_no_translation(old: str, new: str) -> None:
    before = dutch(**{old: "het plan"})
    before = replace(before, entries=tuple(add_mark(entry, "MK 2026-11-20") for entry in before.entries))
    (entry,) = update_catalogue(before, build_template([Message(new)]), DUTCH).entries
    assert (entry.id, entry.strings, entry.is_translated, get_reviser(entry)) == (
        new, ("het plan",), True, "MK 2026-11-20",
    )  # fmt: skip


def test_a_guess_that_differs_in_typography_alone_is_none_any_more() -> None:
    guess = Entry(
        "the city’s plan", strings=("het plan",), flags=frozenset({"fuzzy"}), previous="the city's plan"
    )
    old = Entry("the city's plan", strings=("het plan",), obsolete=True)
    (entry,) = update_catalogue(
        PoFile("", (guess, old)), build_template([Message("the city’s plan")]), DUTCH
    ).entries
    assert (entry.is_translated, entry.previous) == (True, "")


def test_a_regional_catalogue_alone_is_given_all_messages() -> None:
    brazilian = get_language("pt-BR")
    pot = build_template([Message("City")])
    assert len(update_catalogue(create_catalogue(brazilian), pot, brazilian, is_variant=False).entries) == 1
    assert update_catalogue(create_catalogue(brazilian), pot, brazilian).entries == ()


def test_of_many_texts_that_have_gone_the_most_alike_is_offered() -> None:
    gone = [f"Who answers for report {number} of the city?" for number in range(40)]
    before = dutch(**{text: f"vertaling {number}" for number, text in enumerate(gone)})
    (entry, *_) = update_catalogue(
        before, build_template([Message("Who answers for report 17 of our city?")]), DUTCH
    ).entries
    assert (entry.previous, entry.strings) == (gone[17], ("vertaling 17",))
