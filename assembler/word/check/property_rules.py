"""Rules for document properties and language tags: unique names, W3C dates and well-formed tags.

Word refuses a file with a duplicate core property or a date in another format (OPC part 2, 11.2).
Microsoft's validator does not check ``docProps/core.xml``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from lxml import etree

from assembler.diagnostics import Diagnostic
from assembler.diagnostics import document_contents as rules
from assembler.word.check.subject import Subject
from assembler.word.package.whole_numbers import parse_whole_number
from assembler.word.package.xml import qn

_DATES: Final = ("{http://purl.org/dc/terms/}created", "{http://purl.org/dc/terms/}modified")
_TYPE: Final = "{http://www.w3.org/2001/XMLSchema-instance}type"
_W3C: Final = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?")
_TAG: Final = re.compile(
    r"[A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?(-([A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*"
    r"|x-none|[0-9A-Fa-f]{4}"
)


def check_core_properties(subject: Subject) -> Iterator[Diagnostic]:
    """Check that there is only one core properties part, with unique properties and W3C dates."""
    parts = subject.package.related("core-properties", "")
    if len(parts) > 1:
        yield rules.DUPLICATE_PROPERTY.at(subject.locate("_rels/.rels"), "several parts", count=len(parts))
    tree = subject.trees.get(subject.package.core_properties)
    if tree is None:
        return
    location = subject.locate(subject.package.core_properties)
    for tag, times in Counter(str(each.tag) for each in tree.iterchildren(etree.Element)).items():
        if times > 1:
            yield rules.DUPLICATE_PROPERTY.at(location, name=etree.QName(tag).localname, count=times)
    for date in tree.iterchildren(*_DATES):
        name, text = etree.QName(date).localname, date.text or ""
        if not is_w3c_date(text):
            yield rules.INVALID_PROPERTY_DATE.at(location, name=name, date=text)
        elif date.get(_TYPE, "").rpartition(":")[2] != "W3CDTF":
            yield rules.INVALID_PROPERTY_DATE.at(location, "no type", name=name)


def is_w3c_date(text: str) -> bool:
    """Return whether ``text`` is a date as core properties require it (W3C note on date formats).

    >>> is_w3c_date("2026-03-12T09:30:00Z"), is_w3c_date("12 March 2026")
    (True, False)
    """
    return _W3C.fullmatch(text.strip()) is not None


def check_custom_properties(subject: Subject) -> Iterator[Diagnostic]:
    """Check that custom properties have unique names and unique numbers, starting at 2."""
    for part in subject.package.related("custom-properties", ""):
        tree = subject.trees.get(part)
        properties = list(tree.iterchildren(etree.Element)) if tree is not None else []
        names = Counter(each.get("name", "").lower() for each in properties)
        numbers = Counter(each.get("pid", "") for each in properties)
        for name, times in names.items():
            if times > 1:
                yield rules.DUPLICATE_PROPERTY.at(subject.locate(part), name=name, count=times)
        for number, times in numbers.items():
            if times > 1:
                yield rules.INVALID_PROPERTY_NUMBER.at(subject.locate(part), number=number, count=times)
            elif (parse_whole_number(number) or 0) < 2:
                yield rules.INVALID_PROPERTY_NUMBER.at(subject.locate(part), "too low", number=number)


def check_language_tags(subject: Subject) -> Iterator[Diagnostic]:
    """Check that the language tags in the text, styles, settings and lists are well-formed (BCP 47)."""
    reported: set[str] = set()
    for part, root in (*subject.iter_stories(), *subject.iter_related("styles", "settings", "numbering")):
        for element in root.iter(qn("w:lang"), qn("w:themeFontLang")):
            for tag in map(str, element.values()):
                if tag and not is_language_tag(tag) and tag not in reported:
                    reported.add(tag)
                    yield rules.INVALID_LANGUAGE_TAG.at(subject.locate(part, element), tag=tag)


def is_language_tag(tag: str) -> bool:
    """Return whether ``tag`` is a well-formed language tag; Word also accepts old numeric ids ("0413").

    >>> [is_language_tag(each) for each in ("nl-NL", "sr-Latn-RS", "Dutch", "nl_NL", "")]
    [True, True, False, False, False]
    """
    return _TAG.fullmatch(tag) is not None
