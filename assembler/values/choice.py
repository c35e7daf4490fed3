"""Choices: one value of a closed list, shown with its label and read by either."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assembler.model.documents.form import ChoiceItem
from assembler.values.kind import Kind, Unreadable
from assembler.values.number import BLANKS


def show(value: str, _language: str = "", choices: Sequence[ChoiceItem] = ()) -> str:
    """Value and label as a drop-down shows them; the bare value where ``choices`` do not hold it.

    >>> show("partly", "nl", [ChoiceItem("partly", "gedeeltelijk")])
    'partly – gedeeltelijk'
    """
    return next((item.shown for item in choices if item.value == value), str(value))


def read(text: str, _language: str = "", choices: Sequence[ChoiceItem] = ()) -> str:
    """The value that ``text`` names: as shown, or by value, label or letter alone, in any case of letters.

    >>> read("Gedeeltelijk", "nl", [ChoiceItem("partly", "gedeeltelijk")])
    'partly'
    >>> read("m", "nl", [ChoiceItem("meets", "voldoet", "M")])
    'meets'

    Unreadable where no item fits, or several do; with the item that the words begin like, if any.
    """
    spelt = _folded(text)
    for name in ("shown", "value", "label", "sign"):
        fitting = [item.value for item in choices if _folded(getattr(item, name)) == spelt]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise Unreadable(f"{text.strip()!r} may mean {' or '.join(fitting)}", fitting)
    begun = spelt.partition(" – ")[0]
    near = [item.value for item in choices if begun in (_folded(item.value), _folded(item.label))]
    raise Unreadable(f"{text.strip()!r} is not in the list", near)


def _folded(text: str) -> str:
    return BLANKS.sub(" ", text.replace("—", "–").replace(" - ", " – ")).strip().casefold()


def plain(value: str) -> str:
    """The machine value.

    >>> plain("partly")
    'partly'
    """
    return str(value)


def parse(data: Any) -> str:
    """The machine value in ``data``; ValueError where it is no string."""
    if not isinstance(data, str):
        raise ValueError(f"{data!r} is no choice")
    return data


KIND = Kind("choice", show, read, plain, parse)
