"""Rules for content controls: unique ids, content of the right kind, valid dates and locks.

Word keeps only one of several controls with the same id (MS-OE376, sdt id). A text control may contain only
one paragraph (ISO/IEC 29500-1, 17.5.2). Microsoft's validator reports neither error.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from lxml import etree

from assembler.diagnostics import Diagnostic
from assembler.diagnostics import document_markup as rules
from assembler.diagnostics.rule import Rule
from assembler.word.check.checked_document import Subject
from assembler.word.check.controls import Control, for_controls
from assembler.word.package.xml import qn

LOCKS: Final = {"sdtLocked", "contentLocked", "unlocked", "sdtContentLocked"}
W14: Final = "http://schemas.microsoft.com/office/word/2010/wordml"
KIND_TAGS: Final = {
    *(qn(f"w:{name}") for name in ("text", "richText", "comboBox", "dropDownList", "date", "picture")),
    *(qn(f"w:{name}") for name in ("group", "equation", "citation", "bibliography")),
    *(qn(f"w:{name}") for name in ("docPartObj", "docPartList")),
    f"{{{W14}}}checkbox",
}  # fmt: skip
_ID: Final = qn("w:id")
_LOCK: Final = qn("w:lock")
_BINDING: Final = qn("w:dataBinding")
_TEXT: Final = qn("w:text")
_DATE_CONTROL: Final = qn("w:date")
_ITEM: Final = qn("w:listItem")
_DATE: Final = re.compile(
    r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?)?"
)


@for_controls
def check_control_ids(subject: Subject, controls: Sequence[Control]) -> Iterator[Diagnostic]:
    """Check that the ids of controls fit in 32 bits and are unique in the document."""
    count = Counter(control.value(_ID) for control in controls)
    for control in controls:
        number = control.value(_ID)
        if number and count[number] > 1:
            location, name = subject.locate(control.element), control.describe()
            yield rules.DUPLICATE_CONTROL_ID.at(location, count=count[number], id=number, control=name)
        elif number and not is_int32(number):
            location, name = subject.locate(control.element), control.describe()
            yield rules.CONTROL_ID_OUT_OF_RANGE.at(location, id=number, control=name)


def is_int32(number: str) -> bool:
    """Return whether ``number`` represents a signed 32-bit integer.

    >>> is_int32("-2147483648"), is_int32("2147483648"), is_int32("x")
    (True, False, False)
    """
    return re.fullmatch(r"-?\d{1,10}", number) is not None and -(2**31) <= int(number) < 2**31


@for_controls
def check_control_content(subject: Subject, controls: Sequence[Control]) -> Iterator[Diagnostic]:
    """Check that a control has content, and that a text control has at most one paragraph."""
    for control in controls:
        content, rule = control.content, None
        if content is None:
            rule = rules.CONTROL_WITHOUT_CONTENT
        elif len(content) == 0:
            rule = rules.EMPTY_CONTROL
        elif _TEXT in control.settings and sum(1 for _ in content.iterchildren(qn("w:p"))) > 1:
            rule = rules.TEXT_CONTROL_WITH_PARAGRAPHS
        if rule:
            yield rule.at(subject.locate(control.element), control=control.describe())


@for_controls
def check_control_properties(subject: Subject, controls: Sequence[Control]) -> Iterator[Diagnostic]:
    """Check that the lock, date, type, list items and binding of a control are valid."""
    for control in controls:
        for rule, fields in _find_violations(control):
            yield rule.at(subject.locate(control.element), control=control.describe(), **fields)


def _find_violations(control: Control) -> Iterator[tuple[Rule, dict[str, str | int]]]:
    """Yield a pair for each rule that ``control`` violates: the rule and the fields of its message."""
    lock = control.value(_LOCK)
    if lock and lock not in LOCKS:
        yield rules.UNKNOWN_LOCK, {"lock": lock}
    binding = control.settings.get(_BINDING)
    if binding is not None and not binding.get(qn("w:xpath")):
        yield rules.BINDING_WITHOUT_PATH, {}
    kinds = [child for child in control.properties if child.tag in KIND_TAGS]
    if len(kinds) > 1:
        types = " and ".join(etree.QName(kind).localname for kind in kinds)
        yield rules.CONTROL_WITH_SEVERAL_TYPES, {"types": types}
    for kind in kinds:
        date = kind.get(qn("w:fullDate")) if kind.tag == _DATE_CONTROL else None
        if date is not None and not _DATE.fullmatch(date):
            yield rules.INVALID_CONTROL_DATE, {"date": date}
    items = [item for kind in kinds for item in kind.iterchildren(_ITEM)]
    for attribute in (qn("w:value"), qn("w:displayText")) if items else ():
        for text, count in Counter(item.get(attribute, "") for item in items).items():
            if text and count > 1:
                yield rules.DUPLICATE_LIST_ITEM, {"item": text, "count": count}
