"""Blocks of a document, each of which is repeated for every item of a kind, such as an indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assembler.model.documents.form_manifest import ChoiceItem


class Block(dict[str, Any]):
    """Template data about one item, to which the fields in the block's declaration are added later.

    ``name`` is the block's name in the declaration. ``code`` is the item's code, with which the codes of its
    fields begin. ``languages`` maps a field's name to the language of its answer, if that differs from the
    language of the other answers. ``choices`` maps the name of a reference field to its choices, if they
    differ between items, and ``options_language`` is the language of their labels, if that differs from the
    form's language. ``path`` is the item's path in the record, if that path does not end with ``code``.

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
        self.options_language = ""

    @property
    def key(self) -> tuple[Any, ...]:
        """Everything that the fields of the item depend on, for use as a key."""
        own = tuple(self.languages.items()), tuple(self.choices.items())
        return (self.name, self.code, self.path, self.options_language, *own)
