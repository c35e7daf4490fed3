"""Cross-references returned by views: bookmarked codes, and references to such codes.

The template determines their positions (``{{ finding.mark }}``, ``{{ recommendation.findings }}``). The
engine writes the bookmarks and fields.
"""

from __future__ import annotations

from typing import NamedTuple


class Mark(NamedTuple):
    """A code in the document, such as ``F03``, that is bookmarked because other text refers to it."""

    code: str
    hidden: bool = False
    """True if the code is not shown. Its bookmark then locates the text after it in a returned report."""


class References(NamedTuple):
    """Codes that a text refers to, in order.

    A code that has no bookmark in the document is shown without a link.
    """

    codes: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.codes)
