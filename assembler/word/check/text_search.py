"""Search for text that must not occur anywhere in a finished document, visible or hidden.

This search implements part of rule R24 (``docs/rules.md``): no report may name a session, or a
guest who has not agreed to be named.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from lxml import etree

from assembler.word.package.xml import parse
from assembler.word.package.zip_reader import read_members

_ZIP: Final = b"PK\x03\x04"
_PARAGRAPHS: Final = ("{*}p", "{*}si")
"""Elements whose text may be divided into runs: paragraphs, and shared strings in a workbook."""
_ENCODINGS: Final = ("utf-8", "utf-16-le")
"""Encodings of text in the metadata of pictures."""


def search_file(
    data: bytes, name: str, pattern: re.Pattern[str], phrases: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield a part name and the matching text for each distinct match in the .docx ``data``.

    ``pattern`` is searched for in the XML parts, including their attributes (alternative text, authors,
    bookmarks), and in embedded files. ``phrases`` are searched for in pictures and other parts that are not
    XML. ``name`` identifies the file in errors. Raises FileError if ``data`` cannot be unpacked.
    """
    for part, content in read_members(data, name).items():
        if content.startswith(_ZIP):
            inside = search_file(content, part, pattern, phrases)
            yield from ((f"{part}, {inner}", text) for inner, text in inside)
        elif part.endswith((".xml", ".rels")):
            texts = dict.fromkeys(_read_texts(parse(content)))
            matches = (match[0] for text in texts for match in pattern.finditer(text))
            yield from ((part, text) for text in dict.fromkeys(matches))
        else:
            yield from ((part, phrase) for phrase in phrases if _has_phrase(content, phrase))


def _has_phrase(data: bytes, phrase: str) -> bool:
    return any(phrase.encode(encoding) in data for encoding in _ENCODINGS)


def _read_texts(root: etree._Element) -> Iterator[str]:
    for paragraph in root.iter(*_PARAGRAPHS):
        yield "".join(map(str, paragraph.itertext()))
    for element in root.iter(etree.Element):
        yield from map(str, element.attrib.values())
        yield from filter(None, (element.text, element.tail))
