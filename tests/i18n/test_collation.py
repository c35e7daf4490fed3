"""Sorting without ICU, compared with what ICU 78 (node) made of the same words."""

from __future__ import annotations

import pytest

from assembler.i18n.collation import in_order


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("nl", "Bosch den Den Denekamp Haag IJmuiden Ijssel Sittard"),
        ("en", "GG/A/2 GG/A/10 San-Remo Sanary"),
        ("fr", "cote coté côte côté étage etagere zone"),
        ("de", "arm Arm Ärmel Arznei Ärzte Öhr Ohren Zoo"),
        ("sv", "Amsterdam Lund Zagreb Åbo Ängelholm Örebro"),
        ("fi", "Espoo Turku Vaasa Zürich Åbo Äänekoski"),
        ("el", "Αθήνα άλλο άλλος Βόλος Μαρούσι"),
        ("es", "canto caña cañón coche nube nz ñandú oro"),
        ("ca", "avi Àvila colibrí colla col·legi"),
    ],
)
def test_each_language_has_its_own_order(language: str, expected: str) -> None:
    words = expected.split()
    assert in_order(reversed(words), language) == words


def test_a_region_sorts_as_its_language_does() -> None:
    assert in_order(["Örö", "Zoo"], "sv-FI") == ["Zoo", "Örö"]
