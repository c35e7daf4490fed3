"""Drawings in the text: pictures and charts.

A drawing consists of a run, parts, relationships and content types. Word expects each drawing to have an
alternative text, and an id that is unique among all drawings in the document, including its headers and
footers. Drawings are inline, so screen readers reach them in reading order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Final

from markupsafe import Markup

from assembler.structs import Struct
from assembler.word.package.zip_writer import CONTENT_TYPES_PART

EMU_PER_CM: Final = 360_000
BODY_RELATIONSHIPS: Final = "word/_rels/document.xml.rels"
_KEY: Final = re.compile(r'(?:Extension|PartName)="[^"]*"')


class RenderedDrawing(Struct, frozen=True):
    """A drawing as XML: its run, and the parts, content types and relationships that the run needs."""

    run: Markup
    parts: Mapping[str, bytes]
    content_types: tuple[str, ...]
    relationship: str


def build_inline_run(size: tuple[int, int], properties: str, graphic: str) -> Markup:
    """Return the run of a drawing in the text.

    ``size`` is the width and height of the drawing in EMU. ``properties`` are the attributes of ``wp:docPr``.
    ``graphic`` is the element ``a:graphicData``.
    """
    width, height = size
    return Markup(
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
        'wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr {properties}/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f"{graphic}</a:graphic></wp:inline></w:drawing></w:r>"
    )


def build_properties(id_: int, name: str, alt: str) -> str:
    """Return the attributes of ``wp:docPr``: id, name and alternative text."""
    return f'id="{id_}" name="{_escape_attribute(name)}" descr="{_escape_attribute(alt)}"'


def add_content_types(content_types: bytes, elements: Iterable[str]) -> bytes:
    """Return ``[Content_Types].xml`` with any missing ``elements`` added.

    An element is missing if the file does not list its extension or part name.
    """
    text = content_types.decode("utf-8")
    keys = {match[0]: element for element in elements if (match := _KEY.search(element))}
    missing = "".join(element for key, element in keys.items() if key not in text)
    start = text.index(">", text.index("<Types")) + 1
    return (text[:start] + missing + text[start:]).encode("utf-8")


def build_drawing_parts(
    existing: Mapping[str, bytes], drawn: Sequence[RenderedDrawing]
) -> Mapping[str, bytes]:
    """Return the parts of ``drawn``, and the updated content types and relationships of the body.

    ``existing`` contains the content types and relationships before the drawings are added. Without drawings,
    the result is empty.
    """
    if not drawn:
        return {}
    more = "".join(drawing.relationship for drawing in drawn)
    types = (element for drawing in drawn for element in drawing.content_types)
    relationships = existing[BODY_RELATIONSHIPS].replace(
        b"</Relationships>", f"{more}</Relationships>".encode()
    )
    return {
        CONTENT_TYPES_PART: add_content_types(existing[CONTENT_TYPES_PART], types),
        BODY_RELATIONSHIPS: relationships,
        **{name: data for drawing in drawn for name, data in drawing.parts.items()},
    }


def _escape_attribute(text: str) -> str:
    """Escape ``text`` for a double-quoted attribute.

    Line breaks and tabs become character references, so that parsers preserve them.

    >>> _escape_attribute('a "b"\\n')
    'a &quot;b&quot;&#10;'
    """
    quoted = escape(text, quote=False).replace('"', "&quot;")
    return quoted.replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
