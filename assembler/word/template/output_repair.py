"""What can be seen only in the output: cells, controls and tables that came out empty, grids that do not fit.

A part says what it needs (``compiling.Needs``); most need nothing, so that no pass over the output is made.
Word fails on a cell whose last block is no paragraph (MS-OI29500 2.1.168) and on a row without cells
(2.1.178).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from assembler.word.package.edits import bytes_as_text
from assembler.word.template.escaping import laid_out

OF_PARAGRAPHS: Final = ("w:tc", "w:hdr", "w:ftr", "w:txbxContent", "w:footnote", "w:endnote")
HOLDERS: Final = frozenset((*OF_PARAGRAPHS, "w:sdtContent", "w:tbl", "w:tr"))
"""Elements that may not be empty."""

END: Final = "\x01"
"""Stands in rendered parts before the end of a holder of which it is not known beforehand how it ends.

It is a sign that XML forbids (XML 1.0, 2.2), so that no template and no value has it.
"""

GRID: Final = "\x02"
"""Stands in rendered parts after each table whose grid must be fitted to its cells."""

_TAIL: Final = 400
"""Bytes before an end that are looked at to see what comes last."""

_HOLDER_END: Final = re.compile(rf"</({'|'.join(sorted(HOLDERS))})>")
_LAST: Final = {
    "w:tr": ("</w:tc>", "</w:sdt>"),
    "w:tbl": ("</w:tr>", "</w:sdt>"),
    "w:sdtContent": (">",),
}
"""By holder that needs no paragraph at its end: what it ends with where it is surely not empty."""
_ASIDE: Final = r"(?:<w:(?:bookmarkStart|bookmarkEnd|proofErr)[^<>]*/>)*$"
_LAST_ASIDE: Final = re.compile(_ASIDE)
_SOUND_END: Final = re.compile(rf"(?:</w:p>|</w:sdt>|<w:p(?: [^<>]*)?/>){_ASIDE}")
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
"""What stands last before rows and cells, and before everything else that is in a table or after it."""
_EMPTY_CONTROL: Final = re.compile(
    r"<w:sdt>(?:(?!<w:sdt>|<w:sdtContent).)*<w:sdtContent(?:/>|></w:sdtContent>)</w:sdt>", re.DOTALL
)
_PARAGRAPH_OR_CONTENT: Final = re.compile(
    r"<(/?)w:(p|txbxContent)(?: [^<>]*)?(?<!/)>|<w:sdtContent(?:/>|></w:sdtContent>)"
)
_EMPTY_CONTENT: Final = re.compile(r"<w:sdtContent(?:/>|></w:sdtContent>)")


def with_ends(text: str) -> str:
    """``text``, which stands in a template between two tags, with ``END`` where a holder may end too early.

    >>> with_ends("</w:t></w:r></w:p></w:tc></w:tr>").count(END), with_ends("</w:tc><w:tc>").index(END)
    (0, 0)
    """
    pieces, done = [], 0
    for end in _HOLDER_END.finditer(text):
        if not _is_sound(end[1], text[max(end.start() - _TAIL, 0) : end.start()]):
            pieces += [text[done : end.start()], END]
            done = end.start()
    return "".join((*pieces, text[done:]))


def _is_sound(holder: str, before: str) -> bool:
    """Whether ``holder`` may end after what stands there."""
    if holder in OF_PARAGRAPHS:
        return before.endswith("</w:p>") or _SOUND_END.search(before) is not None
    return _LAST_ASIDE.sub("", before).endswith(_LAST[holder]) and not before.endswith("<w:sdtContent>")


class Ends:
    """Looks at the ends of holders while a part passes; paragraphs that are lacking there are put in.

    ``emptied`` says that a table, row or control came out empty: that takes a look at the whole (``filled``).

    >>> ends = Ends()
    >>> [ends.settled(chunk) for chunk in (b"<w:tc><w:tcPr/>", b"\x01</w:tc>", b"<w:tbl>\x01</w:tbl>")]
    [b'<w:tc><w:tcPr/>', b'<w:p/></w:tc>', b'<w:tbl></w:tbl>']
    >>> ends.emptied
    True
    """

    __slots__ = ("_tail", "emptied")

    def __init__(self) -> None:
        self.emptied = False
        self._tail = b""

    def settled(self, chunk: bytes) -> bytes:
        """``chunk`` with its ends in order and without the marks before them."""
        if _END not in chunk:
            self._tail = chunk[-_TAIL:] if len(chunk) >= _TAIL else (self._tail + chunk)[-_TAIL:]
            return chunk
        first, *others = chunk.split(_END)
        made, before = [first], first if len(first) >= _TAIL else self._tail + first
        for piece in others:
            if before.endswith(_SURELY_SOUND):
                pass
            elif not piece.startswith(_ENDS):
                made.append(_END)  # markup in a value has it, which is broken, and so it is to be seen
            elif before.endswith(b"</w:tcPr>") or self._lacks_paragraph(piece, before[-_TAIL:]):
                made.append(b"<w:p/>")
            made.append(piece)
            before = piece
        self._tail = before[-_TAIL:]
        return b"".join(made)

    def _lacks_paragraph(self, end: bytes, before: bytes) -> bool:
        """Whether the holder whose end comes next must be given a paragraph after what stands ``before``."""
        holder = bytes_as_text(end[2 : end.index(b">")])
        if _is_sound(holder, bytes_as_text(before)):
            return False
        self.emptied = self.emptied or holder not in OF_PARAGRAPHS
        if self.emptied and _AFTER_TABLE.search(bytes_as_text(before)):
            return False  # that table may be one that goes, and then it needs none
        return holder in OF_PARAGRAPHS


_END: Final = END.encode()
_ENDS: Final = tuple(f"</{holder}>".encode() for holder in sorted(HOLDERS))
_SURELY_SOUND: Final = (b"</w:p>", b"</w:tc>", b"</w:tr>")
"""After these every holder is sound whose end can stand there in XML: most ends are known by that."""


def filled(xml: str, holders: Sequence[str]) -> str:
    """``xml`` with no empty element among ``holders``: rows and tables go, the others get a last paragraph.

    >>> filled("<w:tr><w:tc><w:tcPr/></w:tc></w:tr>", ["w:tc"])
    '<w:tr><w:tc><w:tcPr/><w:p/></w:tc></w:tr>'
    """
    before = ""
    while before != xml:  # a row that goes may leave a control empty, and that one a table
        before = xml
        xml = _EMPTY_CONTROL.sub(_without_table_parts, xml)
        if "w:tr" in holders and xml.count("</w:tr>") != xml.count("</w:tc></w:tr>"):
            xml = _EMPTY_ROW.sub("", xml)
        if "</w:tblGrid></w:tbl>" in xml:
            xml = _with_last_paragraph(_EMPTY_TABLE.sub("", xml), "</w:tc>")
    if _EMPTY_CONTENT.search(xml):
        xml = "".join(_with_contents(xml))
    for holder in holders:
        end = f"</{holder}>"
        if holder in OF_PARAGRAPHS and xml.count(end) != xml.count(f"</w:p>{end}"):
            xml = _with_last_paragraph(xml, end)
    return xml


def _with_last_paragraph(xml: str, end: str) -> str:
    pieces = xml.split(end)
    sound = [piece if _SOUND_END.search(piece[-400:]) else f"{piece}<w:p/>" for piece in pieces[:-1]]
    return end.join((*sound, pieces[-1]))


def _without_table_parts(control: re.Match[str]) -> str:
    """Nothing, where the empty control stood for rows or cells; else the control as it is."""
    marks = (max(control.string.rfind(each, 0, control.start()) for each in group) for group in _AROUND)
    in_table, in_block = marks
    return "" if in_table > in_block else control[0]


def _with_contents(xml: str) -> Iterator[str]:
    """``xml`` with something in each empty control: a run inside a paragraph, a paragraph outside.

    A text box stands in a paragraph, and has paragraphs of its own.
    """
    in_paragraph, done = [False], 0
    for found in _PARAGRAPH_OR_CONTENT.finditer(xml):
        closing, name = found[1], found[2]
        if name == "p":
            in_paragraph[-1] = not closing
        elif name and not closing:
            in_paragraph.append(False)
        elif name:
            in_paragraph[1:] = in_paragraph[1:-1]
        else:
            yield xml[done : found.start()]
            yield f"<w:sdtContent>{'<w:r><w:t/></w:r>' if in_paragraph[-1] else '<w:p/>'}</w:sdtContent>"
            done = found.end()
    yield xml[done:]


def broken(xml: str) -> str:
    """``xml`` with the breaks and tabs that stand raw in its texts as elements.

    >>> broken("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>a\\nb</w:t></w:r></w:p>")
    '<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t><w:br/><w:t xml:space="preserve">b</w:t></w:r></w:p>'
    """
    return _BROKEN_TEXT.sub(lambda text: laid_out(text[0], *_formats(xml, text.start())), xml)


def _formats(xml: str, at: int) -> tuple[str, str | None]:
    """The w:rPr and w:pPr around ``at``; None where the paragraph there cannot be split."""
    paragraph_at = _last(xml, "w:p", at)
    run = _RUN_FORMAT.match(xml, _last(xml, "w:r", at))
    paragraph = _PARAGRAPH_FORMAT.match(xml, paragraph_at)
    holders = _INLINE_HOLDER.finditer(xml, max(paragraph_at, 0), at)
    if paragraph is None or sum(-1 if found[1] else 1 for found in holders) > 0:
        return (run and run[1]) or "", None
    return (run and run[1]) or "", _SECTION.sub("", paragraph[1] or "")


def _last(xml: str, element: str, before: int) -> int:
    """Where the last ``element`` before a place begins; -1 where there is none."""
    return max(xml.rfind(f"<{element}>", 0, before), xml.rfind(f"<{element} ", 0, before))
