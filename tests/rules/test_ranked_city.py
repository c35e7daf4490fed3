"""No text ranks cities, in any language of the documents."""

from __future__ import annotations

import pytest

from assembler.rules.links_and_rankings import find_ranking


@pytest.mark.parametrize(
    "text",
    [
        "Kade is the best of all cities that were reviewed.",
        "Kade does better than most other cities.",
        "Kade is de eerste van de zes steden met een plan.",
        "Kade est la première des six villes.",
        "Kade est la meilleure ville parmi toutes les communes.",
        "Kade ist die beste Stadt unter den sechs Städten.",
        "Kade è la prima delle sei città.",
        "Kade är den bästa av de sex städerna.",
        "Kade on kuudesta kaupungista paras.",
        "Kade on paras kaikista kuudesta kaupungista.",
        "Η Kade είναι η πρώτη από τις έξι πόλεις.",
        "Η Kade είναι η καλύτερη των έξι πόλεων.",
        "Kade es la mejor de las seis ciudades.",
        "Kade és la primera de les sis ciutats.",
        "Kade is the first\nof the six cities.",
    ],
)
def test_a_phrase_that_ranks_cities_is_found(text: str) -> None:
    assert find_ranking(text)


@pytest.mark.parametrize(
    "text",
    [
        "The publication ranks no city.",
        "It is the first plan of the city.",
        "First, all of the cities were visited.",
        "In the first meeting, five of the cities were absent.",
        "De eerste bijeenkomst van de zes steden was in Kade.",
        "La première réunion des six villes a eu lieu à Kade.",
        "Das erste Treffen der sechs Städte war in Kade.",
        "La primera reunión de las seis ciudades.",
        "Η πρώτη συνάντηση των έξι πόλεων.",
    ],
)
def test_a_phrase_that_only_counts_is_not(text: str) -> None:
    assert find_ranking(text) == ""
