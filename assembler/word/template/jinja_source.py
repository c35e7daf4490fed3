"""Convert a part of a template to Jinja source: patch it with docxtpl, then start a line at each tag.

Every tag starts a line, so a line number from Jinja identifies exactly one tag. Each tag is also located in
the part as its author sees it, so that errors can name that location.
"""

from __future__ import annotations

import io
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Final

from jinja2 import Environment
from jinja2.exceptions import TemplateSyntaxError
from lxml import etree

from assembler.structs import replace
from assembler.word.package.locations import (
    describe_part,
    find_heading_styles,
    iter_paragraphs,
    paragraph_text,
)
from assembler.word.package.package import Package
from assembler.word.package.xml import parse, qn
from assembler.word.template.source_repair import repair_source
from assembler.word.template.tags import Source, Tag, tag_key

_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_TAG: Final = re.compile(
    r"\{\{(?:(?!\}\}|\{\{|\n).)*(?:\}\})?|\{%(?:(?!%\}|\{%|\n).)*(?:%\})?|\{#(?:(?!#\}|\n).)*(?:#\})?"
)
"""A tag as its author wrote it, even if it is never closed. Line breaks separate paragraphs."""
_BEGINS: Final = ("variable_begin", "block_begin", "raw_begin", "raw_end")
_ENDS: Final = ("variable_end", "block_end", "raw_begin", "raw_end")
_INSTRUCTION: Final = qn("w:instrText")
_BEFORE: Final = 40
_AFTER: Final = 30
_LONGEST: Final = 120


class BrokenTag(Exception):
    """Error for a tag that Jinja cannot read, with its probable location."""

    def __init__(self, message: str, tag: Tag) -> None:
        super().__init__(message)
        self.message = message
        self.tag = tag


def has_tags(data: bytes) -> bool:
    """Return whether a part may contain a tag, even one that is split across runs.

    >>> has_tags(b"<w:t>{</w:t><w:t>{ x }}</w:t>"), has_tags(b"<w:t>x</w:t>")
    (True, False)
    """
    return b"{" in data


def read_source(package: Package, part: str, environment: Environment) -> Source:
    """Return the Jinja source of ``part``, with its tags.

    Raises BrokenTag if a tag cannot be recognised.
    """
    locator = _Locator(package, part)
    tag_texts: list[str] = []
    try:
        xml = _number_tags(_patch(package.parts[part]), environment, tag_texts)
    except TemplateSyntaxError as error:
        for text in tag_texts:
            locator.find(text)
        raise BrokenTag(error.message or "", locator.next_tag()) from error
    pieces = repair_source(xml).split("\0")
    in_order = [tag_texts[int(number)] for number in pieces[1::2]]
    pieces[1::2] = [_break_line(text) for text in in_order]
    return Source(part, "".join(pieces), tuple(locator.find(text) for text in in_order))


def split_source(xml: str, environment: Environment) -> list[str]:
    """Split the XML of a template into pieces, as ``read_source`` does.

    Every second piece is a tag. Raises TemplateSyntaxError if a tag cannot be recognised.
    """
    tag_texts: list[str] = []
    pieces = repair_source(_number_tags(_patch_text(xml), environment, tag_texts)).split("\0")
    pieces[1::2] = [tag_texts[int(number)] for number in pieces[1::2]]
    return pieces


def _number_tags(xml: str, environment: Environment, tag_texts: list[str]) -> str:
    """Return ``xml`` with each tag replaced by its number between NULs, and add the tags to ``tag_texts``."""
    pieces: list[str] = []
    for is_tag, text in _split_tags(xml, environment):
        pieces.append(f"\0{len(tag_texts)}\0" if is_tag else text)
        tag_texts += [text] if is_tag else []
    return "".join(pieces)


def _patch(data: bytes) -> str:
    """Return the XML of a part as docxtpl patches it."""
    from docx.oxml.parser import parse_xml  # late: a prepared template does not need the import

    return _DECLARATION + _patch_text(etree.tostring(parse_xml(data), encoding="unicode"))


