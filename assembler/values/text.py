"""Text in one language, on one or more lines, and rich text in Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assembler.model.documents.form_manifest import ChoiceItem
from assembler.model.types.values import RichText, Text
from assembler.values.kind import Kind


def show(value: Text | str, _language: str = "", _choices: Sequence[ChoiceItem] = ()) -> str:
    """Return the text unchanged, because the program never translates data.

    >>> show(Text(text="Stadsplan"), "en")
    'Stadsplan'
    """
    return value if isinstance(value, str) else value.text


def read(text: str, _language: str = "", _choices: Sequence[ChoiceItem] = ()) -> Text:
    """Return the text without surrounding white space, in the language of the record.

    >>> read(" Stadsplan ").text
    'Stadsplan'
    """
    return Text(text=text.strip())


def to_data(value: Text | str) -> Any:
    """Return the text, or the text and its language if it has one.

    >>> to_data(Text(text="Stadsplan")), to_data(Text(text="Plan", language="en"))
    ('Stadsplan', {'text': 'Plan', 'language': 'en'})
    """
    if isinstance(value, str) or not value.language:
        return show(value)
    return {"text": value.text, "language": value.language}


def _read_rich(text: str, _language: str = "", _choices: Sequence[ChoiceItem] = ()) -> RichText:
    return RichText(text=text.strip())


KIND = Kind("text", show, read, to_data, Text.model_validate)
RICH_KIND = Kind("rich_text", show, _read_rich, to_data, RichText.model_validate)
"""Rich text as one string of Markdown. ``rich_text`` converts it to blocks."""
