"""A part deflated while it is rendered: a log of 50,000 rows is never whole in memory.

Most outputs need nothing but packing. Those in which an element may have come out empty are watched as they
pass; where one has (which is rare), the part is mended as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from assembler.word.package.ids import CONTEXT_KEY
from assembler.word.package.zip_writer import Member, deflate_chunks
from assembler.word.render.renderer import Run
from assembler.word.template.output_repair import Ends

KEPT: Final = 1024 * 1024
"""Bytes of output that are kept until the part is done: to mend them costs less than to render them again."""


def packed(run: Run, names: dict[str, Any], file: str) -> Member | bytes:
    """The part of ``run`` as a member; or its bytes, where it had to be looked at whole.

    Raises what ``run.output`` raises. ``names`` holds the ids of the rendering, which go on from here.
    """
    if not run.may_stream:
        return run.output(names, file)
    before = names[CONTEXT_KEY].copy()
    passing = _Passing(run, names, file)
    member = deflate_chunks(run.part.source.part, passing.chunks())
    if not passing.ends.emptied:
        return member
    if passing.kept:
        return run.mended(b"".join(passing.kept), file, emptied=True)
    names[CONTEXT_KEY] = before
    return run.output(names, file)


class _Passing:
    """The chunks of a run on their way, its ends settled; ``kept`` while they are few."""

    def __init__(self, run: Run, names: dict[str, Any], file: str) -> None:
        self.ends = Ends()
        self.kept: list[bytes] = []
        self._chunks = run.chunks(names, file)

    def chunks(self) -> Iterator[bytes]:
        keeping, size = True, 0
        for chunk in map(self.ends.settled, self._chunks):
            size += len(chunk)
            if size <= KEPT:
                self.kept.append(chunk)
            elif keeping:
                keeping = False
                self.kept.clear()
            yield chunk
