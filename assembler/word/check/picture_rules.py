"""Rules for pictures: complete image data, and a unique id for each drawing.

If a drawing in the body and one in a header have the same id, Word offers to "repair" the file, but no
validator reports this.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from assembler.diagnostics import Diagnostic
from assembler.diagnostics import document_contents as rules
from assembler.word.check.subject import Subject

SIGNATURES: Final = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
    b"BM": "image/bmp",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
    b"\xd7\xcd\xc6\x9a": "image/x-wmf",
    b"\x01\x00\x09\x00": "image/x-wmf",
    b"\x01\x00\x00\x00": "image/x-emf",
}
_ENDS: Final = {"image/png": b"IEND", "image/jpeg": b"\xff\xd9"}
_SAME: Final = {
    "image/jpg": "image/jpeg", "image/pjpeg": "image/jpeg", "image/wmf": "image/x-wmf",
    "image/emf": "image/x-emf", "image/x-bmp": "image/bmp", "image/tif": "image/tiff",
}  # fmt: skip


def check_drawing_ids(subject: Subject) -> Iterator[Diagnostic]:
    """Check that the ids of drawings are unique in the document."""
    drawings = list(subject.iter_elements("wp:docPr"))
    count = Counter(drawing.get("id", "") for _, drawing in drawings)
    for part, drawing in drawings:
        number, name = drawing.get("id", ""), drawing.get("name", "")
        if count[number] > 1:
            location = subject.locate(part, drawing)
            yield rules.DUPLICATE_DRAWING_ID.at(location, count=count[number], id=number, name=name)


def check_pictures(subject: Subject) -> Iterator[Diagnostic]:
    """Check that each picture is complete and matches its content type."""
    for part, data in subject.package.parts.items():
        declared = subject.package.content_type(part) if "/media/" in part else ""
        if not declared.startswith("image/"):
            continue
        kind = detect_picture_type(data)
        if not kind:
            yield rules.DAMAGED_PICTURE.at(subject.locate(part), part=part)
        elif kind != _SAME.get(declared, declared):
            location = subject.locate(part)
            yield rules.WRONG_PICTURE_TYPE.at(location, part=part, declared=declared, actual=kind)


def detect_picture_type(data: bytes) -> str:
    """Return the content type of a picture from its first bytes; empty if it is truncated or no picture.

    >>> detect_picture_type(b"GIF89a..."), detect_picture_type(b"no picture")
    ('image/gif', '')
    """
    for signature, kind in SIGNATURES.items():
        if data.startswith(signature):
            return kind if _ENDS.get(kind, b"") in data else ""
    return "image/svg+xml" if b"<svg" in data[:1000] else ""
