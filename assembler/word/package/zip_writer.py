"""Deterministic writer for Word packages, in which constant parts are deflated only once.

Word ignores the dates of zip members. Every member therefore gets 1980-01-01, the earliest date that zip can
store (APPNOTE.TXT 4.4.6). ``[Content_Types].xml`` is first, as in files from Word.

Constant parts are deflated with zlib. Parts that are rendered for each document are deflated with ISA-L,
which takes a tenth of the time but produces a fifth more bytes. Where ISA-L has no wheel, zlib deflates all
parts. On the same kind of machine, the same versions of Python and these libraries therefore always produce
the same bytes for a document. Elsewhere, the bytes may differ, but the unpacked parts are the same.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping
from types import ModuleType
from typing import Any, Final

from assembler.structs import Struct

try:
    from isal import isal_zlib
except ImportError:
    isal_zlib = None  # type: ignore[assignment, unused-ignore]

CONTENT_TYPES_PART: Final = "[Content_Types].xml"
LEVEL: Final = 6
_FAST_LEVEL: Final = 2
"""ISA-L level with the best trade-off of time and size (level 3 takes three times as long)."""

_FIRST_DATE: Final = 0x21  # 1980-01-01 in the DOS form: years since 1980, month 1, day 1
_LOCAL: Final = struct.Struct("<4s5H3I2H")
_CENTRAL: Final = struct.Struct("<4s6H3I5H2I")
_OFFSET: Final = struct.Struct("<I")
_END: Final = struct.Struct("<4s4H2IH")


class Member(Struct, frozen=True):
    """A part in a zip file.

    ``local`` is its header and deflated data. ``before`` and ``after`` are the bytes of its directory entry
    before and after the offset of the part. The offset is not known until the members are joined.
    """

    name: str
    local: bytes
    before: bytes
    after: bytes


def deflate(name: str, data: bytes, level: int = LEVEL) -> Member:
    """Return ``data`` as the zip member ``name``, deflated at ``level`` (1 fastest to 9 smallest)."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    body = packer.compress(data) + packer.flush()
    return _build_member(name.encode(), body, zlib.crc32(data), len(data))


def deflate_chunks(name: str, chunks: Iterable[bytes]) -> Member:
    """Return the zip member ``name`` with all ``chunks``, which are deflated as they arrive.

    ISA-L is used if it is available, otherwise zlib.

    >>> inflate(deflate_chunks("a.xml", [b"<a>", b"</a>"]))
    b'<a></a>'
    """
    library: Any = isal_zlib or zlib
    packer = library.compressobj(_FAST_LEVEL if isal_zlib else LEVEL, zlib.DEFLATED, -15)
    packed: list[bytes] = []
    crc = size = 0
    for chunk in chunks:
        packed.append(packer.compress(chunk))
        crc, size = library.crc32(chunk, crc), size + len(chunk)
    return _build_member(name.encode(), b"".join((*packed, packer.flush())), crc, size)


def describe_compressor(library: ModuleType | None = isal_zlib) -> str:
    """Return the name and level of the library that ``deflate_chunks`` uses, for tables of timings.

    >>> describe_compressor(None)
    'zlib 6'
    """
    return f"ISA-L {_FAST_LEVEL}" if library else f"zlib {LEVEL}"


def inflate(member: Member) -> bytes:
    """Return the uncompressed data of ``member``.

    >>> inflate(deflate("a.xml", b"<a/>"))
    b'<a/>'
    """
    return zlib.decompress(member.local[_LOCAL.size + len(member.name.encode()) :], -15)


def _build_member(name: bytes, body: bytes, crc: int, size: int) -> Member:
    flags = 0 if name.isascii() else 0x800
    about = (20, flags, 8, 0, _FIRST_DATE, crc, len(body), size, len(name), 0)
    directory = _CENTRAL.pack(b"PK\x01\x02", 20, *about, 0, 0, 0, 0, 0)
    local = _LOCAL.pack(b"PK\x03\x04", *about) + name + body
    return Member(name.decode(), local, directory[:-4], name)


def join(members: Iterable[Member]) -> bytes:
    """Return a zip file with ``members`` in this order."""
    chunks: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for member in members:
        chunks.append(member.local)
        directory += (member.before, _OFFSET.pack(offset), member.after)
        offset += len(member.local)
    count, index = len(chunks), b"".join(directory)
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(index), offset, 0)
    return b"".join((*chunks, index, end))


def order_names(names: Iterable[str]) -> list[str]:
    """Return ``names`` in the same order, but with the content types first.

    >>> order_names(["word/document.xml", "[Content_Types].xml"])
    ['[Content_Types].xml', 'word/document.xml']
    """
    return sorted(names, key=lambda name: name != CONTENT_TYPES_PART)


def pack(parts: Mapping[str, bytes], *, level: int = LEVEL) -> bytes:
    """Return a .docx file with ``parts`` in the same order, but with the content types first.

    ``level`` is as in ``deflate``.

    >>> pack({"a.xml": b"<a/>"}) == pack({"a.xml": b"<a/>"})
    True
    """
    return join(deflate(name, parts[name], level) for name in order_names(parts))
