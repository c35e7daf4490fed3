"""Flags: yes or no, as a box that is ticked or not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assembler.model.documents.form import ChoiceItem
from assembler.values.kind import Kind, Unreadable

TICKED = "☒"
UNTICKED = "☐"
"""The signs of Word's own check box control."""
_YES = frozenset(
    {
        "☒", "☑", "✓", "✔", "✗", "✘", "x", "1", "true",
        "yes", "ja", "oui", "sì", "si", "sí", "joo", "kyllä", "ναι", "jā",
    }
)  # fmt: skip
_NO = frozenset({"☐", "□", "0", "false", "no", "nee", "nein", "non", "nej", "ei", "όχι", "nē"})
"""What people write in our languages where the box is lost."""


def show(value: bool, _language: str = "", _choices: Sequence[ChoiceItem] = ()) -> str:
    """The box.

    >>> show(True), show(False)
    ('☒', '☐')
    """
    return TICKED if value else UNTICKED


def read(text: str, _language: str = "", _choices: Sequence[ChoiceItem] = ()) -> bool:
    """Whether ``text`` is a ticked box or a yes; Unreadable where it is neither that nor a no.

    >>> read("☒"), read("[ ]"), read("Ja")
    (True, False, True)
    """
    spelt = text.strip().casefold()
    if spelt.startswith("[") and spelt.endswith("]"):
        spelt = spelt[1:-1].strip() or UNTICKED
    if spelt in _YES or spelt in _NO:
        return spelt in _YES
    raise Unreadable(f"{text.strip()!r} is neither a ticked nor an empty box")


def plain(value: bool) -> bool:
    """True or false."""
    return value


def parse(data: Any) -> bool:
    """The flag in ``data``; ValueError where it is no true or false."""
    if not isinstance(data, bool):
        raise ValueError(f"{data!r} is neither true nor false")
    return data


KIND = Kind("flag", show, read, plain, parse)
