"""Check that English messages can be translated: a field that needs grammar must be a complete phrase.

"of {city_name}" is "van Rotterdam" but "Helsingin" and "d'Amsterdam": the preposition belongs in the field
(``{city_of}``), and a field must not follow an article. A number with its noun is a counted phrase with its
own plural forms, because languages have two or three of them, or use a partitive (28 haastattelua).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.catalogues import GRAMMAR_BESIDE_FIELD, NUMBER_BESIDE_WORD
from assembler.i18n.po.po_file import Entry

_WORDS = "a|an|the|of|in|to|from|at|by|for|with|about|between"
_BEFORE = re.compile(rf"\b({_WORDS})\s+(?:<\d+>)?\{{([\w.]+)\}}", re.IGNORECASE)
_AFTER = re.compile(r"\{([\w.]+)\}(?:</\d+>)?(['’]s\b|-\w+)")
_COUNT = "n"


def check_grammar(entry: Entry, name: str) -> Iterator[Diagnostic]:
    """Yield warnings about English that cannot be translated well; ``name`` is the file of ``entry``.

    >>> [each.message for each in check_grammar(Entry("Report of {city_name}"), "documents.pot")]
    ['the word “of” is before the field {city_name}']
    """
    place = Location(file=name, position=next(iter(entry.comments), ""), context=entry.id)
    for found in _BEFORE.finditer(entry.id):
        yield GRAMMAR_BESIDE_FIELD.at(place, word=found[1], field=found[2])
    for found in _AFTER.finditer(entry.id):
        yield GRAMMAR_BESIDE_FIELD.at(place, "ending", ending=found[2], field=found[1])
    if entry.plural is None and f"{{{_COUNT}}}" in entry.id:
        yield NUMBER_BESIDE_WORD.at(place)
