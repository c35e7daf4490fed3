"""What is known of a part once it is compiled; a part that comes from a cache needs no compiler."""

from __future__ import annotations

from assembler.structs import Struct


class Needs(Struct):
    """What the output of a part needs before it is sound, found out while it is compiled."""

    holders: tuple[str, ...] = ()
    """Elements that may come out empty, or without the paragraph that must end them."""
    tables: bool = False
    """Cells come in loops or span, so that the grid must be counted of tables with ``GRID`` after them."""
    breaks: bool = False
    """A break or tab in a value meets a format that is itself a value."""
    check: bool = False
    """Markup from elsewhere, or a block that opens what it does not close: the output must be parsed."""
    everywhere: bool = False
    """Cells come in loops and it cannot be seen of which table: the grid of every table must be counted."""
