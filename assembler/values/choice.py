"""Choices: values from a closed list, shown with their labels and read by value or label."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assembler.model.documents.form_manifest import ChoiceItem
from assembler.values.kind import Kind, UnreadableError, quote
from assembler.values.number import SPACES


def show(value: str, _language: str = "", choices: Sequence[ChoiceItem] = ()) -> str:
    """Return the text of the value in a drop-down list, or the value itself if it is not in ``choices``.

    >>> show("partly", "nl", [ChoiceItem("partly", "gedeeltelijk", coded=False)])
    'gedeeltelijk'
    """
    return next((item.display_label for item in choices if item.value == value), str(value))


def read(text: str, _language: str = "", choices: Sequence[ChoiceItem] = ()) -> str:
    """Return the value of the item whose displayed text, value, label or letter is ``text``, ignoring case.

    The text that earlier versions displayed, with the value before the label, is also accepted.

    >>> read("Gedeeltelijk", "nl", [ChoiceItem("partly", "gedeeltelijk")])
    'partly'
    >>> read("m", "nl", [ChoiceItem("meets", "voldoet", "M")])
    'meets'

    Raises UnreadableError if no item or more than one item matches. Its ``readings`` are the matching items,
    or the items whose value or label equals the text before the dash.
    """
    folded = _fold(text)
    for name in ("display_label", "coded_label", "value", "label", "sign"):
        matches = [item.value for item in choices if _fold(getattr(item, name)) == folded]
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise UnreadableError("", matches, text=quote(text.strip()), meanings=" / ".join(matches))
    beginning = folded.partition(" – ")[0]
    near = [item.value for item in choices if beginning in (_fold(item.value), _fold(item.label))]
    raise UnreadableError("not in the list", near, text=quote(text.strip()))


def _fold(text: str) -> str:
    return SPACES.sub(" ", text.replace("—", "–").replace(" - ", " – ")).strip().casefold()


def to_data(value: str) -> str:
    """Return the value as a string.

    >>> to_data("partly")
    'partly'
    """
    return str(value)


def parse(data: Any) -> str:
    """Return the value in ``data``.

    Raises ValueError if it is not a string.
    """
    if not isinstance(data, str):
        raise ValueError(f"{quote(data)} is not a valid choice")
    return data


KIND = Kind("choice", show, read, to_data, parse)
