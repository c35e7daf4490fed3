"""Kinds of value: formatting for people, parsing of the text that they type, and storage as plain data.

People write ``1.413,5``, ``€ 150.000,-``, ``4/3/2026`` and ``ja``, following the conventions of their
language. Babel formats values well, but it parses few of them, and it cannot parse dates whose month is spelt
out. In this package, ``read`` returns the value that ``show`` has formatted, in each language and for each
kind except pictures; only the language of a text, line breaks within a listed text and fractions of a second
are lost. CLDR's forms are used where Babel is wrong. Nothing is guessed: for ambiguous text, UnreadableError
is raised, which lists the possible values.

>>> KINDS["year"].show(2026, "nl"), "years" in KINDS
('2026', False)
"""

from __future__ import annotations

from collections.abc import Mapping

from assembler.lazy import LazyRegistry
from assembler.values.kind import Kind, UnreadableError

__all__ = ["KINDS", "Kind", "UnreadableError"]


KINDS: Mapping[str, Kind] = LazyRegistry(
    "assembler.values",
    {
        "text": "text:KIND",
        "rich_text": "text:RICH_KIND",
        "number": "number:KIND",
        "year": "year:KIND",
        "money": "money:KIND",
        "date": "date:KIND",
        "moment": "moment:KIND",
        "period": "period:KIND",
        "choice": "choice:KIND",
        "link": "link:KIND",
        "flag": "flag:KIND",
        "language": "language:KIND",
        "image": "image:KIND",
        "texts": "text_list:KIND",
        "names": "name_list:KIND",
    },
)
"""The kinds by name. Each is imported on first use. A test compares the names with the modules."""
