"""Links: addresses, shown unchanged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from assembler.model.documents.form_manifest import ChoiceItem
from assembler.values.kind import Kind, UnreadableError, quote

_ADDRESS = re.compile(r"https?://[^\s<>\"\]\[]+|mailto:[^\s@]+@[^\s@]+")
"""A complete address, as the model requires it."""
_BARE = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:[/?#][^\s<>\"\]\[]*)?", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@:]+@[^\s@]+\.[^\s@]+")


def show(value: str, _language: str = "", _choices: Sequence[ChoiceItem] = ()) -> str:
    """Return the address.

    >>> show("https://example.org")
    'https://example.org'
    """
    return value


def read(text: str, _language: str = "", _choices: Sequence[ChoiceItem] = ()) -> str:
    """Return the address in ``text``.

    ``https://`` is added to an address that begins with ``www.``, and ``mailto:`` to an e-mail address.

    Raises UnreadableError if the text is not an address. If only the scheme is missing but the text may be
    something else (``plan.docx``), the error's ``readings`` contain the address.

    >>> read(" https://example.org/plan "), read("www.example.org")
    ('https://example.org/plan', 'https://www.example.org')
    """
    address = text.strip()
    if _ADDRESS.fullmatch(address):
        return address
    if _MAIL.fullmatch(address):
        return f"mailto:{address}"
    if _BARE.fullmatch(address) and address[:4].casefold() == "www.":
        return f"https://{address}"
    if _BARE.fullmatch(address):
        raise UnreadableError("no https", (f"https://{address}",), text=quote(address))
    raise UnreadableError("not an address", text=quote(address))


def to_data(value: str) -> str:
    """Return the address."""
    return value


def parse(data: Any) -> str:
    """Return the address in ``data``.

    Raises ValueError if ``data`` is not an address.
    """
    return read(str(data))


KIND = Kind("link", show, read, to_data, parse)
