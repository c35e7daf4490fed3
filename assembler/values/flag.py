"""Flags: yes or no, shown as a ticked or empty check box."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assembler.model.documents.form_manifest import ChoiceItem
from assembler.values.kind import Kind, UnreadableError, quote

TICKED = "☒"
UNTICKED = "☐"
"""Empty box of Word's check box control."""
_YES = frozenset(
    {
        "☒", "☑", "✓", "✔", "✗", "✘", "x", "1", "true",
        "yes", "ja", "oui", "sì", "si", "sí", "joo", "kyllä", "ναι", "jā",
    }
)  # fmt: skip
_NO = frozenset({"☐", "□", "0", "false", "no", "nee", "nein", "non", "nej", "ei", "όχι", "nē"})
"""Answers that mean "no" in the supported languages, for cells whose check box has been deleted."""


def show(value: bool, _language: str = "", _choices: Sequence[ChoiceItem] = ()) -> str:
    """Return a ticked or an empty box.

    >>> show(True), show(False)
    ('☒', '☐')
    """
    return TICKED if value else UNTICKED


def read(text: str, _language: str = "", _choices: Sequence[ChoiceItem] = ()) -> bool:
    """Return True for a ticked box or "yes", and False for an empty box or "no".

    Raises UnreadableError for any other text.

    >>> read("☒"), read("[ ]"), read("Ja")
    (True, False, True)
    """
    folded = text.strip().casefold()
    if folded.startswith("[") and folded.endswith("]"):
        folded = folded[1:-1].strip() or UNTICKED
    if folded in _YES or folded in _NO:
        return folded in _YES
    raise UnreadableError("not a box", text=quote(text.strip()))


def to_data(value: bool) -> bool:
    """Return the flag unchanged."""
    return value


def parse(data: Any) -> bool:
    """Return the flag in ``data``.

    Raises ValueError if it is neither true nor false.
    """
    if not isinstance(data, bool):
        raise ValueError(f"{quote(data)} is neither true nor false")
    return data


KIND = Kind("flag", show, read, to_data, parse)
