"""Checks of the pictures of a record: complete PNG or JPEG files of a size that Word can show."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from assembler.errors import FileError
from assembler.store.files.files import read_file

MAX_IMAGE_BYTES = 10 * 1024 * 1024
"""Larger pictures make forms that mail servers reject."""
MAX_SIDE = 10_000
"""Longest side in pixels."""

_PNG = b"\x89PNG\r\n\x1a\n"
_NO_FRAME = {0xC4, 0xC8, 0xCC}


def find_record_image_error(folder: Path, file: str) -> str:
    """Return what is wrong with the picture ``file`` of the record in ``folder``; empty if it is valid."""
    path = PurePosixPath(file)
    if path.is_absolute() or ".." in path.parts or "\\" in file:
        return "it is not in the folder of the record"
    try:
        return find_image_error(read_file(folder / file))
    except FileError as error:
        return error.message


def find_image_error(data: bytes) -> str:
    """Return what is wrong with the picture; empty if it is valid.

    >>> find_image_error(b"GIF89a")
    'it is neither a PNG nor a JPEG'
    """
    if len(data) > MAX_IMAGE_BYTES:
        return f"it is larger than {MAX_IMAGE_BYTES // 1024 // 1024} MB"
    if not data.startswith((_PNG, b"\xff\xd8\xff")):
        return "it is neither a PNG nor a JPEG"
    size = read_image_size(data)
    ending = data.rstrip(b"\0")[-12:]
    if size is None or not (b"IEND" in ending or ending.endswith(b"\xff\xd9")):
        return "it is damaged or incomplete"
    is_small = all(0 < side <= MAX_SIDE for side in size)
    return "" if is_small else f"it has {size[0]} by {size[1]} pixels; each side must have 1 to {MAX_SIDE:,}"


def read_image_size(data: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels, or None if the file does not contain them."""
    if data.startswith(_PNG):
        is_complete = len(data) >= 33 and data[12:16] == b"IHDR"
        return (int.from_bytes(data[16:20]), int.from_bytes(data[20:24])) if is_complete else None
    position = 2
    while position + 9 < len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        if 0xC0 <= marker <= 0xCF and marker not in _NO_FRAME:
            height, width = data[position + 5 : position + 7], data[position + 7 : position + 9]
            return int.from_bytes(width), int.from_bytes(height)
        position += 1 if marker == 0xFF else 2 + int.from_bytes(data[position + 2 : position + 4])
    return None
