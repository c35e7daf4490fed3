"""Pictures of a record in a document: a drawing in the text, a media part, a relationship.

Word wants an alternative text on each picture and an id that no other drawing of the document has, header and
footer included; a picture stands inline, so that readers for the blind meet it in its place.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from markupsafe import Markup

from assembler.errors import DataError
from assembler.structs import Struct

EMU_PER_CM = 360_000
EMU_PER_INCH = 914_400
_PNG = b"\x89PNG\r\n\x1a\n"
_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_CONTENT_TYPES = {"png": "image/png", "jpeg": "image/jpeg"}


class Picture(Struct, frozen=True):
    """A picture to show: the bytes of a PNG or JPEG file and what it shows in words."""

    name: str
    data: bytes
    alt: str


class Box(Struct, frozen=True):
    """The room a picture may take, in centimetres; it is made smaller to fit, never larger than it is."""

    width: float = 16.0
    height: float = 20.0


class Drawn(Struct, frozen=True):
    """A picture ready for a document: the XML of its run, and the part and relationship it needs."""

    run: Markup
    part: str
    data: bytes
    relationship: str


def draw(picture: Picture, number: int, *, first_id: int, box: Box | None = None) -> Drawn:
    """The drawing of ``picture``, the ``number``-th of its document.

    ``first_id`` + ``number`` is its drawing id. Raises DataError where the bytes are no PNG or JPEG.
    """
    extension, width, height = _measured(picture, box or Box())
    part, relation = f"media/record-{number}.{extension}", f"rIdRecord{number}"
    relationship = f'<Relationship Id="{relation}" Type="{_RELATIONSHIP}" Target="{part}"/>'
    named = f'id="{first_id + number}" name="{_attribute(picture.name)}" descr="{_attribute(picture.alt)}"'
    drawing = (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
        'wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr {named}/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        '<pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        f'r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
    return Drawn(Markup(drawing), f"word/{part}", picture.data, relationship)


def _measured(picture: Picture, box: Box) -> tuple[str, int, int]:
    """File extension, width and height in EMU."""
    size = png_size(picture.data)
    extension, width, height = ("png", *size) if size else _told(picture)
    scale = min(1.0, box.width * EMU_PER_CM / width, box.height * EMU_PER_CM / height)
    return extension, int(width * scale), int(height * scale)


def _told(picture: Picture) -> tuple[str, int, int]:
    """The same as python-docx reads it, before it is fitted into a box."""
    image = _opened(picture)
    extension = {"image/png": "png", "image/jpeg": "jpeg"}.get(image.content_type)
    if extension is None:
        raise _refused(picture, f"a picture of type {image.content_type}")
    return extension, image.width, image.height


def png_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in EMU of a whole PNG, as python-docx tells them, which takes 60 ms to import.

    A picture that does not say how many of its pixels make a metre has 72 to the inch. None for every other
    file: python-docx judges those.
    """
    chunks = dict(_chunks(data)) if data.startswith(_PNG) else {}
    head, scale = chunks.get(b"IHDR", b""), chunks.get(b"pHYs", bytes(9))
    if len(head) != 13 or len(scale) != 9 or b"IEND" not in chunks:
        return None
    width, height, across, down = struct.unpack(">4I", head[:8] + scale[:8])
    dots = [round(each * 0.0254) if each and scale[8] == 1 else 72 for each in (across, down)]
    if not (width and height and all(dots)):
        return None
    return int(width / dots[0] * EMU_PER_INCH), int(height / dots[1] * EMU_PER_INCH)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each chunk of a PNG by its name, the pixels without their bytes; nothing of what is torn."""
    at = len(_PNG)
    while at + 12 <= len(data):
        end = at + 8 + int.from_bytes(data[at : at + 4])
        yield data[at + 4 : at + 8], data[at + 8 : min(end, at + 40)] if end + 4 <= len(data) else b""
        at = end + 4


def _opened(picture: Picture) -> Any:
    from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError
    from docx.image.exceptions import UnrecognizedImageError as Unrecognized
    from docx.image.image import Image

    unreadable = (Unrecognized, InvalidImageStreamError, UnexpectedEndOfFileError)
    try:
        return Image.from_blob(picture.data)
    except (*unreadable, KeyError, ValueError, struct.error) as error:
        raise _refused(picture, "this is not a picture that Word shows") from error


def _refused(picture: Picture, what: str) -> DataError:
    return DataError(what, where=picture.name, remedy="save it as PNG or JPEG")


def with_picture_types(content_types: bytes) -> bytes:
    """The content types part with a default for each kind of picture that a record may bring."""
    text = content_types.decode("utf-8")
    missing = "".join(
        f'<Default Extension="{extension}" ContentType="{kind}"/>'
        for extension, kind in _CONTENT_TYPES.items()
        if f'Extension="{extension}"' not in text
    )
    start = text.index(">", text.index("<Types")) + 1
    return (text[:start] + missing + text[start:]).encode("utf-8")


def picture_parts(relationships: bytes, drawn: Sequence[Drawn]) -> Mapping[str, bytes]:
    """The parts that a document with these pictures needs: its relationships and the media."""
    if not drawn:
        return {}
    text = relationships.decode("utf-8")
    more = "".join(each.relationship for each in drawn)
    added = text.replace("</Relationships>", f"{more}</Relationships>")
    return {"word/_rels/document.xml.rels": added.encode("utf-8"), **{each.part: each.data for each in drawn}}


def _attribute(text: str) -> str:
    """``text`` between double quotes; white space other than blanks would become blanks there.

    >>> _attribute('a "b"\\n')
    'a &quot;b&quot;&#10;'
    """
    quoted = escape(text, quote=False).replace('"', "&quot;")
    return quoted.replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
