"""Choices, flags, links, languages, lists and counted phrases."""

from __future__ import annotations

import pytest

from assembler.model.documents.form_manifest import ChoiceItem
from assembler.values import UnreadableError, choice, flag, language, link
from assembler.values.joined_items import join_codes, join_items, join_long_items
from assembler.values.plural_phrase import format_count

CHOICES = (ChoiceItem("none", "geen"), ChoiceItem("partly", "deels"), ChoiceItem("part", "deels"))


@pytest.mark.parametrize("text", ["none – geen", "None - geen", "NONE", "Geen", " geen\u00a0"])
def test_a_choice_is_read_by_value_or_label(text: str) -> None:
    assert choice.read(text, "nl", CHOICES) == "none"


@pytest.mark.parametrize("text", ["geen", "none – geen", "None - geen", "none"])
def test_a_label_alone_is_read_and_so_is_what_earlier_versions_showed(text: str) -> None:
    items = [ChoiceItem("none", "geen", coded=False), ChoiceItem("partly", "deels", "D", coded=False)]

    assert [choice.show(each.value, "nl", items) for each in items] == ["geen", "deels (D)"]
    assert choice.read(text, "nl", items) == "none"
    assert choice.read("partly – deels (D)", "nl", items) == "partly"


def test_a_label_of_two_values_is_unreadable_and_lists_both() -> None:
    with pytest.raises(UnreadableError) as fault:
        choice.read("deels", "nl", CHOICES)
    assert fault.value.readings == ("partly", "part")


def test_a_text_that_is_not_in_the_list_is_unreadable() -> None:
    with pytest.raises(UnreadableError, match="not in the list"):
        choice.read("misschien", "nl", CHOICES)


@pytest.mark.parametrize(
    ("text", "ticked"), [("☑", True), ("☐", False), ("kyllä", True), ("Όχι", False), ("[x]", True)]
)
def test_a_check_box_is_read_from_characters_and_words(text: str, ticked: bool) -> None:
    assert flag.read(text) is ticked


@pytest.mark.parametrize("text", ["", "misschien", "ja en nee"])
def test_an_unclear_check_box_is_unreadable(text: str) -> None:
    with pytest.raises(UnreadableError):
        flag.read(text)


def test_www_and_mail_addresses_are_links() -> None:
    assert link.read("www.example.org/plan") == "https://www.example.org/plan"
    assert link.read("info@example.org") == "mailto:info@example.org"


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("example.org/plan", ("https://example.org/plan",)),
        ("plan.docx", ("https://plan.docx",)),
        ("see the shelf", ()),
    ],
)
def test_an_address_without_its_scheme_has_a_reading(text: str, readings: tuple[str, ...]) -> None:
    with pytest.raises(UnreadableError) as fault:
        link.read(text)
    assert fault.value.readings == readings


@pytest.mark.parametrize(
    ("text", "within", "tag"),
    [
        ("Nederlands", "nl", "nl"),
        ("hollanti", "fi", "nl"),
        ("English", "fr", "en"),
        ("ελληνικά", "nl", "el"),
        ("SV", "nl", "sv"),
    ],
)
def test_a_language_is_read_by_any_of_its_names(text: str, within: str, tag: str) -> None:
    assert language.read(text, within) == tag


def test_an_unknown_language_name_is_unreadable() -> None:
    with pytest.raises(UnreadableError):
        language.read("Rotterdams", "nl")


@pytest.mark.parametrize(
    ("items", "either", "shown"),
    [
        (["padre", "hijo"], False, "padre e hijo"),
        (["agua", "hielo"], False, "agua y hielo"),
        (["Francia", "Italia"], False, "Francia e Italia"),
        (["plata", "oro"], True, "plata u oro"),
        (["7", "8"], True, "7 u 8"),
        (["uno", "dos", "tres"], False, "uno, dos y tres"),
        (["uno"], False, "uno"),
        ([], False, ""),
    ],
)
def test_spanish_lists_change_their_conjunction(items: list[str], either: bool, shown: str) -> None:
    assert join_items(items, "es", either=either) == shown


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("nl", "a, b en c"),
        ("en", "a, b and c"),
        ("fi", "a, b ja c"),
        ("el", "a, b και c"),
        ("ca", "a, b i c"),
    ],
)
def test_items_are_joined_in_the_manner_of_the_language(language: str, shown: str) -> None:
    assert join_items(["a", "b", "c"], language) == shown


class Finnish:
    """One interview, and the partitive after any other number."""

    def ngettext(self, one: str, other: str, n: int, context: str = "") -> str:
        return "{n} haastattelu" if n == 1 else "{n} haastattelua"


def test_a_counted_phrase_formats_its_number_for_the_language() -> None:
    phrase = ("{n} interview", "{n} interviews")
    assert format_count(1, phrase, "fi", Finnish()) == "1\u00a0haastattelu"
    assert format_count(1200, phrase, "fi", Finnish()) == "1\u00a0200\u00a0haastattelua"


@pytest.mark.parametrize("language", ["nl", "en", "fr", "de", "it", "sv", "fi", "el", "es", "ca"])
def test_codes_in_a_row_have_commas_in_the_languages_of_the_network(language: str) -> None:
    assert join_codes(["JB", "FC", "HK"], language) == "JB, FC, HK"


@pytest.mark.parametrize(
    ("language", "shown"),
    [("sv", "a, b; c"), ("el", "a, b· c"), ("fr", "a, b\u202f; c"), ("fr-BE", "a, b\u202f; c")],
)
def test_items_with_commas_are_separated_as_the_language_does(language: str, shown: str) -> None:
    assert join_long_items(["a, b", "c"], language) == shown
