"""Joins the runs that Word has split: equal neighbours, and the runs of each tag of a template."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from lxml import etree

from assembler.word.package.xml import XML, detach, qn

_TAG: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_RUN, _TEXT, _PROPERTIES, _CODE = qn("w:r"), qn("w:t"), qn("w:rPr"), qn("w:instrText")
_TEXTS: Final = {
    _TEXT, *(qn(f"w:{name}") for name in ("tab", "br", "cr", "noBreakHyphen", "softHyphen", "sym")),
}  # fmt: skip


def join_tags(paragraph: etree._Element) -> None:
    """Move each tag that is split over neighbouring runs into the run in which it begins.

    Tabs and line breaks end a group of runs: no tag contains one.
    """
    for group in _groups(paragraph):
        texts = [_text(run) for run in group]
        moved = move_tags(texts)
        for run, before, after in zip(group, texts, moved, strict=True):
            if before != after:
                _set_text(run, after)


def move_tags(texts: list[str]) -> list[str]:
    """Return the texts of runs with each tag moved into the one in which it begins.

    >>> move_tags(["Dear {", "{ city", "_name }} of", " Europe"])
    ['Dear {{ city_name }}', '', ' of', ' Europe']
    """
    owners = [index for index, text in enumerate(texts) for _ in text]
    joined = "".join(texts)
    for tag in _TAG.finditer(joined):
        owners[tag.start() : tag.end()] = [owners[tag.start()]] * (tag.end() - tag.start())
    moved: list[list[str]] = [[] for _ in texts]
    for owner, letter in zip(owners, joined, strict=True):
        moved[owner].append(letter)
    return ["".join(letters) for letters in moved]


def _groups(paragraph: etree._Element) -> Iterator[list[etree._Element]]:
    """Yield groups of neighbouring runs with only text."""
    for parent in (paragraph, *paragraph.iter(qn("w:hyperlink"), qn("w:ins"), qn("w:sdtContent"))):
        group: list[etree._Element] = []
        for child in [*parent.iterchildren("*"), None]:
            plain = child is not None and child.tag == _RUN and _kinds(child) <= {_TEXT}
            if child is not None and plain:
                group.append(child)
            else:
                if len(group) > 1:
                    yield group
                group = []


def _kinds(run: etree._Element) -> set[str]:
    """Return the element names of a run's content, without its properties."""
    return {str(child.tag) for child in run.iterchildren("*")} - {_PROPERTIES}


def _text(run: etree._Element) -> str:
    return "".join(visible_text(text) for text in run.iterchildren(_TEXT))


def visible_text(text: etree._Element) -> str:
    """Return what Word shows of a text element: spaces at its ends only with ``xml:space`` (17.3.3.31).

    >>> from assembler.word.package.xml import parse
    >>> visible_text(parse(b"<t> a </t>")), visible_text(parse(b'<t xml:space="preserve"> a </t>'))
    ('a', ' a ')
    """
    kept = text.xpath("boolean(ancestor-or-self::*[@xml:space][1][@xml:space='preserve'])")
    return (text.text or "") if kept else (text.text or "").strip()


def _set_text(run: etree._Element, text: str) -> None:
    """Replace the text of ``run``; a run without text is removed."""
    for old in list(run.iterchildren(_TEXT)):
        run.remove(old)
    if text:
        _write(etree.SubElement(run, _TEXT), text)
        return
    detach(run)


def _write(element: etree._Element, text: str) -> None:
    """Set the text of an element so that its spaces are preserved."""
    element.text = text
    element.attrib.pop(f"{{{XML}}}space", None)
    if text != text.strip() or "  " in text:
        element.set(f"{{{XML}}}space", "preserve")


def join_runs(paragraph: etree._Element) -> None:
    """Join neighbouring runs of text, or of field code, with equal properties."""
    for first in list(paragraph.iter(_RUN)):
        parent = first.getparent()
        if parent is None:
            continue  # joined to one before it
        looks, kinds = _format_key(first), _kinds(first)
        while (following := first.getnext()) is not None and _is_joined(first, looks, kinds, following):
            kinds |= _kinds(following)
            first.extend([child for child in following if child.tag != _PROPERTIES])
            parent.remove(following)
        for tag in (_TEXT, _CODE):
            _join_texts(first, tag)


def _is_joined(first: etree._Element, looks: bytes, kinds: set[str], following: etree._Element) -> bool:
    """Return whether ``following`` can be joined to ``first``, which has these ``looks`` and ``kinds``."""
    if following.tag != _RUN or dict(first.attrib) != dict(following.attrib):
        return False
    if looks != _format_key(following):
        return False
    kinds = kinds | _kinds(following)
    return kinds <= _TEXTS or kinds <= {_CODE}


def _format_key(run: etree._Element) -> bytes:
    """Return the properties of a run in canonical form; empty if it has none."""
    properties = run.find(_PROPERTIES)
    return etree.tostring(properties, method="c14n") if properties is not None and len(properties) else b""


def _join_texts(run: etree._Element, tag: str) -> None:
    """Join successive elements with ``tag``."""
    for is_text, group in groupby(list(run.iterchildren("*")), key=lambda child: child.tag == tag):
        if is_text:
            first, *others = group
            text = "".join(map(visible_text, (first, *others)))
            for other in others:
                run.remove(other)
            _write(first, text)
