"""Every city has its names and phrases in ten languages, and the forms are the right ones."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from assembler.model.reference.city import PARTNER_LANGUAGES, City, example_city
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder

CITIES = Project(shipped_folder()).cities()

CHECKED = """
helsinki    fi Helsinki     | Helsingin        | Helsingissä          | Helsinkiin
helsinki    sv Helsingfors  | Helsingfors      | i Helsingfors        | till Helsingfors
helsinki    ca Hèlsinki     | d’Hèlsinki       | a Hèlsinki           | a Hèlsinki
helsinki    el Ελσίνκι      | του Ελσίνκι      | στο Ελσίνκι          | στο Ελσίνκι
tampere     fi Tampere      | Tampereen        | Tampereella          | Tampereelle
tampere     sv Tammerfors   | Tammerfors       | i Tammerfors         | till Tammerfors
rotterdam   fi Rotterdam    | Rotterdamin      | Rotterdamissa        | Rotterdamiin
rotterdam   nl Rotterdam    | van Rotterdam    | in Rotterdam         | naar Rotterdam
malmo       fi Malmö        | Malmön           | Malmössä             | Malmöhön
malmo       sv Malmö        | Malmös           | i Malmö              | till Malmö
amsterdam   fr Amsterdam    | d’Amsterdam      | à Amsterdam          | à Amsterdam
amsterdam   it Amsterdam    | di Amsterdam     | ad Amsterdam         | ad Amsterdam
amaroussion el Αμαρούσιο    | του Αμαρουσίου   | στο Αμαρούσιο        | στο Αμαρούσιο
utrecht     el Ουτρέχτη     | της Ουτρέχτης    | στην Ουτρέχτη        | στην Ουτρέχτη
brussels    el Βρυξέλλες    | των Βρυξελλών    | στις Βρυξέλλες       | στις Βρυξέλλες
brussels    ca Brussel·les  | de Brussel·les   | a Brussel·les        | a Brussel·les
barcelona   fr Barcelone    | de Barcelone     | à Barcelone          | à Barcelone
genoa       de Genua        | von Genua        | in Genua             | nach Genua
genoa       it Genova       | di Genova        | a Genova             | a Genova
london      fi Lontoo       | Lontoon          | Lontoossa            | Lontooseen
milan       es Milán        | de Milán         | en Milán             | a Milán
havenstad   fr Havenstad    | de Havenstad     | à Havenstad          | à Havenstad
"""


@pytest.mark.parametrize("line", CHECKED.strip().splitlines())
def test_the_checked_forms_stand_in_the_data(line: str) -> None:
    city, language, forms = line.split(None, 2)
    entry = CITIES[city]
    found = [entry.name(language), *(entry.phrase(kind, language) for kind in ("of", "in", "to"))]
    assert found == [form.strip() for form in forms.split("|")]


@pytest.mark.parametrize("city", CITIES.values(), ids=lambda city: city.id)
def test_every_city_is_complete_in_ten_languages(city: City) -> None:
    assert set(city.names) == set(PARTNER_LANGUAGES)
    for language, forms in city.names.items():
        stem = forms.name[:3]
        for phrase in (forms.of, forms.within, forms.to):
            assert stem in phrase, (language, phrase)
            assert phrase == phrase.strip() and "  " not in phrase


@pytest.mark.parametrize("city", CITIES.values(), ids=lambda city: city.id)
def test_the_own_name_is_the_name_in_that_language(city: City) -> None:
    for tag, own in city.own.items():
        if city.find_name_language(tag) == tag.split("-")[0]:
            assert city.name(tag) == own


def test_genoa_is_called_as_each_language_calls_it() -> None:
    wanted = {"nl": "Genua", "en": "Genoa", "fr": "Gênes", "de": "Genua", "it": "Genova", "sv": "Genua",
              "fi": "Genova", "el": "Γένοβα", "es": "Génova", "ca": "Gènova"}  # fmt: skip
    assert {tag: CITIES["genoa"].name(tag) for tag in PARTNER_LANGUAGES} == wanted


def test_inti_cities_had_six_hosts_and_six_that_only_reviewed() -> None:
    def those(role: str) -> set[str]:
        parts = ((city.id, part) for city in CITIES.values() for part in city.roles)
        return {city for city, part in parts if (part.project, part.role) == ("INTI-CITIES", role)}

    assert those("host") == {"lyon", "helsinki", "rotterdam", "malmo", "genoa", "dusseldorf"}
    assert those("reviewer") - those("host") == {
        "amaroussion", "barcelona", "belfast", "milan", "tampere", "utrecht"}  # fmt: skip
    countries = {CITIES[city].country for city in those("host") | those("reviewer")}
    assert len(countries) == 9


def test_no_greek_vowel_gets_the_article_without_its_n() -> None:
    """Greek keeps the final ν of "στην" before a vowel (and before some stops)."""
    for city in CITIES.values():
        word, name = city.phrase("in", "el").split(" ", 1)
        if word in ("στη", "στην"):
            assert (word == "στην") == (name[0] in "ΑΆΕΈΗΉΙΊΟΌΥΎΩΏΚΠΤΞΨ"), city.id


def test_a_language_falls_back_on_its_parent_and_then_on_english() -> None:
    assert CITIES["ghent"].name("nl-BE") == "Gent"
    assert CITIES["ghent"].phrase("of", "lv") == "of Ghent"
    assert CITIES["ghent"].find_name_language("lv") == "en"


def test_only_the_invented_cities_are_examples() -> None:
    found = [city.id for city in CITIES.values() if city.example]
    assert found == ["havenstad", "eikenrode", "rivermouth", "portalba", "sternfurt", "aaltosalmi"]
    assert all(role.project == "demonstration" for id_ in found for role in CITIES[id_].roles)


def test_a_city_without_an_english_name_is_refused() -> None:
    dutch = {"nl": {"name": "X", "of": "van X", "in": "in X", "to": "naar X"}}
    with pytest.raises(ValidationError, match="English name is missing"):
        City.model_validate({**example_city().model_dump(by_alias=True), "names": dutch})


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(ValidationError, match="inhabitants"):
        City.model_validate({**example_city().model_dump(by_alias=True), "inhabitants": 3})


def test_an_id_too_long_for_the_names_of_files_is_refused() -> None:
    with pytest.raises(ValidationError, match="at most 60"):
        City.model_validate({**example_city().model_dump(by_alias=True), "id": "x" * 61})
