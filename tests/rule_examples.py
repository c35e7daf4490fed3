"""What the docstrings of rules show, for tests that hold the rules to it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from textwrap import dedent

from assembler.diagnostics.registry import all_rules


def example(rule: Callable[..., object], name: str) -> str:
    """Return the example that the registry declares, else that of the docstring, ``Bad:`` or ``Good:``."""
    declared = all_rules().get(rule.__name__.replace("_", "-"))
    if declared:
        return declared.bad if name == "Bad" else declared.good
    found = re.search(rf"^{name}:\n\n((?: {{4}}.*\n?|\n)+)", inspect.getdoc(rule) or "", re.MULTILINE)
    assert found, f"{rule.__name__} has no {name} example"
    return dedent(found[1])
