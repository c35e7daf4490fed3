"""Show a Word file as text."""

from __future__ import annotations

from assembler.word.show import show as show_package


def show(data: bytes, name: str, *, with_looks: bool = True) -> str:
    """The Word file ``data``, called ``name``, as lines of text, each ended; stable from save to save.

    ``with_looks`` adds styles, lists, settings and the digests of other parts. FileError where ``data`` is no
    Word file, or one that we do not open.
    """
    return show_package(data, name, with_looks=with_looks)
