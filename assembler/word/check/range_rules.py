"""Rules for bookmarks, fields and links: complete, with unique names, and without prompts in Word.

The name of a bookmark is one word of at most 40 characters (Word's object model, Bookmarks.Add). When Word
opens a file with ``w:updateFields`` or a dirty field, it asks whether to update the fields.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from lxml import etree

from assembler.diagnostics import Diagnostic
from assembler.structs import Struct, field
from assembler.word.check.subject import Rule, Subject
from assembler.word.package.xml import qn

ID_TWICE: Final = Rule("bookmark-id-twice", "give each bookmark an id of its own")
NAME_TWICE: Final = Rule("bookmark-name-twice", "Word keeps one of the two: rename or delete the other")
UNCLOSED: Final = Rule("bookmark-without-end", "delete the bookmark in Word and insert it again")
NAME: Final = Rule("bookmark-name", "use letters, digits and _, no digit first, at most 40")
FIELD: Final = Rule("field-without-end", "delete the field in Word and insert it again")
UPDATE: Final = Rule("asks-to-update-fields", "take w:updateFields and w:dirty out")
CONTENTS: Final = Rule(
    "empty-table-of-contents", "build the document again, or update the field in Word (F9)"
)
LINK: Final = Rule("link-to-no-bookmark", "let the link point to a bookmark that is there, or delete it")

NAME_LENGTH: Final = 40
_BUILT_IN: Final = {"_top"}
_ON: Final = {"1", "true", "on"}
_CONTENTS: Final = re.compile(r"\s*TOC\b")
_INSTRUCTION: Final = re.compile(r'^\s*(?:PAGEREF|REF|NOTEREF)\s+"?([^\s"\\]+)', re.IGNORECASE)


def check_bookmarks(subject: Subject) -> Iterator[Diagnostic]:
    """Check that bookmarks begin and end, with unique ids in their part and unique valid names overall."""
    found = list(subject.each("w:bookmarkStart"))
    names = Counter(each.get(qn("w:name"), "").lower() for _, each in found)
    ids = Counter((part, each.get(qn("w:id"), "")) for part, each in found)
    ends = Counter((part, each.get(qn("w:id"), "")) for part, each in subject.each("w:bookmarkEnd"))
    for part, start in found:
        name, number = start.get(qn("w:name"), ""), start.get(qn("w:id"), "")
        faults = {
            NAME_TWICE: names[name.lower()] > 1 and f"{names[name.lower()]} bookmarks are called {name}",
            ID_TWICE: ids[part, number] > 1 and f"{ids[part, number]} bookmarks have the id {number}: {name}",
            UNCLOSED: not ends[part, number] and f"the bookmark {name} begins and does not end",
            NAME: not is_bookmark_name(name) and f"{name!r} is no name for a bookmark",
        }
        for rule, what in faults.items():
            if what:
                yield rule.found(subject.place(part, start), what)
    for part, number in ends.keys() - ids.keys():
        yield UNCLOSED.found(subject.place(part), f"a bookmark with the id {number} ends and did not begin")


def is_bookmark_name(name: str) -> bool:
    """Return whether Word accepts ``name`` for a bookmark.

    >>> is_bookmark_name("q_GG_I_3_4_0a1b2c"), is_bookmark_name("two words"), is_bookmark_name("x" * 41)
    (True, False, False)
    """
    return 0 < len(name) <= NAME_LENGTH and not re.search(r"\s", name) and not name[0].isdigit()


def check_fields(subject: Subject) -> Iterator[Diagnostic]:
    """Check that each field begins, optionally separates, and ends within its story."""
    for part, root in subject.stories():
        begun: list[etree._Element] = []
        for mark in root.iter(qn("w:fldChar")):
            kind = mark.get(qn("w:fldCharType"))
            if kind == "begin":
                begun.append(mark)
            elif not begun:
                yield FIELD.found(subject.place(part, mark), "a field goes on or ends that did not begin")
            elif kind == "end":
                begun.pop()
        for mark in begun:
            yield FIELD.found(subject.place(part, mark), "a field begins and does not end")


def check_update_prompts(subject: Subject) -> Iterator[Diagnostic]:
    """Check that neither the settings nor a field make Word ask whether to update fields."""
    settings = subject.related("settings")
    switch = settings.find(qn("w:updateFields")) if settings is not None else None
    if switch is not None and switch.get(qn("w:val"), "1") in _ON:
        part = subject.package.related("settings")[0]
        yield UPDATE.found(subject.place(part), "the settings ask for an update")
    for tag in ("w:fldChar", "w:fldSimple"):
        for part, element in subject.each(tag):
            if element.get(qn("w:dirty")) in _ON:
                yield UPDATE.found(subject.place(part, element), "a field is marked as out of date")


def check_contents(subject: Subject) -> Iterator[Diagnostic]:
    """Check that a table of contents has a stored result."""
    for part, root in subject.stories():
        for instruction in _find_empty_contents(root):
            what = "the table of contents is empty until somebody updates it"
            yield CONTENTS.found(subject.place(part, instruction), what)


class _Field(Struct):
    """An open field: its instructions for contents, and the amount of text before its result."""

    contents: list[etree._Element] = field(default_factory=list)
    before: int | None = None


def _find_empty_contents(root: etree._Element) -> list[etree._Element]:
    """Return the instructions of tables of contents without text between the separator and the end."""
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
    """Check that internal links and page references lead to existing bookmarks."""
    known = {each.get(qn("w:name"), "").lower() for _, each in subject.each("w:bookmarkStart")} | _BUILT_IN
    for part, link in subject.each("w:hyperlink"):
        anchor = link.get(qn("w:anchor"))
        if anchor and not link.get(qn("r:id")) and anchor.lower() not in known:
            yield LINK.found(subject.place(part, link), f"the link goes to {anchor}, which is not there")
    for part, instruction in subject.each("w:instrText"):
        wanted = _INSTRUCTION.match(instruction.text or "")
        if wanted and wanted[1].lower() not in known:
            what = f"a field refers to {wanted[1]}, which is not there"
            yield LINK.found(subject.place(part, instruction), what)
