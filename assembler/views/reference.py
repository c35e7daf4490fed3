"""Cross-references returned by views: bookmarked codes and references to them.

The template determines their positions (``{{ finding.mark }}``, ``{{ recommendation.findings }}``); the
engine writes the bookmark and the fields.
"""

from __future__ import annotations

from typing import NamedTuple


class Mark(NamedTuple):
    """A code in the document, such as ``F03``, that is bookmarked because other text refers to it."""

    code: str


class References(NamedTuple):
    """Codes that are bookmarked elsewhere in the document, in the given order.

    A code that does not occur in the document is shown without a link.
    """

    codes: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.codes)
