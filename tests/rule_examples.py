"""The examples of rules, for the tests that run them."""

from __future__ import annotations

from collections.abc import Callable

from assembler.diagnostics.registry import all_rules


def example(rule: Callable[..., object], name: str) -> str:
    """Return the example that the registry declares for ``rule``: "Bad" or "Good"."""
    declared = all_rules()[rule.__name__.replace("_", "-")]
    return declared.bad if name == "Bad" else declared.good
