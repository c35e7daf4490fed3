"""Kinds of value: how each is shown to people, read back from what they wrote, and stored as plain data.

People write ``1.413,5``, ``€ 150.000,-``, ``4/3/2026`` and ``ja``, each in the manner of their language.
Babel formats values well, but parses few of them and no date with its month in letters. This package
guarantees ``read(show(v)) == v`` for each kind and language, and uses CLDR's forms where Babel errs. It
never guesses: a text with two possible meanings raises UnreadableError, which lists them.

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
        "texts": "texts:KIND",
        "names": "names:KIND",
    },
)
"""Every kind by its name, imported on first use; a test compares the names with the modules here."""
