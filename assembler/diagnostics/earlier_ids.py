"""Earlier ids of rules, which are still in people's files.

A translator's comment (``# agreed: RULE``), a note in a script and a question to ``assembler explain`` may
name a rule as an earlier version called it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

EARLIER_IDS: Mapping[str, str] = MappingProxyType({})
"""The present id of each rule that was renamed, by its earlier one."""


def present_id(name: str) -> str:
    """Return the present id of the rule ``name``, which may be an earlier one."""
    return EARLIER_IDS.get(name, name)
