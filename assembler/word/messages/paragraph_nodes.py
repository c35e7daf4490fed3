"""Nodes of a paragraph, such as text spans and placeholders, and their elements in Word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy
from typing import Final

from lxml import etree

from assembler.structs import Struct, field
from assembler.word.package.run_format import PLAIN, Format
from assembler.word.package.xml import W, qn

_ELEMENTS: Final = {"\u2011": "w:noBreakHyphen", "\u00ad": "w:softHyphen", "\t": "w:tab", "\n": "w:br"}
_OF_THE_SENTENCE: Final = frozenset(
    {
        "placeholder", "symbol", "formula", "field", "page number", "number of pages", "number", "reference",
        "page heading", "date", "title",
    }
)  # fmt: skip
"""Kinds of object that belong to the sentence. At its edge, other kinds stay outside the message."""


class TextSpan(Struct):
    """A span of text in one format."""

    text: str
    format: Format


class Placeholder(Struct):
    """A placeholder of the template, ``{{ name }}``, in the format of its run."""

    name: str
    format: Format


class InlineObject(Struct):
    """Inline content other than text and plain placeholders, such as a picture, a field or a template tag.

    ``kind`` describes it for translators. Each of ``pieces`` is an element of the paragraph or, with a
    format, an element of a run. The pieces are copied only when the paragraph is written, so reading leaves
    the template unchanged. By then, any text box in them has been translated, and the copy contains the
    translation.
    """

    kind: str
    pieces: list[tuple[etree._Element, Format | None]]

    @property
    def is_loose(self) -> bool:
        """True if the object can be omitted from the message when it is at an edge."""
        return self.kind not in _OF_THE_SENTENCE


class Group(Struct):
    """A link or other wrapper around text.

    The wrapper is either an element (``shell``), or the nodes before and after the text.
    """

    kind: str
    children: list[Node]
    shell: etree._Element | None = None
    before: list[Node] = field(default_factory=list)
    after: list[Node] = field(default_factory=list)


Node = TextSpan | Placeholder | InlineObject | Group


def build_elements(nodes: Iterable[Node]) -> list[etree._Element]:
    """Return the XML elements that represent ``nodes``."""
    return [element for node in nodes for element in _build_node_elements(node)]


def _build_node_elements(node: Node) -> list[etree._Element]:
    match node:
        case TextSpan(text, format_):
            return [build_text_run(text, format_)]
        case Placeholder(name, format_):
            return [build_text_run(f"{{{{ {name} }}}}", format_)]
        case InlineObject():
            return [_copy_element(element, format_) for element, format_ in node.pieces]
        case Group():
            return wrap(node, build_elements(node.children))


def _copy_element(element: etree._Element, format_: Format | None) -> etree._Element:
    copy = deepcopy(element)
    copy.tail = None
    if format_ is None:
        return copy
    run = _create_run(format_)
    run.append(copy)
    return run


def wrap(group: Group, inside: list[etree._Element]) -> list[etree._Element]:
    """Wrap ``inside`` in a copy of the wrapper of ``group``.

    A copy is needed because a translation may use the wrapper twice.
    """
    if group.shell is None:
        return [*build_elements(group.before), *inside, *build_elements(group.after)]
    shell = deepcopy(group.shell)
    shell.tail = None
    content = shell.find(qn("w:sdtContent"))
    container = shell if content is None else content
    container[:] = inside
    return [shell]


def _create_run(format_: Format) -> etree._Element:
    run = etree.Element(qn("w:r"), nsmap={"w": W})
    if format_.element is not None:
        run.append(deepcopy(format_.element))
    return run


def build_text_run(text: str, format_: Format = PLAIN) -> etree._Element:
    """Return a run that contains ``text``.

    Special hyphens, tabs and breaks become elements, and spaces are preserved.
    """
    run = _create_run(format_)
    for piece in re.split("([\u2011\u00ad\t\n])", text):
        if piece in _ELEMENTS:
            etree.SubElement(run, qn(_ELEMENTS[piece]))
        elif piece:
            child = etree.SubElement(run, qn("w:t"))
            child.text = piece
            child.set(qn("xml:space"), "preserve")
    return run


def join_text(elements: Iterable[etree._Element]) -> str:
    """Return the text of runs, including the characters that Word stores as elements.

    >>> join_text([build_text_run("on‑line")]) == "on‑line"
    True
    """
    return "".join(_read_characters(part) for element in elements for part in element.iter())


def _read_characters(element: etree._Element) -> str:
    if element.tag == qn("w:t"):
        return element.text or ""
    return next((character for character, name in _ELEMENTS.items() if element.tag == qn(name)), "")


def has_control_tag(nodes: Iterable[Node]) -> bool:
    """Return whether ``nodes`` contain a control tag, such as ``{% if %}``."""
    return any(
        (isinstance(node, Group) and has_control_tag(node.children))
        or (isinstance(node, InlineObject) and node.kind == "control tag")
        for node in nodes
    )