def _patch_text(xml: str) -> str:
    """Join split tags, and replace the elements around ``{%p``, ``{%tr`` and ``{%tc`` with these tags."""
    from docxtpl import DocxTemplate  # late: a prepared template does not need the import

    return str(DocxTemplate(io.BytesIO()).patch_xml(xml.replace("<w:tcPr/>", "<w:tcPr></w:tcPr>")))


def _split_tags(source: str, environment: Environment) -> Iterator[tuple[bool, str]]:
    """Yield ``source`` in pieces as Jinja reads it, without comments.

    Each piece has a flag, which is true for a tag and false for XML. Raises TemplateSyntaxError for a tag
    that Jinja cannot read or that is never closed.
    """
    tag: list[str] = []
    for _, kind, value in environment.lex(source):
        if kind in _BEGINS:
            tag = []
        if tag or kind in _BEGINS:
            tag.append(value.replace("\n", " "))
        elif kind == "data":
            yield False, value.replace("\n", "&#10;") if value.strip() else value.replace("\n", "")
        if kind in _ENDS:
            yield True, "".join(tag).strip()
            tag = []
    if tag:
        raise TemplateSyntaxError("it is never closed", 1)


def _break_line(tag: str) -> str:
    begin = 3 if tag[2:3] in ("-", "+") else 2
    return f"{tag[:begin]}\n{tag[begin:]}"


class _Locator:
    """Finder of the author's tags, from which docxtpl made the tags of the patched source.

    Tags must be looked up in document order.
    """

    def __init__(self, package: Package, part: str) -> None:
        self._tags = list(_find_tags(package, part))
        self._by_key: dict[str, list[int]] = defaultdict(list)
        for number, tag in enumerate(self._tags):
            self._by_key[tag_key(tag.text)].append(number)
        self._next = 0
        self._last = Tag("", describe_part(package, part), "")

    def find(self, text: str) -> Tag:
        """Return the author's tag for ``text``.

        A tag that docxtpl added gets the location of the previous tag.
        """
        numbers = self._by_key.get(tag_key(text))
        if not numbers:
            return replace(self._last, text=text)
        position = bisect_left(numbers, self._next)
        number = numbers[min(position, len(numbers) - 1)]
        self._next, self._last = number + 1, self._tags[number]
        return self._last

    def next_tag(self) -> Tag:
        """Return the author's tag after the last one that was found."""
        return self._tags[self._next] if self._next < len(self._tags) else self._last


def _find_tags(package: Package, part: str) -> Iterator[Tag]:
    """Yield the tags of ``part`` as its author sees them, each with its location."""
    word = describe_part(package, part)
    texts = list(_iter_texts(parse(package.parts[part]), find_heading_styles(package)))
    joined, starts = "\n".join(text for _, text in texts), [0]
    for _, text in texts:
        starts.append(starts[-1] + len(text) + 1)
    for match in _TAG.finditer(joined):
        number = bisect_left(starts, match.start() + 1) - 1
        location, text = texts[number]
        start = match.start() - starts[number]
        yield Tag(match[0], f"{word}, {location}", _make_excerpt(text, start, start + len(match[0])))


def _iter_texts(root: etree._Element, headings: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the location and text of each paragraph, field code and attribute that may contain tags.

    If the part has no paragraphs, as with document properties, yield the name and text of each element.
    """
    has_paragraphs = False
    for location, paragraph in iter_paragraphs(root, headings):
        has_paragraphs = True
        yield location, paragraph_text(paragraph)
        yield location, "".join(field.text or "" for field in paragraph.iter(_INSTRUCTION))
        values = (str(value) for element in paragraph.iter("*") for value in element.attrib.values())
        yield from ((location, value) for value in values if "{" in value)
    if not has_paragraphs:
        yield from ((etree.QName(leaf).localname, leaf.text or "") for leaf in root.iter("*"))


def _make_excerpt(text: str, start: int, end: int) -> str:
    """Return the text around a tag, truncated if it is long.

    ``start`` and ``end`` are the bounds of the tag in ``text``.

    >>> _make_excerpt("Dear {{ name }}, welcome", 5, 15)
    'Dear {{ name }}, welcome'
    """
    left, right = max(start - _BEFORE, 0), min(end, start + _LONGEST) + _AFTER
    return f"{'…' if left else ''}{text[left:right].strip()}{'…' if right < len(text) else ''}"
