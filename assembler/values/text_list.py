"""Several short texts in one cell, each on its own line or in its own paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from assembler.model.documents.form_manifest import ChoiceItem
from assembler.model.types.values import Text
from assembler.values import text
from assembler.values.kind import Kind, quote
from assembler.values.plain_text import collapse_white_space

_BULLET = re.compile(r"^(?:[-–—*•◦▪·‣]\s+)+")
"""Bullets that people type before an item. Numbers are not included, because they may be part of the text."""


def show(value: Sequence[Text | str], _language: str = "", _choices: Sequence[ChoiceItem] = ()) -> str:
    """Return the texts, one on each line.

    Line breaks within a text become spaces.

    >>> show([Text(text="Who decides?"), Text(text="Who pays,\\nand when?")])
    'Who decides?\\nWho pays, and when?'
    """
    return "\n".join(filter(None, (collapse_white_space(text.show(item)) for item in value)))


def read(lines: str, _language: str = "", _choices: Sequence[ChoiceItem] = ()) -> tuple[Text, ...]:
    """Return one text for each non-empty line, without a dash or bullet typed before it.

    >>> [item.text for item in read("- Who decides?\\n\\n• Who pays?")]
    ['Who decides?', 'Who pays?']

    A dash within a text stays:

    >>> [item.text for item in read("Who pays - and when?")]
    ['Who pays - and when?']
    """
    items = (_BULLET.sub("", line.strip()) for line in lines.splitlines())
    return tuple(Text(text=item) for item in items if item)


def to_data(value: Sequence[Text | str]) -> list[Any]:
    """Return the texts as plain data, each converted by ``text.to_data``.

    >>> to_data([Text(text="Kuka?", language="fi"), Text(text="Wie?")])
    [{'text': 'Kuka?', 'language': 'fi'}, 'Wie?']
    """
    return [text.to_data(item) for item in value]


def parse(data: Any) -> tuple[Text, ...]:
    """Return the texts in ``data``.

    Raises ValueError if it is not a list of texts.
    """
    if not isinstance(data, list | tuple):
        raise ValueError(f"{quote(data)} is not a list")
    return tuple(Text.model_validate(item) for item in data)


KIND = Kind("texts", show, read, to_data, parse)
