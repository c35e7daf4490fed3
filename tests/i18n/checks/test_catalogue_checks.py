"""What is wrong with a translation, and what wants a look."""

from __future__ import annotations

import pytest

from assembler.i18n.checks.catalogue_checks import MessageConstraints, find_errors, find_warnings
from assembler.i18n.languages.languages import get_language
from assembler.i18n.languages.plural_forms import get_plural_forms
from assembler.i18n.po.po_file import Entry, PoFile

HEADER = "Content-Type: text/plain; charset=UTF-8\n"


def rules(
    message: str, translation: str, code: str, *, note: str = "", longest: int | None = None
) -> list[str]:
    entry = Entry(message, strings=(translation,), notes=(note,) if note else ())
    asked = {entry.key: MessageConstraints("letter: heading", longest)}
    return [
        found.rule for found in find_warnings(PoFile(HEADER, (entry,)), "x.po", get_language(code), asked)
    ]


@pytest.mark.parametrize(
    ("message", "translation", "code", "expected"),
    [
        ("Who?", "Ποιος;", "el", []),
        ("Who?", "Wie.", "nl", ["end-punctuation"]),
        ("Send it:", "Envoyez-le\u202f:", "fr", []),
        ("Send it:", "Envoyez-le :", "fr", ["french-spaces"]),
        ("Send it:", "Envoyez-le:", "fr", ["french-spaces"]),
        ("The <1>city.</1>", "De <1>stad.</1>", "nl", []),
        ("Send it.", "Stuur het", "nl", ["end-punctuation"]),
        ("one ", "een", "nl", ["edge-spaces"]),
        ("one", "een", "nl", []),
        ("Say “yes”", "Sagen Sie „ja“", "de", []),
        ("Say “yes”", "Sagen Sie “ja”", "de", ["quotation-marks"]),
        ("Say “yes”", "Sagen Sie ja", "de", ["quotation-marks"]),
        ("Say “yes”", "Dites «\u202foui\u202f»", "fr", []),
        ("the city's day", "il giorno dell'anno", "it", ["apostrophe"]),
        ("the city's day", "il giorno dell’anno", "it", []),
        ("over 12,000 people", "plus de 12\u202f000 personnes", "fr", []),
        ("over 12,000 people", "über 1.200 Personen", "de", ["numbers", "numbers"]),
        ("one to three words", "1–3 sanaa", "fi", []),
        ("one to three words", "1–4 sanaa", "fi", ["numbers"]),
        ("<1>two</1> of {n2}", "{n2} von <1>zwei</1>", "de", []),
        ("a b", "a  b", "nl", ["unusual-spaces"]),
        ("Say “yes”", "Powiedz „tak”", "pl", []),
        ("Say “yes”", "Powiedz “tak”", "pl", ["quotation-marks"]),
        ("Say “yes”", "Diga «sim»", "pt", []),
        ("Say “yes”", "Diga “sim”", "pt-BR", []),
        ("Say “yes”", "«ari» niy", "qu", []),
        ("a b", "a\nb", "nl", ["line-break"]),
        ("a\nb", "a\nb", "nl", []),
        ("a b", "a&nbsp;b", "nl", ["entity"]),
        ("a b", "a &amp; b", "nl", ["entity"]),
        ("R&D; more", "R&D; meer", "nl", []),
        ("This", "TÃ¤mÃ¤", "fi", ["damaged-text"]),
        ("it’s", "câ€™est", "fr", ["damaged-text"]),
        ("This", "T�m�", "fi", ["damaged-text"]),
        ("See “it”", "Voir «\u00a0là\u00a0»", "fr", []),
        ("SAO PAULO", "SÃO PAULO", "pt", []),
        ("a b", "a\u202eb", "nl", ["direction-mark"]),
        ("a b", "a\u200fb", "ar", []),
        ("a b", "a\u202eb", "ar", ["direction-mark"]),
        ("a b", "a\u0308 b", "fi", ["decomposed-letters"]),
        ("Who? it", "Ποιος; αυτό", "el", []),
        ("City", "Gеmeente", "nl", ["mixed-scripts"]),
        ("5 μg", "5 μg", "el", []),
        ("{city_in}", "{city_in}:n", "fi", ["field-ending"]),
        ("{city_of} plan", "{city_of}plan", "nl", ["field-ending"]),
        ("{n} years", "{n}: jaar", "nl", []),
        ("We ask you to answer", "We ask you to answer", "nl", ["same-as-english"]),
        ("peer review", "peer review", "nl", []),
    ],
)
def test_small_things_want_a_look(message: str, translation: str, code: str, expected: list[str]) -> None:
    assert rules(message, translation, code) == expected


