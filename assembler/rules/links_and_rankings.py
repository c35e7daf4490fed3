"""Rules for the texts in a record: links in all files, and rankings of cities in reports and publications."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.review_records import MALFORMED_LINK, RANKED_CITY
from assembler.model.types.values import Text
from assembler.store.records.record import Record, iter_entities, list_entities

_TARGET = re.compile(r"\]\(([^)\n]*)\)")
_BARE = re.compile(r"(?<![\w(/.])(?:https?|www)[:./]\S*")
_VALID = re.compile(
    r"https?://[^\s/.<>\"\]\[]+(?:\.[^\s/.<>\"\]\[]+)+(?:[/?#]\S*)?|mailto:[^\s@]+@[^\s@]+\.[^\s@]+|www\.\S+\.\S+"
)
"""Matches an address with a mailbox, or one with a host whose name contains a dot."""


def malformed_link(record: Record, _against: object) -> Iterator[Diagnostic]:
    """Check that addresses in texts are well-formed (rule R43).

    Malformed links have been printed in the past (S2:152, S2:212). A field that contains only an address is
    checked when the record is read.
    """
    for kind, entity in record.readable_entities.items():
        suspects = {text for text in _list_texts(entity) if "](" in text or "http" in text or "www" in text}
        if not any(_find_malformed(text) for text in suspects):
            continue
        for path, part in iter_entities(entity, kind):
            if isinstance(part, Text) and part.text in suspects:
                for address in _find_malformed(part.text):
                    yield MALFORMED_LINK.at(record.locate(path), address=address)


def _list_texts(entity: Any) -> list[str]:
    """Return all texts in ``entity``.

    Types are inspected instead of values, because this is faster.
    """
    parts = list_entities(entity)
    with_words = {kind for kind in set(map(type, parts)) if issubclass(kind, Text)}
    return [part.text for part in parts if type(part) in with_words]


def _find_malformed(text: str) -> list[str]:
    return [address for address in _find_addresses(text) if not _VALID.fullmatch(address)]


def _find_addresses(text: str) -> Iterator[str]:
    """Yield every address in a text: the targets of links, and addresses that are written out."""
    yield from (found[1].strip() for found in _TARGET.finditer(text))
    yield from (found[0].rstrip(".,;:!?)”’'\"»*_") for found in _BARE.finditer(_TARGET.sub("]", text)))


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
"""Phrases that rank cities, in the languages of the documents. ``{}`` is up to three words."""
_RANKING = re.compile(
    r"(?<!\w)(?:" + "|".join(_RANKED).replace(" {} ", r"(?: [\w’]+){0,3} ").replace(" ", r"\s+") + r")(?!\w)",
    re.IGNORECASE,
)


def ranked_city(record: Record, _against: object) -> Iterator[Diagnostic]:
    """Check that no report or publication ranks cities, because contexts differ (S1:217-221; R27 and R57)."""
    for kind in _KINDS:
        if kind in record.readable_entities:
            for path, part in iter_entities(record.entities[kind], kind):
                if isinstance(part, Text) and (found := find_ranking(part.text)):
                    yield RANKED_CITY.at(record.locate(path), text=found)


def find_ranking(text: str) -> str:
    """Return the first phrase in ``text`` that ranks cities, or "" if there is none.

    >>> find_ranking("Havenstad is the first of the six cities."), find_ranking("In all six cities.")
    ('first of the six cities', '')
    """
    found = _RANKING.search(text)
    return " ".join(found[0].split()) if found else ""
