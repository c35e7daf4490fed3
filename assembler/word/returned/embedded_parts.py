"""Objects in the text of a .docx that are stored in separate parts: charts, diagrams, files, documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from types import MappingProxyType
from typing import Final

from lxml import etree

from assembler.errors import FileError
from assembler.word.package.package import Package, open_package
from assembler.word.package.xml import R, parse, qn
from assembler.word.returned.form_content import Embedded

_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CHUNK: Final = "aFChunk"
_KINDS: Final = MappingProxyType({
    "chart": "a chart", "chartEx": "a chart", "diagramData": "a diagram", "oleObject": "an embedded file",
    "package": "an embedded file", _CHUNK: "an embedded document",
})  # fmt: skip
"""Labels of embedded objects, by the kind of the relationship to their part."""
HOLDERS: Final = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}graphicData",
    "{urn:schemas-microsoft-com:office:office}OLEObject",
    qn("w:altChunk"),
)
"""Elements that refer to charts, diagrams, files or documents in other parts."""
_SILENT: Final = frozenset(("f", "formatCode", "separator"))
"""Elements of a chart that are not text: the source of its numbers, and the format of its labels."""
_NOT_SHOWN: Final = re.compile(rb"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_BREAK: Final = re.compile(r"<(?:p|div|br|li|tr|h\d)\b[^>]*>", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^>]*>")

References = Mapping[str, tuple[str, str]]
"""For each relationship id, the kind of an embedded object and the name of its part."""


def read_references(package: Package, part: str) -> References:
    """Map relationship ids to the embedded objects to which ``part`` refers."""
    lines = package.relationships(part)
    return {line.id: (line.kind, line.target) for line in lines if line.kind in _KINDS}


def iter_embedded(
    elements: Iterable[etree._Element], package: Package, others: References
) -> Iterator[Embedded]:
    """Yield the embedded objects to which ``elements`` refer, each with its text.

    The tags of ``elements`` are among ``HOLDERS``. ``others`` is the result of ``read_references``.
    """
    for element in elements:
        named = [value for each in element.iter() for key, value in each.attrib.items() if R in str(key)]
        kind, name = next((others[str(key)] for key in named if str(key) in others), ("", ""))
        if kind and next(element.iterancestors(_FALLBACK), None) is None:
            data = package.parts.get(name, b"")
            yield Embedded(_KINDS[kind], _read_text(kind, name, data), name.rpartition("/")[2], data)


def _read_text(kind: str, name: str, data: bytes) -> str:
    """Return the text of a part, line by line, or "" if it cannot be read as text."""
    if data[:2] == b"PK":
        return _read_document_text(name, data) if kind == _CHUNK else ""
    if kind == _CHUNK:
        return _read_page_text(data)
    try:
        root = parse(data)
    except etree.XMLSyntaxError:
        return ""
    return _join_lines(each.text for each in root.iter("*") if etree.QName(each).localname not in _SILENT)


def _read_document_text(name: str, data: bytes) -> str:
    try:
        package = open_package(data, name)
    except FileError:
        return ""
    paragraphs = parse(package.parts[package.main]).iter(qn("w:p"))
    return _join_lines("".join(text.text or "" for text in each.iter(qn("w:t"))) for each in paragraphs)


def _read_page_text(data: bytes) -> str:
    """Return the text of a web page or text file, or "" for other formats."""
    try:
        page = _NOT_SHOWN.sub(b"", data).decode("utf-8-sig")
    except UnicodeDecodeError:
        page = data.decode("latin-1")
    if page.startswith("{\\rtf") or "\0" in page:
        return ""
    plain = _TAG.sub("", _BREAK.sub("\n", page)) if "<" in page else page
    return _join_lines(unescape(plain).splitlines())


def _join_lines(texts: Iterable[str | None]) -> str:
    return "\n".join(filter(None, ((text or "").strip() for text in texts)))
