"""What stands inside a paragraph: stretches of text, places, groups (links) and things that are no text.

Word splits a sentence into runs wherever the cursor once stood: by editing session (rsid), by spelling, by
language. Two runs whose formatting looks the same are one stretch here, and a tag ``{{ name }}`` that is
spread over runs belongs to the first of them, as docxtpl too reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from lxml import etree

from assembler.model.messages.markup import FIELD_NAME
from assembler.word.messages.nodes import Group, Node, Place, Stretch, Thing, elements_of, text_run
from assembler.word.package.run_format import PLAIN, Format, read_format
from assembler.word.package.xml import qn

TAG: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
"""A docxtpl tag: a place, a control tag, a comment."""
_PLACE: Final = re.compile(rf"\{{\{{\s*({FIELD_NAME.pattern})\s*\}}\}}", re.ASCII)

_TAGS: Final = {"{{": "place", "{%": "control tag", "{#": "note of the author"}
_CHARACTERS: Final = {qn("w:noBreakHyphen"): "\u2011", qn("w:softHyphen"): "\u00ad"}
"""Elements that stand for one character of text."""
_DROPPED: Final = frozenset(
    qn(f"w:{name}") for name in ("pPr", "proofErr", "del", "moveFrom", "lastRenderedPageBreak", "rPr")
)
_TRANSPARENT: Final = frozenset(qn(f"w:{name}") for name in ("ins", "moveTo", "smartTag", "customXml"))
_WRAPPERS: Final = {
    qn("w:hyperlink"): "link", qn("w:sdt"): "control", qn("w:dir"): "direction", qn("w:bdo"): "direction",
}  # fmt: skip
_THINGS: Final = {
    "tab": "tab", "ptab": "tab", "br": "line break", "cr": "line break",
    "drawing": "picture", "pict": "picture", "object": "object", "AlternateContent": "picture",
    "sym": "symbol", "footnoteReference": "footnote", "endnoteReference": "endnote",
    "footnoteRef": "note number", "endnoteRef": "note number",
    "bookmarkStart": "bookmark", "bookmarkEnd": "end of a bookmark",
    "commentReference": "comment", "commentRangeStart": "comment", "commentRangeEnd": "comment",
    "oMath": "formula", "pgNum": "page number",
}  # fmt: skip
_FIELDS: Final = {
    "PAGE": "page number", "NUMPAGES": "number of pages", "SECTIONPAGES": "number of pages", "SEQ": "number",
    "REF": "reference", "PAGEREF": "page number", "STYLEREF": "heading of the page", "DATE": "date",
    "TITLE": "title", "XE": "index entry", "TC": "entry of the contents",
}  # fmt: skip


def read_inline(container: etree._Element) -> list[Node]:
    """The nodes inside a ``w:p``, ``w:hyperlink`` or the like, joined as far as they look the same."""
    return _tags_apart(_joined(_bookmarks_folded(_fields_folded(list(_raw(container))))))


def _raw(container: etree._Element) -> Iterator[Node]:
    traces = _traces(container)
    for child in container:
        if child.tag in _DROPPED or child.get(qn("w:id")) in traces:
            continue
        if child.tag == qn("w:r"):
            yield from _run(child)
        elif child.tag in _TRANSPARENT:
            yield from _raw(child)
        elif str(child.tag) in _WRAPPERS:
            yield _wrapper(child)
        elif child.tag == qn("w:fldSimple"):
            yield Thing(_field_kind(child.get(qn("w:instr"), "")), [(child, None)])
        else:
            yield Thing(_THINGS.get(_local(child), _local(child)), [(child, None)])


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else "comment"


def _traces(container: etree._Element) -> set[str]:
    """Ids of Word's own marks of where the author last was; their start and end stand side by side."""
    starts = container.iterfind(qn("w:bookmarkStart"))
    return {start.get(qn("w:id"), "") for start in starts if start.get(qn("w:name")) == "_GoBack"}


def _run(run: etree._Element) -> Iterator[Node]:
    format_ = read_format(run.find(qn("w:rPr")))
    for child in run:
        if child.tag == qn("w:t"):
            yield Stretch(_text(child), format_)
        elif child.tag in _CHARACTERS:
            yield Stretch(_CHARACTERS[child.tag], format_)
        elif child.tag not in _DROPPED:
            yield Thing(_kind_in_run(child), [(child, format_)])


def _text(element: etree._Element) -> str:
    """Word drops blanks at the edges unless it is told to keep them."""
    text = re.sub(r"[\r\n\t]+", " ", element.text or "")
    return text if element.get(qn("xml:space")) == "preserve" else text.strip(" ")


def _kind_in_run(child: etree._Element) -> str:
    if child.tag == qn("w:fldChar"):
        return f"field {child.get(qn('w:fldCharType'), '')}"
    if child.tag == qn("w:instrText"):
        return "field code"
    if child.tag == qn("w:br") and child.get(qn("w:type")) in ("page", "column"):
        return f"{child.get(qn('w:type'))} break"
    return _THINGS.get(_local(child), _local(child))


