"""Global names of compiled parts, and a cache of output for data that never changes.

In a form with a thousand fields, about eight hundred are unanswered. For each language and house style, these
fields and the cells around them are the same in all documents. Their output is rendered once and cached in
the data.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, Final

from assembler.word.template import escaping
from assembler.word.template.message_slots import arrange
from assembler.word.template.output_repair import END


class ConstantDict(dict[str, Any]):
    """Dict of template data that never changes, which also caches rendered output by key.

    >>> ConstantDict(code="B1")["code"]
    'B1'
    """

    __slots__ = ("_rendered",)

    def __init__(self, *args: Any, **names: Any) -> None:
        super().__init__(*args, **names)
        self._rendered: dict[str, bytes] = {}


_VALID_END: Final = f"</w:p>{END}</w:tc>".encode(), b"</w:p></w:tc>"
"""Valid end of a cell, first with its mark and then without it.

Dropping the mark avoids a check in every rendering.
"""


NOT_CACHED: Final[dict[str, bytes]] = {}
"""Stand-in for the cache of an object that may change, and whose output must therefore not be cached."""


def join_pieces(cache: dict[str, bytes], key: str, pieces: Iterable[bytes]) -> bytes:
    """Join the pieces, and store the result in ``cache`` under ``key`` unless ``cache`` is ``NOT_CACHED``.

    >>> join_pieces(cache := {}, "a1", (b"<w:p>", b"</w:p>")), cache
    (b'<w:p></w:p>', {'a1': b'<w:p></w:p>'})
    """
    joined = b"".join(pieces)
    if cache is not NOT_CACHED:
        cache[key] = joined
    return joined


def join_pieces_with_ends(cache: dict[str, bytes], key: str, pieces: Iterable[bytes]) -> bytes:
    """Join pieces as ``join_pieces`` does, and remove the end mark from each cell that ends validly.

    A cell ends validly if it matches ``_VALID_END``. ``cache`` and ``key`` are as in ``join_pieces``.
    """
    return join_pieces(cache, key, (b"".join(pieces).replace(*_VALID_END),))


OUTPUT_FUNCTIONS: Final = {
    "render_text": escaping.render_text,
    "render_attribute": escaping.render_attribute,
    "render_data": escaping.render_data,
    "render_elements": escaping.render_elements,
    "render_raw": escaping.render_raw,
}
RUNTIME_NAMES: Final = {
    **OUTPUT_FUNCTIONS,
    "arrange": arrange,
    "ConstantDict": ConstantDict,
    "NOT_CACHED": NOT_CACHED,
    "join_pieces": join_pieces,
    "join_pieces_with_ends": join_pieces_with_ends,
    "inf": math.inf,
    "nan": math.nan,
}
"""Global names of compiled code. ``repr`` writes some numbers as ``inf`` or ``nan``."""
