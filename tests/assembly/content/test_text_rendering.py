"""Texts of a record stand in a document in their own language, wherever a view gives them."""

from __future__ import annotations

from assembler.assembly.content.text_rendering import TextRenderer, substitute
from assembler.i18n.languages.languages import get_language
from assembler.model.types.values import RichText, Text
from assembler.views.block import Block
from assembler.views.footnote import Footnote
from assembler.word.template.escaping import TaggedText


def test_a_text_in_the_documents_language_is_just_words() -> None:
    drawer = TextRenderer(get_language("en"), own="en")
    assert type(drawer.render(Text(text="Plan"))) is str


def test_a_text_in_the_records_other_language_is_tagged_with_it() -> None:
    drawn = TextRenderer(get_language("en"), own="nl").render(Text(text="Stadsplan"))
    assert isinstance(drawn, TaggedText)
    assert (drawn, drawn.language_tag) == ("Stadsplan", "nl-NL")


def test_a_text_that_says_its_language_goes_before_the_records() -> None:
    drawn = TextRenderer(get_language("en"), own="nl").render(Text(text="Suunnitelma", language="fi"))
    assert isinstance(drawn, TaggedText)
    assert drawn.language_tag == "fi-FI"


def test_flemish_in_a_flemish_document_needs_no_mark_and_dutch_in_it_neither() -> None:
    drawer = TextRenderer(get_language("nl-BE"), own="nl-BE")
    assert type(drawer.render(Text(text="schepen"))) is str
    assert type(drawer.render(Text(text="wethouder", language="nl"))) is str


def test_rich_text_becomes_paragraphs_and_each_numbered_list_its_own() -> None:
    drawer = TextRenderer(get_language("en"), own="en")
    first = drawer.render(RichText(text="Why:\n\n1. this\n2. **that**"))
    assert first.count("<w:p>") == 3
    assert '<w:pStyle w:val="Normal"/>' in first
    assert first.count('<w:numId w:val="9003"/>') == 2
    assert '<w:rStyle w:val="Strong"/>' in first
    assert '<w:numId w:val="9004"/>' in drawer.render(RichText(text="1. again"))
    assert drawer.lists == 2


def test_texts_are_found_in_lists_mappings_and_blocks() -> None:
    seen = {"areas": [{"name": Text(text="Werk"), "n": 3}], "block": Block("x", "A/1", note=Text(text="Ja"))}
    substitute(seen, TextRenderer(get_language("en"), own="nl").renderers)
    assert seen["areas"] == [{"name": "Werk", "n": 3}]
    assert isinstance(seen["block"]["note"], TaggedText)


def test_footnotes_are_numbered_in_the_order_in_which_they_are_met_and_say_their_language() -> None:
    drawer = TextRenderer(get_language("en"), own="nl")
    seen = {"roles": [{"note": Footnote("Duties differ.")}], "reading": Footnote(Text(text="Zie bijlage."))}
    substitute(seen, drawer.renderers)
    assert ['w:id="10000"' in drawer.notes[0].run, 'w:id="10001"' in drawer.notes[1].run] == [True, True]
    assert seen["reading"] == drawer.notes[1].run
    assert ["en-GB" in drawer.notes[0].note, "nl-NL" in drawer.notes[1].note] == [True, True]
