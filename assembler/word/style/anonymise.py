"""Removes hidden personal data from a document that will be published.

Visible text is a matter of the template; this module removes what is hidden but can be found in the file
(rule R24): authors in the properties, comments and their authors, custom properties, custom XML, and the ids
of Word's editing sessions.
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


def remove_traces(package: Package) -> Package:
    """Remove authors, comments, custom properties, custom XML and the ids of editing sessions.

    TemplateError if there are tracked changes: each names its author, and only a person can decide which to
    accept.
    """
    clean = remove_related_parts(remove_related_parts(package, (*_COMMENTS, "customXml")), _PACKAGE, "")
    named = (*clean.text_parts(), *clean.related("settings"), *clean.related("extended-properties", ""))
    changed = {name: data for name in dict.fromkeys(named) if (data := _clean(clean, name)) is not None}
    return clean.with_parts(changed)


def remove_comments(package: Package) -> Package:
    """Remove comments, their authors, and their anchors in the text."""
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
    """Return the part without personal data; None if there is nothing to remove."""
    root = parse(package.parts[name])
    if any(element.get(qn(_SIGNED)) for element in root.iter(etree.Element)):
        what = f"the part {name} has tracked changes, and each names its author"
        raise TemplateError(what, location=package.name, hint="accept or reject them in Word, and save")
    personal = _find_personal_data(root)
    for element in personal:
        detach(element)
    return serialise(root) if personal else None


def _find_personal_data(root: etree._Element) -> list[etree._Element]:
    marks = [element for mark in _MARKS for element in root.iter(qn(mark))]
    return marks + [each for each in root if etree.QName(each).localname in _AUTHORS]
