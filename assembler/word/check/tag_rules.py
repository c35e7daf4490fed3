"""Rules against template tags left over in text, titles, links and alternative texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from lxml import etree

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.document_contents import LEFTOVER_TAG
from assembler.word.check.subject import Subject
from assembler.word.package.xml import qn

TEXT_SEPARATOR: Final = "\0"
"""Separator between two texts of one run; no text can contain it."""
_TAG: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\{\{|\{%|\{#|%\}|#\}", re.DOTALL)
_PARAGRAPHS: Final = (qn("w:p"), "{http://schemas.openxmlformats.org/drawingml/2006/main}p")
_TEXTS: Final = (
    qn("w:t"), qn("w:delText"), qn("w:instrText"), qn("w:tab"), qn("w:br"),
    "{http://schemas.openxmlformats.org/drawingml/2006/main}t",
)  # fmt: skip


def check_leftover_tags(subject: Subject) -> Iterator[Diagnostic]:
    """Check that no text or attribute contains ``{{``, ``{%`` or ``{#``; custom XML is not checked.

    A delimiter that is split into two texts of one run is allowed, because a person typed it
    (``word.render.literal_braces``).
    """
    for part, root in subject.trees.items():
        data = subject.package.parts[part]
        if part.startswith("customXml/") or not (b"{" in data or b"%7B" in data):
            continue
        for paragraph in root.iter(*_PARAGRAPHS):
            for tag in _TAG.findall(read_own_text(paragraph, between=TEXT_SEPARATOR)):
                yield LEFTOVER_TAG.at(subject.locate(part, paragraph), tag=_shorten(tag))
        for element in root.iter(etree.Element):
            yield from _check_attributes(subject, part, element)


def read_own_text(paragraph: etree._Element, *, between: str = "") -> str:
    """Return the text of a paragraph, excluding its text boxes.

    ``between`` is inserted between successive texts of one run.
    """
    pieces = []
    for each in paragraph.iter(*_TEXTS):
        if next(each.iterancestors(*_PARAGRAPHS), None) is paragraph:
            before = each.getprevious()
            joint = between if before is not None and before.tag == each.tag == qn("w:t") else ""
            pieces.append(joint + (each.text or " "))
    return "".join(pieces)


def _check_attributes(subject: Subject, part: str, element: etree._Element) -> Iterator[Diagnostic]:
    texts = [unquote(str(each)) for each in element.values()]
    if element.tag not in _TEXTS and element.text:
        texts.append(element.text)
    for tag in (tag for text in texts if "{" in text for tag in _TAG.findall(text)):
        location, name = subject.locate(part, element), etree.QName(element).localname
        yield LEFTOVER_TAG.at(location, "in an attribute", tag=_shorten(tag), element=name)


def _shorten(tag: str) -> str:
    return tag if len(tag) <= 60 else f"{tag[:59]}…"
