"""Text: words in a language, on one line or several; the same for rich text, whose words are Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assembler.model.documents.form import ChoiceItem
from assembler.model.types.content import RichText, Text
from assembler.values.kind import Kind


def show(value: Text | str, _language: str = "", _choices: Sequence[ChoiceItem] = ()) -> str:
    """The words as they are: a text is never translated by the program.

    >>> show(Text(text="Stadsplan"), "en")
    'Stadsplan'
    """
    return value if isinstance(value, str) else value.text


def read(text: str, _language: str = "", _choices: Sequence[ChoiceItem] = ()) -> Text:
    """The text without blanks at its edges, in the record's own language.

    >>> read(" Stadsplan ").text
    'Stadsplan'
    """
    return Text(text=text.strip())


def capitalised(text: str) -> str:
    """``text`` with a large first letter, whatever sign stands before it.

    >>> capitalised("«évaluation»"), capitalised("3 cities")
    ('«Évaluation»', '3 cities')
    """
    at = next((at for at, sign in enumerate(text) if sign.isalnum()), 0)
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]


def plain(value: Text | str) -> Any:
    """The words, or words and language where the text says its own.

    >>> plain(Text(text="Stadsplan")), plain(Text(text="Plan", language="en"))
    ('Stadsplan', {'text': 'Plan', 'language': 'en'})
    """
    if isinstance(value, str) or not value.language:
        return show(value)
    return {"text": value.text, "language": value.language}


def _read_rich(text: str, _language: str = "", _choices: Sequence[ChoiceItem] = ()) -> RichText:
    return RichText(text=text.strip())


KIND = Kind("text", show, read, plain, Text.model_validate)
RICH_KIND = Kind("rich_text", show, _read_rich, plain, RichText.model_validate)
"""Rich text as one string of Markdown; blocks are made of it in ``rich_text``."""
