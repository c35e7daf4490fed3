"""Pictures in a document: PNG and JPEG files, drawn in the text and stored in media parts.

A picture may have a second part, in SVG. Word 2016 and later show the SVG, which is sharp at every size,
instead of the first part. Other programs ignore the extension that names it ([MS-ODRAWXML] 2.3.5,
``svgBlip``).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

from assembler.errors import DataError
from assembler.structs import Struct
from assembler.word.content.drawings import EMU_PER_CM, RenderedDrawing, build_inline_run, build_properties

EMU_PER_INCH = 914_400
_PNG = b"\x89PNG\r\n\x1a\n"
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


_SVG = (
    '<a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip '
    'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="{}"/></a:ext></a:extLst>'
)


class Picture(Struct, frozen=True):
    """A picture to draw: the data of a PNG or JPEG file, its alternative text and any SVG version."""

    name: str
    data: bytes
    alt: str
    svg: bytes = b""


class Box(Struct, frozen=True):
    """Maximum size of a picture, in centimetres.

    If ``grow`` is true, a smaller picture is scaled up to this size.
    """

    width: float = 16.0
    height: float = 20.0
    grow: bool = False


def draw(
    picture: Picture, number: int, *, first_id: int, box: Box | None = None, key: str = ""
) -> RenderedDrawing:
    """Return the drawing of ``picture`` as XML, at a size that fits ``box``.

    ``number`` is the number of the picture in the document. The drawing id is ``first_id`` + ``number``. The
    media part is named after ``key``, or after ``number`` if there is no ``key``. Raises DataError if the
    data is neither PNG nor JPEG.
    """
    extension, width, height = _fit(picture, box or Box())
    part, relation = f"media/{key or f'record-{number}'}.{extension}", f"rId{key or f'Record{number}'}"
    relationship = f'<Relationship Id="{relation}" Type="{_RELATIONSHIP}" Target="{part}"/>'
    kinds = [f'<Default Extension="{extension}" ContentType="image/{extension}"/>']
    parts, blip = {f"word/{part}": picture.data}, f'<a:blip {_R} r:embed="{relation}"/>'
    if picture.svg:
        drawing = part.rpartition(".")[0] + ".svg"
        relationship += f'<Relationship Id="{relation}Svg" Type="{_RELATIONSHIP}" Target="{drawing}"/>'
        kinds.append('<Default Extension="svg" ContentType="image/svg+xml"/>')
        parts[f"word/{drawing}"] = picture.svg
        blip = f'<a:blip {_R} r:embed="{relation}">{_SVG.format(f"{relation}Svg")}</a:blip>'
    attributes = build_properties(first_id + number, picture.name, picture.alt)
    graphic = (
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f"<pic:nvPicPr><pic:cNvPr {attributes}/><pic:cNvPicPr/></pic:nvPicPr>"
        f"<pic:blipFill>{blip}<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        f'<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
    )
    run = build_inline_run((width, height), attributes, graphic)
    return RenderedDrawing(run, parts, tuple(kinds), relationship)


def _fit(picture: Picture, box: Box) -> tuple[str, int, int]:
    """Return the file extension, and the width and height in EMU that fit ``box``."""
    size = read_png_size(picture.data)
    extension, width, height = ("png", *size) if size else _measure(picture)
    scale = min(box.width * EMU_PER_CM / width, box.height * EMU_PER_CM / height)
    scale = scale if box.grow else min(1.0, scale)
    return extension, int(width * scale), int(height * scale)


def _measure(picture: Picture) -> tuple[str, int, int]:
    """Return the file extension, and the width and height in EMU, as read by python-docx.

    Raises DataError if the data is neither PNG nor JPEG.
    """
    image = _open(picture)
    extension = {"image/png": "png", "image/jpeg": "jpeg"}.get(image.content_type)
    if extension is None:
        raise _build_error(picture, f"pictures of type {image.content_type} are not accepted")
    return extension, image.width, image.height


def read_png_size(data: bytes) -> tuple[int, int] | None:
    """Return the width and height in EMU of a PNG, or None if the data is not a complete and valid PNG.

    This avoids the import of python-docx, which takes 60 ms. A picture without a resolution has 72 pixels per
    inch, as in python-docx.
    """
    chunks = dict(_read_chunks(data)) if data.startswith(_PNG) else {}
    head, scale = chunks.get(b"IHDR", b""), chunks.get(b"pHYs", bytes(9))
    if len(head) != 13 or len(scale) != 9 or b"IEND" not in chunks:
        return None
    width, height, across, down = struct.unpack(">4I", head[:8] + scale[:8])
    dots = [round(density * 0.0254) if density and scale[8] == 1 else 72 for density in (across, down)]
    if not (width and height and all(dots)):
        return None
    return int(width / dots[0] * EMU_PER_INCH), int(height / dots[1] * EMU_PER_INCH)


def _read_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the name and first bytes of each chunk in a PNG.

    The bytes of a truncated chunk are empty.
    """
    start = len(_PNG)
    while start + 12 <= len(data):
        end = start + 8 + int.from_bytes(data[start : start + 4])
        content = data[start + 8 : min(end, start + 40)] if end + 4 <= len(data) else b""
        yield data[start + 4 : start + 8], content
        start = end + 4


def _open(picture: Picture) -> Any:
    from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError
    from docx.image.exceptions import UnrecognizedImageError as Unrecognized
    from docx.image.image import Image

    unreadable = (Unrecognized, InvalidImageStreamError, UnexpectedEndOfFileError)
    try:
        return Image.from_blob(picture.data)
    except (*unreadable, KeyError, ValueError, struct.error) as error:
        raise _build_error(picture, "this is not a picture that Word can display") from error


def _build_error(picture: Picture, message: str) -> DataError:
    return DataError(message, location=picture.name, hint="save it as PNG or JPEG")
