"""Cross references that a view gives: a place with a code of its own, and words that lead there.

The template says where both stand (``{{ finding.mark }}``, ``{{ recommendation.findings }}``); the engine
writes the bookmark and the fields.
"""

from __future__ import annotations

from typing import NamedTuple


class Mark(NamedTuple):
    """A code that stands in the document (``F03``) and that others refer to."""

    code: str


class References(NamedTuple):
    """Codes that are marked elsewhere in the document, in the order in which they are named.

    A code that the document does not show is named without a link.
    """

    codes: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.codes)
