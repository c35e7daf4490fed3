"""Numbers and names that may stand only once in a document, given out while it is rendered.

Word drops every content control but the last with a repeated ``w:id`` (MS-OI29500), asks for repair
where ``wp:docPr`` repeats across body and header, and calls a repeated bookmark id an error; what stands in
a loop of a template repeats. Ids below ``FIRST`` are left to markup that comes with the data (the controls of
a form), so that neither needs to know of the other.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final

from jinja2 import pass_context

FIRST: Final = 1_000_000_000
"""First id given to what stands in a template; the largest that Word takes is 2,147,483,647."""
KEEPING: Final = 2_000_000_000
"""The same where missing names keep their tags: apart from what constant parts and loops were given."""
LONGEST_BOOKMARK: Final = 40
_UNNAMED: Final = re.compile(r"[^A-Za-z0-9]")
KEY: Final = " ids"
"""Where a rendering keeps its ``Ids`` among the names of the context; no template can write this name."""


class Ids:
    """The counters of one rendering; ``after`` is the last id that was given to what stands outside loops."""

    def __init__(self, after: int = FIRST) -> None:
        self.last = after
        self._current: dict[str, str] = {}
        self._times: dict[str, int] = {}

    def twin(self) -> Ids:
        """Counters that stand where these stand, to render something a second time.

        >>> ids = Ids(); ids.twin().fresh("b1") == ids.fresh("b1")
        True
        """
        twin = Ids(self.last)
        twin._current, twin._times = dict(self._current), dict(self._times)
        return twin

    def fresh(self, key: str) -> str:
        """A new id, remembered for ``key``; for a key that starts with ``#`` a new bookmark name.

        >>> ids = Ids(); ids.fresh("b1") != ids.fresh("b1")
        True
        """
        self._current[key] = value = self._name(key[1:]) if key.startswith("#") else self._number()
        return value

    def same(self, key: str) -> str:
        """The id last given for ``key``: an end to its start; a new one where there was no start.

        >>> ids = Ids(); ids.fresh("b1") == ids.same("b1")
        True
        """
        return self._current.get(key) or self.fresh(key)

    def _number(self) -> str:
        self.last += 1
        return str(self.last)

    def _name(self, name: str) -> str:
        times = self._times[name] = self._times.get(name, 0) + 1
        ending = f"_{times}" if times > 1 else ""
        return name[: LONGEST_BOOKMARK - len(ending)] + ending


@pass_context
def fresh(context: Any, key: str) -> str:
    """The next id or name for ``key`` in this rendering."""
    ids: Ids = context.parent[KEY]
    return ids.fresh(key)


@pass_context
def same(context: Any, key: str) -> str:
    """The id last given for ``key`` in this rendering."""
    ids: Ids = context.parent[KEY]
    return ids.same(key)


@lru_cache(maxsize=8192)
def bookmark_name(code: str) -> str:
    """The bookmark of a code: readable, unique by six digits of a digest, within Word's 40 characters.

    >>> bookmark_name("GG/I/3.4"), len(bookmark_name("X" * 60))
    ('q_GG_I_3_4_af3afa', 40)
    """
    digest = sha256(code.encode()).hexdigest()[:6]
    return f"q_{_UNNAMED.sub('_', code)[: LONGEST_BOOKMARK - 9]}_{digest}"
