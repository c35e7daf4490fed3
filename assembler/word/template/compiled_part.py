"""Facts about a compiled part, kept apart from the compiler: a part from a cache does not need it."""

from __future__ import annotations

from assembler.structs import Struct


class OutputChecks(Struct):
    """Checks and repairs that the output of a part needs, determined while it is compiled."""

    holders: tuple[str, ...] = ()
    """Elements that may be rendered empty, or without the paragraph that must end them."""
    tables: bool = False
    """Cells are in loops or span columns, so that tables followed by ``GRID`` must have their grid fitted."""
    breaks: bool = False
    """A value that may contain a break or tab has formatting that is itself a value."""
    markup: bool = False
    """There is markup from values, or a block with an unclosed element: the output must be parsed."""
    all_tables: bool = False
    """Cells are in loops of an unknown table: every table must have its grid fitted."""
