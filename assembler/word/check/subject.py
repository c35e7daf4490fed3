"""The document that the rules check: its parsed parts, and the locations of elements in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from lxml import etree

from assembler.diagnostics import Location
from assembler.structs import Struct, field
from assembler.word.check.locations import Locations
from assembler.word.package.package import Package
from assembler.word.package.xml import qn

STORIES: Final = ("header", "footer", "footnotes", "endnotes", "comments")
PART_WORDS: Final = {
    "[Content_Types].xml": "content types",
    "docProps/core.xml": "core properties",
    "docProps/custom.xml": "custom properties",
    "docProps/app.xml": "document statistics",
}
_VALUE: Final = qn("w:val")


class Subject(Struct, frozen=True):
    """A document to check; ``trees`` contains the parts of its package that are well-formed XML.

    The trees must not change while the subject is in use; create another ``Subject`` after a change.
    """

    package: Package
    trees: Mapping[str, etree._Element]
    _locations: Locations = field(default_factory=Locations)

    def iter_stories(self) -> Iterator[tuple[str, etree._Element]]:
        """Yield the name and root of each story that could be parsed.

        Stories are the body, headers, footers, notes and comments.
        """
        names = (self.package.main, *(part for kind in STORIES for part in self.package.related(kind)))
        yield from ((part, self.trees[part]) for part in dict.fromkeys(names) if part in self.trees)

    def iter_elements(self, tag: str) -> Iterator[tuple[str, etree._Element]]:
        """Yield each element ``tag`` (``w:tbl``) in the stories, after the name of its part."""
        name = qn(tag)
        for part, root in self.iter_stories():
            yield from ((part, element) for element in root.iter(name))

    def iter_related(self, *kinds: str) -> Iterator[tuple[str, etree._Element]]:
        """Yield the name and root of each parsed part with a relationship of ``kinds`` (styles, settings)."""
        names = (part for kind in kinds for part in self.package.related(kind))
        yield from ((part, self.trees[part]) for part in names if part in self.trees)

    def related_tree(self, kind: str) -> etree._Element | None:
        """Return the tree of the related part of ``kind``, such as ``styles``; None if there is none."""
        parts = self.package.related(kind)
        return self.trees.get(parts[0]) if parts else None

    def locate(self, part: str, element: etree._Element | None = None) -> Location:
        """Return the location of ``element`` ("body, table 2, row 3, cell 1"), including the text near it."""
        steps = [describe_part(part, self.package.main)]
        if element is None:
            return Location(self.package.name, steps[0])
        steps += self._locations.steps_to(element)
        return Location(self.package.name, ", ".join(steps), context=self._locations.text_near(element))


def describe_part(part: str, main: str = "word/document.xml") -> str:
    """Return a name for a part that people understand; its path if there is none.

    >>> [describe_part(part) for part in ("word/document.xml", "word/header2.xml", "docProps/core.xml")]
    ['body', 'header 2', 'core properties']
    """
    if part == main:
        return "body"
    if part in PART_WORDS:
        return PART_WORDS[part]
    numbered = re.fullmatch(r"word/(header|footer|footnotes|endnotes|comments)(\d*)\.xml", part)
    return f"{numbered[1]} {numbered[2]}".strip() if numbered else part


def value(element: etree._Element, path: str) -> str:
    """Return the ``w:val`` of the descendant at ``path`` (``w:pPr/w:pStyle``); empty if there is none."""
    descendant = element.find(_qualify_path(path))
    return descendant.get(_VALUE, "") if descendant is not None else ""


@lru_cache(maxsize=256)
def _qualify_path(path: str) -> str:
    return "/".join(map(qn, path.split("/")))
