"""What can be seen only in the output: cells, controls and tables that came out empty, grids that do not fit.

A part says what it needs (``compiling.Needs``); most need nothing, so that no pass over the output is made.
Word fails on a cell whose last block is no paragraph (MS-OI29500 2.1.168) and on a row without cells
(2.1.178).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from assembler.word.escaping import laid_out

_OF_PARAGRAPHS: Final = ("w:tc", "w:hdr", "w:ftr", "w:txbxContent", "w:footnote", "w:endnote")
HOLDERS: Final = frozenset((*_OF_PARAGRAPHS, "w:sdtContent", "w:tbl", "w:tr"))
"""Elements that may not be empty."""

GRID: Final = "<?assembler grid?>"
"""Stands in rendered parts after each table whose grid must be fitted to its cells."""

_CONTENT_ENDS: Final = (b"<w:sdtContent/>", b"<w:sdtContent></w:sdtContent>")
_TABLE_END: Final = b"</w:tblGrid></w:tbl>"
_CELL: Final = (b"</w:tc>", b"</w:p></w:tc>")
_LONGEST_END: Final = 40
"""More than the longest of the ends that ``Suspicion`` looks for."""

_SOUND_END: Final = re.compile(
    r"(?:</w:p>|</w:sdt>|<w:p(?: [^<>]*)?/>)(?:<w:(?:bookmarkStart|bookmarkEnd|proofErr)[^<>]*/>)*$"
)
_EMPTY_TABLE: Final = re.compile(r"<w:tbl>(?:(?!<w:tbl>|</w:tbl>|<w:tr[ >]).)*</w:tbl>", re.DOTALL)
_EMPTY_ROW: Final = re.compile(
    r"<w:tr(?: [^<>]*)?>(?:(?!<w:tr[ >]|</w:tr>|<w:tc[ >]|<w:sdt>).)*</w:tr>", re.DOTALL
)
_BROKEN_TEXT: Final = re.compile("<w:t(?: [^<>]*)?>[^<]*[\t\n\x07\x0c][^<]*</w:t>")
_RUN_FORMAT: Final = re.compile(r"<w:r(?: [^<>]*)?>(<w:rPr>.*?</w:rPr>)?", re.DOTALL)
_PARAGRAPH_FORMAT: Final = re.compile(r"<w:p(?: [^<>]*)?>(<w:pPr>.*?</w:pPr>)?", re.DOTALL)
_SECTION: Final = re.compile(r"<w:sectPr.*?</w:sectPr>", re.DOTALL)
_INLINE_HOLDER: Final = re.compile(r"<(/?)w:(?:sdtContent|hyperlink|ins|smartTag|fldSimple)[ >]")
_EMPTY_CONTENT: Final = re.compile(r"<w:sdtContent(?:/>|></w:sdtContent>)")


class Suspicion:
    """Whether ``filled`` could find something to mend, told from a part's bytes as they pass.

    >>> suspicion = Suspicion(["w:tc"])
    >>> for chunk in (b"<w:tc><w:p/></w", b":tc>"): suspicion.see(chunk)
    >>> suspicion.found
    True
    """

    __slots__ = ("_never", "_never_met", "_surplus", "_tail")

    def __init__(self, holders: Sequence[str]) -> None:
        rows = [(b"</w:tr>", b"</w:tc></w:tr>")] if "w:tr" in holders else []
        ends = (f"</{name}>".encode() for name in holders if name in _OF_PARAGRAPHS)
        self._surplus = dict.fromkeys([*rows, *((end, b"</w:p>" + end) for end in ends)], 0)
        """By what ends a holder, and what ends a sound one: how many more there are of the first."""
        tables = "w:tbl" in holders or "w:tr" in holders
        contents = _CONTENT_ENDS if "w:sdtContent" in holders else ()
        self._never = (*((_TABLE_END,) if tables else ()), *contents)
        self._tail = b""
        self._never_met = False

    def see(self, chunk: bytes) -> None:
        """Take the next bytes of the part."""
        tail, seen = self._tail, self._tail + chunk if self._tail else chunk
        for pair in self._surplus:
            end, sound = pair
            ended, soundly = seen.count(end) - tail.count(end), seen.count(sound) - tail.count(sound)
            self._surplus[pair] += ended - soundly
        self._never_met = self._never_met or any(end in seen for end in self._never)
        self._tail = seen[-_LONGEST_END:]

    @property
    def of_cells(self) -> bool:
        """Whether cells are among what may have come out empty."""
        return _CELL in self._surplus

    def filled_cells(self, count: int) -> None:
        """``with_cells`` has filled so many cells: these end soundly."""
        self._surplus[_CELL] -= count

    @property
    def found(self) -> bool:
        """Whether anything seen so far may want mending."""
        return self._never_met or any(self._surplus.values())


def filled(xml: str, holders: Sequence[str]) -> str:
    """``xml`` with no empty element among ``holders``: rows and tables go, the others get a last paragraph.

    >>> filled("<w:tr><w:tc><w:tcPr/></w:tc></w:tr>", ["w:tc"])
    '<w:tr><w:tc><w:tcPr/><w:p/></w:tc></w:tr>'
    """
    if "w:sdtContent" in holders:
        xml = _EMPTY_CONTENT.sub(_with_content, xml)
    if "w:tr" in holders and xml.count("</w:tr>") != xml.count("</w:tc></w:tr>"):
        xml = _EMPTY_ROW.sub("", xml)
    if ("w:tbl" in holders or "w:tr" in holders) and "</w:tblGrid></w:tbl>" in xml:
        xml = _with_last_paragraph(_EMPTY_TABLE.sub("", xml), "</w:tc>")
    for holder in holders:
        end = f"</{holder}>"
        if holder in _OF_PARAGRAPHS and xml.count(end) != xml.count(f"</w:p>{end}"):
            xml = _with_last_paragraph(xml, end)
    return xml


def with_cells(chunks: Iterable[bytes], suspicion: Suspicion) -> Iterator[bytes]:
    """``chunks`` with a paragraph in each cell that has nothing but properties: most of what is to mend.

    ``suspicion`` sees them as they pass.

    >>> list(with_cells([b"<w:tc><w:tcPr></w:tcPr>", b"</w:tc>", b"<w:p/>"], Suspicion(["w:tc"])))
    [b'<w:tc><w:tcPr></w:tcPr><w:p/></w:tc>', b'<w:p/>']
    """
    held, chunks = b"", iter(chunks)
    for chunk in chunks if suspicion.of_cells else ():
        whole = held + chunk if held else chunk
        if whole.endswith(b"</w:tcPr>"):
            held = whole
            continue
        made, held = whole.replace(b"</w:tcPr></w:tc>", b"</w:tcPr><w:p/></w:tc>"), b""
        suspicion.see(made)
        if len(made) != len(whole):
            suspicion.filled_cells((len(made) - len(whole)) // len(b"<w:p/>"))
        yield made
    for chunk in (held, *chunks) if held else chunks:
        suspicion.see(chunk)
        yield chunk


def _with_last_paragraph(xml: str, end: str) -> str:
    pieces = xml.split(end)
    sound = [piece if _SOUND_END.search(piece[-400:]) else f"{piece}<w:p/>" for piece in pieces[:-1]]
    return end.join((*sound, pieces[-1]))


def _with_content(match: re.Match[str]) -> str:
    """Something for an empty control to hold: a run inside a paragraph, a paragraph outside."""
    inside = _last(match.string, "w:p", match.start()) > match.string.rfind("</w:p>", 0, match.start())
    return f"<w:sdtContent>{'<w:r><w:t/></w:r>' if inside else '<w:p/>'}</w:sdtContent>"


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
