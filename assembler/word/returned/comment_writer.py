"""Write the program's own comments on a report, each on a paragraph or on the first cell of a row.

Comments are stored in a separate part (ECMA-376 part 1, 17.13.4). A range and a reference in the text mark
the position of each comment.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lxml import etree

from assembler.structs import Struct
from assembler.word.package.added_parts import RelatedPart, ensure_related_part
from assembler.word.package.package import Package
from assembler.word.package.whole_numbers import parse_whole_number
from assembler.word.package.xml import W, parse, qn, serialise
from assembler.word.returned.docx_report import find_passages

AUTHOR: Final = "Assembler"
"""The author of generated comments, which identifies them in a returned report."""
_KIND: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_EMPTY: Final = f'<w:comments xmlns:w="{W}"/>'.encode()
_PART: Final = "word/comments.xml"


class MarginNote(Struct, frozen=True):
    """A comment on a passage of a report, which is a paragraph or a table row.

    Passages are numbered from 0, as in ``report_content.Report``.
    """

    passage: int
    text: str


def add_margin_comments(package: Package, notes: Sequence[MarginNote], language_tag: str) -> Package:
    """Return ``package`` with a comment by ``AUTHOR`` for each of ``notes``.

    The comments have no date.
    """
    package, part = ensure_related_part(package, RelatedPart(_PART, _KIND, _TYPE, _EMPTY))
    comments, body = parse(package.parts[part]), parse(package.parts[package.main])
    places = find_passages(body, package)
    first = 1 + max((parse_whole_number(each.get(qn("w:id"))) or 0 for each in comments), default=-1)
    for id_, note in enumerate(notes, first):
        comments.append(_build_comment(id_, note.text, language_tag))
        _attach_comment(places[note.passage], id_)
    return package.with_parts({part: serialise(comments), package.main: serialise(body)})


def _build_comment(id_: int, text: str, language_tag: str) -> etree._Element:
    comment = etree.Element(qn("w:comment"), {qn("w:id"): str(id_), qn("w:author"): AUTHOR})
    comment.set(qn("w:initials"), AUTHOR[:1])
    run = etree.SubElement(etree.SubElement(comment, qn("w:p")), qn("w:r"))
    look = etree.SubElement(run, qn("w:rPr"))
    etree.SubElement(look, qn("w:lang"), {qn("w:val"): language_tag})
    element = etree.SubElement(run, qn("w:t"))
    element.text = text
    element.set(qn("xml:space"), "preserve")
    return comment


def _attach_comment(place: etree._Element, id_: int) -> None:
    """Add a range with the id ``id_`` around the content of a paragraph, and a reference after it.

    ``place`` is the paragraph, or a row whose first paragraph is used.
    """
    paragraph = place if place.tag == qn("w:p") else next(place.iter(qn("w:p")))
    number = {qn("w:id"): str(id_)}
    start = 1 if paragraph.find(qn("w:pPr")) is not None else 0
    paragraph.insert(start, etree.Element(qn("w:commentRangeStart"), number))
    etree.SubElement(paragraph, qn("w:commentRangeEnd"), number)
    run = etree.SubElement(paragraph, qn("w:r"))
    etree.SubElement(run, qn("w:commentReference"), number)
