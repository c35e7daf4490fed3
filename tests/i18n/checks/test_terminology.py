"""Translations held against the glossary, whatever form their grammar gives a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler.i18n.checks.terminology import TermChecker
from assembler.i18n.languages.languages import get_language
from assembler.i18n.po.po_file import Entry, PoFile
from assembler.model.reference.glossary import Glossary, Term
from assembler.store.project.project import Project

ROOT = Path(__file__).resolve().parents[3]
OURS = Project(ROOT).glossary()


def rules(glossary: Glossary, code: str, message: str, *texts: str, note: str = "") -> list[str]:
    entry = Entry(message, strings=texts, notes=(note,) if note else ())
    found = TermChecker(glossary).check(PoFile("", (entry,)), "x.po", get_language(code))
    return [each.rule for each in found]


@pytest.mark.parametrize(
    ("code", "message", "text"),
    [
        ("de", "The indicators of the host city", "Die Indikatoren der gastgebenden Stadt"),
        ("de", "Guides for peers", "Leitfäden für Peers"),
        ("fi", "In the host city", "Isäntäkaupungissa"),
        ("fi", "28 indicators", "28 indikaattoria"),
        ("fi", "A good practice", "Hyvästä käytännöstä"),
        ("sv", "Goals of the strategic plan", "Den strategiska planens mål"),
        ("el", "of the indicators", "των δεικτών"),
        ("el", "Good practices", "Καλές πρακτικές"),
        ("fr", "Evidence", "Éléments probants"),
        ("ca", "Feedback reports", "Informes de retorn"),
        ("nl", "Peer review", "Peer review"),
        ("fr-BE", "The mayor", "Le bourgmestre"),
    ],
)
def test_a_term_is_known_in_every_form(code: str, message: str, text: str) -> None:
    assert rules(OURS, code, message, text) == []


@pytest.mark.parametrize(
    ("code", "message", "text", "expected"),
    [
        ("nl", "The evidence log", "De gegevensbank", ["term"]),
        ("fi", "In the host city", "Kohdekaupungissa", ["term"]),
        ("el", "of the indicators", "των κριτηρίων", ["term"]),
        ("fr", "The mayor", "Le bourgmestre", ["term"]),
        (
            "de",
            "Civic integration courses",
            "Einbürgerungskurse",
            ["term", "forbidden-term", "forbidden-term"],
        ),
        ("fi", "Integration policy", "Kotouttamispolitiikka", ["forbidden-term", "term"]),
        ("nl", "The municipality decides", "De gemeenteraad beslist", ["forbidden-term"]),
        ("nl", "Contractors", "Aannemers", ["forbidden-term", "term"]),
        ("nl", "Employment services", "Personeelsdiensten", ["forbidden-term"]),
        ("nl", "Signed the charter", "Heeft het handvest ondertekend", ["forbidden-term", "term"]),
        ("nl", "For women", "Voor allochtone vrouwen", ["forbidden-term"]),
        ("nl", "For immigrants", "Voor migranten", ["forbidden-term", "term"]),
        ("nl", "For migrants", "Voor immigranten", ["forbidden-term"]),
        ("fr", "For immigrants", "Pour les migrants", ["forbidden-term", "term"]),
        ("nl", "Trade unions", "Werkgeversorganisaties", ["forbidden-term", "term"]),
        ("nl", "Employers' organisations", "Werknemersorganisaties", ["forbidden-term", "term"]),
    ],
)
def test_what_departs_is_named(code: str, message: str, text: str, expected: list[str]) -> None:
    assert sorted(rules(OURS, code, message, text)) == sorted(expected)


def test_a_longer_term_hides_a_shorter_one_in_it() -> None:
    terms = (
        Term(id="T001", english=("peer",), say={"nl": ("collega",)}),
        Term(id="T002", english=("peer review",), say={"nl": ("peer review",)}),
    )
    assert rules(Glossary(terms=terms), "nl", "Two peer reviews", "Twee peer reviews") == []
    assert rules(Glossary(terms=terms), "nl", "Two peers", "Twee peers") == ["term"]


def test_the_same_words_with_another_meaning_are_left_alone() -> None:
    term = Term(id="T001", english=("challenge",), elsewhere=("fair challenge",), say={"nl": ("uitdaging",)})
    assert rules(Glossary(terms=(term,)), "nl", "A fair challenge", "Eerlijke kritiek") == []


def test_a_translator_who_departs_on_purpose_is_not_asked_again() -> None:
    note = "agreed: forbidden-term, the official name"
    assert rules(OURS, "nl", "For women", "Voor allochtone vrouwen", note=note) == []


@pytest.mark.parametrize(
    ("english", "note", "variants"),
    [
        (("city",), "", {"term": "", "forbidden-term": "for a term"}),
        (("city",), "a town is smaller", {"term": "noted", "forbidden-term": "for a term, noted"}),
        ((), "", {"forbidden-term": ""}),
        ((), "a town is smaller", {"forbidden-term": "noted"}),
    ],
)
def test_a_note_of_the_glossary_is_the_advice(
    english: tuple[str, ...], note: str, variants: dict[str, str]
) -> None:
    say = {"nl": ("stad", "gemeente")} if english else {}
    term = Term(id="T001", english=english, say=say, never={"nl": ("dorp*",)}, note=note)
    file = PoFile("", (Entry("the city", strings=("het dorpje",)),))
    found = list(TermChecker(Glossary(terms=(term,))).check(file, "x.po", get_language("nl")))
    assert {each.rule: each.variant for each in found} == variants
    assert all(each.hint.startswith(note) for each in found)
    assert "“dorp…”" in found[0].message
    assert all("“stad” / “gemeente”" in each.message for each in found if each.rule == "term")


def test_every_form_of_a_counted_phrase_counts() -> None:
    assert rules(OURS, "fi", "{n} indicators", "{n} indikaattori", "{n} kriteeriä") == ["term"]
