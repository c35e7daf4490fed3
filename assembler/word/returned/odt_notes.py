"""The words of a comment or a footnote of an .odt."""

from __future__ import annotations

from lxml import etree

from assembler.word.returned.odt_styles import odf


def words_of_note(note: etree._Element) -> str:
    """All words of a comment or footnote in one line, with those of hidden fields and addresses of links."""
    found = ["".join(map(str, paragraph.itertext())) for paragraph in note.iter(odf("text:p"), odf("text:h"))]
    found += [field.get(odf("text:string-value"), "") for field in note.iter(odf("text:hidden-text"))]
    found += [f"({link.get(odf('xlink:href'), '')})" for link in note.iter(odf("text:a"))]
    return " ".join(" ".join(found).split())
