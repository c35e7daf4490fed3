"""Signs in a document's text turned into Word comments: a preview in which each message says its name.

A translation is handed to the document between two signs of Unicode's private planes, one for each message
and one that ends any. They go wherever the text goes: into a paragraph, a title of a control, an alt text,
a header. Here they come out again. What Word does: a comment is a range in the body, an anchor behind it,
and an entry in a part of its own; there is none in headers, footers, notes, text boxes and attributes. We
promise: no sign stays behind, each message has its comment where it first stands, at the nearest paragraph
where it stands in an attribute, and what can have none is listed at the end. Controls are not entered: a
range goes round them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Final

from lxml import etree

from assembler.structs import Struct, field
from assembler.word.messages.preview_list import NEAR, append, comment, listed, text_of_comment
from assembler.word.messages.units import parts_in_words
from assembler.word.package.package import Package
from assembler.word.package.parts import RelatedPart, ensure_related_part
from assembler.word.package.whole_numbers import parse_whole_number
from assembler.word.package.xml import W, detach, parse, qn, serialise

FIRST, LAST, END = "\U000f0000", "\U000ffffd", "\U0010fffd"
"""The signs of messages (supplementary private use area A), and the one that ends any of them (area B)."""

_SIGN: Final = re.compile(f"([{FIRST}-{LAST}{END}])")
_COMMENTS: Final = RelatedPart(
    name="word/comments.xml",
    kind="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
    content_type="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml",
    content=f'<w:comments xmlns:w="{W}"/>'.encode(),
)
_CLOSED: Final = tuple(qn(f"w:{name}") for name in ("sdt", "hyperlink", "fldSimple", "smartTag"))
_TABLE_OF_CONTENTS: Final = re.compile("TOC")


class Told(Struct, frozen=True):
    """What a comment says of a message: its ``name``, and ``lines`` about it."""

    name: str
    lines: tuple[str, ...]


def sign(number: int) -> str:
    """The sign of the message with this number, from 0; ValueError where there are too many.

    >>> sign(0) == FIRST
    True
    """
    if number > ord(LAST) - ord(FIRST):
        raise ValueError("more messages than signs")
    return chr(ord(FIRST) + number)


def with_comments(package: Package, told: Mapping[str, Told], *, heading: str) -> tuple[Package, set[str]]:
    """``package`` with a comment for each sign of ``told``, and the names of the messages that it shows.

    Those without a comment are listed below ``heading`` at the end.
    """
    elsewhere, clean = _elsewhere(package, told)
    root = parse(package.parts[package.main])
    commenting = _Commenting(told, _free_id(package))
    commenting.read(root)
    shown = commenting.shown | {message.name for _, message in elsewhere}
    rest = [(where, message) for where, message in elsewhere if message.name not in commenting.shown]
    append(root, listed(heading, [(where, message.name, message.lines) for where, message in rest]))
    made, name = ensure_related_part(clean, _COMMENTS)
    part = parse(made.parts[name])
    part.extend(commenting.comments)
    return made.with_parts({made.main: serialise(root), name: serialise(part)}), shown


def _elsewhere(package: Package, told: Mapping[str, Told]) -> tuple[list[tuple[str, Told]], Package]:
    """The messages in other parts than the body, with the part in words; the package without signs there."""
    found: dict[str, tuple[str, Told]] = {}
    changed: dict[str, bytes] = {}
    named = {**parts_in_words(package), package.core_properties: "properties of the document"}
    for name, data in package.parts.items():
        if name == package.main or not name.lower().endswith((".xml", ".rels")):
            continue
        text = data.decode("utf-8")
        for each in _SIGN.findall(text):
            if each in told and not name.startswith("customXml/"):
                found.setdefault(each, (named.get(name, name), told[each]))
        if _SIGN.search(text):
            changed[name] = _SIGN.sub("", text).encode("utf-8")
    return list(found.values()), package.with_parts(changed)


def _free_id(package: Package) -> int:
    parts = (parse(package.parts[name]) for name in package.related("comments"))
    taken = (parse_whole_number(each.get(qn("w:id"))) or 0 for part in parts for each in part)
    return max(taken, default=0) + 1


class _Commenting(Struct):
    """A walk through the body, paragraph by paragraph; ``comments`` are the entries made on the way."""

    told: Mapping[str, Told]
    next_id: int
    comments: list[etree._Element] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)
    _near: list[tuple[str, str]] = field(default_factory=list)
    """Signs in attributes, with what kind of place it is, that wait for a paragraph."""
    _opened: list[list[etree._Element]] = field(default_factory=list)
    """The ends of the ranges that are open; only a large initial leaves any to the next paragraph."""

    def read(self, root: etree._Element) -> None:
        """Every paragraph of the body, then what stands beside their text: a text has its comment first."""
        paragraphs = [each for each in root.iter(qn("w:p")) if not _is_inside(each, "txbxContent")]
        for paragraph in paragraphs:
            self._paragraph(paragraph)
        for element in root.iter(etree.Element):
            self._beside(element)
            around = [element, *element.iterancestors()] if self._near else []
            own = next((each for each in reversed(around) if each.tag == qn("w:p")), None)
            if own is not None:
                self._tell_near(own)
        if paragraphs:
            self._tell_near(paragraphs[-1])

    def _beside(self, element: etree._Element) -> None:
        """Signs in attributes and text boxes, which wait for the next paragraph; a contents line repeats."""
        kind = NEAR.get(etree.QName(element).localname, "a description")
        for name, value in element.attrib.items():
            if _SIGN.search(str(value)):
                self._wait(str(value), kind)
                element.set(name, _SIGN.sub("", str(value)))
        if element.text and _SIGN.search(element.text):
            if _is_inside(element, "txbxContent"):
                self._wait(element.text, "text box")
            element.text = _SIGN.sub("", element.text)

    def _wait(self, text: str, kind: str) -> None:
        self._near += [(each, kind) for each in _SIGN.findall(text) if each in self.told]

    def _tell_near(self, paragraph: etree._Element) -> None:
        """One comment for all that stands in attributes near ``paragraph`` and was not told yet."""
        if _is_contents(paragraph):
            return
        fresh = {each: kind for each, kind in self._near if self.told[each].name not in self.shown}
        self._near = []
        if not fresh:
            return
        lines: list[str] = []
        for each, kind in fresh.items():
            lines += [f"{kind}: {self.told[each].name}", *self.told[each].lines]
        self.shown |= {self.told[each].name for each in fresh}
        start, end = self._entry(lines)
        properties = paragraph.find(qn("w:pPr"))
        paragraph.insert(0 if properties is None else 1, start)
        paragraph.extend(end)

    def _entry(self, lines: Sequence[str]) -> tuple[etree._Element, list[etree._Element]]:
        """A new comment: where its range begins, and what stands at its end."""
        number = str(self.next_id)
        self.next_id += 1
        self.comments.append(comment(number, lines))
        start, end = etree.Element(qn("w:commentRangeStart")), etree.Element(qn("w:commentRangeEnd"))
        start.set(qn("w:id"), number)
        end.set(qn("w:id"), number)
        return start, [end, text_of_comment(number)]

    def _paragraph(self, paragraph: etree._Element) -> None:
        if _is_contents(paragraph):
            return
        last: etree._Element | None = None
        for run in [run for run in paragraph.iter(qn("w:r")) if _paragraph_of(run) is paragraph]:
            for piece, each in _parted(run):
                last = piece
                if each == END:
                    _put_after(piece, self._opened.pop() if self._opened else [], paragraph)
                else:
                    self._opened.append(self._begun(piece, each, paragraph))
        if last is not None and not _is_initial(paragraph):
            for end in reversed(self._opened):  # of texts that were cut off
                _put_after(last, end, paragraph)
            self._opened = []

    def _begun(self, run: etree._Element, each: str, paragraph: etree._Element) -> list[etree._Element]:
        """The end of the range that begins at ``run``; nothing for a message that was told before."""
        message = self.told.get(each)
        if message is None or message.name in self.shown:
            return []
        self.shown.add(message.name)
        start, end = self._entry((message.name, *message.lines))
        _outermost(run, paragraph).addprevious(start)
        return end


def _parted(run: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """The run parted at its signs: each piece, in its place, with the sign that it had; empty for none."""
    texts = [child for child in run if child.tag == qn("w:t") and _SIGN.search(child.text or "")]
    if not texts:
        return
    properties = run.find(qn("w:rPr"))
    pieces: list[tuple[etree._Element, str]] = []
    for child in [child for child in run if child is not properties]:
        for text in _SIGN.split(child.text or "") if child in texts else [None]:
            each = text if text and _SIGN.fullmatch(text) else ""
            pieces.append((_piece(run, properties, child, "" if each else text), each))
    for piece, _ in pieces:
        run.addprevious(piece)
    detach(run)
    yield from ((piece, each) for piece, each in pieces if each)
    for piece, _ in pieces:
        holder = piece.getparent()
        if holder is not None and not _says(piece):
            holder.remove(piece)


def _piece(
    run: etree._Element, properties: etree._Element | None, child: etree._Element, text: str | None
) -> etree._Element:
    """A run like ``run`` with ``child`` alone, or with ``text`` instead of its own."""
    made = etree.Element(qn("w:r"), attrib=dict(run.attrib), nsmap=run.nsmap)
    if properties is not None:
        made.append(deepcopy(properties))
    copy = deepcopy(child)
    copy.tail = None
    if text is not None:
        copy.text = text
        copy.set(qn("xml:space"), "preserve")
    if text != "":
        made.append(copy)
    return made


def _says(run: etree._Element) -> bool:
    return any(child.tag != qn("w:rPr") for child in run)


def _put_after(run: etree._Element, end: Sequence[etree._Element], paragraph: etree._Element) -> None:
    at = _outermost(run, paragraph)
    for element in reversed(end):
        at.addnext(element)


def _outermost(run: etree._Element, paragraph: etree._Element) -> etree._Element:
    """The control or link inside ``paragraph`` that holds ``run``, else ``run`` itself."""
    found = run
    for ancestor in run.iterancestors():
        if ancestor is paragraph:
            break
        if ancestor.tag in _CLOSED:
            found = ancestor
    return found


def _paragraph_of(run: etree._Element) -> etree._Element | None:
    return next(run.iterancestors(qn("w:p")), None)


def _is_inside(element: etree._Element, name: str) -> bool:
    return next(element.iterancestors(qn(f"w:{name}")), None) is not None


def _is_initial(paragraph: etree._Element) -> bool:
    """Whether it is a large initial, which is a paragraph to Word; its text goes on in the next."""
    frame = paragraph.find(f"{qn('w:pPr')}/{qn('w:framePr')}")
    return frame is not None and bool(frame.get(qn("w:dropCap")))


def _is_contents(paragraph: etree._Element) -> bool:
    """Whether it is a line of the table of contents, which repeats a heading."""
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return style is not None and bool(_TABLE_OF_CONTENTS.match(style.get(qn("w:val"), "")))
