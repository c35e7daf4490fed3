"""Base types for kinds of value: how values are shown, read, quoted, and converted to plain data."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from assembler.diagnostics.value_problems import ANSWER_MESSAGES, MESSAGES, SHEET_MESSAGES
from assembler.structs import Struct

if TYPE_CHECKING:
    from assembler.model.documents.form_manifest import ChoiceItem


class UnreadableError(ValueError):
    """Error for text that is ambiguous or cannot be read as a value of the expected kind.

    ``problem`` names the wording that explains the error, and ``fields`` are the values to fill in.
    ``readings`` are the possible values. A person must confirm one of them, even if there is only one.
    """

    def __init__(self, problem: str, readings: Sequence[Any] = (), /, **fields: str) -> None:
        self.message = {**MESSAGES, **ANSWER_MESSAGES, **SHEET_MESSAGES}[problem].format(**fields)
        super().__init__(self.message)
        self.problem = problem
        self.fields = fields
        self.readings = tuple(readings)


class Kind(Struct, frozen=True):
    """A kind of value, such as dates.

    The functions of a kind come from one module of this package; ``assembler.values.KINDS`` names it.
    """

    name: str
    show_value: Callable[[Any, str, Sequence[ChoiceItem]], str]
    read_text: Callable[[str, str, Sequence[ChoiceItem]], Any]
    to_data: Callable[[Any], Any]
    """Convert a value to the JSON data that records and form manifests contain."""
    parse: Callable[[Any], Any]
    """Convert JSON data to a value, as the inverse of ``to_data``."""

    def show(self, value: Any, language: str, choices: Sequence[ChoiceItem] = ()) -> str:
        """Return ``value`` as text in ``language``.

        ``choices`` are the labelled items of a choice.
        """
        return self.show_value(value, language, choices)

    def read(self, text: str, language: str, choices: Sequence[ChoiceItem] = ()) -> Any:
        """Return the value of ``text`` in ``language``.

        Raises UnreadableError if it cannot be read.
        """
        return self.read_text(text, language, choices)


_NAMES = MappingProxyType(
    {"\t": "tab", "\n": "line break", "\r": "carriage return", "\ufeff": "byte order mark"}
)
"""Maps control characters, which have no Unicode name, and one misnamed character to readable names."""


def quote(value: object) -> str:
    """Return ``value`` in typographic quotation marks, as JSON if it is not text.

    Invisible characters are named, because they may be the error.

    >>> quote("2\\u00a0000"), quote("it's 5"), quote(None)
    ('“2[no-break space]000”', "“it's 5”", '“null”')
    """
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return f"“{''.join(map(_name_invisible, text))}”"


def _name_invisible(character: str) -> str:
    if character.isprintable():
        return character
    name = _NAMES.get(character) or unicodedata.name(character, f"U+{ord(character):04X}").lower()
    return f"[{name}]"
