"""Footnotes that come with the data: a number in the text, and the note in the part of notes.

A template can hold notes of its own; in a loop all rounds would share one. A note of the data has an id of
its own instead, and stands behind the template's. Word numbers notes by their places, whatever their ids are
(ECMA-376 part 1, 17.11.14), and wants two separators in the same part, which the template brings.
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


class Noted(Struct, frozen=True):
    """A footnote ready for a document: the run with its number, and the note."""

    run: Markup
    note: str


def noted(text: str, id_: int, language_tag: str) -> Noted:
    """The footnote ``text`` with the id ``id_``, which no other note of the document may have.

    >>> noted("Duties differ.", 7, "en-GB").run
    Markup('<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="7"/></w:r>')
    """
    run = f'<w:r><w:rPr>{_NUMBER}</w:rPr><w:footnoteReference w:id="{id_}"/></w:r>'
    note = (
        f'<w:footnote w:id="{id_}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        f"<w:r><w:rPr>{_NUMBER}</w:rPr><w:footnoteRef/></w:r>"
        f"<w:r><w:rPr>{language_xml(language_tag)}</w:rPr>"
        f'<w:t xml:space="preserve"> {escape(text, quote=False)}</w:t></w:r></w:p></w:footnote>'
    )
    return Noted(Markup(run), note)


def with_notes(part: bytes | None, notes: Sequence[Noted], *, name: str) -> bytes:
    """The part of footnotes ``part`` of the template ``name`` with ``notes`` behind its own.

    TemplateError where the template has no such part.
    """
    if part is None:
        raise TemplateError("the template has no footnotes, and its data brings some", where=name,
                            remedy="insert a footnote in Word, remove it again and save")  # fmt: skip
    text = part.decode("utf-8")
    return text.replace("</w:footnotes>", f"{''.join(each.note for each in notes)}</w:footnotes>").encode()
