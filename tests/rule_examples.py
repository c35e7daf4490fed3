"""What the docstrings of rules show, for tests that hold the rules to it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from textwrap import dedent


def example(rule: Callable[..., object], name: str) -> str:
    """The indented example below ``Bad:`` or ``Good:`` in the rule's docstring."""
    found = re.search(rf"^{name}:\n\n((?: {{4}}.*\n?|\n)+)", inspect.getdoc(rule) or "", re.MULTILINE)
    assert found, f"{rule.__name__} has no {name} example"
    return dedent(found[1])
