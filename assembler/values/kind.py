"""Base types of the kinds of value: how values are shown, read, and written as plain data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from assembler.structs import Struct

if TYPE_CHECKING:
    from assembler.model.documents.form import ChoiceItem


class UnreadableError(ValueError):
    """The text is not a value of its kind, or could be several.

    ``message`` says why; ``readings`` are the values that it may mean: a person must choose one, even if
    there is only one.
    """

    def __init__(self, message: str, readings: Sequence[Any] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.readings = tuple(readings)


class Kind(Struct, frozen=True):
    """A kind of value; ``show_value`` and ``read_text`` are the ``show`` and ``read`` of its module."""

    name: str
    show_value: Callable[[Any, str, Sequence[ChoiceItem]], str]
    read_text: Callable[[str, str, Sequence[ChoiceItem]], Any]
    to_data: Callable[[Any], Any]
    """Convert a value to JSON data, as records and the manifests of forms hold it."""
    parse: Callable[[Any], Any]
    """Convert JSON data to a value: the inverse of ``to_data``."""

    def show(self, value: Any, language: str, choices: Sequence[ChoiceItem] = ()) -> str:
        """Return ``value`` as text in ``language``; ``choices`` are the labels of a choice in it."""
        return self.show_value(value, language, choices)

    def read(self, text: str, language: str, choices: Sequence[ChoiceItem] = ()) -> Any:
        """Return the value of ``text`` in ``language``, or raise UnreadableError: ``read(show(v)) == v``."""
        return self.read_text(text, language, choices)
