"""Word comments that identify the messages in a preview of a translated document.

A translation is inserted into the document between two marker characters from Unicode's private use planes:
one that identifies the message, and one that ends any message. The markers appear wherever the text does,
such as in a paragraph, the title of a control, alternative text or a header. This module replaces them with
comments.

In Word, a comment is a range in the body, a reference after the range, and an entry in a separate part.
Headers, footers, notes, text boxes and attributes cannot have comments. The comment on a message is at its
first occurrence or, if that is in an attribute, at the nearest paragraph. Messages without a comment are
listed at the end. The range of a comment encloses controls and does not start or end inside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Final

from lxml import etree

from assembler.structs import Struct, field
from assembler.word.messages.preview_texts import (
    ATTRIBUTE_LABELS,
    append_to_body,
    build_comment,
    build_comment_reference,
    build_list,
)
from assembler.word.messages.translation_units import describe_parts
from assembler.word.package.added_parts import RelatedPart, ensure_related_part
from assembler.word.package.package import Package
from assembler.word.package.whole_numbers import parse_whole_number
from assembler.word.package.xml import W, detach, parse, qn, serialise

FIRST, LAST, END = "\U000f0000", "\U000ffffd", "\U0010fffd"
"""The markers of messages (supplementary private use area A), and the end marker (area B)."""

_MARKER: Final = re.compile(f"([{FIRST}-{LAST}{END}])")
_COMMENTS: Final = RelatedPart(
    name="word/comments.xml",
    kind="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
    content_type="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml",
    content=f'<w:comments xmlns:w="{W}"/>'.encode(),
)
_CLOSED: Final = tuple(qn(f"w:{name}") for name in ("sdt", "hyperlink", "fldSimple", "smartTag"))
_TABLE_OF_CONTENTS: Final = re.compile("TOC")


class MessageInfo(Struct, frozen=True):
    """The content of the comment on a message: the ``name`` of the message, and ``lines`` about it."""

    name: str
    lines: tuple[str, ...]


def marker(number: int) -> str:
    """Return the marker of the message with this number, counted from 0.

    Raises ValueError if there are too many messages.

    >>> marker(0) == FIRST
    True
    """
    if number > ord(LAST) - ord(FIRST):
        raise ValueError("the document has more messages than there are markers")
    return chr(ord(FIRST) + number)


def add_comments(
    package: Package, messages: Mapping[str, MessageInfo], *, heading: str
) -> tuple[Package, set[str]]:
    """Add a comment for each message that the body shows.

    ``messages`` maps each marker to its message. Returns the package without markers, and the names of all
    messages that it shows. Messages without a comment are listed below ``heading`` at the end.
    """
    elsewhere, clean = _collect_elsewhere(package, messages)
    root = parse(package.parts[package.main])
    writer = _CommentWriter(messages, _find_free_id(package))
    writer.process(root)
    shown = writer.shown | {message.name for _, message in elsewhere}
    rest = [(where, message) for where, message in elsewhere if message.name not in writer.shown]
    append_to_body(
        root, build_list(heading, [(where, message.name, message.lines) for where, message in rest])
    )
    commented, name = ensure_related_part(clean, _COMMENTS)
    part = parse(commented.parts[name])
    part.extend(writer.comments)
    return commented.with_parts({commented.main: serialise(root), name: serialise(part)}), shown


def _collect_elsewhere(
    package: Package, messages: Mapping[str, MessageInfo]
) -> tuple[list[tuple[str, MessageInfo]], Package]:
    """Return the messages outside the body, each with the label of its part, and the changed package.

    In the changed package, only the body still contains markers.
    """
    messages_by_marker: dict[str, tuple[str, MessageInfo]] = {}
    changed: dict[str, bytes] = {}
    labels = {**describe_parts(package), package.core_properties: "document properties"}
    for name, data in package.parts.items():
        if name == package.main or not name.lower().endswith((".xml", ".rels")):
            continue
        text = data.decode("utf-8")
        for character in _MARKER.findall(text):
            if character in messages and not name.startswith("customXml/"):
                messages_by_marker.setdefault(character, (labels.get(name, name), messages[character]))
        if _MARKER.search(text):
            changed[name] = _MARKER.sub("", text).encode("utf-8")
    return list(messages_by_marker.values()), package.with_parts(changed)


def _find_free_id(package: Package) -> int:
    parts = (parse(package.parts[name]) for name in package.related("comments"))
    taken = (parse_whole_number(entry.get(qn("w:id"))) or 0 for part in parts for entry in part)
    return max(taken, default=0) + 1


class _CommentWriter(Struct):
    """Writer of comments in the body.

    ``comments`` collects their entries for the separate part.
    """

    messages: Mapping[str, MessageInfo]
    next_id: int
    comments: list[etree._Element] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)
    _near: list[tuple[str, str]] = field(default_factory=list)
    """Markers in attributes and text boxes, each with a label. A paragraph nearby gets their comment."""
    _opened: list[list[etree._Element]] = field(default_factory=list)
    """The elements that will end the open ranges. Only a range in a drop cap outlasts its paragraph."""

    def process(self, root: etree._Element) -> None:
        """Add comments on the text of paragraphs, then on attributes and text boxes near them."""
        paragraphs = [
            ancestor for ancestor in root.iter(qn("w:p")) if not _is_inside(ancestor, "txbxContent")
        ]
        for paragraph in paragraphs:
            self._comment_paragraph(paragraph)
        for element in root.iter(etree.Element):
            self._collect_nearby(element)
            around = [element, *element.iterancestors()] if self._near else []
            own = next((ancestor for ancestor in reversed(around) if ancestor.tag == qn("w:p")), None)
            if own is not None:
                self._comment_nearby(own)
        if paragraphs:
            self._comment_nearby(paragraphs[-1])

    def _collect_nearby(self, element: etree._Element) -> None:
        """Queue the markers in attributes and text boxes for a paragraph nearby, and remove all markers."""
        kind = ATTRIBUTE_LABELS.get(etree.QName(element).localname, "a description")
        for name, value in element.attrib.items():
            if _MARKER.search(str(value)):
                self._queue(str(value), kind)
                element.set(name, _MARKER.sub("", str(value)))
        if element.text and _MARKER.search(element.text):
            if _is_inside(element, "txbxContent"):
                self._queue(element.text, "text box")
            element.text = _MARKER.sub("", element.text)

    def _queue(self, text: str, kind: str) -> None:
        self._near += [(character, kind) for character in _MARKER.findall(text) if character in self.messages]

    def _comment_nearby(self, paragraph: etree._Element) -> None:
        """Add one comment to ``paragraph`` for all queued messages that have no comment yet.

        A line in the table of contents gets no comment.
        """
        if _is_contents(paragraph):
            return
        pending = {
            character: kind
            for character, kind in self._near
            if self.messages[character].name not in self.shown
        }
        self._near = []
        if not pending:
            return
        lines: list[str] = []
        for character, kind in pending.items():
            lines += [f"{kind}: {self.messages[character].name}", *self.messages[character].lines]
        self.shown |= {self.messages[character].name for character in pending}
        start, end = self._create_comment(lines)
        properties = paragraph.find(qn("w:pPr"))
        paragraph.insert(0 if properties is None else 1, start)
        paragraph.extend(end)

    def _create_comment(self, lines: Sequence[str]) -> tuple[etree._Element, list[etree._Element]]:
        """Create a comment, and return the start of its range and the elements at its end."""
        number = str(self.next_id)
        self.next_id += 1
        self.comments.append(build_comment(number, lines))
        start, end = etree.Element(qn("w:commentRangeStart")), etree.Element(qn("w:commentRangeEnd"))
        start.set(qn("w:id"), number)
        end.set(qn("w:id"), number)
        return start, [end, build_comment_reference(number)]

    def _comment_paragraph(self, paragraph: etree._Element) -> None:
        if _is_contents(paragraph):
            return
        last: etree._Element | None = None
        for run in [
            run for run in paragraph.iter(qn("w:r")) if next(run.iterancestors(qn("w:p")), None) is paragraph
        ]:
            for piece, character in _split_at_markers(run):
                last = piece
                if character == END:
                    _insert_after(piece, self._opened.pop() if self._opened else [], paragraph)
                else:
                    self._opened.append(self._open_range(piece, character, paragraph))
        if last is not None and not _is_initial(paragraph):
            for end in reversed(self._opened):  # of texts that were cut off
                _insert_after(last, end, paragraph)
            self._opened = []

    def _open_range(
        self, run: etree._Element, character: str, paragraph: etree._Element
    ) -> list[etree._Element]:
        """Open a range at ``run`` and return the elements that end it.

        ``character`` is the marker of the message. Nothing is opened or returned if the message is unknown or
        already has a comment.
        """
        message = self.messages.get(character)
        if message is None or message.name in self.shown:
            return []
        self.shown.add(message.name)
        start, end = self._create_comment((message.name, *message.lines))
        _find_outermost(run, paragraph).addprevious(start)
        return end


def _split_at_markers(run: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Split the run at its markers, and yield each piece that had a marker, with that marker."""
    texts = [child for child in run if child.tag == qn("w:t") and _MARKER.search(child.text or "")]
    if not texts:
        return
    properties = run.find(qn("w:rPr"))
    pieces: list[tuple[etree._Element, str]] = []
    for child in [child for child in run if child is not properties]:
        for text in _MARKER.split(child.text or "") if child in texts else [None]:
            character = text if text and _MARKER.fullmatch(text) else ""
            pieces.append((_copy_run(run, properties, child, "" if character else text), character))
    for piece, _ in pieces:
        run.addprevious(piece)
    detach(run)
    yield from ((piece, character) for piece, character in pieces if character)
    for piece, _ in pieces:
        parent = piece.getparent()
        if parent is not None and not _has_content(piece):
            parent.remove(piece)


