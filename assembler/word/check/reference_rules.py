"""Rules for references by id: styles, lists, notes and comments must exist and be defined only once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from lxml import etree

from assembler.diagnostics import Diagnostic
from assembler.diagnostics import document_references as rules
from assembler.word.check.subject import Subject
from assembler.word.package.xml import qn

_BY_STYLE: Final = ("w:pStyle", "w:rStyle", "w:tblStyle", "w:basedOn", "w:next", "w:link")
_NOTES: Final = {
    "footnotes": ("w:footnote", "w:footnoteReference"),
    "endnotes": ("w:endnote", "w:endnoteReference"),
    "comments": ("w:comment", "w:commentReference"),
}
_W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def check_styles(subject: Subject) -> Iterator[Diagnostic]:
    """Check that styles in use are defined, and that no style is defined twice."""
    tree = subject.related_tree("styles")
    elements = tree.iter(qn("w:style")) if tree is not None else ()
    defined = Counter(element.get(qn("w:styleId"), "") for element in elements)
    part = next(iter(subject.package.related("styles")), subject.package.main)
    for name, times in defined.items():
        if times > 1:
            yield rules.DUPLICATE_STYLE.at(subject.locate(part), count=times, id=name)
    yield from _check_style_references(subject, set(defined))


def _check_style_references(subject: Subject, defined: set[str]) -> Iterator[Diagnostic]:
    reported: set[str] = set()
    tags = [qn(tag) for tag in _BY_STYLE]
    for part, root in (*subject.iter_stories(), *subject.iter_related("styles", "numbering")):
        for element in root.iter(*tags):
            name = element.get(qn("w:val"), "")
            if name not in defined and name not in reported:
                reported.add(name)
                yield rules.UNDEFINED_STYLE.at(subject.locate(part, element), style=name)


def check_lists(subject: Subject) -> Iterator[Diagnostic]:
    """Check that each list number in use is defined once and refers to an existing definition."""
    tree = subject.related_tree("numbering")
    numbers = list(tree.iter(qn("w:num"))) if tree is not None else []
    defined = Counter(each.get(qn("w:numId"), "") for each in numbers)
    part = next(iter(subject.package.related("numbering")), subject.package.main)
    for number, times in defined.items():
        if times > 1:
            yield rules.DUPLICATE_LIST.at(subject.locate(part), count=times, number=number)
    if tree is not None:
        yield from _check_list_definitions(subject, part, tree)
    yield from _check_list_references(subject, set(defined) | {"0"})


def _check_list_definitions(subject: Subject, part: str, tree: etree._Element) -> Iterator[Diagnostic]:
    abstract = {each.get(qn("w:abstractNumId")) for each in tree.iter(qn("w:abstractNum"))}
    for link in tree.iterfind(f"{qn('w:num')}/{qn('w:abstractNumId')}"):
        if (used := link.get(qn("w:val"), "")) not in abstract:
            yield rules.UNDEFINED_LIST.at(subject.locate(part), "no definition", definition=used)


def _check_list_references(subject: Subject, defined: set[str]) -> Iterator[Diagnostic]:
    for part, root in (*subject.iter_stories(), *subject.iter_related("styles")):
        for setting in root.iter(qn("w:numPr")):
            number = setting.find(qn("w:numId"))
            if number is not None and (used := number.get(qn("w:val"), "")) not in defined:
                yield rules.UNDEFINED_LIST.at(subject.locate(part, setting), number=used)


def check_notes(subject: Subject) -> Iterator[Diagnostic]:
    """Check that each note or comment that is referred to exists once, and that notes have separators."""
    for kind, (tag, reference) in _NOTES.items():
        tree, variant = subject.related_tree(kind), "" if kind == "footnotes" else kind
        defined = list(tree.iter(qn(tag))) if tree is not None else []
        ids = Counter(note.get(qn("w:id"), "") for note in defined)
        for part, each in subject.iter_elements(reference):
            if (used := each.get(qn("w:id"), "")) not in ids:
                location = subject.locate(part, each)
                yield rules.UNDEFINED_NOTE.at(location, variant, id=used)
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
    """Check that paragraph ids are unique and between 1 and 0x7FFFFFFF (MS-DOCX 2.6.2.3)."""
    for part, root in subject.iter_stories():
        if b":paraId=" not in subject.package.parts[part]:
            continue
        count: Counter[str] = Counter()
        for paragraph in root.iter(qn("w:p"), qn("w:tr")):
            number = paragraph.get(f"{_W14}paraId")
            if number is None:
                continue
            count[number] += 1
            if not is_paragraph_id(number):
                yield rules.PARAGRAPH_ID_OUT_OF_RANGE.at(subject.locate(part, paragraph), id=number)
            elif count[number] == 2:
                yield rules.DUPLICATE_PARAGRAPH_ID.at(subject.locate(part, paragraph), id=number)


def is_paragraph_id(number: str) -> bool:
    """Return whether ``number`` consists of eight hexadecimal digits and is between 1 and 0x7FFFFFFF.

    >>> is_paragraph_id("7FFFFFFF"), is_paragraph_id("80000000"), is_paragraph_id("12")
    (True, False, False)
    """
    if len(number) != 8 or not all(digit in "0123456789abcdefABCDEF" for digit in number):
        return False
    return 0 < int(number, 16) < 0x80000000
