"""Rules for pictures: complete image data, and a unique id for each drawing.

A drawing id that stands in the body and in a header makes Word "repair" the file; no validator tells it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from assembler.diagnostics import Diagnostic, Level
from assembler.word.check.subject import Rule, Subject

ID_TWICE: Final = Rule(
    "drawing-id-twice", "give each picture and shape an id of its own, in the whole document"
)
NO_PICTURE: Final = Rule("no-picture", "put the picture in again; this one is damaged or no picture at all")
OTHER_PICTURE: Final = Rule("picture-of-another-kind", "put the picture in again", Level.WARNING)

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


def drawing_ids(subject: Subject) -> Iterator[Diagnostic]:
    """Check that the ids of drawings are unique in the document."""
    found = list(subject.each("wp:docPr"))
    count = Counter(each.get("id", "") for _, each in found)
    for part, each in found:
        if count[each.get("id", "")] > 1:
            what = f"{count[each.get('id', '')]} drawings have the id {each.get('id')}"
            yield ID_TWICE.found(subject.place(part, each), f"{what}; this is {each.get('name')!r}")


def pictures(subject: Subject) -> Iterator[Diagnostic]:
    """Check that each picture is complete and of the kind that its content type gives."""
    for part, data in subject.package.parts.items():
        declared = subject.package.content_type(part) if "/media/" in part else ""
        if not declared.startswith("image/"):
            continue
        kind = picture_kind(data)
        if not kind:
            yield NO_PICTURE.found(subject.place(part), f"{part} is no picture, or not the whole of it")
        elif kind != _SAME.get(declared, declared):
            yield OTHER_PICTURE.found(subject.place(part), f"{part} is called {declared}, but is {kind}")


def picture_kind(data: bytes) -> str:
    """Return the content type of a picture by its first bytes; empty if it is truncated or not a picture.

    >>> picture_kind(b"GIF89a..."), picture_kind(b"no picture")
    ('image/gif', '')
    """
    for signature, kind in SIGNATURES.items():
        if data.startswith(signature):
            return kind if _ENDS.get(kind, b"") in data else ""
    return "image/svg+xml" if b"<svg" in data[:1000] else ""
