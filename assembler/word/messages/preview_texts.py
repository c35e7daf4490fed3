"""Text of a preview: the content of comments, and the list of messages without a comment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from lxml import etree

from assembler.word.package.package import Package
from assembler.word.package.xml import W, parse, qn, serialise

ATTRIBUTE_LABELS: Final[Mapping[str, str]] = {
    "alias": "title of the control", "tag": "tag of the control", "listItem": "an answer to choose from",
    "docPr": "alt text", "cNvPr": "alt text", "tblCaption": "title of the table",
    "tblDescription": "alt text of the table",
}  # fmt: skip
"""Maps an element's name to a label for the attribute that contains its text."""
_AUTHOR: Final = "Assembler"
_LANGUAGE: Final = "en-GB"
_SMALL: Final = "18"
"""Font size in half-points: 9 points."""


def build_comment(number: str, lines: Sequence[str]) -> etree._Element:
    """Return the entry of a comment in the comments part.

    ``number`` is the id of the comment. The first of ``lines`` is the name of the message.
    """
    comment = etree.Element(qn("w:comment"), nsmap={"w": W})
    for name, value in (("id", number), ("author", _AUTHOR), ("initials", "A")):
        comment.set(qn(f"w:{name}"), value)
    for index, line in enumerate(lines):
        comment.append(_build_paragraph(line, bold=index == 0))
    reference = etree.Element(qn("w:r"))
    etree.SubElement(reference, qn("w:annotationRef"))
    comment[0].insert(0, reference)
    return comment


def build_comment_reference(number: str) -> etree._Element:
    """Return the run in the text that refers to the comment with the id ``number``."""
    run = etree.Element(qn("w:r"))
    etree.SubElement(run, qn("w:commentReference")).set(qn("w:id"), number)
    return run


def build_list(heading: str, entries: Sequence[tuple[str, str, Sequence[str]]]) -> list[etree._Element]:
    """Return paragraphs with ``heading`` and the location, name and lines of each entry.

    If there are no entries, the result is empty.
    """
    if not entries:
        return []
    top = _build_paragraph(heading, bold=True, size="28")
    etree.SubElement(_get_properties(top), qn("w:pageBreakBefore"))
    paragraphs = [top]
    previous = ""
    for where, name, lines in sorted(entries, key=lambda entry: entry[0]):
        if where and where != previous:
            paragraphs.append(_build_paragraph(where, bold=True, size="22"))
        previous = where
        paragraphs.append(_build_paragraph(" · ".join((name, *lines))))
    return paragraphs


def append_list(package: Package, heading: str, entries: Sequence[tuple[str, str, Sequence[str]]]) -> Package:
    """Return ``package`` with the list from ``build_list`` at the end of its body.

    ``heading`` and ``entries`` are as in ``build_list``.
    """
    root = parse(package.parts[package.main])
    append_to_body(root, build_list(heading, entries))
    return package.with_parts({package.main: serialise(root)})


def append_to_body(root: etree._Element, paragraphs: Sequence[etree._Element]) -> None:
    """Append ``paragraphs`` to the body in ``root``, before the properties of the last section."""
    body = root.find(qn("w:body"))
    if body is None:
        return
    last = len(body) - 1 if len(body) and body[-1].tag == qn("w:sectPr") else len(body)
    body[last:last] = paragraphs


def _get_properties(paragraph: etree._Element) -> etree._Element:
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        properties = etree.Element(qn("w:pPr"))
        paragraph.insert(0, properties)
    return properties


def _build_paragraph(text: str, *, bold: bool = False, size: str = _SMALL) -> etree._Element:
    paragraph = etree.Element(qn("w:p"), nsmap={"w": W})
    run = etree.SubElement(paragraph, qn("w:r"))
    properties = etree.SubElement(run, qn("w:rPr"))
    if bold:
        etree.SubElement(properties, qn("w:b"))
    for name in ("sz", "szCs"):
        etree.SubElement(properties, qn(f"w:{name}")).set(qn("w:val"), size)
    etree.SubElement(properties, qn("w:lang")).set(qn("w:val"), _LANGUAGE)
    text_element = etree.SubElement(run, qn("w:t"))
    text_element.text = text
    text_element.set(qn("xml:space"), "preserve")
    return paragraph
