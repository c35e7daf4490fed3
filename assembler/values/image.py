"""Images, which are shown as their alternative text.

``assembler.word`` inserts the picture itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assembler.model.documents.form_manifest import ChoiceItem
from assembler.model.types.values import Image
from assembler.values import text as texts
from assembler.values.kind import Kind, UnreadableError, quote


def show(value: Image, _language: str = "", _choices: Sequence[ChoiceItem] = ()) -> str:
    """Return the alternative text.

    >>> show(Image.model_validate({"file": "chart.png", "alt": "The departments"}))
    'The departments'
    """
    return value.alt.text


def read(text: str, _language: str = "", _choices: Sequence[ChoiceItem] = ()) -> Image:
    """Raise UnreadableError, because text is never an image."""
    raise UnreadableError("not a picture", text=quote(text.strip()))


def to_data(value: Image) -> dict[str, Any]:
    """Return the file name and the alternative text."""
    return {"file": value.file, "alt": texts.to_data(value.alt)}


def parse(data: Any) -> Image:
    """Return the image in ``data``.

    Raises pydantic's ValidationError if ``data`` is not an image.
    """
    return Image.model_validate(data)


KIND = Kind("image", show, read, to_data, parse)
