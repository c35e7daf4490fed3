"""Sorting by ICU and without it: both agree with what ICU 78 (Intl.Collator) made of the same words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assembler.i18n.languages.collation import has_icu, in_order, key_of_icu, tailored_key

KEYS: tuple[Callable[[str, str], object], ...] = (tailored_key, *((key_of_icu,) if has_icu() else ()))
LISTS = {
    "nl": (
        "AC/I/1 Bosch cooperatie coordinatie coördinator den Den Denekamp een één eend GG/A/2 GG/A/10 "
        "Haag IJmuiden IJsland Ijssel Ijzer reünie reus ruine ruïne ’s-Hertogenbosch Sittard ’t-Gooi "
        "ÿ Zutphen"
    ),
    "nl-BE": (
        "Aalst Antwerpen belang België Brussel Etterbeek Étterbeek Gent Ieper Luik Schaarbeek Zaventem"
    ),
    "en": ("Ångström co-op Co-op coop GG/A/2 GG/A/10 Öland Oslo resume Resume résumé San-Remo Sanary zebra"),
    "fr": (
        "ca ça cadre Çelik cote coté côte côté eleve Eleve élève Élève étage etagere lait leau Lœss "
        "naif naïf oeuf œuvre ofice zone"
    ),
    "fr-BE": ("Ecaussinnes Écaussinnes Evere Évere Ixelles Liege Liège Mons Schaerbeek"),
    "de": (
        "arm Arm Ärmel Arznei Ärzte Mass Maß Masse Mueller Muller Müller Öhr Ohren Strasse Straße "
        "Strassen Straßen uber über Ufer Zoo"
    ),
    "it": ("citta città cittadina eta età Forli Forlì Forlimpopoli Laquila L’Aquila perche perché Pero però"),
    "sv": (
        "Amsterdam Lund Malmo Malmö Vaasa Visby Västerås Växjö Walla Wien Ü Über Ystad Yxa Zagreb Åbo "
        "Ängelholm Ærø Ödeshög Örebro Östersund"
    ),
    "sv-FI": ("Ekenäs Esbo Helsingfors Vanda Vasa Wasa Waterloo Zürich Åbo Ähtäri Öja"),
    "fi": (
        "Espoo Oulu Sakki Šakki Tšekki Turku Vaasa Vantaa Vihti Walkki Wien Ü Ylöjärvi Ypäjä Zeta "
        "Žeta Zürich Åbo Äänekoski Öland"
    ),
    "el": (
        "Αθήνα άλλο άλλος Βόλος Ζάκυνθος Ίος Ϊος Ιωάννινα Λάρισα Λιβαδειά λογοσ λόγος Μαρούσι Ύδρα "
        "υδρία Ωμέγα ώρα Ωρωπός"
    ),
    "es": (
        "ano anual año canto caña cañón chico churro coche cuna llama lobo luz nino niño nube nz ñandú ñu oro"
    ),
    "ca": (
        "avi Àvila ça Çan casa ceba cella cel·la col colibrí colla collar col·lega col·legi llei lloc "
        "lluna luxe"
    ),
}


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.__name__)
@pytest.mark.parametrize("language", LISTS)
def test_each_language_has_its_own_order(language: str, key: Callable[[str, str], object]) -> None:
    words = LISTS[language].split()
    backwards = list(reversed(words))
    assert sorted(backwards, key=lambda text: key(text, language)) == words  # type: ignore[arg-type, return-value]


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.__name__)
def test_numbers_in_codes_count_by_their_size_and_separators_come_first(
    key: Callable[[str, str], object],
) -> None:
    codes = ["AC/I/9", "AC/I/10", "GG", "GG 2", "GG/A", "GG/A/1", "GG/A/2", "GG/A/10", "GG1", "GGA"]
    backwards = list(reversed(codes))
    assert sorted(backwards, key=lambda text: key(text, "nl")) == codes  # type: ignore[arg-type, return-value]


def test_names_with_apostrophes_stand_by_their_letters() -> None:
    assert in_order(["Texel", "’t Gooi", "Sneek", "’s-Hertogenbosch"], "nl")[0] == "’s-Hertogenbosch"
    assert in_order(["L’Aquila", "La Spezia", "Lodi"], "it") == ["La Spezia", "L’Aquila", "Lodi"]
