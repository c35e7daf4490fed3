"""Footnotes of the data stand behind those of the template, each with an id of its own."""

from __future__ import annotations

import pytest

from assembler.errors import TemplateError
from assembler.word.content.footnotes import add_footnotes, build_footnote

NAMES = b'<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
OWN = b'<w:footnote w:type="separator" w:id="-1"/><w:footnote w:id="1"/>'


def test_notes_are_added_behind_those_of_the_template_in_their_order() -> None:
    notes = [build_footnote("First & foremost", 10_000, "en-GB"), build_footnote("Second", 10_001, "en-GB")]
    part = add_footnotes(NAMES + OWN + b"</w:footnotes>", notes, name="letter").decode()
    ids = [piece.split('"')[0] for piece in part.split('w:id="')[1:]]
    assert ids == ["-1", "1", "10000", "10001"]
    assert "First &amp; foremost" in part
    assert part.endswith("</w:footnotes>")


def test_a_note_says_its_language_and_wears_the_styles_of_notes() -> None:
    note = build_footnote("Taken verschillen.", 10_000, "nl-NL").note
    assert '<w:lang w:val="nl-NL"/>' in note
    assert 'w:val="FootnoteText"' in note
    assert note.count('w:val="FootnoteReference"') == 1


def test_a_template_without_footnotes_cannot_take_any() -> None:
    with pytest.raises(TemplateError, match="no footnotes") as caught:
        add_footnotes(None, [build_footnote("x", 1, "en-GB")], name="templates/letter/template.docx")
    assert caught.value.location == "templates/letter/template.docx"
    assert "insert a footnote" in caught.value.hint