def test_what_the_translator_means_is_not_asked_again() -> None:
    assert rules("Send it.", "Stuur het", "nl", note="agreed: end-punctuation, a heading here") == []
    assert rules("Send it.", "Stuur het", "nl", note="agreed: numbers") == ["end-punctuation"]


def test_what_the_top_of_a_catalogue_agrees_to_is_agreed_for_all_messages() -> None:
    entry = Entry("Send it.", strings=("“Stuur het",))
    file = PoFile(HEADER, (entry,), notes=("agreed: quotation-marks (as in our house style)",))
    assert [found.rule for found in find_warnings(file, "x.po", get_language("nl"))] == ["end-punctuation"]


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("agreed: quotation-mark", "did you mean quotation-marks?"),
        ("agreed: numbers, end-punctuaton", "did you mean end-punctuation?"),
        ("agreed: all of it", "write one of"),
        ("agreed: end-punctuation (as on every cover-page)", None),
        ("agreed: end-punctuation, forbidden-term, number-beside-word", None),
    ],
)
def test_an_unknown_rule_is_reported(note: str, said: str | None) -> None:
    entry = Entry("City", strings=("Stad",), notes=(note,))
    found = find_warnings(PoFile(HEADER, (entry,)), "x.po", get_language("nl"))
    assert [each.rule for each in found] == (["unknown-rule"] if said else [])
    assert all(said in each.hint for each in found if said)


def test_a_text_is_held_against_the_room_that_there_is() -> None:
    assert rules("City", "Stadsbestuur", "nl", longest=12) == []
    assert rules("City", "Gemeentebestuur", "nl", longest=12) == ["too-long"]


def test_a_fault_names_its_line_and_where_the_message_stands() -> None:
    entry = Entry("To {city}", strings=("Naar",), line=7)
    file, asked = PoFile(HEADER, (entry,)), {entry.key: MessageConstraints("letter: heading 'Who', cell 1")}
    (found,) = find_errors(file, "nl.po", get_plural_forms(get_language("nl")), asked)
    assert str(found.location) == "nl.po, line 7, letter: heading 'Who', cell 1"


@pytest.mark.parametrize(
    ("line", "variant"),
    [
        ("Content-Type: text/plain; charset=ISO-8859-1", "charset"),
        ("Language: de", "language"),
        ("", ""),
    ],
)
def test_a_header_that_says_something_else_is_reported(line: str, variant: str) -> None:
    (found,) = find_warnings(PoFile(f"{line}\n" if line else "", ()), "nl.po", get_language("nl"))
    assert (found.rule, found.variant, found.location.line) == ("catalogue-header", variant, 1)
    assert all(str(value) in found.message for _, value in found.fields)


def test_plural_forms_that_the_header_lost_are_reported() -> None:
    visits = Entry("{n} visit", plural="{n} visits", strings=("{n} bezoek", "{n} bezoeken"))
    (found,) = find_warnings(PoFile(HEADER, (visits,)), "nl.po", get_language("nl"))
    assert found.variant == "no plural forms"
    assert found.hint == "write `Plural-Forms: nplurals=2; plural=(n != 1);`"


@pytest.mark.parametrize(
    ("message", "translation", "what"),
    [
        ("one", "een ", "the translation ends with U+0020 SPACE, but the English text does not"),
        (
            "one",
            "\u00a0een",
            "the translation begins with U+00A0 NO-BREAK SPACE, but the English text does not",
        ),
        ("a b", "a\u200bb", "the translation contains U+200B ZERO WIDTH SPACE, which readers cannot see"),
        ("a b", "a  b", "the translation contains two spaces in a row"),
        ("Go on", "Ga door.", "the translation ends with “.”, but the English text ends with “n”"),
    ],
)
def test_what_nobody_sees_is_named_in_words(message: str, translation: str, what: str) -> None:
    file = PoFile(HEADER, (Entry(message, strings=(translation,)),))
    assert [found.message for found in find_warnings(file, "x.po", get_language("nl"))] == [what]
