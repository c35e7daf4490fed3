"""A block of a document: it is repeated for each item, such as an indicator, with fields for that item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assembler.model.documents.form import ChoiceItem


class Block(dict[str, Any]):
    """Data about one item for a template; the fields that the block's declaration lists are added later.

    ``name`` is the block's name in the declaration. ``code`` is the item's code, with which the codes of its
    fields begin. ``languages`` maps a field's name to the language of its answer, if that differs from the
    form's language. ``choices`` maps the name of a field that refers to something to its choices, if they
    differ from item to item. ``path`` is the item's path in the record, if its code does not end that path.

    >>> Block("indicator", "GG/A/1", label="Plan")["code"]
    'GG/A/1'
    """

    def __init__(self, name: str, code: str, path: str = "", **names: Any) -> None:
        super().__init__(code=code, **names)
        self.name = name
        self.code = code
        self.path = path
        self.languages: dict[str, str] = {}
        self.choices: dict[str, tuple[ChoiceItem, ...]] = {}
