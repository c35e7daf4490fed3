"""Checks that pictures are safe SVG files, or complete PNG or JPEG files of a size that Word can show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from assembler.diagnostics import Diagnostic, Location
from assembler.diagnostics.references import UNREADABLE_IMAGE
from assembler.errors import FileError, ProjectError
from assembler.store.files.svg_checks import find_svg_error, is_svg, name_fallback

MAX_IMAGE_BYTES = 10 * 1024 * 1024
"""Maximum size of a picture; mail servers reject forms with larger pictures."""
MAX_SIDE = 10_000
"""Maximum width and height in pixels."""

NOWHERE = Location()
_PNG = b"\x89PNG\r\n\x1a\n"
_NO_FRAME = {0xC4, 0xC8, 0xCC}


def find_record_image_error(
    read: Callable[[str], bytes], file: str, location: Location = NOWHERE
) -> Diagnostic | None:
    """Return the error in the picture ``file`` of a record, or None if it is valid.

    ``read`` returns the contents of a picture.
    """
    path = PurePosixPath(file)
    if path.is_absolute() or ".." in path.parts or "\\" in file:
        return UNREADABLE_IMAGE.at(location, "outside", file=file)
    try:
        data = read(file)
    except FileError as error:
        return UNREADABLE_IMAGE.at(location, "unreadable", file=file, error=error.message)
    if is_svg(file):
        return _find_svg_pair_error(read, file, data, location)
    return find_image_error(data, file, location)


def _find_svg_pair_error(
    read: Callable[[str], bytes], file: str, data: bytes, location: Location
) -> Diagnostic | None:
    """Return the error in an SVG file or in its PNG fallback, or None if both are valid.

    ``data`` is the contents of the SVG file ``file``. The fallback is a file with the same name and the
    suffix ``.png``, whose contents ``read`` returns.
    """
    if reason := find_svg_error(data):
        return UNREADABLE_IMAGE.at(location, "unsafe", file=file, reason=reason)
    fallback = name_fallback(file)
    try:
        return find_image_error(read(fallback), fallback, location)
    except (FileError, ProjectError):
        return UNREADABLE_IMAGE.at(location, "alone", file=file, fallback=fallback)


def find_image_error(data: bytes, file: str, location: Location = NOWHERE) -> Diagnostic | None:
    """Return the error in the picture ``data``, or None if it is valid.

    ``file`` is the name of the picture in messages.

    >>> find_image_error(b"GIF89a", "a.gif").message
    'the picture `a.gif` is neither a PNG nor a JPEG'
    """
    if len(data) > MAX_IMAGE_BYTES:
        return UNREADABLE_IMAGE.at(location, "large", file=file, limit=MAX_IMAGE_BYTES // 1024 // 1024)
    if not data.startswith((_PNG, b"\xff\xd8\xff")):
        return UNREADABLE_IMAGE.at(location, file=file)
    size = read_image_size(data)
    ending = data.rstrip(b"\0")[-12:]
    if size is None or not (b"IEND" in ending or ending.endswith(b"\xff\xd9")):
        return UNREADABLE_IMAGE.at(location, "damaged", file=file)
    if all(0 < side <= MAX_SIDE for side in size):
        return None
    width, height = size
    return UNREADABLE_IMAGE.at(location, "pixels", file=file, width=width, height=height, limit=MAX_SIDE)


def read_image_size(data: bytes) -> tuple[int, int] | None:
    """Return the width and height of a PNG or JPEG in pixels, or None if they cannot be read."""
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
