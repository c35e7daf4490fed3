"""The words of a preview: the text of a comment, and the list of messages that can carry none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from lxml import etree

from assembler.word.package.package import Package
from assembler.word.package.xml import W, parse, qn, serialise

NEAR: Final[Mapping[str, str]] = {
    "alias": "title of the control", "tag": "tag of the control", "listItem": "an answer to choose from",
    "docPr": "alt text", "cNvPr": "alt text", "tblCaption": "title of the table",
    "tblDescription": "alt text of the table",
}  # fmt: skip
"""What an attribute of an element of this name is, in words."""
_AUTHOR: Final = "Assembler"
_LANGUAGE: Final = "en-GB"
_SMALL: Final = "18"
"""9 points, in half points."""


def comment(number: str, lines: Sequence[str]) -> etree._Element:
    """The entry of a comment: the first of ``lines`` is its name."""
    made = etree.Element(qn("w:comment"), nsmap={"w": W})
    for name, value in (("id", number), ("author", _AUTHOR), ("initials", "A")):
        made.set(qn(f"w:{name}"), value)
    for at, line in enumerate(lines):
        made.append(_paragraph(line, bold=at == 0))
    first = made[0]
    mark = etree.Element(qn("w:r"))
    etree.SubElement(mark, qn("w:annotationRef"))
    first.insert(0, mark)
    return made


def text_of_comment(number: str) -> etree._Element:
    """The run by which a comment hangs in the text."""
    run = etree.Element(qn("w:r"))
    etree.SubElement(run, qn("w:commentReference")).set(qn("w:id"), number)
    return run


def listed(heading: str, entries: Sequence[tuple[str, str, Sequence[str]]]) -> list[etree._Element]:
    """Paragraphs with ``heading`` and, for each entry, where it stands, its name and its lines."""
    if not entries:
        return []
    top = _paragraph(heading, bold=True, size="28")
    etree.SubElement(_properties(top), qn("w:pageBreakBefore"))
    made = [top]
    before = ""
    for where, name, lines in sorted(entries, key=lambda entry: entry[0]):
        if where and where != before:
            made.append(_paragraph(where, bold=True, size="22"))
        before = where
        made.append(_paragraph(" · ".join((name, *lines))))
    return made


def listed_apart(
    package: Package, heading: str, entries: Sequence[tuple[str, str, Sequence[str]]]
) -> Package:
    """``package`` with what ``listed`` makes at the end of its body."""
    root = parse(package.parts[package.main])
    append(root, listed(heading, entries))
    return package.with_parts({package.main: serialise(root)})


def append(root: etree._Element, paragraphs: Sequence[etree._Element]) -> None:
    """Put ``paragraphs`` at the end of the body in ``root``, before the last section's properties."""
    body = root.find(qn("w:body"))
    if body is None:
        return
    last = len(body) - 1 if len(body) and body[-1].tag == qn("w:sectPr") else len(body)
    body[last:last] = paragraphs


def _properties(paragraph: etree._Element) -> etree._Element:
    found = paragraph.find(qn("w:pPr"))
    if found is None:
        found = etree.Element(qn("w:pPr"))
        paragraph.insert(0, found)
    return found


def _paragraph(text: str, *, bold: bool = False, size: str = _SMALL) -> etree._Element:
    paragraph = etree.Element(qn("w:p"), nsmap={"w": W})
    run = etree.SubElement(paragraph, qn("w:r"))
    properties = etree.SubElement(run, qn("w:rPr"))
    if bold:
        etree.SubElement(properties, qn("w:b"))
    for name in ("sz", "szCs"):
        etree.SubElement(properties, qn(f"w:{name}")).set(qn("w:val"), size)
    etree.SubElement(properties, qn("w:lang")).set(qn("w:val"), _LANGUAGE)
    said = etree.SubElement(run, qn("w:t"))
    said.text = text
    said.set(qn("xml:space"), "preserve")
    return paragraph
