"""Rules for the content: leftover template tags, pictures, document properties and language tags.

If a drawing in the body and one in a header have the same id, Word offers to "repair" the file, but no
validator reports this. Word refuses a file with a duplicate core property or with a date that is not in W3C
format (OPC part 2, 11.2), and Microsoft's validator does not check ``docProps/core.xml``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from itertools import chain
from typing import Final
from urllib.parse import unquote

from lxml import etree

from assembler.diagnostics import Diagnostic
from assembler.diagnostics import document_contents as rules
from assembler.word.check.checked_document import Subject
from assembler.word.check.walk import Found, for_all, for_each
from assembler.word.package.whole_numbers import parse_whole_number
from assembler.word.package.xml import find_ancestor, qn

TEXT_SEPARATOR: Final = "\0"
"""Separator between the texts of one run, a character that no text can contain."""
_TAG_IN_TEXT: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\{\{|\{%|\{#|%\}|#\}", re.DOTALL)
_PARAGRAPHS: Final = (qn("w:p"), "{http://schemas.openxmlformats.org/drawingml/2006/main}p")
_TEXTS: Final = (
    qn("w:t"), qn("w:delText"), qn("w:instrText"), qn("w:tab"), qn("w:br"),
    "{http://schemas.openxmlformats.org/drawingml/2006/main}t",
)  # fmt: skip
_FIND_BRACES: Final = etree.XPath(
    "descendant-or-self::*[text()[contains(., '{') or contains(., '}')]"
    " or @*[contains(., '{') or contains(., '%7B') or contains(., '%7b')]]"
)
"""Finds the elements with a brace in their text or attributes, in a tenth of Python’s time."""
_GUID: Final = re.compile(rb'"\{[0-9A-Fa-f-]{36}\}"')
"""An id in an attribute. Its braces are not those of a tag."""
_BRACES: Final = (b"{", b"}", b"%7B", b"%7b", b"&#")
"""Braces as they are stored in a part. A character reference may be one."""
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
_GRAPHIC: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}graphicData"
_ENDS: Final = {"image/png": b"IEND", "image/jpeg": b"\xff\xd9"}
_SAME: Final = {
    "image/jpg": "image/jpeg", "image/pjpeg": "image/jpeg", "image/wmf": "image/x-wmf",
    "image/emf": "image/x-emf", "image/x-bmp": "image/bmp", "image/tif": "image/tiff",
}  # fmt: skip
_DATES: Final = ("{http://purl.org/dc/terms/}created", "{http://purl.org/dc/terms/}modified")
_TYPE: Final = "{http://www.w3.org/2001/XMLSchema-instance}type"
_W3C: Final = re.compile(
    r"(\d{4}(?:-\d\d(?:-\d\d(?=T|$))?)?)(?:(?<=-\d\d-\d\d)T(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:\d\d))?"
)
_LANGUAGE_TAG: Final = re.compile(
    r"[A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?(-([A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*"
    r"|x-none|[0-9A-Fa-f]{4}"
)


def check_leftover_tags(subject: Subject) -> Iterator[Diagnostic]:
    """Check that no text or attribute contains a template tag or part of one, except in custom XML.

    Braces that a person typed are allowed. They are recognised because ``word.render.literal_braces`` has put
    the two characters of each delimiter in separate text elements of one run.
    """
    for part, root in subject.trees.items():
        data = subject.package.parts[part]
        if part.startswith("customXml/") or not (b"{" in data or b"%7B" in data or b"%7b" in data):
            continue
        data = _GUID.sub(b"", data)
        if not any(brace in data for brace in _BRACES):
            continue
        marked = _FIND_BRACES(root)
        paragraphs = (find_ancestor(each, *_PARAGRAPHS) for each in marked if each.tag in _TEXTS)
        for paragraph in dict.fromkeys(each for each in paragraphs if each is not None):
            for tag in _TAG_IN_TEXT.findall(read_own_text(paragraph, between=TEXT_SEPARATOR)):
                yield rules.LEFTOVER_TAG.at(subject.locate(paragraph), tag=_shorten(tag))
        for element in marked:
            yield from _check_attributes(subject, element)


def read_own_text(paragraph: etree._Element, *, between: str = "") -> str:
    """Return the text of a paragraph, excluding its text boxes.

    ``between`` is inserted between adjacent text elements of the same run.
    """
    pieces = []
    for each in paragraph.iter(*_TEXTS):
        if find_ancestor(each, *_PARAGRAPHS) is paragraph:
            before = each.getprevious()
            joint = between if before is not None and before.tag == each.tag == qn("w:t") else ""
            pieces.append(joint + (each.text or " "))
    return "".join(pieces)


def _check_attributes(subject: Subject, element: etree._Element) -> Iterator[Diagnostic]:
    texts = [unquote(each) if "%" in each else each for each in map(str, element.values())]
    if element.tag not in _TEXTS and element.text:
        texts.append(element.text)
    for tag in (tag for text in texts if "{" in text for tag in _TAG_IN_TEXT.findall(text)):
        location, name = subject.locate(element), etree.QName(element).localname
        yield rules.LEFTOVER_TAG.at(location, "in an attribute", tag=_shorten(tag), element=name)


def _shorten(tag: str) -> str:
    return tag if len(tag) <= 60 else f"{tag[:59]}…"


@for_all("wp:docPr")
def check_drawing_ids(subject: Subject, found: Found) -> Iterator[Diagnostic]:
    """Check that the ids of drawings are unique in the document."""
    drawings = list(chain.from_iterable(found.values()))
    count = Counter(drawing.get("id", "") for drawing in drawings)
    for drawing in drawings:
        number, name = drawing.get("id", ""), drawing.get("name", "")
        if count[number] > 1:
            location = subject.locate(drawing)
            yield rules.DUPLICATE_DRAWING_ID.at(location, count=count[number], id=number, name=name)


@for_each("wp:extent")
def check_picture_sizes(subject: Subject, extent: etree._Element) -> Iterator[Diagnostic]:
    """Check that the width and height of each drawing are valid.

    Only a shape, such as a line, may have a width or height of 0.
    """
    sizes = [parse_whole_number(extent.get(name)) for name in ("cx", "cy")]
    drawing = extent.getparent()
    is_shape = drawing is not None and any("Shape" in each.get("uri", "") for each in drawing.iter(_GRAPHIC))
    least = 0 if is_shape else 1
    if any(size is None or size < least for size in sizes):
        width, height = (extent.get(name, "") for name in ("cx", "cy"))
        yield rules.INVALID_PICTURE_SIZE.at(subject.locate(extent), width=width, height=height)


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
    """Return the content type of a picture.

    The result is "" if ``data`` is not a known type of picture, or is a truncated PNG or JPEG file.

    >>> detect_picture_type(b"GIF89a..."), detect_picture_type(b"no picture")
    ('image/gif', '')
    """
    for signature, kind in SIGNATURES.items():
        if data.startswith(signature):
            return kind if _ENDS.get(kind, b"") in data else ""
    return "image/svg+xml" if b"<svg" in data[:1000] else ""


def check_core_properties(subject: Subject) -> Iterator[Diagnostic]:
    """Check that core properties are in one part at most, are unique, and have dates in W3C format."""
    parts = subject.package.related("core-properties", "")
    if len(parts) > 1:
        yield rules.DUPLICATE_PROPERTY.at(subject.locate("_rels/.rels"), "several parts", count=len(parts))
    tree = subject.trees.get(subject.package.core_properties)
    if tree is None:
        return
    location = subject.locate(subject.package.core_properties)
    for tag, times in Counter(str(each.tag) for each in tree.iterchildren(etree.Element)).items():
        if times > 1:
            yield rules.DUPLICATE_PROPERTY.at(location, name=etree.QName(tag).localname, count=times)
    for date in tree.iterchildren(*_DATES):
        name, text = etree.QName(date).localname, date.text or ""
        if not is_w3c_date(text):
            yield rules.INVALID_PROPERTY_DATE.at(location, name=name, date=text)
        elif date.get(_TYPE, "").rpartition(":")[2] != "W3CDTF":
            yield rules.INVALID_PROPERTY_DATE.at(location, "no type", name=name)


def is_w3c_date(text: str) -> bool:
    """Return whether ``text`` is a date in the format of core properties (W3C note on date formats).

    >>> is_w3c_date("2026-03-12T09:30:00Z"), is_w3c_date("12 March 2026"), is_w3c_date("2026-02-30")
    (True, False, False)
    """
    if (found := _W3C.fullmatch(text.strip())) is None:
        return False
    day, time, zone = found.groups()
    try:
        datetime.fromisoformat(f"{day}{'0000-01-01'[len(day) :]}T{time or '00:00'}{zone or ''}")
    except ValueError:
        return False
    return True


def check_custom_properties(subject: Subject) -> Iterator[Diagnostic]:
    """Check that the names and numbers of custom properties are unique, and that no number is less than 2."""
    for part in subject.package.related("custom-properties", ""):
        tree = subject.trees.get(part)
        properties = list(tree.iterchildren(etree.Element)) if tree is not None else []
        names = Counter(each.get("name", "").lower() for each in properties)
        numbers = Counter(each.get("pid", "") for each in properties)
        for name, times in names.items():
            if times > 1:
                yield rules.DUPLICATE_PROPERTY.at(subject.locate(part), name=name, count=times)
        for number, times in numbers.items():
            if times > 1:
                yield rules.INVALID_PROPERTY_NUMBER.at(subject.locate(part), number=number, count=times)
            elif (parse_whole_number(number) or 0) < 2:
                yield rules.INVALID_PROPERTY_NUMBER.at(subject.locate(part), "too low", number=number)


@lru_cache(maxsize=256)
def is_language_tag(tag: str) -> bool:
    """Return whether ``tag`` is a well-formed language tag or an old numeric id, such as "0413".

    Word accepts both.

    >>> [is_language_tag(each) for each in ("nl-NL", "sr-Latn-RS", "Dutch", "nl_NL", "")]
    [True, True, False, False, False]
    """
    return _LANGUAGE_TAG.fullmatch(tag) is not None


def _has_invalid_tag(element: etree._Element) -> bool:
    return any(tag and not is_language_tag(str(tag)) for tag in element.values())


@for_all("w:lang", "w:themeFontLang", also=("styles", "settings", "numbering"), where=_has_invalid_tag)
def check_language_tags(subject: Subject, found: Found) -> Iterator[Diagnostic]:
    """Check that the language tags in the text, styles, settings and lists are well-formed (BCP 47)."""
    reported: set[str] = set()
    for element in chain.from_iterable(found.values()):
        for tag in map(str, element.values()):
            if tag and tag not in reported and not is_language_tag(tag):
                reported.add(tag)
                yield rules.INVALID_LANGUAGE_TAG.at(subject.locate(element), tag=tag)
