"""What the rules look at: the parts of a finished document, parsed, and the words for its places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from lxml import etree

from assembler.model.finding import Finding, Level, Place
from assembler.plain import Plain
from assembler.word.package import Package
from assembler.word.xmlparts import qn

STORIES: Final = ("header", "footer", "footnotes", "endnotes", "comments")
PART_WORDS: Final = {
    "[Content_Types].xml": "content types",
    "docProps/core.xml": "core properties",
    "docProps/custom.xml": "custom properties",
    "docProps/app.xml": "document statistics",
}
NEAR: Final = 60
_VALUE: Final = qn("w:val")
PARAGRAPH, TABLE, ROW, CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_STEPS: Final = {PARAGRAPH: "paragraph", TABLE: "table", ROW: "row", CELL: "cell"}
_NOTES: Final = {qn("w:footnote"): "footnote", qn("w:endnote"): "endnote", qn("w:comment"): "comment"}
_WRAPPERS: Final = {qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:ins"), qn("w:del")}


class Subject(Plain, frozen=True):
    """A document under inspection: its package, and ``trees``, the parts that are well-formed XML.

    In the trees alternate content is already resolved as Word resolves it (``markup_rules``).
    """

    package: Package
    trees: Mapping[str, etree._Element]

    def stories(self) -> Iterator[tuple[str, etree._Element]]:
        """(part, root) of the body, headers, footers, notes and comments, as far as they can be read."""
        names = (self.package.main, *(part for kind in STORIES for part in self.package.related(kind)))
        yield from ((part, self.trees[part]) for part in dict.fromkeys(names) if part in self.trees)

    def each(self, tag: str) -> Iterator[tuple[str, etree._Element]]:
        """(part, element) of each element ``tag`` (``w:tbl``) in the stories."""
        name = qn(tag)
        for part, root in self.stories():
            yield from ((part, element) for element in root.iter(name))

    def around(self, *kinds: str) -> Iterator[tuple[str, etree._Element]]:
        """(part, root) of the main part's styles, settings and such, as far as they can be read."""
        names = (part for kind in kinds for part in self.package.related(kind))
        yield from ((part, self.trees[part]) for part in names if part in self.trees)

    def related(self, kind: str) -> etree._Element | None:
        """The tree of the part to which the main part has a relationship of ``kind``, such as styles."""
        found = self.package.related(kind)
        return self.trees.get(found[0]) if found else None

    def place(self, part: str, element: etree._Element | None = None) -> Place:
        """Where ``element`` stands, in words: "body, table 2, row 3, cell 1", with the text near it."""
        steps = [part_in_words(part, self.package.main)]
        if element is None:
            return Place(self.package.name, steps[0])
        steps += steps_to(element)
        return Place(self.package.name, ", ".join(steps), near=text_near(element))


class Rule(Plain, frozen=True):
    """A rule's name, how bad it is, and what to do about it."""

    name: str
    remedy: str
    level: Level = Level.ERROR

    def found(self, place: Place, what: str) -> Finding:
        """A finding of this rule."""
        return Finding(self.name, self.level, place, what, self.remedy)


def part_in_words(part: str, main: str = "word/document.xml") -> str:
    """What people call a part; its name where they have none.

    >>> [part_in_words(part) for part in ("word/document.xml", "word/header2.xml", "docProps/core.xml")]
    ['body', 'header 2', 'core properties']
    """
    if part == main:
        return "body"
    if part in PART_WORDS:
        return PART_WORDS[part]
    numbered = re.fullmatch(r"word/(header|footer|footnotes|endnotes|comments)(\d*)\.xml", part)
    return f"{numbered[1]} {numbered[2]}".strip() if numbered else part


def steps_to(element: etree._Element) -> list[str]:
    """The way from the story down to ``element``: tables, rows and cells, then the paragraph or note.

    Paragraphs and tables are counted from 1 among their like in the same cell or story; a control around
    them does not count as a step.
    """
    steps: list[str] = []
    at: etree._Element | None = element
    while at is not None:
        if at.tag in _NOTES:
            steps.append(f"{_NOTES[at.tag]} {at.get(qn('w:id'), '?')}")
        elif at.tag in _STEPS and not (at.tag == PARAGRAPH and _inside_paragraph(at)):
            steps.append(f"{_STEPS[at.tag]} {_number(at)}")
        at = at.getparent()
    return steps[::-1]


def _inside_paragraph(paragraph: etree._Element) -> bool:
    """A paragraph of a text box: the paragraph that holds the box is the better place."""
    return next(paragraph.iterancestors(PARAGRAPH), None) is not None


def _number(element: etree._Element) -> int:
    """``element`` counted from 1 among its like, looking through controls and tracked changes."""
    count, at = 1, element
    while True:
        for sibling in at.itersiblings(preceding=True):
            count += _count(sibling, str(element.tag))
        parent = at.getparent()
        if parent is None or parent.tag not in _WRAPPERS:
            return count
        at = parent


def _count(sibling: etree._Element, tag: str) -> int:
    if sibling.tag == tag:
        return 1
    return sum(_count(child, tag) for child in sibling) if sibling.tag in _WRAPPERS else 0


def text_near(element: etree._Element) -> str:
    """The text of the paragraph, cell or table around ``element``, or before it; shortened."""
    at: etree._Element | None = element
    while at is not None:
        text = text_of(at)
        if text:
            return text if len(text) <= NEAR else f"{text[: NEAR - 1].rstrip()}…"
        at = at.getparent() if at.tag != TABLE else None
    return ""


def text_of(element: etree._Element) -> str:
    """The text inside ``element``, one space between paragraphs.

    >>> from assembler.word.xmlparts import W, parse
    >>> text_of(parse(f'<w:p xmlns:w="{W}"><w:t>Dear </w:t><w:tab/><w:t>city</w:t></w:p>'.encode()))
    'Dear city'
    """
    pieces: list[str] = []
    for each in element.iter(qn("w:t"), qn("w:tab"), qn("w:br"), PARAGRAPH):
        pieces.append((each.text or "") if each.tag == qn("w:t") else " ")
    return " ".join("".join(pieces).split())


def value(element: etree._Element, path: str) -> str:
    """The ``w:val`` of the descendant at ``path`` (``w:pPr/w:pStyle``); empty where there is none."""
    found = element.find(_spelled(path))
    return found.get(_VALUE, "") if found is not None else ""


@lru_cache(maxsize=256)
def _spelled(path: str) -> str:
    return "/".join(map(qn, path.split("/")))