def _copy_run(
    run: etree._Element, properties: etree._Element | None, child: etree._Element, text: str | None
) -> etree._Element:
    """Return a copy of ``run`` that contains only ``child``, with its text replaced if ``text`` is given."""
    new_run = etree.Element(qn("w:r"), attrib=dict(run.attrib), nsmap=run.nsmap)
    if properties is not None:
        new_run.append(deepcopy(properties))
    copy = deepcopy(child)
    copy.tail = None
    if text is not None:
        copy.text = text
        copy.set(qn("xml:space"), "preserve")
    if text != "":
        new_run.append(copy)
    return new_run


def _has_content(run: etree._Element) -> bool:
    return any(child.tag != qn("w:rPr") for child in run)


def _insert_after(run: etree._Element, end: Sequence[etree._Element], paragraph: etree._Element) -> None:
    anchor = _find_outermost(run, paragraph)
    for element in reversed(end):
        anchor.addnext(element)


def _find_outermost(run: etree._Element, paragraph: etree._Element) -> etree._Element:
    """Return the outermost control or link around ``run`` inside ``paragraph``, or ``run`` itself."""
    outermost = run
    for ancestor in run.iterancestors():
        if ancestor is paragraph:
            break
        if ancestor.tag in _CLOSED:
            outermost = ancestor
    return outermost


def _is_inside(element: etree._Element, name: str) -> bool:
    return next(element.iterancestors(qn(f"w:{name}")), None) is not None


def _is_initial(paragraph: etree._Element) -> bool:
    """Return whether a paragraph is a drop cap, whose text continues in the next paragraph."""
    frame = paragraph.find(f"{qn('w:pPr')}/{qn('w:framePr')}")
    return frame is not None and bool(frame.get(qn("w:dropCap")))


def _is_contents(paragraph: etree._Element) -> bool:
    """Return whether a paragraph is a line in the table of contents, which repeats a heading."""
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return style is not None and bool(_TABLE_OF_CONTENTS.match(style.get(qn("w:val"), "")))
