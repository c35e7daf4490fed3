"""Links: an address, shown as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from assembler.model.documents.form import ChoiceItem
from assembler.values.kind import Kind, Unreadable

_ADDRESS = re.compile(r"https?://[^\s<>\"\]\[]+|mailto:[^\s@]+@[^\s@]+")
"""The addresses that the model takes."""
_BARE = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:[/?#][^\s<>\"\]\[]*)?", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@:]+@[^\s@]+\.[^\s@]+")


def show(value: str, _language: str = "", _choices: Sequence[ChoiceItem] = ()) -> str:
    """The address.

    >>> show("https://example.org")
    'https://example.org'
    """
    return value


def read(text: str, _language: str = "", _choices: Sequence[ChoiceItem] = ()) -> str:
    """The address that ``text`` is.

    >>> read(" https://example.org/plan "), read("www.example.org")
    ('https://example.org/plan', 'https://www.example.org')

    Unreadable where it is none; with a reading where its beginning is missing and it may be something else
    (``plan.docx``).
    """
    spelt = text.strip()
    if _ADDRESS.fullmatch(spelt):
        return spelt
    if _MAIL.fullmatch(spelt):
        return f"mailto:{spelt}"
    if _BARE.fullmatch(spelt) and spelt[:4].casefold() == "www.":
        return f"https://{spelt}"
    if _BARE.fullmatch(spelt):
        raise Unreadable(f"{spelt!r} does not begin with https://", (f"https://{spelt}",))
    raise Unreadable(f"{spelt!r} is not an address: an address begins with https:// and has no spaces")


def plain(value: str) -> str:
    """The address."""
    return value


def parse(data: Any) -> str:
    """The address in ``data``; ValueError where there is none."""
    return read(str(data))


KIND = Kind("link", show, read, plain, parse)
