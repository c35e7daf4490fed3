"""Rich text, pictures and sub-documents as values of a template."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.document import Document as Doc

from assembler.assembly.fill import Chart, Picture, RichText, SubDocument, fill
from assembler.diagnostics import Level
from assembler.errors import DataError, FileError, TemplateError
from assembler.word.check.check import check_document
from conftest import Office, Validator
from drawn_png import png
from word_notation import BOLD, bookmark, docx, hdr, markup, paragraph, run, table


def filled(template: bytes, **data: Any) -> Doc:
    made = fill(template, data, name="t.docx").data
    assert [each for each in check_document(made, "t.docx") if each.level is Level.ERROR] == []
    return Document(io.BytesIO(made))


def saved(document: Doc) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def annex() -> bytes:
    document = Document()
    document.add_heading("Annex", 1)
    for text in ("one", "two"):
        document.add_paragraph(text, style="List Number")
    document.add_picture(io.BytesIO(png(30, 20)))
    return saved(document)


def parts(data: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_a_piece_adds_its_format_to_that_of_the_text_around_it() -> None:
    template = docx(paragraph(run("See {{ text }} here", BOLD)))
    runs = filled(template, text=RichText("A & B", italic=True, color="#C00000").add(" C")).paragraphs[0].runs
    assert [(each.text, each.bold, each.italic) for each in runs] == [
        ("See ", True, None), ("A & B", True, True), (" C", True, None), (" here", True, None),
    ]  # fmt: skip
    assert str(runs[1].font.color.rgb) == "C00000"


def test_a_run_of_its_own_has_only_its_own_format() -> None:
    template = docx(paragraph(run("{{r text }}", BOLD)))
    shown = filled(template, text=RichText("x", underline="double", size=40, font="Arial", strike=True))
    only = shown.paragraphs[0].runs[0]
    assert (only.bold, only.font.strike, only.font.size.pt, only.font.name) == (None, True, 20, "Arial")
    assert 'w:u w:val="double"' in only._r.xml


def test_breaks_tabs_and_links_of_rich_text_are_elements() -> None:
    shown = filled(
        docx("{{ text }}"), text=RichText("a\nb\tc").add("here", link="https://example.org/?a=1&b=2")
    )
    xml = shown.paragraphs[0]._p.xml
    assert "<w:br/>" in xml and "<w:tab/>" in xml
    assert 'HYPERLINK "https://example.org/?a=1&amp;b=2"' in xml


def test_rich_text_in_a_paragraph_tag_and_in_a_property_is_not_lost() -> None:
    template = docx("{{p text }}", "after")
    assert [each.text for each in filled(template, text=RichText("x", bold=True)).paragraphs] == [
        "x",
        "after",
    ]


def test_one_rich_text_can_be_added_to_another() -> None:
    inner = RichText("b", bold=True)
    runs = filled(docx("{{ text }}"), text=RichText("a").add(inner)).paragraphs[0].runs
    assert [(each.text, each.bold) for each in runs if each.text] == [("a", None), ("b", True)]


def test_a_format_that_does_not_exist_is_named() -> None:
    with pytest.raises(TypeError, match="no format 'colour'; the formats are"):
        RichText("a", colour="red")  # type: ignore[call-arg]


def test_a_picture_is_shown_in_body_and_header_with_its_alternative_text() -> None:
    photo = Picture(png(300, 200), alt='The "harbour" & more', width=5)
    template = docx("{{ photo }}", "{%p for each in [1, 2] %}", "{{r photo }}", "{%p endfor %}",
                    header1=hdr("{{ photo }}"))  # fmt: skip
    made = fill(template, {"photo": photo}, name="t.docx").data
    assert [each.rule for each in check_document(made, "t") if each.level is Level.ERROR] == []
    document = Document(io.BytesIO(made))
    assert [round(each.width.cm, 2) for each in document.inline_shapes] == [5, 5, 5]
    assert len([name for name in parts(made) if "media/" in name]) == 1
    assert b'descr="The &quot;harbour&quot; &amp; more"' in parts(made)["word/header1.xml"]
    assert b"media/filled-" in parts(made)["word/_rels/header1.xml.rels"]


def test_a_document_filled_with_a_picture_can_be_filled_again() -> None:
    first = fill(docx("{{ a }} {_{ b }_}"), {"a": Picture(png(3, 2), alt="a")}, name="t.docx").data
    again = filled(first, b=Picture(png(4, 2), alt="b"))
    assert len(again.inline_shapes) == 2


def test_a_file_that_is_no_picture_is_refused_when_it_is_named() -> None:
    with pytest.raises(DataError, match="not a picture"):
        Picture(b"text", alt="")
    with pytest.raises(FileError):
        Picture("no such file.png", alt="")


def test_a_sub_document_brings_lists_pictures_and_headings_and_keeps_its_order() -> None:
    template = Document()
    for text in ("before", "{{p annex }}", "between", "{{p annex }}", "after"):
        template.add_paragraph(text)
    shown = filled(saved(template), annex=SubDocument(annex()))
    texts = [each.text for each in shown.paragraphs]
    assert texts == ["before", "Annex", "one", "two", "", "between", "Annex", "one", "two", "", "after"]
    assert shown.paragraphs[1].style.name == "Heading 1"
    assert len(shown.inline_shapes) == 2


def test_a_sub_document_in_a_cell_leaves_the_paragraph_that_a_cell_needs() -> None:
    inner = Document()
    inner.add_table(1, 1).rows[0].cells[0].text = "inner"
    shown = filled(docx(table(("{{p annex }}", "other"))), annex=SubDocument(saved(inner)))
    cell = shown.tables[0].rows[0].cells[0]
    assert cell.tables[0].rows[0].cells[0].text == "inner"
    assert cell._tc[-1].tag.endswith("}p")


def test_the_same_data_give_the_same_bytes() -> None:
    template = docx("{{p annex }}", "{{ photo }}")
    data = {"annex": SubDocument(annex()), "photo": Picture(png(3, 2), alt="a")}
    assert len({fill(template, data, name="t").data for _ in range(2)}) == 1


def test_content_controls_and_bookmarks_of_a_document_shown_twice_stay_unique() -> None:
    control = markup('<w:sdt><w:sdtPr><w:id w:val="7"/></w:sdtPr><w:sdtContent>', paragraph("x"),
                     "</w:sdtContent></w:sdt>",
                     paragraph(bookmark("here", "y")))  # fmt: skip
    shown = filled(docx("{{p annex }}", "{{p annex }}"), annex=SubDocument(docx(control)))
    body = shown.element.body
    assert len(set(body.xpath(".//w:sdtPr/w:id/@w:val"))) == 2
    assert len(body.xpath(".//w:bookmarkStart[@w:name='here']")) == 1


@pytest.mark.parametrize(
    "template", [docx("{{ annex }}"), docx("{{r annex }}x"), docx("a", header1=hdr("{{p annex }}"))]
)
def test_a_sub_document_elsewhere_than_in_a_paragraph_of_the_body_is_an_error(template: bytes) -> None:
    with pytest.raises((TemplateError, DataError)) as caught:
        fill(template, {"annex": SubDocument(docx("x"))}, name="t.docx")
    assert caught.value.hint or caught.value.diagnostics[0].hint


VISITORS = Chart(
    ["2025", "R&D <2026>"],
    {"Men": [12, 0], "Women": [14, None]},
    alt='Visitors by year & "sex"',
    bars="stacked",
    colors=["#17507A", "7A3B12"],
    lang="fi-FI",
    width=12,
)


def test_a_chart_is_shown_with_its_parts_and_its_alternative_text(validator: Validator) -> None:
    template = docx("{{ chart }}", "{%p for each in [1, 2] %}", "{{r chart }}", "{%p endfor %}")
    made = fill(template, {"chart": VISITORS}, name="t.docx").data
    assert [each.rule for each in check_document(made, "t") if each.level is Level.ERROR] == []
    assert validator.of(made) == []
    names = list(parts(made))
    assert [sum(part in name for name in names) for part in ("charts/filled", "embeddings/")] == [3, 3]
    assert b'descr="Visitors by year &amp; &quot;sex&quot;"' in parts(made)["word/document.xml"]
    assert made == fill(template, {"chart": VISITORS}, name="t.docx").data


def test_a_chart_survives_a_save_in_libreoffice(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "chart.docx"
    path.write_bytes(fill(docx("{{ chart }}"), {"chart": VISITORS}, name="t.docx").data)
    [copy] = office.convert([path], "docx")
    found = parts(copy.read_bytes())
    chart = next(data.decode() for name, data in found.items() if name.startswith("word/charts/chart"))
    assert re.findall(r"<c:v>([^<]*)</c:v>", chart) == [
        "Men", "2025", "R&amp;D &lt;2026&gt;", "12", "0", "Women", "2025", "R&amp;D &lt;2026&gt;", "14",
    ]  # fmt: skip
    assert any(name.endswith(".xlsx") for name in found)


def test_a_chart_whose_numbers_do_not_fit_is_refused_when_it_is_named() -> None:
    with pytest.raises(DataError, match="2 values for 1 categories"):
        Chart(["2025"], {"Men": [1, 2]}, alt="")
    with pytest.raises(ValueError, match="sideways"):
        Chart(["2025"], {"Men": [1]}, alt="", bars="sideways")
    with pytest.raises(TypeError, match="Chart has no option 'colours'; the options are bars"):
        Chart(["2025"], {"Men": [1]}, alt="", colours=["FF0000"])  # type: ignore[call-arg]
