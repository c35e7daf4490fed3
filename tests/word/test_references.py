"""A code is marked where it stands, and others lead to it; both look like the text around them."""

from __future__ import annotations

from typing import Any

from lxml import etree

from assembler.word.controls import bookmark_name
from assembler.word.escaping import in_text
from assembler.word.numbered_fields import settled
from assembler.word.references import Linking

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BOLD = "<w:rPr><w:b/></w:rPr>"


def links(*codes: str) -> Linking:
    linking = Linking("en-GB")
    for number, code in enumerate(codes):
        linking.marked(code, number)
    return linking


def paragraph(value: Any, run: str = BOLD) -> etree._Element:
    """A paragraph whose one bold run says "see ", the value, and ".\""""
    text = in_text(value, run)
    xml = f'<w:p xmlns:w="{W}"><w:r>{run}<w:t xml:space="preserve">see {text}.</w:t></w:r></w:p>'
    return etree.fromstring(xml)


def said(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{{{W}}}t"))


def test_a_mark_stands_in_its_bookmark_and_splits_the_run_around_it() -> None:
    found = paragraph(links("GG/I/3.N").marked("GG/I/3.N", 7))
    assert said(found) == "see GG/I/3.N."
    names = [etree.QName(each).localname for each in found]
    assert names == ["r", "bookmarkStart", "r", "bookmarkEnd", "r"]
    assert all(run.find(f"{{{W}}}rPr/{{{W}}}b") is not None for run in found.iter(f"{{{W}}}r"))


def test_references_are_fields_with_their_result_stored() -> None:
    found = paragraph(links("F01").referring(["F01", "F03"]))
    assert said(found) == "see F01, F03."
    [instruction] = found.iter(f"{{{W}}}instrText")
    assert (instruction.text or "").split()[:2] == ["REF", bookmark_name("F01")]
    assert len(list(found.iter(f"{{{W}}}fldChar"))) == 3


def test_what_a_reference_shows_is_what_its_mark_says() -> None:
    mark, reference = (each.formatted("") for each in (
        links("F01").marked("F01", 7), links("F01").referring(["F01"])))  # fmt: skip
    edited = mark.replace(">F01<", ">Finding 1<")
    assert ">Finding 1<" in settled(f"<w:p>{reference}</w:p><w:p>{edited}</w:p>").split("</w:p>")[0]


def test_codes_are_escaped() -> None:
    assert said(paragraph(links("R&D").marked("R&D", 7))) == "see R&D."


def test_outside_of_text_they_say_their_language() -> None:
    assert 'w:lang w:val="fi-FI"' in Linking("fi-FI").marked("F01", 7).__html__()
    assert "\0" not in Linking("fi-FI").marked("F01", 7).__html__()


def test_a_code_may_be_marked_after_the_words_that_lead_to_it() -> None:
    linking = Linking("en-GB")
    before = linking.referring(["F01", "F02"])
    linking.marked("F01", 7)
    assert str(before).count("<w:instrText") == 1
