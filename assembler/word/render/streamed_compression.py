"""Compress a part as it is rendered, so that a table with 50,000 rows is never completely in memory.

Most parts only need to be packed. A part whose elements may turn out empty is checked as it is rendered. In
the rare case that an element is empty, the whole part is repaired.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from assembler.word.package.ids import CONTEXT_KEY
from assembler.word.package.zip_writer import Member, deflate_chunks
from assembler.word.render.renderer import LoadedPart
from assembler.word.template.output_repair import EndRepairer

MAX_KEPT: Final = 1024 * 1024
"""Maximum size, in bytes, of output kept for a possible repair, so that it need not be rendered again."""


def pack_part(loaded: LoadedPart, names: dict[str, Any], file: str) -> Member | bytes:
    """Render a part and return it as a zip member, or as bytes if it was checked or repaired as a whole.

    Raises the same errors as ``loaded.render``. Advances the id allocator in ``names``.
    """
    if not loaded.may_stream:
        return loaded.render(names, file)
    before = names[CONTEXT_KEY].copy()
    stream = _ChunkStream(loaded, names, file)
    member = deflate_chunks(loaded.part.source.part, stream.chunks())
    if not stream.ends.emptied:
        return member
    if stream.kept:
        return loaded.repair(b"".join(stream.kept), file, emptied=True)
    names[CONTEXT_KEY] = before
    return loaded.render(names, file)


class _ChunkStream:
    """Stream of the rendered and repaired chunks of a part.

    If the part is small, ``kept`` contains its chunks.
    """

    def __init__(self, loaded: LoadedPart, names: dict[str, Any], file: str) -> None:
        self.ends = EndRepairer()
        self.kept: list[bytes] = []
        self._chunks = loaded.render_chunks(names, file)

    def chunks(self) -> Iterator[bytes]:
        keeping, size = True, 0
        for chunk in map(self.ends.repair, self._chunks):
            size += len(chunk)
            if size <= MAX_KEPT:
                self.kept.append(chunk)
            elif keeping:
                keeping = False
                self.kept.clear()
            yield chunk
