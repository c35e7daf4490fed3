"""R27 and R57: no text may rank cities."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_records import RANKED_CITY
from assembler.model.types.content import Text
from assembler.store.records.record import Record, iter_entities

_KINDS = ("baseline", "feedback", "publication")
_RANKED = (
    r"(?:best|worst|first|second|third|last)(?: city)? (?:of|among|in) {} (?:cities|municipalities)",
    r"(?:better|worse) than {} other (?:cities|municipalities)",
    r"(?:beste|slechtste|eerste|tweede|derde|laatste)(?: stad)? (?:van|onder) {} (?:steden|gemeenten)",
    r"(?:meilleure?|pire|premi[eè]re?|derni[eè]re?)(?: ville)? (?:des?|parmi) {} (?:villes|communes)",
    r"(?:beste|schlechteste|erste|letzte)[rnsm]?(?: Stadt)? (?:der|von|unter) {} (?:Städten?|Kommunen)",
    r"(?:migliore|peggiore|prima|seconda|ultima)(?: città)? (?:delle|di|tra|fra) {} (?:città|comuni)",
    r"(?:bästa|sämsta|första|andra|sista)(?: staden)? (?:av|bland) {} (?:städer(?:na)?|kommuner(?:na)?)",
    r"(?:paras|huonoin|ensimmäinen|viimeinen) {} (?:kaupungeista|kaupungista|kunnista|kunnasta)",
    r"(?:kaupungeista|kaupungista|kunnista|kunnasta) (?:paras|huonoin|ensimmäinen|viimeinen)",
    r"(?:καλύτερη|χειρότερη|πρώτη|δεύτερη|τελευταία)(?: πόλη)? (?:από|μεταξύ|των) {} (?:πόλεις|πόλεων|δήμων)",
    r"(?:mejor|peor|primera|segunda|última)(?: ciudad)? (?:de|entre) {} (?:ciudades|municipios)",
    r"(?:millor|pitjor|primera|segona|última)(?: ciutat)? (?:de|d’entre|entre) {} (?:ciutats|municipis)",
)
"""Phrases that rank cities, in the languages of the documents; ``{}`` stands for up to three words."""
_PATTERN = re.compile(
    r"(?<!\w)(?:" + "|".join(_RANKED).replace(" {} ", r"(?: [\w’]+){0,3} ").replace(" ", r"\s+") + r")(?!\w)",
    re.IGNORECASE,
)


def ranked_city(record: Record, _against: object) -> Iterator[Diagnostic]:
    """Check that no text ranks cities, because contexts differ (S1:217-221; rules R27 and R57)."""
    for kind in _KINDS:
        if kind in record.readable_entities:
            for path, part in iter_entities(record.entities[kind], kind):
                if isinstance(part, Text) and (found := find_ranking(part.text)):
                    yield RANKED_CITY.at(record.locate(path), text=found)


def find_ranking(text: str) -> str:
    """Return the first phrase in ``text`` that ranks cities; "" if there is none.

    >>> find_ranking("Havenstad is the first of the six cities."), find_ranking("In all six cities.")
    ('first of the six cities', '')
    """
    found = _PATTERN.search(text)
    return " ".join(found[0].split()) if found else ""
