"""What a kind of value is: how its values are shown, read, and written as plain data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from assembler.structs import Struct

if TYPE_CHECKING:
    from assembler.model.documents.form import ChoiceItem


class Unreadable(ValueError):
    """A text that is no value of its kind, or could be several.

    ``what`` says it in words; ``readings`` are the values that it may mean: a person must choose, also where
    there is only one.
    """

    def __init__(self, what: str, readings: Sequence[Any] = ()) -> None:
        super().__init__(what)
        self.what = what
        self.readings = tuple(readings)


class Kind(Struct, frozen=True):
    """One kind of value. ``show_value`` and ``read_text`` are its module's ``show`` and ``read``."""

    name: str
    show_value: Callable[[Any, str, Sequence[ChoiceItem]], str]
    read_text: Callable[[str, str, Sequence[ChoiceItem]], Any]
    plain: Callable[[Any], Any]
    """The value as JSON data, as it stands in a record and in a form's manifest."""
    parse: Callable[[Any], Any]
    """The value from JSON data: the reverse of ``plain``."""

    def show(self, value: Any, language: str, choices: Sequence[ChoiceItem] = ()) -> str:
        """``value`` as text in ``language``; ``choices`` are the labels of a choice in that language."""
        return self.show_value(value, language, choices)

    def read(self, text: str, language: str, choices: Sequence[ChoiceItem] = ()) -> Any:
        """The value that ``text`` says in ``language``: ``read(show(v)) == v``. Unreadable where none."""
        return self.read_text(text, language, choices)
