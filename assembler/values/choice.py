"""Choices: values from a closed list, shown with their labels and read by value or label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from assembler.model.documents.form_manifest import ChoiceItem
from assembler.values.flag import UNTICKED
from assembler.values.kind import Kind, UnreadableError, quote
from assembler.values.number import SPACES
from assembler.values.plain_text import normalise_text

MOST_OPTIONS = 6
"""Maximum number of options that an unanswered choice shows on paper."""
_FEW_OPTIONS = 4
"""Maximum number of options that have lines of their own if one of them is long."""
_LONGEST_OF_FEW, _LONGEST_OF_MANY = 26, 40
"""Maximum length of options that share a line, in characters."""
_NO_BREAK_SPACE, _EM_SPACE = "\N{NO-BREAK SPACE}", "\N{EM SPACE}"
_BOXES, _TICKS = "☐□❑❒", "☒☑✓✔✗✘✅xX"


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

    Raises UnreadableError if no item or more than one item matches. Its ``readings`` are the matching items
    or, if there are none, those whose value or label equals the text before a dash.
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


def show_options(choices: Sequence[ChoiceItem], *, is_narrow: bool = False) -> str:
    """Return all options with a box before each, for an unanswered choice on paper.

    The result is "" if there are fewer than two options, or more than ``MOST_OPTIONS``. Each option has its
    own line in a narrow cell, or if an option has more than 26 characters. If there are more than four
    options, this limit is 40 characters, because separate lines would take up too much space.

    >>> options = ChoiceItem("yes", "yes", coded=False), ChoiceItem("no", "not yet", coded=False)
    >>> show_options(options).split()
    ['☐', 'yes', '☐', 'not', 'yet']
    >>> [line.split() for line in show_options(options, is_narrow=True).splitlines()]
    [['☐', 'yes'], ['☐', 'not', 'yet']]
    >>> show_options(options[:1])
    ''
    """
    if not 2 <= len(choices) <= MOST_OPTIONS:
        return ""
    labels = [each.display_label for each in choices]
    longest = _LONGEST_OF_FEW if len(labels) <= _FEW_OPTIONS else _LONGEST_OF_MANY
    if is_narrow or any(len(label) > longest for label in labels):
        return "\n".join(f"{UNTICKED}{_NO_BREAK_SPACE}{label}" for label in labels)
    options = (f"{UNTICKED} {label}".replace(" ", _NO_BREAK_SPACE) for label in labels)
    return f"{_EM_SPACE} ".join(options)


def find_ticked(text: str, choices: Sequence[ChoiceItem]) -> list[str] | None:
    """Return the labels of the options that are ticked in ``text``.

    The result is None unless ``text`` consists of all options in order, each after a box or a tick.

    >>> options = ChoiceItem("yes", "yes", coded=False), ChoiceItem("no", "no", coded=False)
    >>> [find_ticked(text, options) for text in ("☒ yes ☐ no", "☐ yes x no", "☐ yes ☐ no", "yes")]
    [['yes'], ['no'], [], None]
    """
    labels = [each.display_label for each in choices]
    options = (rf"([{_BOXES}{_TICKS}])\s*{re.escape(normalise_text(label))}" for label in labels)
    match = re.fullmatch(r"\s*".join(options), normalise_text(text)) if labels else None
    if match is None:
        return None
    return [label for label, box in zip(labels, match.groups(), strict=True) if box in _TICKS]


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
