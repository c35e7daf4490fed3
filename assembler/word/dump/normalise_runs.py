"""Joining of runs that Word has split: adjacent runs with the same format, and the runs of each tag."""

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
    """Move each tag that is split across adjacent runs to the run in which it begins.

    Tabs and line breaks end a group of runs, because no tag contains them.
    """
    for group in _iter_run_groups(paragraph):
        texts = [_read_text(run) for run in group]
        moved = move_tags(texts)
        for run, before, after in zip(group, texts, moved, strict=True):
            if before != after:
                _set_text(run, after)


def move_tags(texts: list[str]) -> list[str]:
    """Return the texts of runs with each tag moved to the text in which it begins.

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


def _iter_run_groups(paragraph: etree._Element) -> Iterator[list[etree._Element]]:
    """Yield groups of adjacent runs that contain only text."""
    for parent in (paragraph, *paragraph.iter(qn("w:hyperlink"), qn("w:ins"), qn("w:sdtContent"))):
        group: list[etree._Element] = []
        for child in [*parent.iterchildren("*"), None]:
            is_plain = child is not None and child.tag == _RUN and _read_child_tags(child) <= {_TEXT}
            if child is not None and is_plain:
                group.append(child)
            else:
                if len(group) > 1:
                    yield group
                group = []


def _read_child_tags(run: etree._Element) -> set[str]:
    """Return the tags of a run's children, except its properties."""
    return {str(child.tag) for child in run.iterchildren("*")} - {_PROPERTIES}


def _read_text(run: etree._Element) -> str:
    return "".join(read_visible_text(text) for text in run.iterchildren(_TEXT))


def read_visible_text(text: etree._Element) -> str:
    """Return the text that Word shows: ``xml:space`` keeps spaces at its ends (17.3.3.31).

    >>> from assembler.word.package.xml import parse
    >>> read_visible_text(parse(b"<t> a </t>")), read_visible_text(parse(b'<t xml:space="preserve"> a </t>'))
    ('a', ' a ')
    """
    is_preserved = text.xpath("boolean(ancestor-or-self::*[@xml:space][1][@xml:space='preserve'])")
    return (text.text or "") if is_preserved else (text.text or "").strip()


def _set_text(run: etree._Element, text: str) -> None:
    """Replace the text of ``run``; remove the run if ``text`` is empty."""
    for old in list(run.iterchildren(_TEXT)):
        run.remove(old)
    if text:
        _set_preserved_text(etree.SubElement(run, _TEXT), text)
        return
    detach(run)


def _set_preserved_text(element: etree._Element, text: str) -> None:
    """Set the text of an element so that its spaces are preserved."""
    element.text = text
    element.attrib.pop(f"{{{XML}}}space", None)
    if text != text.strip() or "  " in text:
        element.set(f"{{{XML}}}space", "preserve")


def join_runs(paragraph: etree._Element) -> None:
    """Join adjacent runs of text, or of field code, with equal properties."""
    for first in list(paragraph.iter(_RUN)):
        parent = first.getparent()
        if parent is None:
            continue  # joined to an earlier run
        key, tags = _build_format_key(first), _read_child_tags(first)
        while (following := first.getnext()) is not None and _can_join(first, key, tags, following):
            tags |= _read_child_tags(following)
            first.extend([child for child in following if child.tag != _PROPERTIES])
            parent.remove(following)
        for tag in (_TEXT, _CODE):
            _join_texts(first, tag)


def _can_join(first: etree._Element, key: bytes, tags: set[str], following: etree._Element) -> bool:
    """Return whether ``following`` can be joined to ``first``, whose format key and child tags are given."""
    if following.tag != _RUN or dict(first.attrib) != dict(following.attrib):
        return False
    if key != _build_format_key(following):
        return False
    all_tags = tags | _read_child_tags(following)
    return all_tags <= _TEXTS or all_tags <= {_CODE}


def _build_format_key(run: etree._Element) -> bytes:
    """Return the properties of a run as canonical XML; empty if it has none."""
    properties = run.find(_PROPERTIES)
    return etree.tostring(properties, method="c14n") if properties is not None and len(properties) else b""


def _join_texts(run: etree._Element, tag: str) -> None:
    """Join successive children of ``run`` that have ``tag``."""
    for is_text, group in groupby(list(run.iterchildren("*")), key=lambda child: child.tag == tag):
        if is_text:
            first, *others = group
            text = "".join(map(read_visible_text, (first, *others)))
            for other in others:
                run.remove(other)
            _set_preserved_text(first, text)
