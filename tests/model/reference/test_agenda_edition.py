"""A joint agenda through its editions: areas come, go and are joined, and nobody counts them."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from assembler.errors import ProjectError
from assembler.model.reference.agenda_edition import AgendaEdition
from assembler.model.reference.policy_agenda import SYMBOLS, EffortNature, EffortSide, PolicyAgenda
from assembler.model.types.multilingual_text import MultilingualRichText, MultilingualText


def words(text: str) -> dict[str, str]:
    return {"text": text, "source": "own"}


def area(code: str, name: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "names": [{"name": words(name)}], "source": "own", **more}


def agenda(*areas: dict[str, Any], **more: Any) -> PolicyAgenda:
    told = {
        "id": "test",
        "name": words("Test agenda"),
        "notions": [],
        "meanings": {nature.value: words(nature.label) for nature in EffortNature},
        "ministries": [{"code": "SZW", "name": words("Ministry of Work")}],
        "areas": list(areas),
        "editions": [{"number": 1, "month": "2008-06-01", "source": "own"}],
    }
    return PolicyAgenda.model_validate({**told, **more})


def names(found: PolicyAgenda, edition: int) -> list[str]:
    return [each.name_in(edition).text for each in found.areas_of(edition)]


def test_an_area_stands_in_the_editions_from_its_first_to_its_last() -> None:
    found = agenda(
        area("TT/01", "Work"),
        area("TT/02", "Health", since=2),
        area("TT/03", "Leisure", until=1),
    )
    assert (names(found, 1), names(found, 2)) == (["Work", "Leisure"], ["Work", "Health"])


def test_an_area_is_called_what_the_edition_calls_it() -> None:
    both = [{"name": words("Safety"), "until": 1}, {"name": words("Safety and trust"), "since": 2}]
    found = agenda({"code": "TT/01", "names": both, "source": "own"})
    assert (names(found, 1), names(found, 2), names(found, 7)) == (
        ["Safety"], ["Safety and trust"], ["Safety and trust"])  # fmt: skip


@pytest.mark.parametrize("wrong", [
    [area("TT/01", "Work"), area("TT/01", "Play")],
    [area("TT/01", "Work", ministries=["XYZ"])],
    [area("TT/01", "Work", until=1, merged_into="TT/09")],
    [area("TT/01", "Work", merged_into="TT/02"), area("TT/02", "Play")],
    [area("TT/01", "Work", until=1, merged_into="TT/01")],
    [{"code": "TT/01", "names": [{"name": words("Work"), "since": 2}], "source": "own"}],
    [{"code": "TT/01", "names": [{"name": words("Work")}, {"name": words("Labour")}], "source": "own"}],
])  # fmt: skip
def test_an_agenda_that_contradicts_itself_is_refused(wrong: list[dict[str, Any]]) -> None:
    with pytest.raises(ValidationError):
        agenda(*wrong)


def test_an_agenda_says_what_every_nature_means() -> None:
    with pytest.raises(ValidationError, match="the text is missing for existing-agreement"):
        some = [nature for nature in EffortNature if nature is not EffortNature.AGREEMENT]
        agenda(meanings={nature.value: words("x") for nature in some})


def test_what_is_not_there_is_reported_with_what_is() -> None:
    found = agenda(area("TT/01", "Work"))
    for ask in (lambda: found.area("TT/02"), lambda: found.ministry("VWS"), lambda: found.edition(4)):
        with pytest.raises(ProjectError):
            ask()
    assert found.ministry("SZW").name.text == "Ministry of Work"


def test_every_nature_has_a_sign_of_its_own_and_a_side() -> None:
    assert set(SYMBOLS) == set(EffortNature)
    assert len(set(SYMBOLS.values())) == len(SYMBOLS)
    assert {side for each in EffortNature for side in each.sides} == set(EffortSide)


def test_signs_stand_in_the_character_set_of_every_office_font() -> None:
    wgl4 = set("▪▫▬■□▲►▼◄◊○●◘◙◦")
    assert set(SYMBOLS.values()) <= wgl4


def test_words_of_a_record_are_in_the_language_asked_for_or_say_which_they_are_in() -> None:
    both = MultilingualText.model_validate({"en": "Plan", "nl": "Stadsplan"})
    assert both.text_in(("nl-BE", "nl", "en")).text == "Stadsplan"
    assert (both.text_in(("fi", "en")).text, both.text_in(("fi",)).language) == ("Plan", "en")
    own = MultilingualText.model_validate("Suunnitelma").text_in(("nl", "en"))
    assert (own.text, own.language) == ("Suunnitelma", "")
    assert type(MultilingualRichText.model_validate("**A**").text_in(("en",))).__name__ == "RichText"


@pytest.mark.parametrize("wrong", [{}, "  ", {"en": " "}, {"Dutch": "Plan"}, {"words": "a", "nl": "b"}])
def test_words_that_say_nothing_or_no_language_are_refused(wrong: Any) -> None:
    with pytest.raises(ValidationError):
        MultilingualText.model_validate(wrong)


def test_an_edition_has_joint_owners() -> None:
    one = {"project": "P", "language": "en", "agenda": "gia", "number": 1, "title": "T", "subtitle": "S"}
    with pytest.raises(ValidationError):
        AgendaEdition.model_validate({**one, "owners": ["the State"]})
    both = AgendaEdition.model_validate({**one, "owners": ["the State", "municipalities"]})
    assert (both.city_ids, both.benchmark_tag, both.entries) == ((), "", {})
