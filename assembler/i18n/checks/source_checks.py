"""Check that an English message can be translated: a field that needs grammar is a complete phrase.

"of {city_name}" is "van Rotterdam" but "Helsingin" and "d'Amsterdam": the preposition belongs in the field
(``{city_of}``), and no article goes before one. A number with its noun is a counted phrase with its own
plural forms, because languages have two or three of them, or a partitive (28 haastattelua).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assembler.diagnostics import Diagnostic, Level, Location
from assembler.i18n.po.po_file import Entry

_WORDS = "a|an|the|of|in|to|from|at|by|for|with|about|between"
_BEFORE = re.compile(rf"\b({_WORDS})\s+(?:<\d+>)?\{{([\w.]+)\}}", re.IGNORECASE)
_AFTER = re.compile(r"\{([\w.]+)\}(?:</\d+>)?(['’]s\b|-\w+)")
_COUNT = "n"


def check_grammar(entry: Entry, name: str) -> tuple[Diagnostic, ...]:
    """Return warnings about English that cannot be translated well; ``name`` is the file of ``entry``.

    >>> [each.message for each in check_grammar(Entry("Report of {city_name}"), "documents.pot")]
    ["'of' stands before the field {city_name}"]
    """
    place = Location(file=name, position=next(iter(entry.comments), ""), context=entry.id)
    return tuple(Diagnostic(rule, Level.WARNING, place, what, hint) for rule, what, hint in _faults(entry))


def _faults(entry: Entry) -> Iterator[tuple[str, str, str]]:
    phrase = "ask for a field that holds the whole phrase, such as {city_of}"
    for found in _BEFORE.finditer(entry.id):
        yield "grammar-beside-field", f"{found[1]!r} stands before the field {{{found[2]}}}", phrase
    for found in _AFTER.finditer(entry.id):
        yield "grammar-beside-field", f"{found[2]!r} is glued to the field {{{found[1]}}}", phrase
    if entry.plural is None and f"{{{_COUNT}}}" in entry.id:
        hint = "declare it under `counted` in document.yaml, with its forms for one and for other numbers"
        yield "number-beside-word", "a number stands in a text that has no plural forms", hint
