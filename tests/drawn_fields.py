"""Bodies with fields as people and programs leave them: open, torn, nested, in pieces, in text boxes."""

from __future__ import annotations

from random import Random
from typing import Final

from assembler.word.content.heading_styles import HeadingStyle
from assembler.word.content.table_of_contents import MARKER

STYLES: Final = (
    HeadingStyle("Heading1", 1, "%1"),
    HeadingStyle("Heading2", 2, "%1.%2", ("upperRoman", "decimal")),
    HeadingStyle("Kop", 3, ""),
)
_CODES: Final = (
    r"SEQ Table \* ARABIC", "SEQ Figure", r"SEQ Table \r 5", r"SEQ Table \r x", r"SEQ Table \c", "SEQ",
    r" SEQ  Table", "SEQUENCE x", r"SEQ Table \* ROMAN", r"SEQ Table \s 1", r"REF b1 \h", "PAGE",
)  # fmt: skip
_RESULTS: Final = (
    "<w:r><w:t>1</w:t></w:r>",
    "<w:r><w:t/></w:r>",
    "",
    '<w:r><w:t xml:space="preserve"> of </w:t></w:r><w:r><w:t>2</w:t></w:r>',
)
_TEXTS: Final = (
    "<w:r><w:t>word SEQ REF </w:t></w:r>",
    "<w:r><w:tab/><w:t>é</w:t></w:r>",
    "<w:r><w:instrText> SEQ Table </w:instrText></w:r>",
    '<w:bookmarkStart w:id="1" w:name="b1"/><w:r><w:t>bm</w:t></w:r><w:bookmarkEnd w:id="1"/>',
)


def character(kind: str) -> str:
    """A character of a complex field."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def body(draw: Random, *, mark: bool = False) -> str:
    """Paragraphs with texts and fields; with the mark of a table of contents somewhere between them."""
    paragraphs = [_paragraph(draw, 0) for _ in range(draw.randrange(1, 10))]
    if mark:
        paragraphs.insert(draw.randrange(len(paragraphs)), str(MARKER))
    return "".join(paragraphs)


def _paragraph(draw: Random, depth: int) -> str:
    style = draw.choice(("", "", "Heading1", "Heading2", "Kop", "Heading10"))
    setting = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{setting}{''.join(_piece(draw, depth) for _ in range(draw.randrange(4)))}</w:p>"


def _piece(draw: Random, depth: int) -> str:
    asked = draw.random()
    if asked < 0.4:
        return draw.choice(_TEXTS)
    if asked < 0.5 and depth < 2:
        return _text_box(draw, depth)
    return _simple(draw, depth) if asked < 0.6 else _complex(draw, depth)


def _text_box(draw: Random, depth: int) -> str:
    inside = f"<w:txbxContent>{_paragraph(draw, depth + 1)}</w:txbxContent>"
    either = f"<mc:Choice>{inside}</mc:Choice><mc:Fallback>{inside}</mc:Fallback>"
    return f"<w:r><mc:AlternateContent>{either}</mc:AlternateContent></w:r>"


def _simple(draw: Random, depth: int) -> str:
    start = f'<w:fldSimple w:instr="{draw.choice(_CODES)}"'
    return f"{start}/>" if draw.random() < 0.2 else f"{start}>{_result(draw, depth)}</w:fldSimple>"


def _complex(draw: Random, depth: int) -> str:
    """A field that is sound, or lacks a character, or goes on in the next paragraph."""
    code = draw.choice(_CODES)
    pieces = code.partition(" ")[::2] if draw.random() < 0.2 else (code,)
    written = "".join(f"<w:r><w:instrText>{each} </w:instrText></w:r>" for each in pieces)
    inner = _complex(draw, depth + 1) if draw.random() < 0.05 and depth < 2 else ""
    separate = character("separate") if draw.random() < 0.9 else ""
    torn = "</w:p><w:p>" if draw.random() < 0.05 and depth == 0 else ""
    end = character("end") if draw.random() < 0.9 else ""
    return f"{character('begin')}{written}{inner}{separate}{_result(draw, depth)}{torn}{end}"


def _result(draw: Random, depth: int) -> str:
    return _complex(draw, depth + 1) if draw.random() < 0.1 and depth < 2 else draw.choice(_RESULTS)
