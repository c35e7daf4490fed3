"""Whether a picture beside a record is one that Word can show: a PNG or JPEG, whole, of sensible size."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from assembler.errors import FileError
from assembler.store.files.files import read_file

LARGEST_IMAGE = 10 * 1024 * 1024
"""Bytes; a larger picture makes a form that no mailbox takes."""
MOST_PIXELS = 10_000
"""Of width or height."""

_PNG = b"\x89PNG\r\n\x1a\n"
_NO_FRAME = {0xC4, 0xC8, 0xCC}


def fault_beside(folder: Path, file: str) -> str:
    """What is wrong with the picture ``file`` of a record in ``folder``, in words; nothing if sound."""
    path = PurePosixPath(file)
    if path.is_absolute() or ".." in path.parts or "\\" in file:
        return "it does not lie beside the record"
    try:
        return image_fault(read_file(folder / file))
    except FileError as error:
        return error.message


def image_fault(data: bytes) -> str:
    """What is wrong with the picture, in words; nothing if sound.

    >>> image_fault(b"GIF89a")
    'it is neither a PNG nor a JPEG'
    """
    if len(data) > LARGEST_IMAGE:
        return f"it is larger than {LARGEST_IMAGE // 1024 // 1024} MB"
    if not data.startswith((_PNG, b"\xff\xd8\xff")):
        return "it is neither a PNG nor a JPEG"
    size = image_size(data)
    ending = data.rstrip(b"\0")[-12:]
    if size is None or not (b"IEND" in ending or ending.endswith(b"\xff\xd9")):
        return "it is damaged or cut short"
    sensible = all(0 < side <= MOST_PIXELS for side in size)
    return "" if sensible else f"its size is {size[0]} by {size[1]} pixels"


def image_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels, or None where the file does not tell."""
    if data.startswith(_PNG):
        whole = len(data) >= 33 and data[12:16] == b"IHDR"
        return (int.from_bytes(data[16:20]), int.from_bytes(data[20:24])) if whole else None
    position = 2
    while position + 9 < len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        if 0xC0 <= marker <= 0xCF and marker not in _NO_FRAME:
            height, width = data[position + 5 : position + 7], data[position + 7 : position + 9]
            return int.from_bytes(width), int.from_bytes(height)
        position += 1 if marker == 0xFF else 2 + int.from_bytes(data[position + 2 : position + 4])
    return None