def _wrapper(element: etree._Element) -> Group:
    content = element.find(qn("w:sdtContent")) if element.tag == qn("w:sdt") else element
    children = [] if content is None else read_inline(content)
    return Group(_WRAPPERS[str(element.tag)], children, shell=element)


def _fields_folded(nodes: list[Node]) -> list[Node]:
    """Each field from its begin to its end as one thing; a HYPERLINK field as a group round its text."""
    folded: list[Node] = []
    at = 0
    while at < len(nodes):
        end = _field_end(nodes, at)
        folded.append(nodes[at] if end is None else _field(nodes[at : end + 1]))
        at = (at if end is None else end) + 1
    return folded


def _bookmarks_folded(nodes: list[Node]) -> list[Node]:
    """A bookmark round a single thing (the number of a caption) and the thing as one."""
    folded: list[Node] = []
    at = 0
    while at < len(nodes):
        three = nodes[at : at + 3]
        kinds = [node.kind if isinstance(node, Thing) else "" for node in three]
        if kinds[:1] == ["bookmark"] and kinds[2:] == ["end of a bookmark"] and kinds[1]:
            pieces = [piece for node in three if isinstance(node, Thing) for piece in node.pieces]
            folded.append(Thing(kinds[1], pieces))
            at += 3
        else:
            folded.append(nodes[at])
            at += 1
    return folded


def _field_end(nodes: list[Node], start: int) -> int | None:
    depth = 0
    for at in range(start, len(nodes)):
        node = nodes[at]
        kind = node.kind if isinstance(node, Thing) else ""
        depth += (kind == "field begin") - (kind == "field end")
        if depth == 0:
            return at if at > start else None
    return None


def _field(nodes: list[Node]) -> Node:
    code = "".join(_field_codes(nodes))
    kinds = [node.kind if isinstance(node, Thing) else "" for node in nodes]
    if code.split()[:1] == ["HYPERLINK"] and kinds.count("field begin") == 1 and "field separate" in kinds:
        middle = kinds.index("field separate") + 1
        inside = _tags_apart(_joined(nodes[middle:-1]))
        return Group("link", inside, before=nodes[:middle], after=nodes[-1:])
    return Thing(_field_kind(code), [(element, None) for element in elements_of(nodes)])


def _field_kind(code: str) -> str:
    return _FIELDS.get(next(iter(code.upper().split()), ""), "field")


def _field_codes(nodes: list[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Thing) and node.kind == "field code":
            yield node.pieces[0][0].text or ""


def _joined(nodes: Iterable[Node]) -> list[Node]:
    """Neighbouring stretches that look the same as one, a tag never split between formats."""
    joined: list[Node] = []
    for are_text, group in groupby(nodes, key=lambda node: isinstance(node, Stretch)):
        if are_text:
            joined.extend(_rejoined([node for node in group if isinstance(node, Stretch)]))
        else:
            joined.extend(group)
    return joined


def _rejoined(stretches: list[Stretch]) -> Iterator[Stretch]:
    text = "".join(stretch.text for stretch in stretches)
    owners = [stretch.format for stretch in stretches for _ in stretch.text]
    for tag in TAG.finditer(text):
        owners[tag.start() : tag.end()] = [owners[tag.start()]] * len(tag[0])
    at = 0
    for _, same in groupby(owners, key=lambda format_: format_.key):
        formats = list(same)
        yield Stretch(text[at : at + len(formats)], formats[0])
        at += len(formats)


def _tags_apart(nodes: Iterable[Node]) -> list[Node]:
    apart: list[Node] = []
    for node in nodes:
        apart.extend(_parted(node) if isinstance(node, Stretch) else [node])
    return apart


def _parted(stretch: Stretch) -> Iterator[Node]:
    at = 0
    for tag in TAG.finditer(stretch.text):
        if tag.start() > at:
            yield Stretch(stretch.text[at : tag.start()], stretch.format)
        yield _place(tag[0], stretch.format)
        at = tag.end()
    if at < len(stretch.text):
        yield Stretch(stretch.text[at:], stretch.format)


def _place(tag: str, format_: Format) -> Node:
    """A plain name is a place; any other tag is a thing that keeps its own text."""
    if name := _PLACE.fullmatch(tag):
        return Place(name[1], format_)
    return Thing(_TAGS[tag[:2]], [(text_run(tag, format_), None)])


def nodes_of_text(text: str) -> list[Node]:
    """The nodes of a text without formatting (an alt text, a title), its places apart."""
    return _tags_apart([Stretch(text, PLAIN)])


def nodes_of_pattern(text: str, pattern: re.Pattern[str], kind: str) -> list[Node]:
    """The nodes of a text in which ``pattern`` finds things of a ``kind``."""
    nodes: list[Node] = []
    at = 0
    for found in pattern.finditer(text):
        if found.start() > at:
            nodes.append(Stretch(text[at : found.start()], PLAIN))
        nodes.append(Thing(kind, [(text_run(found[0]), None)]))
        at = found.end()
    return [*nodes, Stretch(text[at:], PLAIN)] if at < len(text) else nodes
