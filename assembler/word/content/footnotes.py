"""Footnotes from the data: a reference in the text, and the note in the footnotes part.

A template can have footnotes of its own; in a loop all iterations would share one. A footnote from the data
has its own id instead, and follows those of the template. Word numbers footnotes by position, whatever their
ids (ECMA-376 part 1, 17.11.14), and requires two separators in the same part, which the template provides.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from markupsafe import Markup

from assembler.errors import TemplateError
from assembler.structs import Struct
from assembler.word.package.run_language import language_xml

PART = "word/footnotes.xml"
_NUMBER = '<w:rStyle w:val="FootnoteReference"/>'


class RenderedFootnote(Struct, frozen=True):
    """A footnote as XML: the run with its reference, and the note."""

    run: Markup
    note: str


def build_footnote(text: str, id_: int, language_tag: str) -> RenderedFootnote:
    """Return the footnote ``text`` with the id ``id_``, which must be unique in the document.

    >>> build_footnote("Duties differ.", 7, "en-GB").run
    Markup('<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="7"/></w:r>')
    """
    run = f'<w:r><w:rPr>{_NUMBER}</w:rPr><w:footnoteReference w:id="{id_}"/></w:r>'
    note = (
        f'<w:footnote w:id="{id_}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        f"<w:r><w:rPr>{_NUMBER}</w:rPr><w:footnoteRef/></w:r>"
        f"<w:r><w:rPr>{language_xml(language_tag)}</w:rPr>"
        f'<w:t xml:space="preserve"> {escape(text, quote=False)}</w:t></w:r></w:p></w:footnote>'
    )
    return RenderedFootnote(Markup(run), note)


def add_footnotes(part: bytes | None, notes: Sequence[RenderedFootnote], *, name: str) -> bytes:
    """Append ``notes`` to the footnotes part ``part`` of the template ``name``, and return the part.

    TemplateError if the template has no such part.
    """
    if part is None:
        raise TemplateError("the template has no footnotes part, but its data has footnotes", location=name,
                            hint="insert a footnote in Word, remove it again and save")  # fmt: skip
    text = part.decode("utf-8")
    return text.replace("</w:footnotes>", f"{''.join(each.note for each in notes)}</w:footnotes>").encode()
