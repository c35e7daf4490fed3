"""Remove hidden personal data from documents that will be published.

This module removes data that is hidden in the file (rule R24 in ``docs/rules.md``): the authors in the
properties, comments with their authors, custom properties, custom XML, and the numbers of Word’s editing
sessions. Personal data in the visible text is not removed.
"""

from __future__ import annotations

from collections.abc import Iterator
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
_SESSION: Final = qn("w:rsid")


def remove_traces(package: Package) -> Package:
    """Return ``package`` without hidden personal data.

    The authors, comments, custom properties, custom XML and numbers of editing sessions are removed. Raises
    TemplateError if there are tracked changes. Each contains the name of its author, and only a person can
    decide whether to accept it.
    """
    clean = remove_related_parts(remove_related_parts(package, (*_COMMENTS, "customXml")), _PACKAGE, "")
    names = (*clean.text_parts(), *clean.related("settings"), *clean.related("extended-properties", ""))
    changed = {name: data for name in dict.fromkeys(names) if (data := _clean_part(clean, name)) is not None}
    return clean.with_parts(changed)


def remove_comments(package: Package) -> Package:
    """Return ``package`` without comments, their authors, and their anchors in the text."""
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


def _clean_part(package: Package, name: str) -> bytes | None:
    """Return the part ``name`` with its personal data removed, or None if it contains none.

    Raises TemplateError if the part contains tracked changes.
    """
    root = parse(package.parts[name])
    if any(element.get(qn(_SIGNED)) for element in root.iter(etree.Element)):
        what = f"the part {name} contains tracked changes, which include the names of their authors"
        hint = "accept or reject the changes in Word, and save the file"
        raise TemplateError(what, location=package.name, hint=hint)
    personal = _find_personal_data(root)
    for element in personal:
        detach(element)
    sessions = list(_iter_session_numbers(root))
    for element, name in sessions:
        del element.attrib[name]
    return serialise(root) if personal or sessions else None


def _iter_session_numbers(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Yield each attribute that contains the number of an editing session, and its element."""
    for element in root.iter(etree.Element):
        for name in element.keys():  # noqa: SIM118 - an element is no mapping
            if name.startswith(_SESSION):
                yield element, name


def _find_personal_data(root: etree._Element) -> list[etree._Element]:
    marks = [element for mark in _MARKS for element in root.iter(qn(mark))]
    return marks + [child for child in root if etree.QName(child).localname in _AUTHORS]
