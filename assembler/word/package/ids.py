"""Allocate unique ids and bookmark names while a document is rendered.

Of several content controls with the same ``w:id``, Word keeps only the last (MS-OI29500). It offers to repair
a file in which the body and a header have the same ``wp:docPr`` id, and treats a repeated bookmark id as an
error. Loops in a template repeat their markup, ids included. Ids below ``FIRST_ID`` are reserved for markup
in the data (the controls of a form), so that they never collide with the ids allocated here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final

from jinja2 import pass_context

FIRST_ID: Final = 1_000_000_000
"""First id for the markup of a template.

The largest id that Word accepts is 2,147,483,647.
"""
FIRST_ID_WITH_TAGS: Final = 2_000_000_000
"""First id in a rendering that keeps the tags of missing names.

Constant parts and loops use other ranges.
"""
MAX_BOOKMARK_LENGTH: Final = 40
_UNNAMED: Final = re.compile(r"[^A-Za-z0-9]")
CONTEXT_KEY: Final = " ids"
"""Key of the ``IdAllocator`` in the render context.

It begins with a space, so no template can use it as a name.
"""


class IdAllocator:
    """Allocator of the ids in one rendering.

    ``after`` is the last id that is used outside loops. Allocation continues with the next id.
    """

    def __init__(self, after: int = FIRST_ID) -> None:
        self.last = after
        self._current: dict[str, str] = {}
        self._times: dict[str, int] = {}

    def copy(self) -> IdAllocator:
        """Return an allocator in the same state, for rendering something a second time.

        >>> ids = IdAllocator(); ids.copy().allocate("b1") == ids.allocate("b1")
        True
        """
        other = IdAllocator(self.last)
        other._current, other._times = dict(self._current), dict(self._times)
        return other

    def allocate(self, key: str) -> str:
        """Return a new id for ``key`` and remember it.

        For a key that starts with ``#``, the id is a bookmark name.

        >>> ids = IdAllocator(); ids.allocate("b1") != ids.allocate("b1")
        True
        """
        self._current[key] = value = (
            self._allocate_name(key[1:]) if key.startswith("#") else self._allocate_number()
        )
        return value

    def repeat(self, key: str) -> str:
        """Return the last id allocated for ``key``, so that the end of a range has the id of its start.

        If there was no start, allocate a new id.

        >>> ids = IdAllocator(); ids.allocate("b1") == ids.repeat("b1")
        True
        """
        return self._current.get(key) or self.allocate(key)

    def _allocate_number(self) -> str:
        self.last += 1
        return str(self.last)

    def _allocate_name(self, name: str) -> str:
        times = self._times[name] = self._times.get(name, 0) + 1
        ending = f"_{times}" if times > 1 else ""
        return name[: MAX_BOOKMARK_LENGTH - len(ending)] + ending


@pass_context
def allocate_id(context: Any, key: str) -> str:
    """Return a new id or name for ``key`` in this rendering."""
    ids: IdAllocator = context.parent[CONTEXT_KEY]
    return ids.allocate(key)


@pass_context
def repeat_id(context: Any, key: str) -> str:
    """Return the last id allocated for ``key`` in this rendering."""
    ids: IdAllocator = context.parent[CONTEXT_KEY]
    return ids.repeat(key)


@lru_cache(maxsize=8192)
def bookmark_name(code: str) -> str:
    """Return a bookmark name for ``code``: readable, unique and at most 40 characters long (Word's limit).

    >>> bookmark_name("GG/I/3.4"), len(bookmark_name("X" * 60))
    ('q_GG_I_3_4_af3afa', 40)
    """
    digest = sha256(code.encode()).hexdigest()[:6]
    return f"q_{_UNNAMED.sub('_', code)[: MAX_BOOKMARK_LENGTH - 9]}_{digest}"
