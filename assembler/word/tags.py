"""The tags of a template as its author wrote them, and Jinja source with a line of its own for each tag."""

from __future__ import annotations

import re
from typing import Final

from assembler.plain import Plain

FIRST_LINE: Final = 2
"""The line of the first tag: line 1 is what stands before it."""

_LONGEST: Final = 60
_BRACKETS: Final = re.compile(r"^\{[{%#][-+]?|[-+]?[}%#]\}$")
_KIND: Final = re.compile(r"^\s*(p|tr|tc|r|cellbg|colspan)\s")
_QUOTES: Final = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


class Tag(Plain, frozen=True):
    """A tag of a template: its text, where it stands ("body, paragraph 3") and the text around it."""

    text: str
    where: str
    near: str


class Source(Plain, frozen=True):
    """A part as Jinja source; the tag of line ``n`` is ``tags[n - FIRST_LINE]``."""

    part: str
    text: str
    tags: tuple[Tag, ...]
    file: str = ""
    """What people call the file that the part is from; empty for the template itself."""

    def tag_of(self, line: int) -> Tag:
        """The tag on ``line`` of the source, or the nearest one."""
        return self.tags[min(max(line - FIRST_LINE, 0), len(self.tags) - 1)]


def shortened(tag: Tag) -> str:
    """The text of a tag, cut where it is long.

    >>> shortened(Tag("{{ " + "x" * 90, "", ""))[-3:]
    'xx…'
    """
    return tag.text if len(tag.text) <= _LONGEST else f"{tag.text[:_LONGEST]}…"


def tag_key(tag: str) -> str:
    """What stays the same when docxtpl rewrites a tag: no brackets, kind, quotes' shape or spaces.

    >>> tag_key("{%tr for x in y %}") == tag_key("{% for x in y %}")
    True
    """
    inner = _BRACKETS.sub("", tag)
    return "".join(_KIND.sub("", inner).translate(_QUOTES).split())
