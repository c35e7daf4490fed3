"""Rules for references by id: styles, lists, notes and comments exist and are defined once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from lxml import etree

from assembler.diagnostics import Diagnostic, Level
from assembler.word.check.subject import Rule, Subject
from assembler.word.package.xml import qn

STYLE: Final = Rule("undefined-style", "use a style that the template or house style defines")
STYLE_TWICE: Final = Rule("style-twice", "keep one style with this id")
LIST: Final = Rule("undefined-list", "make the list again in Word; its numbering is not defined")
LIST_TWICE: Final = Rule("list-twice", "keep one numbering with this id")
NOTE: Final = Rule("undefined-note", "delete the reference in Word and insert the note again")
NOTE_TWICE: Final = Rule("note-twice", "keep one note with this id")
SEPARATORS: Final = Rule("notes-without-separators", "save the file anew in Word, which adds them")
PARAGRAPH_ID: Final = Rule("paragraph-id-out-of-range", "take w14:paraId out; Word gives new ones")
PARAGRAPH_ID_TWICE: Final = Rule("paragraph-id-twice", PARAGRAPH_ID.hint, Level.WARNING)

_BY_STYLE: Final = ("w:pStyle", "w:rStyle", "w:tblStyle", "w:basedOn", "w:next", "w:link")
_NOTES: Final = {
    "footnotes": ("w:footnote", "w:footnoteReference"),
    "endnotes": ("w:endnote", "w:endnoteReference"),
    "comments": ("w:comment", "w:commentReference"),
}
_W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def check_styles(subject: Subject) -> Iterator[Diagnostic]:
    """Check that each style in use is defined once."""
    tree = subject.related("styles")
    elements = tree.iter(qn("w:style")) if tree is not None else ()
    defined = Counter(element.get(qn("w:styleId"), "") for element in elements)
    part = next(iter(subject.package.related("styles")), subject.package.main)
    for name, times in defined.items():
        if times > 1:
            yield STYLE_TWICE.found(subject.place(part), f"{times} styles have the id {name}")
    yield from _check_style_references(subject, set(defined))


def _check_style_references(subject: Subject, defined: set[str]) -> Iterator[Diagnostic]:
    reported: set[str] = set()
    tags = [qn(tag) for tag in _BY_STYLE]
    for part, root in (*subject.stories(), *subject.around("styles", "numbering")):
        for element in root.iter(*tags):
            name = element.get(qn("w:val"), "")
            if name not in defined and name not in reported:
                reported.add(name)
                yield STYLE.found(subject.place(part, element), f"the style {name!r} is not defined")


def check_lists(subject: Subject) -> Iterator[Diagnostic]:
    """Check that each list number in use is defined and refers to an existing definition."""
    tree = subject.related("numbering")
    numbers = list(tree.iter(qn("w:num"))) if tree is not None else []
    defined = Counter(each.get(qn("w:numId"), "") for each in numbers)
    part = next(iter(subject.package.related("numbering")), subject.package.main)
    for number, times in defined.items():
        if times > 1:
            yield LIST_TWICE.found(subject.place(part), f"{times} lists have the number {number}")
    if tree is not None:
        yield from _check_list_definitions(subject, part, tree)
    yield from _check_list_references(subject, set(defined) | {"0"})


def _check_list_definitions(subject: Subject, part: str, tree: etree._Element) -> Iterator[Diagnostic]:
    abstract = {each.get(qn("w:abstractNumId")) for each in tree.iter(qn("w:abstractNum"))}
    for link in tree.iterfind(f"{qn('w:num')}/{qn('w:abstractNumId')}"):
        if link.get(qn("w:val")) not in abstract:
            what = f"a list uses the definition {link.get(qn('w:val'))}, which is not there"
            yield LIST.found(subject.place(part), what)


def _check_list_references(subject: Subject, defined: set[str]) -> Iterator[Diagnostic]:
    for part, root in (*subject.stories(), *subject.around("styles")):
        for setting in root.iter(qn("w:numPr")):
            number = setting.find(qn("w:numId"))
            if number is not None and number.get(qn("w:val")) not in defined:
                what = f"the list {number.get(qn('w:val'))} is not defined"
                yield LIST.found(subject.place(part, setting), what)


def check_notes(subject: Subject) -> Iterator[Diagnostic]:
    """Check that notes and comments in use exist once, and that notes have their separators."""
    for kind, (tag, reference) in _NOTES.items():
        tree = subject.related(kind)
        defined = list(tree.iter(qn(tag))) if tree is not None else []
        ids = Counter(note.get(qn("w:id"), "") for note in defined)
        for part, each in subject.each(reference):
            if each.get(qn("w:id"), "") not in ids:
                what = f"{kind.removesuffix('s')} {each.get(qn('w:id'))} is not there"
                yield NOTE.found(subject.place(part, each), what)
        if tree is None:
            continue
        part = subject.package.related(kind)[0]
        for number, times in ids.items():
            if times > 1:
                yield NOTE_TWICE.found(subject.place(part), f"{times} {kind} have the id {number}")
        missing = {"separator", "continuationSeparator"} - {note.get(qn("w:type")) for note in defined}
        if kind != "comments" and missing:
            what = f"the {kind} lack their {' and '.join(sorted(missing))}"
            yield SEPARATORS.found(subject.place(part), what)


def check_paragraph_ids(subject: Subject) -> Iterator[Diagnostic]:
    """Check that Word's ids of paragraphs are unique and between 1 and 0x7FFFFFFF (MS-DOCX 2.6.2.3)."""
    for part, root in subject.stories():
        if b":paraId=" not in subject.package.parts[part]:
            continue
        count: Counter[str] = Counter()
        for paragraph in root.iter(qn("w:p"), qn("w:tr")):
            number = paragraph.get(f"{_W14}paraId")
            if number is None:
                continue
            count[number] += 1
            if not is_paragraph_id(number):
                yield PARAGRAPH_ID.found(subject.place(part, paragraph), f"the paragraph has the id {number}")
            elif count[number] == 2:
                what = f"several paragraphs have the id {number}"
                yield PARAGRAPH_ID_TWICE.found(subject.place(part, paragraph), what)


def is_paragraph_id(number: str) -> bool:
    """Return whether ``number`` is eight hexadecimal digits in range.

    >>> is_paragraph_id("7FFFFFFF"), is_paragraph_id("80000000"), is_paragraph_id("12")
    (True, False, False)
    """
    if len(number) != 8 or not all(digit in "0123456789abcdefABCDEF" for digit in number):
        return False
    return 0 < int(number, 16) < 0x80000000
