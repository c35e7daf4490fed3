"""Content of a paragraph: spans of text, placeholders, links and other inline objects.

Word splits a sentence into runs at every edit: by editing session (rsid), spelling and language. Here, runs
whose formatting looks the same form one span. A tag ``{{ name }}`` that is spread over several runs belongs
to the first of them, as in docxtpl.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from lxml import etree

from assembler.model.messages.markup import FIELD_NAME
from assembler.word.messages.paragraph_nodes import (
    Group,
    InlineObject,
    Node,
    Placeholder,
    TextSpan,
    build_elements,
    build_text_run,
)
from assembler.word.package.run_format import PLAIN, Format, read_format
from assembler.word.package.xml import qn

TAG: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
"""A docxtpl tag: a placeholder, a control tag or a comment."""
_PLACE: Final = re.compile(rf"\{{\{{\s*({FIELD_NAME.pattern})\s*\}}\}}", re.ASCII)

_TAG_KINDS: Final = {"{{": "placeholder", "{%": "control tag", "{#": "author’s note"}
_CHARACTERS: Final = {qn("w:noBreakHyphen"): "\u2011", qn("w:softHyphen"): "\u00ad"}
"""Maps elements to the character of text that each represents."""
_DROPPED: Final = frozenset(
    qn(f"w:{name}") for name in ("pPr", "proofErr", "del", "moveFrom", "lastRenderedPageBreak", "rPr")
)
_TRANSPARENT: Final = frozenset(qn(f"w:{name}") for name in ("ins", "moveTo", "smartTag", "customXml"))
_WRAPPERS: Final = {
    qn("w:hyperlink"): "link", qn("w:sdt"): "control", qn("w:dir"): "direction", qn("w:bdo"): "direction",
}  # fmt: skip
_OBJECT_KINDS: Final = {
    "tab": "tab", "ptab": "tab", "br": "line break", "cr": "line break",
    "drawing": "picture", "pict": "picture", "object": "object", "AlternateContent": "picture",
    "sym": "symbol", "footnoteReference": "footnote", "endnoteReference": "endnote",
    "footnoteRef": "note number", "endnoteRef": "note number",
    "bookmarkStart": "bookmark", "bookmarkEnd": "end of a bookmark",
    "commentReference": "comment", "commentRangeStart": "comment", "commentRangeEnd": "comment",
    "oMath": "formula", "pgNum": "page number",
}  # fmt: skip
_FIELD_NAMES: Final = {
    "PAGE": "page number", "NUMPAGES": "number of pages", "SECTIONPAGES": "number of pages", "SEQ": "number",
    "REF": "reference", "PAGEREF": "page number", "STYLEREF": "page heading", "DATE": "date",
    "TITLE": "title", "XE": "index entry", "TC": "table of contents entry",
}  # fmt: skip


def read_inline(container: etree._Element) -> list[Node]:
    """Return the nodes inside a ``w:p``, ``w:hyperlink`` or similar element.

    Adjacent spans that look the same are joined.
    """
    return _split_tags(_join(_fold_bookmarks(_fold_fields(list(_iter_nodes(container))))))


def _iter_nodes(container: etree._Element) -> Iterator[Node]:
    traces = _find_cursor_bookmarks(container)
    for child in container:
        if child.tag in _DROPPED or child.get(qn("w:id")) in traces:
            continue
        if child.tag == qn("w:r"):
            yield from _read_run(child)
        elif child.tag in _TRANSPARENT:
            yield from _iter_nodes(child)
        elif str(child.tag) in _WRAPPERS:
            yield _read_wrapper(child)
        elif child.tag == qn("w:fldSimple"):
            yield InlineObject(_name_field(child.get(qn("w:instr"), "")), [(child, None)])
        else:
            yield InlineObject(
                _OBJECT_KINDS.get(_get_local_name(child), _get_local_name(child)), [(child, None)]
            )


def _get_local_name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else "comment"


def _find_cursor_bookmarks(container: etree._Element) -> set[str]:
    """Return the ids of the bookmarks in which Word stores the last cursor position."""
    starts = container.iterfind(qn("w:bookmarkStart"))
    return {start.get(qn("w:id"), "") for start in starts if start.get(qn("w:name")) == "_GoBack"}


def _read_run(run: etree._Element) -> Iterator[Node]:
    format_ = read_format(run.find(qn("w:rPr")))
    for child in run:
        if child.tag == qn("w:t"):
            yield TextSpan(_read_text(child), format_)
        elif child.tag in _CHARACTERS:
            yield TextSpan(_CHARACTERS[child.tag], format_)
        elif child.tag not in _DROPPED:
            yield InlineObject(_find_object_kind(child), [(child, format_)])


def _read_text(element: etree._Element) -> str:
    """Return the text of a ``w:t``.

    Leading and trailing spaces are included only if ``xml:space`` preserves them.
    """
    text = re.sub(r"[\r\n\t]+", " ", element.text or "")
    return text if element.get(qn("xml:space")) == "preserve" else text.strip(" ")


def _find_object_kind(child: etree._Element) -> str:
    if child.tag == qn("w:fldChar"):
        return f"field {child.get(qn('w:fldCharType'), '')}"
    if child.tag == qn("w:instrText"):
        return "field code"
    if child.tag == qn("w:br") and child.get(qn("w:type")) in ("page", "column"):
        return f"{child.get(qn('w:type'))} break"
    return _OBJECT_KINDS.get(_get_local_name(child), _get_local_name(child))


def _read_wrapper(element: etree._Element) -> Group:
    content = element.find(qn("w:sdtContent")) if element.tag == qn("w:sdt") else element
    children = [] if content is None else read_inline(content)
    return Group(_WRAPPERS[str(element.tag)], children, shell=element)


def _fold_fields(nodes: list[Node]) -> list[Node]:
    """Fold each complete field into one object or, for a HYPERLINK field, into a group around its text."""
    folded: list[Node] = []
    index = 0
    while index < len(nodes):
        end = _find_field_end(nodes, index)
        folded.append(nodes[index] if end is None else _build_field(nodes[index : end + 1]))
        index = (index if end is None else end) + 1
    return folded


def _fold_bookmarks(nodes: list[Node]) -> list[Node]:
    """Fold each bookmark around a single object, such as the number of a caption, into that object."""
    folded: list[Node] = []
    index = 0
    while index < len(nodes):
        three = nodes[index : index + 3]
        kinds = [node.kind if isinstance(node, InlineObject) else "" for node in three]
        if kinds[:1] == ["bookmark"] and kinds[2:] == ["end of a bookmark"] and kinds[1]:
            pieces = [piece for node in three if isinstance(node, InlineObject) for piece in node.pieces]
            folded.append(InlineObject(kinds[1], pieces))
            index += 3
        else:
            folded.append(nodes[index])
            index += 1
    return folded


def _find_field_end(nodes: list[Node], start: int) -> int | None:
    depth = 0
    for index in range(start, len(nodes)):
        node = nodes[index]
        kind = node.kind if isinstance(node, InlineObject) else ""
        depth += (kind == "field begin") - (kind == "field end")
        if depth == 0:
            return index if index > start else None
    return None


def _build_field(nodes: list[Node]) -> Node:
    code = "".join(_iter_field_codes(nodes))
    kinds = [node.kind if isinstance(node, InlineObject) else "" for node in nodes]
    if code.split()[:1] == ["HYPERLINK"] and kinds.count("field begin") == 1 and "field separate" in kinds:
        middle = kinds.index("field separate") + 1
        inside = _split_tags(_join(nodes[middle:-1]))
        return Group("link", inside, before=nodes[:middle], after=nodes[-1:])
    return InlineObject(_name_field(code), [(element, None) for element in build_elements(nodes)])


def _name_field(code: str) -> str:
    return _FIELD_NAMES.get(next(iter(code.upper().split()), ""), "field")


def _iter_field_codes(nodes: list[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, InlineObject) and node.kind == "field code":
            yield node.pieces[0][0].text or ""


def _join(nodes: Iterable[Node]) -> list[Node]:
    """Join adjacent spans that look the same, and give each tag the format of its first character."""
    joined: list[Node] = []
    for are_text, group in groupby(nodes, key=lambda node: isinstance(node, TextSpan)):
        if are_text:
            joined.extend(_join_spans([node for node in group if isinstance(node, TextSpan)]))
        else:
            joined.extend(group)
    return joined


def _join_spans(stretches: list[TextSpan]) -> Iterator[TextSpan]:
    text = "".join(stretch.text for stretch in stretches)
    owners = [stretch.format for stretch in stretches for _ in stretch.text]
    for tag in TAG.finditer(text):
        owners[tag.start() : tag.end()] = [owners[tag.start()]] * len(tag[0])
    start = 0
    for _, same in groupby(owners, key=lambda format_: format_.key):
        formats = list(same)
        yield TextSpan(text[start : start + len(formats)], formats[0])
        start += len(formats)


def _split_tags(nodes: Iterable[Node]) -> list[Node]:
    split: list[Node] = []
    for node in nodes:
        split.extend(_split_span(node) if isinstance(node, TextSpan) else [node])
    return split


def _split_span(stretch: TextSpan) -> Iterator[Node]:
    start = 0
    for tag in TAG.finditer(stretch.text):
        if tag.start() > start:
            yield TextSpan(stretch.text[start : tag.start()], stretch.format)
        yield _build_tag_node(tag[0], stretch.format)
        start = tag.end()
    if start < len(stretch.text):
        yield TextSpan(stretch.text[start:], stretch.format)


def _build_tag_node(tag: str, format_: Format) -> Node:
    """Return a placeholder if the tag is a plain name, or else an object that contains the tag's text."""
    if name := _PLACE.fullmatch(tag):
        return Placeholder(name[1], format_)
    return InlineObject(_TAG_KINDS[tag[:2]], [(build_text_run(tag, format_), None)])


def parse_text(text: str) -> list[Node]:
    """Return the nodes, including placeholders, of text without formatting, such as alternative text."""
    return _split_tags([TextSpan(text, PLAIN)])


def parse_pattern(text: str, pattern: re.Pattern[str], kind: str) -> list[Node]:
    """Return the nodes of ``text``.

    Each match of ``pattern`` becomes an object of ``kind``.
    """
    nodes: list[Node] = []
    start = 0
    for match in pattern.finditer(text):
        if match.start() > start:
            nodes.append(TextSpan(text[start : match.start()], PLAIN))
        nodes.append(InlineObject(kind, [(build_text_run(match[0]), None)]))
        start = match.end()
    return [*nodes, TextSpan(text[start:], PLAIN)] if start < len(text) else nodes
