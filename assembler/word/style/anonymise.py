"""A document that goes out to everybody: nothing in its file tells who made it, or from what.

What people see is the template's affair; here goes what they do not see and others find (rule R24): authors
in the properties, comments with their writers, custom properties, custom XML, the marks that one session of
Word leaves behind.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from assembler.errors import TemplateError
from assembler.word.package.copy_parts import remove_related_parts
from assembler.word.package.package import Package
from assembler.word.package.xml import detach, parse, qn, serialise

_COMMENTS: Final = ("comments", "commentsExtended", "commentsIds", "commentsExtensible", "people")
_PACKAGE: Final = ("custom-properties",)
_ANCHORS: Final = ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference")
_MARKS: Final = (*_ANCHORS, "w:rsids")
_AUTHORS: Final = ("creator", "lastModifiedBy", "Manager", "Company")
_SIGNED: Final = "w:author"


def without_traces(package: Package) -> Package:
    """``package`` without authors, comments, custom properties, custom XML and marks of editing sessions.

    TemplateError where changes are still tracked: each names its author, and nobody but people can say which
    of them are meant.
    """
    clean = remove_related_parts(remove_related_parts(package, (*_COMMENTS, "customXml")), _PACKAGE, "")
    named = (*clean.text_parts(), *clean.related("settings"), *clean.related("extended-properties", ""))
    changed = {name: data for name in dict.fromkeys(named) if (data := _clean(clean, name)) is not None}
    return clean.with_parts(changed)


def without_comments(package: Package) -> Package:
    """``package`` without comments, their writers, and the marks in the text that they refer to."""
    clean = remove_related_parts(package, _COMMENTS)
    changed: dict[str, bytes] = {}
    for name in clean.text_parts():
        root = parse(clean.parts[name])
        anchors = list(root.iter(*map(qn, _ANCHORS)))
        for anchor in anchors:
            detach(anchor)
        if anchors:
            changed[name] = serialise(root)
    return clean.with_parts(changed) if clean.parts != package.parts or changed else package


def _clean(package: Package, name: str) -> bytes | None:
    """The part without what tells of people; None where nothing had to go."""
    root = parse(package.parts[name])
    if any(element.get(qn(_SIGNED)) for element in root.iter(etree.Element)):
        what = f"its part {name} holds tracked changes, and each names its author"
        raise TemplateError(what, location=package.name, hint="accept or reject them in Word, and save")
    telling = list(_telling(root))
    for element in telling:
        detach(element)
    return serialise(root) if telling else None


def _telling(root: etree._Element) -> list[etree._Element]:
    marks = [element for mark in _MARKS for element in root.iter(qn(mark))]
    return marks + [each for each in root if etree.QName(each).localname in _AUTHORS]
