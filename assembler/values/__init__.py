"""Kinds of value: how each is shown to people, read back from what they wrote, and kept as plain data.

What the world does: people write ``1.413,5``, ``€ 150.000,-``, ``4/3/2026`` and ``ja``, each in the manner of
their language; Babel shows values well and mends little, and it cannot read a date from words. What we
promise: ``read(show(v)) == v`` for each kind and language, and CLDR's forms where Babel errs. What we refuse:
to guess. A text that may mean two things is Unreadable and names them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module

from assembler.values.kind import Kind, Unreadable

__all__ = ["KINDS", "Kind", "Unreadable"]


class Kinds(Mapping[str, Kind]):
    """Kinds by their names; the module of each is imported when a value of it is shown or read.

    >>> KINDS["year"].show(2026, "nl"), "years" in KINDS
    ('2026', False)
    """

    def __init__(self, *names: str) -> None:
        self._names = names

    def __getitem__(self, name: str) -> Kind:
        if name not in self._names:
            raise KeyError(name)
        return _kind(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


@cache
def _kind(name: str) -> Kind:
    """The kind in the module of this name; a form asks for each of them hundreds of times."""
    module = import_module(f"assembler.values.{'text' if name == 'rich_text' else name}")
    found: Kind = module.RICH_KIND if name == "rich_text" else module.KIND
    return found


KINDS: Mapping[str, Kind] = Kinds(
    "text",
    "rich_text",
    "number",
    "year",
    "money",
    "date",
    "moment",
    "period",
    "choice",
    "link",
    "flag",
    "language",
    "image",
    "texts",
    "names",
)
"""Every kind by its name; a test holds this list and the folder together."""
