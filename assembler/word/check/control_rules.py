"""Rules for content controls: unique ids, content of the right kind, valid dates and locks.

Word keeps only one of several controls with the same id (MS-OE376, sdt id). A text control may contain only
one paragraph (ISO/IEC 29500-1, 17.5.2). Microsoft's validator reports neither fault.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from lxml import etree

from assembler.diagnostics import Diagnostic
from assembler.diagnostics import document_structure as rules
from assembler.word.check.subject import Subject, value
from assembler.word.package.xml import qn

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
    """Check that the ids of controls fit in 32 bits and are unique in the document."""
    controls = [(part, each, value(each, "w:sdtPr/w:id")) for part, each in subject.iter_elements("w:sdt")]
    count = Counter(number for _, _, number in controls if number)
    for part, control, number in controls:
        name = describe_control(control)
        if count[number] > 1:
            location = subject.locate(part, control)
            yield rules.DUPLICATE_CONTROL_ID.at(location, count=count[number], id=number, control=name)
        elif number and not is_int32(number):
            yield rules.CONTROL_ID_OUT_OF_RANGE.at(subject.locate(part, control), id=number, control=name)


def is_int32(number: str) -> bool:
    """Return whether ``number`` represents a signed 32-bit integer.

    >>> is_int32("-2147483648"), is_int32("2147483648"), is_int32("x")
    (True, False, False)
    """
    return re.fullmatch(r"-?\d{1,10}", number) is not None and -(2**31) <= int(number) < 2**31


def describe_control(control: etree._Element) -> str:
    """Return a description of a control for messages, with its title or, if it has none, its tag."""
    named = value(control, "w:sdtPr/w:alias") or value(control, "w:sdtPr/w:tag")
    return f"the content control “{named}”" if named else "a content control without a title"


def check_control_content(subject: Subject) -> Iterator[Diagnostic]:
    """Check that each control has content, and that text controls have at most one paragraph."""
    for part, control in subject.iter_elements("w:sdt"):
        content, name = control.find(qn("w:sdtContent")), describe_control(control)
        if content is None:
            yield rules.CONTROL_WITHOUT_CONTENT.at(subject.locate(part, control), control=name)
        elif len(content) == 0:
            yield rules.EMPTY_CONTROL.at(subject.locate(part, control), control=name)
        elif (
            control.find(f"{qn('w:sdtPr')}/{qn('w:text')}") is not None
            and len(content.findall(qn("w:p"))) > 1
        ):
            yield rules.TEXT_CONTROL_WITH_PARAGRAPHS.at(subject.locate(part, control), control=name)


def check_control_properties(subject: Subject) -> Iterator[Diagnostic]:
    """Check that the locks, dates, types, list items and bindings of controls are valid."""
    for part, control in subject.iter_elements("w:sdt"):
        yield from _check_lock(subject, part, control)
        yield from _check_type(subject, part, control)
        yield from _check_items(subject, part, control)


def _check_lock(subject: Subject, part: str, control: etree._Element) -> Iterator[Diagnostic]:
    lock, name = value(control, "w:sdtPr/w:lock"), describe_control(control)
    if lock and lock not in LOCKS:
        yield rules.UNKNOWN_LOCK.at(subject.locate(part, control), control=name, lock=lock)
    binding = control.find(f"{qn('w:sdtPr')}/{qn('w:dataBinding')}")
    if binding is not None and not binding.get(qn("w:xpath")):
        yield rules.BINDING_WITHOUT_PATH.at(subject.locate(part, control), control=name)


def _check_type(subject: Subject, part: str, control: etree._Element) -> Iterator[Diagnostic]:
    properties, name = control.find(qn("w:sdtPr")), describe_control(control)
    kinds = [child for child in properties if child.tag in KIND_TAGS] if properties is not None else []
    if len(kinds) > 1:
        types = " and ".join(etree.QName(kind).localname for kind in kinds)
        yield rules.CONTROL_WITH_SEVERAL_TYPES.at(subject.locate(part, control), control=name, types=types)
    for date in (kind for kind in kinds if kind.tag == qn("w:date")):
        full = date.get(qn("w:fullDate"))
        if full is not None and not _DATE.fullmatch(full):
            yield rules.INVALID_CONTROL_DATE.at(subject.locate(part, control), control=name, date=full)


def _check_items(subject: Subject, part: str, control: etree._Element) -> Iterator[Diagnostic]:
    items, name = control.findall(f"{qn('w:sdtPr')}/*/{qn('w:listItem')}"), describe_control(control)
    for attribute in ("w:value", "w:displayText"):
        count = Counter(item.get(qn(attribute)) for item in items)
        for text, times in count.items():
            if text and times > 1:
                location = subject.locate(part, control)
                yield rules.DUPLICATE_LIST_ITEM.at(location, control=name, item=text, count=times)
