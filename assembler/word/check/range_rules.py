"""Rules for bookmarks, fields and links: complete pairs, unique names and existing targets.

A bookmark name is one word of at most 40 characters (Word's object model, Bookmarks.Add). When Word opens a
file with ``w:updateFields`` or a dirty field, it asks whether to update the fields, so neither is allowed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from lxml import etree

from assembler.diagnostics import Diagnostic
from assembler.diagnostics import document_references as rules
from assembler.structs import Struct, field
from assembler.word.check.subject import Subject
from assembler.word.package.xml import qn

NAME_LENGTH: Final = 40
_BUILT_IN: Final = {"_top"}
_ON: Final = {"1", "true", "on"}
_CONTENTS: Final = re.compile(r"\s*TOC\b")
_INSTRUCTION: Final = re.compile(r'^\s*(?:PAGEREF|REF|NOTEREF)\s+"?([^\s"\\]+)', re.IGNORECASE)


def check_bookmarks(subject: Subject) -> Iterator[Diagnostic]:
    """Check that bookmarks have a start, an end, an id unique in their part, and a unique valid name."""
    bookmarks = list(subject.iter_elements("w:bookmarkStart"))
    names = Counter(each.get(qn("w:name"), "").lower() for _, each in bookmarks)
    ids = Counter((part, each.get(qn("w:id"), "")) for part, each in bookmarks)
    ends = Counter((part, each.get(qn("w:id"), "")) for part, each in subject.iter_elements("w:bookmarkEnd"))
    for part, start in bookmarks:
        name, number = start.get(qn("w:name"), ""), start.get(qn("w:id"), "")
        if (count := names[name.lower()]) > 1:
            yield rules.DUPLICATE_BOOKMARK_NAME.at(subject.locate(part, start), count=count, name=name)
        if (count := ids[part, number]) > 1:
            location = subject.locate(part, start)
            yield rules.DUPLICATE_BOOKMARK_ID.at(location, count=count, id=number, name=name)
        if not ends[part, number]:
            yield rules.UNPAIRED_BOOKMARK.at(subject.locate(part, start), name=name)
        if not is_bookmark_name(name):
            yield rules.INVALID_BOOKMARK_NAME.at(subject.locate(part, start), name=name)
    for part, number in ends.keys() - ids.keys():
        yield rules.UNPAIRED_BOOKMARK.at(subject.locate(part), "no start", id=number)


def is_bookmark_name(name: str) -> bool:
    """Return whether Word accepts ``name`` as a bookmark name.

    >>> is_bookmark_name("q_GG_I_3_4_0a1b2c"), is_bookmark_name("two words"), is_bookmark_name("x" * 41)
    (True, False, False)
    """
    return 0 < len(name) <= NAME_LENGTH and not re.search(r"\s", name) and not name[0].isdigit()


def check_fields(subject: Subject) -> Iterator[Diagnostic]:
    """Check that each field begins and ends in the same story."""
    for part, root in subject.iter_stories():
        begun: list[etree._Element] = []
        for character in root.iter(qn("w:fldChar")):
            kind = character.get(qn("w:fldCharType"))
            if kind == "begin":
                begun.append(character)
            elif not begun:
                yield rules.UNPAIRED_FIELD.at(subject.locate(part, character), "no start")
            elif kind == "end":
                begun.pop()
        for character in begun:
            yield rules.UNPAIRED_FIELD.at(subject.locate(part, character))


def check_update_prompts(subject: Subject) -> Iterator[Diagnostic]:
    """Check that neither the settings nor a field makes Word ask whether to update fields."""
    settings = subject.related_tree("settings")
    switch = settings.find(qn("w:updateFields")) if settings is not None else None
    if switch is not None and switch.get(qn("w:val"), "1") in _ON:
        part = subject.package.related("settings")[0]
        yield rules.FIELD_UPDATE_PROMPT.at(subject.locate(part))
    for tag in ("w:fldChar", "w:fldSimple"):
        for part, element in subject.iter_elements(tag):
            if element.get(qn("w:dirty")) in _ON:
                yield rules.FIELD_UPDATE_PROMPT.at(subject.locate(part, element), "dirty field")


def check_contents(subject: Subject) -> Iterator[Diagnostic]:
    """Check that each table of contents has a stored result."""
    for part, root in subject.iter_stories():
        for instruction in _find_empty_contents(root):
            yield rules.EMPTY_TABLE_OF_CONTENTS.at(subject.locate(part, instruction))


class _Field(Struct):
    """An open field.

    ``contents`` are the instructions of tables of contents in it; ``before`` is the length of the text before
    its result.
    """

    contents: list[etree._Element] = field(default_factory=list)
    before: int | None = None


def _find_empty_contents(root: etree._Element) -> list[etree._Element]:
    """Return the instructions of tables of contents whose stored result has no text."""
    instructions: list[etree._Element] = []
    filled: set[etree._Element] = set()
    begun, length = [_Field()], 0
    for each in root.iter(qn("w:instrText"), qn("w:fldChar"), qn("w:t")):
        kind = each.get(qn("w:fldCharType"))
        if each.tag == qn("w:t"):
            length += len((each.text or "").strip())
        elif each.tag == qn("w:instrText") and _CONTENTS.match(each.text or ""):
            instructions.append(each)
            begun[-1].contents.append(each)
        elif kind == "begin":
            begun.append(_Field())
        elif kind == "separate":
            begun[-1].before = length
        elif kind == "end":
            filled.update(_find_filled(begun.pop(), length))
            begun = begun or [_Field()]
    for unfinished in begun:
        filled.update(_find_filled(unfinished, length))
    return [each for each in instructions if each not in filled]


def _find_filled(ended: _Field, length: int) -> list[etree._Element]:
    """Return the instructions of ``ended`` if there is text after its separator."""
    return ended.contents if ended.before is not None and ended.before < length else []


def check_links(subject: Subject) -> Iterator[Diagnostic]:
    """Check that internal links and page references point to existing bookmarks."""
    bookmark_names = {
        each.get(qn("w:name"), "").lower() for _, each in subject.iter_elements("w:bookmarkStart")
    } | _BUILT_IN
    for part, link in subject.iter_elements("w:hyperlink"):
        anchor = link.get(qn("w:anchor"))
        if anchor and not link.get(qn("r:id")) and anchor.lower() not in bookmark_names:
            yield rules.DANGLING_LINK.at(subject.locate(part, link), name=anchor)
    for part, instruction in subject.iter_elements("w:instrText"):
        wanted = _INSTRUCTION.match(instruction.text or "")
        if wanted and wanted[1].lower() not in bookmark_names:
            yield rules.DANGLING_LINK.at(subject.locate(part, instruction), "field", name=wanted[1])
