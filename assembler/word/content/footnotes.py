"""Footnotes from the data: references in the text, and notes in the footnotes part.

Footnotes from the data have their own ids and come after the template's footnotes in the part. Word numbers
footnotes by position, regardless of their ids (ECMA-376 part 1, 17.11.14). It requires two separators in the
part, which the template provides.
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
    """A footnote as XML, in two pieces.

    ``run`` contains the reference, and ``note`` the text.
    """

    run: Markup
    note: str


def build_footnote(text: str, id_: int, language_tag: str) -> RenderedFootnote:
    """Return a footnote with ``text`` and the id ``id_``, which must be unique in the document.

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
    """Return the footnotes part of the template ``name`` with ``notes`` appended.

    Raises TemplateError if the template has no such part.
    """
    if part is None:
        raise TemplateError(
            "the template has no footnotes part, but its data contains footnotes",
            location=name,
            hint="in Word, insert a footnote, delete it, and save the template",
        )
    text = part.decode("utf-8")
    return text.replace("</w:footnotes>", f"{''.join(note.note for note in notes)}</w:footnotes>").encode()
