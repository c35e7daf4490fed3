"""A code is marked where it stands, and others lead to it; both look like the text around them."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from lxml import etree
from markupsafe import Markup

from assembler.errors import TemplateError
from assembler.word.content.numbered_fields import update_fields
from assembler.word.content.references import CodeLinks
from assembler.word.forms.controls import bookmark_name
from assembler.word.package.package import open_package
from assembler.word.render.template_preparation import prepare
from assembler.word.template.escaping import render_elements, render_text

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BOLD = "<w:rPr><w:b/></w:rPr>"


def links(*codes: str) -> CodeLinks:
    linking = CodeLinks("en-GB")
    for number, code in enumerate(codes):
        linking.bookmark(code, number)
    return linking


def paragraph(value: Any, run: str = BOLD) -> etree._Element:
    """A paragraph whose one bold run says "see ", the value, and ".\""""
    text = render_text(value, run)
    xml = f'<w:p xmlns:w="{W}"><w:r>{run}<w:t xml:space="preserve">see {text}.</w:t></w:r></w:p>'
    return etree.fromstring(xml)


def said(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{{{W}}}t"))


def test_a_mark_stands_in_its_bookmark_and_splits_the_run_around_it() -> None:
    found = paragraph(links("GG/I/3.N").bookmark("GG/I/3.N", 7))
    assert said(found) == "see GG/I/3.N."
    names = [etree.QName(each).localname for each in found]
    assert names == ["r", "bookmarkStart", "r", "bookmarkEnd", "r"]
    assert all(run.find(f"{{{W}}}rPr/{{{W}}}b") is not None for run in found.iter(f"{{{W}}}r"))


def test_references_are_fields_with_their_result_stored() -> None:
    found = paragraph(links("F01").refer_to(["F01", "F03"]))
    assert said(found) == "see F01, F03."
    [instruction] = found.iter(f"{{{W}}}instrText")
    assert (instruction.text or "").split()[:2] == ["REF", bookmark_name("F01")]
    assert len(list(found.iter(f"{{{W}}}fldChar"))) == 3


def test_what_a_reference_shows_is_what_its_mark_says() -> None:
    mark, reference = (each.render_runs("") for each in (
        links("F01").bookmark("F01", 7), links("F01").refer_to(["F01"])))  # fmt: skip
    edited = mark.replace(">F01<", ">Finding 1<")
    assert ">Finding 1<" in update_fields(f"<w:p>{reference}</w:p><w:p>{edited}</w:p>").split("</w:p>")[0]


def test_codes_are_escaped() -> None:
    assert said(paragraph(links("R&D").bookmark("R&D", 7))) == "see R&D."


def test_outside_of_text_they_say_their_language() -> None:
    assert 'w:lang w:val="fi-FI"' in render_elements(CodeLinks("fi-FI").bookmark("F01", 7), "<w:r>", "</w:r>")


def test_a_code_may_be_marked_after_the_words_that_lead_to_it() -> None:
    linking = CodeLinks("en-GB")
    before = linking.refer_to(["F01", "F02"])
    linking.bookmark("F01", 7)
    assert before.render_runs("").count("<w:instrText") == 1


def body(content: str, **context: Any) -> etree._Element:
    """The body of a template that holds ``content``, rendered."""
    document = Document()
    document.element.body.insert(0, parse_xml(f'<w:p xmlns:w="{W}">{content}</w:p>'))
    stream = io.BytesIO()
    document.save(stream)
    made = prepare(open_package(stream.getvalue(), "report.docx"), "report.docx").render(context)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


TOOLTIP = '<w:hyperlink w:anchor="a" w:tooltip="see {{ code }}!"><w:r><w:t>x</w:t></w:r></w:hyperlink>'


def test_a_code_is_its_words_where_no_run_can_stand() -> None:
    linking = links("R&D")
    mark, both = linking.bookmark("R&D", 7), linking.refer_to(["R&D", "F02"])
    [link] = body(TOOLTIP, code=mark).iter(f"{{{W}}}hyperlink")
    assert link.get(f"{{{W}}}tooltip") == "see R&D!"
    [instruction] = body("<w:r><w:instrText>QUOTE {{ code }}</w:instrText></w:r>", code=both).iter(
        f"{{{W}}}instrText"
    )
    assert instruction.text == "QUOTE R&D, F02"


@pytest.mark.parametrize(
    "tags",
    [
        "{{ code ~ '' }}",
        "{{ code|e }}",
        "{{ code|upper }}",
        "{% set shown %}{{ code }}{% endset %}{{ shown }}",
        "{% macro show(x) %}{{ x }}{% endmacro %}{{ show(code) }}",
    ],
)
def test_what_a_template_makes_of_a_code_is_made_of_its_words(tags: str) -> None:
    found = body(f"<w:r><w:t>[{tags}]</w:t></w:r>", code=links("R&D").bookmark("R&D", 7))
    assert said(found) == "[R&D]"
    assert not [each for each in found.iter(f"{{{W}}}t") if len(each)]


def test_markup_in_an_attribute_is_refused_with_its_place_and_what_to_do() -> None:
    with pytest.raises(TemplateError, match="attribute") as caught:
        body(TOOLTIP, code=Markup("<w:r><w:t>F01</w:t></w:r>"))
    assert caught.value.location == "report.docx: body, paragraph 1"
    assert "{{ code }}" in caught.value.message and "plain text" in caught.value.hint
    [link] = body(TOOLTIP, code=Markup("R&amp;D")).iter(f"{{{W}}}hyperlink")
    assert link.get(f"{{{W}}}tooltip") == "see R&D!"
