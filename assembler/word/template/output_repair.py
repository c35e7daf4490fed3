"""Repair errors that appear only in the output: empty cells, controls and tables, and break characters.

Each part declares the repairs that it needs (``OutputChecks``). Most parts need none, so their output is not
searched. Word rejects a cell whose last block is not a paragraph (MS-OI29500 2.1.168) and a row without cells
(MS-OI29500 2.1.178).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from assembler.structs import Struct
from assembler.word.package.markup_edits import bytes_as_text
from assembler.word.template.escaping import render_layout

PARAGRAPH_HOLDERS: Final = ("w:tc", "w:hdr", "w:ftr", "w:txbxContent", "w:footnote", "w:endnote")
HOLDERS: Final = frozenset((*PARAGRAPH_HOLDERS, "w:sdtContent", "w:tbl", "w:tr"))
"""Elements that must not be empty."""

END: Final = "\x01"
"""Mark in rendered parts before the end of a holder whose last child is not known in advance.

XML forbids this character (XML 1.0, 2.2), so no template or value can contain it.
"""

GRID: Final = "\x02"
"""Mark in rendered parts after each table whose grid must be fitted to its cells."""


class OutputChecks(Struct):
    """Checks and repairs that the output of a part needs, determined when the part is compiled."""

    holders: tuple[str, ...] = ()
    """Elements that may be rendered empty, or without the paragraph with which they must end."""
    tables: bool = False
    """True if the grids of marked tables must be fitted, because cells are in loops or span columns."""
    breaks: bool = False
    """True if a value that may contain a break or tab is in a run whose format contains another value."""
    markup: bool = False
    """True if the output must be parsed, because a value adds markup or a block leaves an element open."""
    all_tables: bool = False
    """True if the grid of every table must be fitted, because a loop adds cells to an unknown table."""


_TAIL: Final = 400
"""Number of bytes before an end tag that are searched for the last child."""

_HOLDER_END: Final = re.compile(rf"</({'|'.join(sorted(HOLDERS))})>")
_LAST: Final = {
    "w:tr": ("</w:tc>", "</w:sdt>"),
    "w:tbl": ("</w:tr>", "</w:sdt>"),
    "w:sdtContent": (">",),
}
"""Maps holders that may end without a paragraph to the final text that proves they are not empty."""
_ASIDE: Final = r"(?:<w:(?:bookmarkStart|bookmarkEnd|proofErr)[^<>]*/>)*$"
_LAST_ASIDE: Final = re.compile(_ASIDE)
_VALID_END: Final = re.compile(rf"(?:</w:p>|</w:sdt>|<w:p(?: [^<>]*)?/>){_ASIDE}")
_AFTER_TABLE: Final = re.compile(rf"</w:tbl>{GRID}?{_ASIDE}")
_EMPTY_TABLE: Final = re.compile(rf"<w:tbl>(?:(?!<w:tbl>|</w:tbl>|<w:tr[ >]).)*</w:tbl>{GRID}?", re.DOTALL)
_EMPTY_ROW: Final = re.compile(
    r"<w:tr(?: [^<>]*)?>(?:(?!<w:tr[ >]|</w:tr>|<w:tc[ >]|<w:sdt>).)*</w:tr>", re.DOTALL
)
_BROKEN_TEXT: Final = re.compile("<w:t(?: [^<>]*)?>[^<]*[\t\n\x07\x0c][^<]*</w:t>")
_RUN_FORMAT: Final = re.compile(r"<w:r(?: [^<>]*)?>(<w:rPr>.*?</w:rPr>)?", re.DOTALL)
_PARAGRAPH_FORMAT: Final = re.compile(r"<w:p(?: [^<>]*)?>(<w:pPr>.*?</w:pPr>)?", re.DOTALL)
_SECTION: Final = re.compile(r"<w:sectPr.*?</w:sectPr>", re.DOTALL)
_INLINE_HOLDER: Final = re.compile(r"<(/?)w:(?:sdtContent|hyperlink|ins|smartTag|fldSimple)[ >]")
_AROUND: Final = (
    ("<w:tbl>", "</w:tblGrid>", "<w:tr>", "<w:tr ", "</w:tc>", "</w:tr>"),
    ("<w:tc>", "<w:tc ", "</w:tbl>"),
)
"""Tags that precede rows and cells, and tags that precede other content in or after a table."""
_EMPTY_CONTROL: Final = re.compile(
    r"<w:sdt>(?:(?!<w:sdt>|<w:sdtContent).)*<w:sdtContent(?:/>|></w:sdtContent>)</w:sdt>", re.DOTALL
)
_PARAGRAPH_OR_CONTENT: Final = re.compile(
    r"<(/?)w:(p|txbxContent)(?: [^<>]*)?(?<!/)>|<w:sdtContent(?:/>|></w:sdtContent>)"
)
_EMPTY_CONTENT: Final = re.compile(r"<w:sdtContent(?:/>|></w:sdtContent>)")


def mark_ends(text: str) -> str:
    """Return ``text`` with ``END`` wherever an element may lack the last child that it must have.

    ``text`` is the XML between two tags of a template.

    >>> mark_ends("</w:t></w:r></w:p></w:tc></w:tr>").count(END), mark_ends("</w:tc><w:tc>").index(END)
    (0, 0)
    """
    pieces, done = [], 0
    for end in _HOLDER_END.finditer(text):
        if not _may_end_after(end[1], text[max(end.start() - _TAIL, 0) : end.start()]):
            pieces += [text[done : end.start()], END]
            done = end.start()
    return "".join((*pieces, text[done:]))


def _may_end_after(holder: str, before: str) -> bool:
    """Return whether the element ``holder`` may end after the XML ``before``."""
    if holder in PARAGRAPH_HOLDERS:
        return before.endswith("</w:p>") or _VALID_END.search(before) is not None
    return _LAST_ASIDE.sub("", before).endswith(_LAST[holder]) and not before.endswith("<w:sdtContent>")


class EndRepairer:
    """Repairer that adds missing paragraphs at the ends of elements while a part is rendered.

    ``emptied`` is true if a table, row or control is empty. The complete part must then be repaired with
    ``fill_empty_elements``.

    >>> ends = EndRepairer()
    >>> [ends.repair(chunk) for chunk in (b"<w:tc><w:tcPr/>", b"\x01</w:tc>", b"<w:tbl>\x01</w:tbl>")]
    [b'<w:tc><w:tcPr/>', b'<w:p/></w:tc>', b'<w:tbl></w:tbl>']
    >>> ends.emptied
    True
    """

    __slots__ = ("_tail", "emptied")

    def __init__(self) -> None:
        self.emptied = False
        self._tail = b""

    def repair(self, chunk: bytes) -> bytes:
        """Return ``chunk`` with its marked ends repaired and their marks removed."""
        if _END not in chunk:
            self._tail = chunk[-_TAIL:] if len(chunk) >= _TAIL else (self._tail + chunk)[-_TAIL:]
            return chunk
        first, *rest = chunk.split(_END)
        repaired, before = [first], first if len(first) >= _TAIL else self._tail + first
        for piece in rest:
            if before.endswith(_ALWAYS_VALID):
                pass
            elif not piece.startswith(_ENDS):
                repaired.append(_END)  # only malformed markup in a value contains it; an error must follow
            elif before.endswith(b"</w:tcPr>") or self._lacks_paragraph(piece, before[-_TAIL:]):
                repaired.append(b"<w:p/>")
            repaired.append(piece)
            before = piece
        self._tail = before[-_TAIL:]
        return b"".join(repaired)

    def _lacks_paragraph(self, end: bytes, before: bytes) -> bool:
        """Return whether the element closed by the tag ``end`` needs a paragraph after the XML ``before``."""
        holder = bytes_as_text(end[2 : end.index(b">")])
        if _may_end_after(holder, bytes_as_text(before)):
            return False
        self.emptied = self.emptied or holder not in PARAGRAPH_HOLDERS
        if self.emptied and _AFTER_TABLE.search(bytes_as_text(before)):
            return False  # that table may be removed, and then no paragraph is needed
        return holder in PARAGRAPH_HOLDERS


_END: Final = END.encode()
_ENDS: Final = tuple(f"</{holder}>".encode() for holder in sorted(HOLDERS))
_ALWAYS_VALID: Final = (b"</w:p>", b"</w:tc>", b"</w:tr>")
"""Tags after which any holder may end. Most holders end after one of them."""


def fill_empty_elements(xml: str, holders: Sequence[str]) -> str:
    """Return ``xml`` without empty elements: rows and tables are removed, and others get content.

    ``holders`` are the names of the elements that may be empty. Empty controls around rows or cells are also
    removed.

    >>> fill_empty_elements("<w:tr><w:tc><w:tcPr/></w:tc></w:tr>", ["w:tc"])
    '<w:tr><w:tc><w:tcPr/><w:p/></w:tc></w:tr>'
    """
    before = ""
    while before != xml:  # removing a row may empty a control, and removing that may empty a table
        before = xml
        xml = _EMPTY_CONTROL.sub(_drop_table_control, xml)
        if "w:tr" in holders and xml.count("</w:tr>") != xml.count("</w:tc></w:tr>"):
            xml = _EMPTY_ROW.sub("", xml)
        if "</w:tblGrid></w:tbl>" in xml:
            xml = _add_last_paragraphs(_EMPTY_TABLE.sub("", xml), "</w:tc>")
    if _EMPTY_CONTENT.search(xml):
        xml = "".join(_fill_controls(xml))
    for holder in holders:
        end = f"</{holder}>"
        if holder in PARAGRAPH_HOLDERS and xml.count(end) != xml.count(f"</w:p>{end}"):
            xml = _add_last_paragraphs(xml, end)
    return xml


def _add_last_paragraphs(xml: str, end: str) -> str:
    pieces = xml.split(end)
    completed = [piece if _VALID_END.search(piece[-400:]) else f"{piece}<w:p/>" for piece in pieces[:-1]]
    return end.join((*completed, pieces[-1]))


def _drop_table_control(control: re.Match[str]) -> str:
    """Return "" if the empty control was around rows or cells, or else the control unchanged."""
    in_table, in_block = (
        max(control.string.rfind(tag, 0, control.start()) for tag in tags) for tags in _AROUND
    )
    return "" if in_table > in_block else control[0]


def _fill_controls(xml: str) -> Iterator[str]:
    """Yield ``xml`` with content in each empty control.

    The content is a run if the control is inside a paragraph, or else a paragraph. A text box is inside a
    paragraph, but contains its own paragraphs.
    """
    in_paragraph, done = [False], 0
    for match in _PARAGRAPH_OR_CONTENT.finditer(xml):
        closing, name = match[1], match[2]
        if name == "p":
            in_paragraph[-1] = not closing
        elif name and not closing:
            in_paragraph.append(False)
        elif name:
            in_paragraph[1:] = in_paragraph[1:-1]
        else:
            yield xml[done : match.start()]
            yield f"<w:sdtContent>{'<w:r><w:t/></w:r>' if in_paragraph[-1] else '<w:p/>'}</w:sdtContent>"
            done = match.end()
    yield xml[done:]


def convert_breaks(xml: str) -> str:
    """Replace break and tab characters in the text of ``xml`` with elements.

    >>> convert_breaks("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>a\\nb</w:t></w:r></w:p>")
    '<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t><w:br/><w:t xml:space="preserve">b</w:t></w:r></w:p>'
    """
    return _BROKEN_TEXT.sub(lambda text: render_layout(text[0], *_find_formats(xml, text.start())), xml)


def _find_formats(xml: str, position: int) -> tuple[str, str | None]:
    """Return the w:rPr and w:pPr around ``position``.

    The w:pPr is None if the paragraph cannot be split.
    """
    paragraph_start = _find_last(xml, "w:p", position)
    run = _RUN_FORMAT.match(xml, _find_last(xml, "w:r", position))
    paragraph = _PARAGRAPH_FORMAT.match(xml, paragraph_start)
    holders = _INLINE_HOLDER.finditer(xml, max(paragraph_start, 0), position)
    if paragraph is None or sum(-1 if tag[1] else 1 for tag in holders) > 0:
        return (run and run[1]) or "", None
    return (run and run[1]) or "", _SECTION.sub("", paragraph[1] or "")


def _find_last(xml: str, element: str, before: int) -> int:
    """Return the start of the last ``element`` before the position ``before``, or -1 if there is none."""
    return max(xml.rfind(f"<{element}>", 0, before), xml.rfind(f"<{element} ", 0, before))
