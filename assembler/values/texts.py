"""Texts: several short ones in one cell, each in a line or a paragraph of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from assembler.model.documents.form import ChoiceItem
from assembler.model.types.content import Text
from assembler.values import text
from assembler.values.kind import Kind

_MARK = re.compile(r"(?:[-–—*•◦▪·‣]\s+)+")
"""What people type before an item where they have no list at hand; a number may belong to the words."""


def show(value: Sequence[Text | str], _language: str = "", _choices: Sequence[ChoiceItem] = ()) -> str:
    """A line for each text; lines within a text are joined.

    >>> show([Text(text="Who decides?"), Text(text="Who pays,\\nand when?")])
    'Who decides?\\nWho pays, and when?'
    """
    return "\n".join(filter(None, (" ".join(text.show(each).split()) for each in value)))


def read(words: str, _language: str = "", _choices: Sequence[ChoiceItem] = ()) -> tuple[Text, ...]:
    """A text for each line that says something, without the dash or bullet that somebody typed before it.

    >>> [each.text for each in read("- Who decides?\\n\\n• Who pays?")]
    ['Who decides?', 'Who pays?']
    """
    lines = (_MARK.sub("", line.strip(), count=1) for line in words.splitlines())
    return tuple(Text(text=line) for line in lines if line)


def plain(value: Sequence[Text | str]) -> list[Any]:
    """The texts as plain data, each as ``text.plain`` has it.

    >>> plain([Text(text="Kuka?", language="fi"), Text(text="Wie?")])
    [{'text': 'Kuka?', 'language': 'fi'}, 'Wie?']
    """
    return [text.plain(each) for each in value]


def parse(data: Any) -> tuple[Text, ...]:
    """The texts in ``data``; ValueError where it is no list of texts."""
    if not isinstance(data, list | tuple):
        raise ValueError(f"{data!r} is no list")
    return tuple(Text.model_validate(each) for each in data)


KIND = Kind("texts", show, read, plain, parse)
