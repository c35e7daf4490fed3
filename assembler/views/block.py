"""Block of a document, repeated for each item (such as an indicator) with its own fields."""

from __future__ import annotations

from typing import Any


class Block(dict[str, Any]):
    """Data about one item for a template; the fields of the block's declaration are added to it.

    ``name`` is the block's name in the declaration; ``code`` is the item's code, which is the prefix of its
    fields' codes. ``languages`` maps names of fields to the language of their answers, if it differs from the
    form's.

    >>> Block("indicator", "GG/A/1", label="Plan")["code"]
    'GG/A/1'
    """

    def __init__(self, name: str, code: str, **names: Any) -> None:
        super().__init__(code=code, **names)
        self.name = name
        self.code = code
        self.languages: dict[str, str] = {}
