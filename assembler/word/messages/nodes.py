"""The nodes of a paragraph (stretches of text, places, things, groups) and how they are written as runs."""

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
        "place", "symbol", "formula", "field", "page number", "number of pages", "number", "reference",
        "heading of the page", "date", "title",
    }
)  # fmt: skip
"""Things that belong to the sentence; the others may keep their place at its edge."""


class Stretch(Struct):
    """Text in one format."""

    text: str
    format: Format


class Place(Struct):
    """A place of the template, ``{{ name }}``, in the format of its run."""

    name: str
    format: Format


class Thing(Struct):
    """Something that is no text: ``kind`` in words, and what makes it.

    A piece is an element of the paragraph or, with a format, one that stood inside a run. Pieces are copied
    when they are written: reading changes nothing, and a text box translated meanwhile comes along.
    """

    kind: str
    pieces: list[tuple[etree._Element, Format | None]]

    @property
    def is_loose(self) -> bool:
        """Whether it may stay outside the message where it stands at the edge."""
        return self.kind not in _OF_THE_SENTENCE


class Group(Struct):
    """A link (or another wrapper) round text: an element, the ``shell``, or else things before and after."""

    kind: str
    children: list[Node]
    shell: etree._Element | None = None
    before: list[Node] = field(default_factory=list)
    after: list[Node] = field(default_factory=list)


Node = Stretch | Place | Thing | Group


def elements_of(nodes: Iterable[Node]) -> list[etree._Element]:
    """The elements that ``nodes`` are written as."""
    return [element for node in nodes for element in _elements(node)]


def _elements(node: Node) -> list[etree._Element]:
    match node:
        case Stretch(text, format_):
            return [text_run(text, format_)]
        case Place(name, format_):
            return [text_run(f"{{{{ {name} }}}}", format_)]
        case Thing():
            return [_copied(element, format_) for element, format_ in node.pieces]
        case Group():
            return wrapped(node, elements_of(node.children))


def _copied(element: etree._Element, format_: Format | None) -> etree._Element:
    copy = deepcopy(element)
    copy.tail = None
    if format_ is None:
        return copy
    run = _empty_run(format_)
    run.append(copy)
    return run


def wrapped(group: Group, inside: list[etree._Element]) -> list[etree._Element]:
    """``inside`` within the wrapper of ``group``, which is copied: a translation may use it twice."""
    if group.shell is None:
        return [*elements_of(group.before), *inside, *elements_of(group.after)]
    shell = deepcopy(group.shell)
    shell.tail = None
    content = shell.find(qn("w:sdtContent"))
    container = shell if content is None else content
    container[:] = inside
    return [shell]


def _empty_run(format_: Format) -> etree._Element:
    run = etree.Element(qn("w:r"), nsmap={"w": W})
    if format_.element is not None:
        run.append(deepcopy(format_.element))
    return run


def text_run(text: str, format_: Format = PLAIN) -> etree._Element:
    """A run with ``text``: blanks kept, hyphens of their own, tabs and line breaks as Word's elements."""
    run = _empty_run(format_)
    for piece in re.split("([\u2011\u00ad\t\n])", text):
        if piece in _ELEMENTS:
            etree.SubElement(run, qn(_ELEMENTS[piece]))
        elif piece:
            child = etree.SubElement(run, qn("w:t"))
            child.text = piece
            child.set(qn("xml:space"), "preserve")
    return run


def text_of(elements: Iterable[etree._Element]) -> str:
    """The text of runs, with the characters that Word writes as elements.

    >>> text_of([text_run("on\u2011line")]) == "on\u2011line"
    True
    """
    return "".join(_characters(part) for element in elements for part in element.iter())


def _characters(element: etree._Element) -> str:
    if element.tag == qn("w:t"):
        return element.text or ""
    return next((sign for sign, name in _ELEMENTS.items() if element.tag == qn(name)), "")


def has_control_tag(nodes: Iterable[Node]) -> bool:
    """Whether a control tag (``{% if %}``) stands among ``nodes``."""
    return any(
        (isinstance(node, Group) and has_control_tag(node.children))
        or (isinstance(node, Thing) and node.kind == "control tag")
        for node in nodes
    )
