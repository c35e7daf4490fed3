"""Allocation of the ids and bookmark names that must be unique in a document, while it is rendered.

Word drops every content control but the last with a repeated ``w:id`` (MS-OI29500), asks for repair
where ``wp:docPr`` repeats across body and header, and treats a repeated bookmark id as an error; the markup
in a loop of a template repeats. Ids below ``FIRST_ID`` are reserved for markup that comes with the data (the
controls of a form), so that neither needs to know of the other.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final

from jinja2 import pass_context

FIRST_ID: Final = 1_000_000_000
"""First id for markup of a template; the largest that Word accepts is 2,147,483,647."""
FIRST_ID_WITH_TAGS: Final = 2_000_000_000
"""The same where missing names keep their tags: separate from the ids of constant parts and of loops."""
MAX_BOOKMARK_LENGTH: Final = 40
_UNNAMED: Final = re.compile(r"[^A-Za-z0-9]")
CONTEXT_KEY: Final = " ids"
"""Name under which the render context holds the ``IdAllocator``; no template can write this name."""


class IdAllocator:
    """Allocator of ids for one rendering; ``after`` is the last id that was allocated outside loops."""

    def __init__(self, after: int = FIRST_ID) -> None:
        self.last = after
        self._current: dict[str, str] = {}
        self._times: dict[str, int] = {}

    def copy(self) -> IdAllocator:
        """Return an allocator in the same state, to render something a second time.

        >>> ids = IdAllocator(); ids.copy().allocate("b1") == ids.allocate("b1")
        True
        """
        other = IdAllocator(self.last)
        other._current, other._times = dict(self._current), dict(self._times)
        return other

    def allocate(self, key: str) -> str:
        """Return a new id and remember it for ``key``; for a key that starts with ``#``, a bookmark name.

        >>> ids = IdAllocator(); ids.allocate("b1") != ids.allocate("b1")
        True
        """
        self._current[key] = value = self._next_name(key[1:]) if key.startswith("#") else self._next_number()
        return value

    def repeat(self, key: str) -> str:
        """Return the last id of ``key``, for an end that matches its start; a new one if there was no start.

        >>> ids = IdAllocator(); ids.allocate("b1") == ids.repeat("b1")
        True
        """
        return self._current.get(key) or self.allocate(key)

    def _next_number(self) -> str:
        self.last += 1
        return str(self.last)

    def _next_name(self, name: str) -> str:
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
    """Return the last id of ``key`` in this rendering."""
    ids: IdAllocator = context.parent[CONTEXT_KEY]
    return ids.repeat(key)


@lru_cache(maxsize=8192)
def bookmark_name(code: str) -> str:
    """Return the bookmark name of a code: readable, unique by six hex digits, at most 40 characters for Word.

    >>> bookmark_name("GG/I/3.4"), len(bookmark_name("X" * 60))
    ('q_GG_I_3_4_af3afa', 40)
    """
    digest = sha256(code.encode()).hexdigest()[:6]
    return f"q_{_UNNAMED.sub('_', code)[: MAX_BOOKMARK_LENGTH - 9]}_{digest}"
