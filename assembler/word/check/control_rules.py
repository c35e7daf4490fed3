"""Rules for content controls: unique ids, content of the right kind, valid dates and locks.

Word keeps only one of several controls with the same id (MS-OE376, sdt id), and a text control may contain
only one paragraph (ISO/IEC 29500-1, 17.5.2). Microsoft's validator reports neither.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from lxml import etree

from assembler.diagnostics import Diagnostic
from assembler.word.check.subject import Rule, Subject, value
from assembler.word.package.xml import qn

ID_TWICE: Final = Rule(
    "control-id-twice", "give each control an id of its own: delete it in Word and insert it again"
)
ID_RANGE: Final = Rule("control-id-out-of-range", "give the control an id of 32 bits")
EMPTY: Final = Rule("empty-control", "put a run or a paragraph into the control, or delete it")
NO_CONTENT: Final = Rule("control-without-content", "delete the control, or give it content")
LOCK: Final = Rule("unknown-lock", "use sdtLocked, contentLocked or sdtContentLocked")
DATE: Final = Rule("control-date-not-iso", "write the date of the control like 2026-03-12T00:00:00Z")
KINDS: Final = Rule("control-of-two-kinds", "leave one kind: text, list, date, check box or another")
ITEMS: Final = Rule("list-item-twice", "give each item a value and a label of its own")
TEXT: Final = Rule("text-control-with-paragraphs", "make it rich text, or leave one paragraph in it")
BINDING: Final = Rule("binding-without-path", "say which element the control is bound to, or unbind it")

LOCKS: Final = {"sdtLocked", "contentLocked", "unlocked", "sdtContentLocked"}
W14: Final = "http://schemas.microsoft.com/office/word/2010/wordml"
KIND_TAGS: Final = {
    *(qn(f"w:{name}") for name in ("text", "richText", "comboBox", "dropDownList", "date", "picture")),
    *(qn(f"w:{name}") for name in ("group", "equation", "citation", "bibliography")),
    *(qn(f"w:{name}") for name in ("docPartObj", "docPartList")),
    f"{{{W14}}}checkbox",
}  # fmt: skip
_DATE: Final = re.compile(
    r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?)?"
)


def check_control_ids(subject: Subject) -> Iterator[Diagnostic]:
    """Check that the ids of controls fit into 32 bits and are unique in the document."""
    found = [(part, each, value(each, "w:sdtPr/w:id")) for part, each in subject.each("w:sdt")]
    count = Counter(number for _, _, number in found if number)
    for part, control, number in found:
        if count[number] > 1:
            what = f"{count[number]} controls have the id {number}"
            yield ID_TWICE.found(
                subject.place(part, control), f"{what}; this one is {describe_control(control)}"
            )
        elif number and not is_32_bits(number):
            what = f"the id {number} of {describe_control(control)} is no number of 32 bits"
            yield ID_RANGE.found(subject.place(part, control), what)


def is_32_bits(number: str) -> bool:
    """Return whether ``number`` is a signed integer of 32 bits.

    >>> is_32_bits("-2147483648"), is_32_bits("2147483648"), is_32_bits("x")
    (True, False, False)
    """
    return re.fullmatch(r"-?\d{1,10}", number) is not None and -(2**31) <= int(number) < 2**31


def describe_control(control: etree._Element) -> str:
    """Return how messages refer to a control: by its title, or else by its tag."""
    named = value(control, "w:sdtPr/w:alias") or value(control, "w:sdtPr/w:tag")
    return f"the control {named!r}" if named else "a control without a title"


def check_control_content(subject: Subject) -> Iterator[Diagnostic]:
    """Check that each control has content, and a text control at most one paragraph."""
    for part, control in subject.each("w:sdt"):
        content = control.find(qn("w:sdtContent"))
        if content is None:
            yield NO_CONTENT.found(
                subject.place(part, control), f"{describe_control(control)} has no content"
            )
        elif len(content) == 0:
            yield EMPTY.found(subject.place(part, control), f"{describe_control(control)} is empty")
        elif _is_text_control(control) and len(content.findall(qn("w:p"))) > 1:
            what = f"{describe_control(control)} is for text, but holds several paragraphs"
            yield TEXT.found(subject.place(part, control), what)


def _is_text_control(control: etree._Element) -> bool:
    return control.find(f"{qn('w:sdtPr')}/{qn('w:text')}") is not None


def check_control_properties(subject: Subject) -> Iterator[Diagnostic]:
    """Check that locks, dates, types, list items and bindings of controls are valid."""
    for part, control in subject.each("w:sdt"):
        for rule, what in (*_check_lock(control), *_check_type(control), *_check_items(control)):
            yield rule.found(subject.place(part, control), f"{describe_control(control)}: {what}")


def _check_lock(control: etree._Element) -> Iterator[tuple[Rule, str]]:
    lock = value(control, "w:sdtPr/w:lock")
    if lock and lock not in LOCKS:
        yield LOCK, f"the lock {lock!r} is unknown"
    binding = control.find(f"{qn('w:sdtPr')}/{qn('w:dataBinding')}")
    if binding is not None and not binding.get(qn("w:xpath")):
        yield BINDING, "it is bound to data without a path"


def _check_type(control: etree._Element) -> Iterator[tuple[Rule, str]]:
    properties = control.find(qn("w:sdtPr"))
    kinds = [child for child in properties if child.tag in KIND_TAGS] if properties is not None else []
    if len(kinds) > 1:
        yield KINDS, f"it is {' and '.join(etree.QName(kind).localname for kind in kinds)} at once"
    for date in (kind for kind in kinds if kind.tag == qn("w:date")):
        full = date.get(qn("w:fullDate"))
        if full is not None and not _DATE.fullmatch(full):
            yield DATE, f"its date is {full!r}"


def _check_items(control: etree._Element) -> Iterator[tuple[Rule, str]]:
    items = control.findall(f"{qn('w:sdtPr')}/*/{qn('w:listItem')}")
    for attribute in ("w:value", "w:displayText"):
        count = Counter(item.get(qn(attribute)) for item in items)
        for text, times in count.items():
            if text and times > 1:
                yield ITEMS, f"{text!r} stands {times} times in its list"
