"""Block: a part of a document that is repeated for each item, with its own fields (one indicator)."""

from __future__ import annotations

from typing import Any


class Block(dict[str, Any]):
    """Data of one item for a template; the fields of the block's declaration are added to it.

    ``name`` is the block's name in the declaration, ``code`` the item's code, the prefix of its fields'
    codes. ``languages`` has the language of answers by name of the field, if it is not that of the form.

    >>> Block("indicator", "GG/A/1", label="Plan")["code"]
    'GG/A/1'
    """

    def __init__(self, name: str, code: str, **names: Any) -> None:
        super().__init__(code=code, **names)
        self.name = name
        self.code = code
        self.languages: dict[str, str] = {}
