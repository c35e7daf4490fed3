"""Names of editions, and the names that earlier versions used for them.

Releases, plans, commands and sent forms may contain an earlier name, which is still accepted.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

EARLIER_NAMES: Mapping[str, str] = MappingProxyType({"internal": "team"})


def find_current_name(name: str, editions: Collection[str]) -> str:
    """Return the current name of the edition ``name`` if it is an earlier name of one of ``editions``.

    All other names are returned unchanged, including those that ``editions`` contains.

    >>> find_current_name("internal", ["team", "public"]), find_current_name("internal", ["internal"])
    ('team', 'internal')
    """
    current = EARLIER_NAMES.get(name, name)
    return current if current in editions and name not in editions else name
