"""Read the text of a comment or a footnote of an .odt."""

from __future__ import annotations

from lxml import etree

from assembler.word.returned.odt_styles import odf


def read_note_text(note: etree._Element) -> str:
    """Return all text of a comment or footnote in one line, with hidden fields and addresses of links."""
    found = ["".join(map(str, paragraph.itertext())) for paragraph in note.iter(odf("text:p"), odf("text:h"))]
    found += [field.get(odf("text:string-value"), "") for field in note.iter(odf("text:hidden-text"))]
    found += [f"({link.get(odf('xlink:href'), '')})" for link in note.iter(odf("text:a"))]
    return " ".join(" ".join(found).split())
