"""The document that the rules check: its parsed parts, and the locations of elements in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from lxml import etree

from assembler.diagnostics import Location
from assembler.structs import Struct, field, replace
from assembler.word.check.locations import Locations
from assembler.word.package.package import Package
from assembler.word.package.xml import find_child, qn

STORIES: Final = ("header", "footer", "footnotes", "endnotes", "comments")
PART_WORDS: Final = {
    "[Content_Types].xml": "content types",
    "docProps/core.xml": "core properties",
    "docProps/custom.xml": "custom properties",
    "docProps/app.xml": "document statistics",
}
_VALUE: Final = qn("w:val")


class Subject(Struct, frozen=True):
    """A document to check.

    ``trees`` contains the well-formed XML parts of its package. They must not change while this object is in
    use. After a change, create another ``Subject``.
    """

    package: Package
    trees: Mapping[str, etree._Element]
    _locations: Locations = field(default_factory=Locations)

    def list_stories(self, *others: str) -> tuple[str, ...]:
        """Return the names of the well-formed stories: the body, headers, footers, notes and comments.

        The names of related parts follow if their kinds, such as ``styles``, are given in ``others``.
        """
        related = (part for kind in (*STORIES, *others) for part in self.package.related(kind))
        return tuple(part for part in dict.fromkeys((self.package.main, *related)) if part in self.trees)

    def related_tree(self, kind: str) -> etree._Element | None:
        """Return the tree of the related part of ``kind``, such as ``styles``, or None if there is none."""
        parts = self.package.related(kind)
        return self.trees.get(parts[0]) if parts else None

    @property
    def readable_package(self) -> Package:
        """The package, reduced to its well-formed XML parts."""
        parts = {part: data for part, data in self.package.parts.items() if part in self.trees}
        return replace(self.package, parts=parts, trees=self.trees)

    def locate(self, target: str | etree._Element) -> Location:
        """Return the location of ``target``, which is an element or the name of a part.

        The location of an element consists of its path ("body, table 2, row 3") and the text near it.
        """
        if isinstance(target, str):
            return Location(self.package.name, describe_part(target, self.package.main))
        part = self._locations.find_part(target, self.trees)
        steps = (describe_part(part, self.package.main), *self._locations.steps_to(target))
        return Location(self.package.name, ", ".join(steps), context=self._locations.text_near(target))


def describe_part(part: str, main: str = "word/document.xml") -> str:
    """Return a plain name for a part, or its path if it has none.

    ``main`` is the path of the main part, which is the body.

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
    """Return the ``w:val`` of the descendant at ``path``, or "" if there is none.

    A path consists of qualified names, as in ``w:pPr/w:pStyle``.
    """
    descendant = find_child(element, *_qualify_path(path))
    return descendant.get(_VALUE, "") if descendant is not None else ""


@lru_cache(maxsize=256)
def _qualify_path(path: str) -> tuple[str, ...]:
    return tuple(map(qn, path.split("/")))
