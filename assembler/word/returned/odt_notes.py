"""Text of the comments and footnotes of an .odt."""

from __future__ import annotations

from lxml import etree

from assembler.word.returned.odt_styles import odf


def read_note_text(note: etree._Element) -> str:
    """Return all text of a comment or footnote on one line, including hidden fields and link addresses."""
    texts = ["".join(map(str, paragraph.itertext())) for paragraph in note.iter(odf("text:p"), odf("text:h"))]
    texts += [field.get(odf("text:string-value"), "") for field in note.iter(odf("text:hidden-text"))]
    texts += [f"({link.get(odf('xlink:href'), '')})" for link in note.iter(odf("text:a"))]
    return " ".join(" ".join(texts).split())
