"""Captions are counted and cross references followed in the rendered document, as Word would on F9."""

from __future__ import annotations

import pytest

from assembler.word.content.heading_styles import HeadingStyle
from assembler.word.content.numbered_fields import update_fields
from word_notation import bookmark, field, paragraph, run

NO_BREAK_SPACE = "\xa0"


def text(words: str) -> str:
    return run(words, '<w:lang w:val="en-GB"/>')


def shown(xml: str) -> str:
    from lxml import etree

    root = etree.fromstring(f'<w:x xmlns:w="http://w">{xml}</w:x>')
    return "".join(each.text or "" for each in root.iter("{http://w}t"))


def test_captions_are_counted_by_their_label() -> None:
    captions = [text("Table ") + field("SEQ Table \\* ARABIC") + text("; Figure ") + field("SEQ Figure")] * 3
    counted = "Table 1; Figure 1Table 2; Figure 2Table 3; Figure 3"
    assert shown(update_fields("".join(captions))).replace(NO_BREAK_SPACE, " ") == counted


def test_a_label_and_its_number_stay_on_one_line() -> None:
    caption = paragraph(text("Table "), field("SEQ Table"), text(". Costs"))
    assert shown(update_fields(caption)) == f"Table{NO_BREAK_SPACE}1. Costs"
    assert shown(update_fields(paragraph(text("Before ")) + paragraph(field("SEQ Table")))) == "Before 1"


def test_a_simple_field_is_counted_too() -> None:
    simple = f'<w:fldSimple w:instr=" SEQ Table \\* ROMAN ">{text("9")}</w:fldSimple>'
    assert shown(update_fields(simple * 4)) == "IIIIIIIV"


def test_a_number_may_be_set_and_repeated() -> None:
    xml = field("SEQ Table \\r 5") + field("SEQ Table \\c") + field("SEQ Table")
    assert shown(update_fields(xml)) == "556"


def test_a_reference_shows_the_words_of_its_bookmark_also_when_it_stands_before_it() -> None:
    caption = bookmark("_Ref_budget", text("Table ") + field("SEQ Table \\* ARABIC"), number=3)
    xml = field("REF _Ref_budget \\h", "Table 7") + text(" | ") + field("SEQ Table") + text(" | ") + caption
    assert shown(update_fields(xml)).replace(NO_BREAK_SPACE, " ") == "Table 2 | 1 | Table 2"


def test_words_that_need_escaping_are_taken_as_they_stand() -> None:
    xml = bookmark("q_a", text("R&D <1>"), number=3) + field("REF q_a \\h", "x")
    assert shown(update_fields(xml)) == "R&D <1>R&D <1>"


def test_a_reference_to_the_number_of_a_heading_shows_it() -> None:
    styles = (HeadingStyle("Heading1", 1, "%1", ("decimal",)),)
    heading = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{}</w:p>'
    xml = heading.format(text("One")) + heading.format(bookmark("_Ref2", text("Two"), number=3))
    assert shown(update_fields(xml + field("REF _Ref2 \\r \\h"), styles)) == "OneTwo2"


@pytest.mark.parametrize("instruction", ["REF nowhere \\h", "PAGEREF x \\h", "SEQ Table \\s 1", "SEQ"])
def test_what_cannot_be_known_stays(instruction: str) -> None:
    xml = field(instruction, "as it was")
    assert update_fields(xml) == xml


def test_a_result_of_several_runs_becomes_one_text() -> None:
    xml = field("SEQ Table", "9").replace(text("9"), text("1") + text("2"))
    assert shown(update_fields(xml)) == "1"
