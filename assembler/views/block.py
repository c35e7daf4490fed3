"""A part of a document that is repeated for each item and holds fields of its own (one indicator)."""

from __future__ import annotations

from typing import Any


class Block(dict[str, Any]):
    """What a template sees of one item; the fields that the declaration gives this block are added to it.

    ``name`` is the block's name in the declaration, ``code`` the item's code, with which its fields' codes
    begin. ``languages`` says in which language people answer a field, by its name, where that is not the
    form's.

    >>> Block("indicator", "GG/A/1", label="Plan")["code"]
    'GG/A/1'
    """

    def __init__(self, name: str, code: str, **seen: Any) -> None:
        super().__init__(code=code, **seen)
        self.name = name
        self.code = code
        self.languages: dict[str, str] = {}
