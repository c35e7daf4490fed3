"""Rules for references: bookmarks, fields, links, styles, lists, notes and ids.

A bookmark name is one word of at most 40 characters (Word's object model, Bookmarks.Add). When Word opens a
file with ``w:updateFields`` or a dirty field, it asks whether to update the fields, so neither is allowed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from lxml import etree

from assembler.diagnostics import Diagnostic
from assembler.diagnostics import document_references as rules
from assembler.structs import Struct, field
from assembler.word.check.checked_document import Subject
from assembler.word.check.walk import Found, for_all, for_each
from assembler.word.package.xml import W14, qn

NAME_LENGTH: Final = 40
_BUILT_IN: Final = {"_top"}
_ON: Final = {"1", "true", "on"}
_CONTENTS: Final = re.compile(r"\s*TOC\b")
_INSTRUCTION: Final = re.compile(r'^\s*(?:PAGEREF|REF|NOTEREF)\s+"?([^\s"\\]+)', re.IGNORECASE)
_NOTES: Final = {
    "footnotes": ("w:footnote", "w:footnoteReference"),
    "endnotes": ("w:endnote", "w:endnoteReference"),
    "comments": ("w:comment", "w:commentReference"),
}


@for_all("w:bookmarkStart", "w:bookmarkEnd")
def check_bookmarks(subject: Subject, found: Found) -> Iterator[Diagnostic]:
    """Check that each bookmark has a start, an end, a valid and unique name, and an id unique in its part."""
    marks = [(part, each, each.get(qn("w:id"), "")) for part, elements in found.items() for each in elements]
    starts = [mark for mark in marks if mark[1].tag == qn("w:bookmarkStart")]
    names = Counter(each.get(qn("w:name"), "").lower() for _, each, _ in starts)
    ids = Counter((part, number) for part, _, number in starts)
    ends = {(part, number): None for part, each, number in marks if each.tag == qn("w:bookmarkEnd")}
    for part, start, number in starts:
        name = start.get(qn("w:name"), "")
        if (count := names[name.lower()]) > 1:
            yield rules.DUPLICATE_BOOKMARK_NAME.at(subject.locate(start), count=count, name=name)
        if (count := ids[part, number]) > 1:
            yield rules.DUPLICATE_BOOKMARK_ID.at(subject.locate(start), count=count, id=number, name=name)
        if (part, number) not in ends:
            yield rules.UNPAIRED_BOOKMARK.at(subject.locate(start), name=name)
        if not is_bookmark_name(name):
            yield rules.INVALID_BOOKMARK_NAME.at(subject.locate(start), name=name)
    for part, number in ends:
        if (part, number) not in ids:
            yield rules.UNPAIRED_BOOKMARK.at(subject.locate(part), "no start", id=number)


def is_bookmark_name(name: str) -> bool:
    """Return whether Word accepts ``name`` as a bookmark name.

    >>> is_bookmark_name("q_GG_I_3_4_0a1b2c"), is_bookmark_name("two words"), is_bookmark_name("x" * 41)
    (True, False, False)
    """
    return 0 < len(name) <= NAME_LENGTH and not re.search(r"\s", name) and not name[0].isdigit()


@for_all("w:fldChar")
def check_fields(subject: Subject, found: Found) -> Iterator[Diagnostic]:
    """Check that each field begins and ends in the same story."""
    for characters in found.values():
        begun: list[etree._Element] = []
        for character in characters:
            kind = character.get(qn("w:fldCharType"))
            if kind == "begin":
                begun.append(character)
            elif not begun:
                yield rules.UNPAIRED_FIELD.at(subject.locate(character), "no start")
            elif kind == "end":
                begun.pop()
        for character in begun:
            yield rules.UNPAIRED_FIELD.at(subject.locate(character))


def check_update_switch(subject: Subject) -> Iterator[Diagnostic]:
    """Check that the settings do not make Word ask whether to update fields."""
    settings = subject.related_tree("settings")
    switch = settings.find(qn("w:updateFields")) if settings is not None else None
    if switch is not None and switch.get(qn("w:val"), "1") in _ON:
        yield rules.FIELD_UPDATE_PROMPT.at(subject.locate(subject.package.related("settings")[0]))


@for_each("w:fldChar", "w:fldSimple")
def check_dirty_fields(subject: Subject, element: etree._Element) -> Iterator[Diagnostic]:
    """Check that no field is marked as dirty, which would make Word ask whether to update fields."""
    if element.get(qn("w:dirty")) in _ON:
        yield rules.FIELD_UPDATE_PROMPT.at(subject.locate(element), "dirty field")


@for_all("w:instrText", "w:fldChar", "w:t")
def check_contents(subject: Subject, found: Found) -> Iterator[Diagnostic]:
    """Check that each table of contents has a stored result."""
    for pieces in found.values():
        for instruction in _find_empty_contents(pieces):
            yield rules.EMPTY_TABLE_OF_CONTENTS.at(subject.locate(instruction))


class _Field(Struct):
    """A field whose end has not been read yet.

    ``contents`` are the instructions for tables of contents in the field. ``before`` is the length of the
    story's text before the field's result, or None if the result has not begun.
    """

    contents: list[etree._Element] = field(default_factory=list)
    before: int | None = None


def _find_empty_contents(pieces: Iterable[etree._Element]) -> list[etree._Element]:
    """Return the instructions of tables of contents whose stored result has no text.

    ``pieces`` are the instructions, field characters and texts of a story.
    """
    instructions: list[etree._Element] = []
    filled: set[etree._Element] = set()
    begun, length = [_Field()], 0
    for each in pieces:
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
            filled.update(_find_filled_contents(begun.pop(), length))
            begun = begun or [_Field()]
    for unfinished in begun:
        filled.update(_find_filled_contents(unfinished, length))
    return [each for each in instructions if each not in filled]


def _find_filled_contents(ended: _Field, length: int) -> list[etree._Element]:
    """Return the instructions in ``ended.contents`` if the result of that field contains text.

    ``length`` is the length of the story's text up to the end of the field.
    """
    return ended.contents if ended.before is not None and ended.before < length else []


@for_all("w:bookmarkStart", "w:hyperlink", "w:instrText")
def check_links(subject: Subject, found: Found) -> Iterator[Diagnostic]:
    """Check that internal links and reference fields point to existing bookmarks."""
    elements = list(chain.from_iterable(found.values()))
    bookmarks = {each.get(qn("w:name"), "").lower() for each in elements if each.tag == qn("w:bookmarkStart")}
    bookmarks |= _BUILT_IN
    for each in elements:
        anchor = each.get(qn("w:anchor")) if each.tag == qn("w:hyperlink") else None
        if anchor and not each.get(qn("r:id")) and anchor.lower() not in bookmarks:
            yield rules.DANGLING_LINK.at(subject.locate(each), name=anchor)
    for each in elements:
        wanted = _INSTRUCTION.match(each.text or "") if each.tag == qn("w:instrText") else None
        if wanted and wanted[1].lower() not in bookmarks:
            yield rules.DANGLING_LINK.at(subject.locate(each), "field", name=wanted[1])


@for_all("w:pStyle", "w:rStyle", "w:tblStyle", "w:basedOn", "w:next", "w:link", also=("styles", "numbering"))
def check_styles(subject: Subject, found: Found) -> Iterator[Diagnostic]:
    """Check that styles in use are defined, and that no style is defined twice."""
    tree = subject.related_tree("styles")
    elements = tree.iter(qn("w:style")) if tree is not None else ()
    defined = Counter(element.get(qn("w:styleId"), "") for element in elements)
    part = next(iter(subject.package.related("styles")), subject.package.main)
    for name, times in defined.items():
        if times > 1:
            yield rules.DUPLICATE_STYLE.at(subject.locate(part), count=times, id=name)
    reported: set[str] = set()
    for element in chain.from_iterable(found.values()):
        style = element.get(qn("w:val"), "")
        if style not in defined and style not in reported:
            reported.add(style)
            yield rules.UNDEFINED_STYLE.at(subject.locate(element), style=style)


@for_all("w:numPr", also=("styles",))
def check_lists(subject: Subject, found: Found) -> Iterator[Diagnostic]:
    """Check that list numbers in use are defined.

    No list number may be defined twice, and each must refer to an existing list definition.
    """
    tree = subject.related_tree("numbering")
    numbers = list(tree.iter(qn("w:num"))) if tree is not None else []
    defined = Counter(each.get(qn("w:numId"), "") for each in numbers)
    part = next(iter(subject.package.related("numbering")), subject.package.main)
    for number, times in defined.items():
        if times > 1:
            yield rules.DUPLICATE_LIST.at(subject.locate(part), count=times, number=number)
    if tree is not None:
        yield from _check_list_definitions(subject, part, tree)
    known = {*defined, "0"}
    for setting in chain.from_iterable(found.values()):
        used = setting.find(qn("w:numId"))
        if used is not None and (number := used.get(qn("w:val"), "")) not in known:
            yield rules.UNDEFINED_LIST.at(subject.locate(setting), number=number)


def _check_list_definitions(subject: Subject, part: str, tree: etree._Element) -> Iterator[Diagnostic]:
    abstract = {each.get(qn("w:abstractNumId")) for each in tree.iter(qn("w:abstractNum"))}
    for link in tree.iterfind(f"{qn('w:num')}/{qn('w:abstractNumId')}"):
        if (used := link.get(qn("w:val"), "")) not in abstract:
            yield rules.UNDEFINED_LIST.at(subject.locate(part), "no definition", definition=used)


@for_all(*(reference for _, reference in _NOTES.values()))
def check_notes(subject: Subject, found: Found) -> Iterator[Diagnostic]:
    """Check that each reference points to exactly one note or comment.

    The parts for footnotes and endnotes must also contain their separators.
    """
    references = list(chain.from_iterable(found.values()))
    for kind, (tag, reference) in _NOTES.items():
        tree, variant = subject.related_tree(kind), "" if kind == "footnotes" else kind
        defined = list(tree.iter(qn(tag))) if tree is not None else []
        ids = Counter(note.get(qn("w:id"), "") for note in defined)
        for each in references:
            if each.tag == qn(reference) and (used := each.get(qn("w:id"), "")) not in ids:
                yield rules.UNDEFINED_NOTE.at(subject.locate(each), variant, id=used)
        if tree is None:
            continue
        part = subject.package.related(kind)[0]
        for number, times in ids.items():
            if times > 1:
                yield rules.DUPLICATE_NOTE.at(subject.locate(part), variant, count=times, id=number)
        missing = {"separator", "continuationSeparator"} - {note.get(qn("w:type")) for note in defined}
        if kind != "comments" and missing:
            names = ", ".join(sorted(missing))
            yield rules.NOTES_WITHOUT_SEPARATORS.at(subject.locate(part), variant, missing=names)


def check_paragraph_ids(subject: Subject) -> Iterator[Diagnostic]:
    """Check that ids of paragraphs and table rows are valid and unique in each part (MS-DOCX 2.6.2.3)."""
    for part in subject.list_stories():
        if b":paraId=" not in subject.package.parts[part]:
            continue
        count: Counter[str] = Counter()
        for paragraph in subject.trees[part].iter(qn("w:p"), qn("w:tr")):
            number = paragraph.get(f"{{{W14}}}paraId")
            if number is None:
                continue
            count[number] += 1
            if not is_paragraph_id(number):
                yield rules.PARAGRAPH_ID_OUT_OF_RANGE.at(subject.locate(paragraph), id=number)
            elif count[number] == 2:
                yield rules.DUPLICATE_PARAGRAPH_ID.at(subject.locate(paragraph), id=number)


def is_paragraph_id(number: str) -> bool:
    """Return whether ``number`` consists of eight hexadecimal digits and is between 1 and 0x7FFFFFFF.

    >>> is_paragraph_id("7FFFFFFF"), is_paragraph_id("80000000"), is_paragraph_id("12")
    (True, False, False)
    """
    if len(number) != 8 or not all(digit in "0123456789abcdefABCDEF" for digit in number):
        return False
    return 0 < int(number, 16) < 0x80000000
