"""What never changes, and what a template shows of it: put together once, and kept with it.

A form of a thousand fields shows eight hundred of them as they were before anybody answered, in each language
and house style; the cells round them are the same in all documents.

What compiled parts call by name while they render.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, Final

from assembler.word.template import escaping
from assembler.word.template.output_repair import END


class Lasting(dict[str, Any]):
    """Plain data for templates that nobody changes any more.

    >>> Lasting(code="B1")["code"]
    'B1'
    """

    __slots__ = ("_shown",)

    def __init__(self, *args: Any, **names: Any) -> None:
        super().__init__(*args, **names)
        self._shown: dict[str, bytes] = {}


_SOUND: Final = f"</w:p>{END}</w:tc>".encode(), b"</w:p></w:tc>"
"""The end of a cell that would be looked at in each rendered part, and what is found there."""


NOTHING: Final[dict[str, bytes]] = {}
"""What was kept of a thing that may change."""


def together(shown: dict[str, bytes], key: str, pieces: Iterable[bytes]) -> bytes:
    """The pieces joined; kept in ``shown`` where the thing never changes.

    >>> together(kept := {}, "a1", (b"<w:p>", b"</w:p>")), kept
    (b'<w:p></w:p>', {'a1': b'<w:p></w:p>'})
    """
    made = b"".join(pieces)
    if shown is not NOTHING:
        shown[key] = made
    return made


def together_ended(shown: dict[str, bytes], key: str, pieces: Iterable[bytes]) -> bytes:
    """The same for pieces that hold ends of cells; nobody looks again at those that are plainly sound."""
    return together(shown, key, (b"".join(pieces).replace(*_SOUND),))



SHOWING: Final = {
    "in_text": escaping.in_text,
    "in_attribute": escaping.in_attribute,
    "in_data": escaping.in_data,
    "between_elements": escaping.between_elements,
    "raw": escaping.raw,
}
CALLED: Final = {
    **SHOWING,
    "Lasting": Lasting,
    "NOTHING": NOTHING,
    "together": together,
    "together_ended": together_ended,
    "inf": math.inf,
    "nan": math.nan,
}
"""What compiled code knows by these names; the last two are how Python writes such numbers."""
