"""Kinds of value: how each is shown to people, read back from what they wrote, and kept as plain data.

What the world does: people write ``1.413,5``, ``€ 150.000,-``, ``4/3/2026`` and ``ja``, each in the manner of
their language; Babel shows values well and mends little, and it cannot read a date from words. What we
promise: ``read(show(v)) == v`` for each kind and language, and CLDR's forms where Babel errs. What we refuse:
to guess. A text that may mean two things is Unreadable and names them.

>>> KINDS["year"].show(2026, "nl"), "years" in KINDS
('2026', False)
"""

from __future__ import annotations

from collections.abc import Mapping

from assembler.lazy import LazyRegistry
from assembler.values.kind import Kind, Unreadable

__all__ = ["KINDS", "Kind", "Unreadable"]


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
"""Every kind by its name, imported when a value of it is shown or read; a test holds it to the folder."""
