"""Output checks of a compiled part, in a module without the compiler, which cached parts do not need."""

from __future__ import annotations

from assembler.structs import Struct


class OutputChecks(Struct):
    """Checks and repairs that the output of a part needs, determined when the part is compiled."""

    holders: tuple[str, ...] = ()
    """Elements that may be rendered empty, or without the paragraph with which they must end."""
    tables: bool = False
    """True if the grids of marked tables must be fitted, because cells are in loops or span columns."""
    breaks: bool = False
    """True if a value that may contain a break or tab is in a run whose format contains another value."""
    markup: bool = False
    """True if the output must be parsed, because a value adds markup or a block leaves an element open."""
    all_tables: bool = False
    """True if the grid of every table must be fitted, because a loop adds cells to an unknown table."""
