"""Kinds of value: how each is shown to people, read back from what they wrote, and kept as plain data.

What the world does: people write ``1.413,5``, ``€ 150.000,-``, ``4/3/2026`` and ``ja``, each in the manner of
their language; Babel shows values well and mends little, and it cannot read a date from words. What we
promise: ``read(show(v)) == v`` for each kind and language, and CLDR's forms where Babel errs. What we refuse:
to guess. A text that may mean two things is Unreadable and names them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from assembler.values import (
    choice,
    date,
    flag,
    image,
    language,
    link,
    moment,
    money,
    names,
    number,
    period,
    text,
    texts,
    year,
)
from assembler.values.kind import Kind, Unreadable

__all__ = ["KINDS", "Kind", "Unreadable"]

_ALL = (
    text.KIND,
    text.RICH_KIND,
    number.KIND,
    year.KIND,
    money.KIND,
    date.KIND,
    moment.KIND,
    period.KIND,
    choice.KIND,
    link.KIND,
    flag.KIND,
    language.KIND,
    image.KIND,
    texts.KIND,
    names.KIND,
)

KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in _ALL})
"""Every kind by its name; a test holds this list and the folder together."""
