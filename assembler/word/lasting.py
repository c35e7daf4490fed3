"""What never changes, and what a template shows of it: put together once, and kept with it.

A form of a thousand fields shows eight hundred of them as they were before anybody answered, in each language
and house style; the cells round them are the same in all documents.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from assembler.word.settling import END


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


def shown_of(held: Any) -> dict[str, bytes]:
    """What was kept of ``held``, by the keys of the pieces that show it; nothing of what may change."""
    return held._shown if held.__class__ is Lasting else {}


def nothing_shown(_held: Any) -> dict[str, bytes]:
    """The same where missing names are allowed: what was met is told for each rendering anew."""
    return {}


def together(shown: dict[str, bytes], key: str, pieces: Iterable[bytes]) -> bytes:
    """The pieces joined, and kept in ``shown``.

    >>> together(kept := {}, "a1", (b"<w:p>", b"</w:p>")), kept
    (b'<w:p></w:p>', {'a1': b'<w:p></w:p>'})
    """
    shown[key] = made = b"".join(pieces).replace(*_SOUND)
    return made
