"""Images: shown as the words that describe them; the picture itself is placed by ``word``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assembler.model.documents.form import ChoiceItem
from assembler.model.types.content import Image
from assembler.values import text as texts
from assembler.values.kind import Kind, Unreadable


def show(value: Image, _language: str = "", _choices: Sequence[ChoiceItem] = ()) -> str:
    """What the picture shows, in words.

    >>> show(Image.model_validate({"file": "chart.png", "alt": "The departments"}))
    'The departments'
    """
    return value.alt.text


def read(text: str, _language: str = "", _choices: Sequence[ChoiceItem] = ()) -> Image:
    """Never an image: words are no picture, so this is always Unreadable."""
    raise Unreadable(f"{text.strip()!r} is no picture")


def plain(value: Image) -> dict[str, Any]:
    """The file beside the record, and what it shows."""
    return {"file": value.file, "alt": texts.plain(value.alt)}


def parse(data: Any) -> Image:
    """The image in ``data``; ValueError (pydantic's) where there is none."""
    return Image.model_validate(data)


KIND = Kind("image", show, read, plain, parse)
