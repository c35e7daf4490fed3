"""Lint tells an author what of a template gets into no document, or into every one as it was typed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest

from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.diagnostics import Diagnostic
from assembler.errors import TemplateError
from assembler.lint import lint
from assembler.store.project.project import Project
from assembler.word.package.package import open_package, pack
from own_types import BODY, DECLARED, EXAMPLE, LIST, Line, draw_template, write_type
from word_notation import W, cell, hdr, paragraph

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
ORDER = Order("letter", EXAMPLE, language="en")
COMMENT = (
    f'<w:comments xmlns:w="{W}"><w:comment w:id="1" w:author="Anna">{paragraph("ask Maria")}</w:comment>'
    "</w:comments>"
)
ANCHOR = (
    '<w:p><w:commentRangeStart w:id="1"/><w:r><w:t>x</w:t></w:r><w:commentRangeEnd w:id="1"/>'
    '<w:r><w:commentReference w:id="1"/></w:r></w:p>'
)
CHANGE = '<w:p><w:ins w:id="5" w:author="Anna"><w:r><w:t>new</w:t></w:r></w:ins></w:p>'
PICTURE = (
    f'<w:p><w:r><w:drawing><a:blip xmlns:a="{DRAWING}" xmlns:r="{OFFICE}" r:embed="rId999"/>'
    "</w:drawing></w:r></w:p>"
)
TITLE = (
    f'<c:chart xmlns:c="{CHART}" xmlns:a="{DRAWING}"><a:p><a:r><a:t>In {{{{ city_name }}}}</a:t></a:r></a:p>'
    "</c:chart>"
)


def put(tiny: Project, xml: str = "", related: Mapping[str, tuple[str, str]] | None = None) -> None:
    """Put ``xml`` at the end of the body, and parts by name: the relationship's kind, the content."""
    data = draw_template(BODY)
    package = open_package(data, "template.docx")
    parts = {package.main: package.parts[package.main].replace(b"<w:sectPr/>", f"{xml}<w:sectPr/>".encode())}
    rels = "word/_rels/document.xml.rels"
    for number, (name, (kind, content)) in enumerate((related or {}).items()):
        line = f'<Relationship Id="own{number}" Type="{OFFICE}/{kind}" Target="/{name}"/></Relationships>'
        parts[rels] = parts.get(rels, package.parts[rels]).replace(b"</Relationships>", line.encode())
        parts[name] = content.encode()
    types = '<Default Extension="xml" ContentType="application/xml"/></Types>'
    table = package.parts["[Content_Types].xml"]
    if b'Extension="xml"' not in table:
        parts["[Content_Types].xml"] = table.replace(b"</Types>", types.encode())
    path = tiny.root / "templates/letter/template.docx"
    path.write_bytes(pack(package.with_parts(parts).parts))


def found(tiny: Project, rule: str) -> Diagnostic:
    (one,) = [each for each in lint(tiny, ["letter"]) if each.rule == rule]
    return one


def parts_of(tiny: Project) -> dict[str, str]:
    made = zipfile.ZipFile(io.BytesIO(assemble(BuildContext(tiny), ORDER).data))
    return {name: made.read(name).decode() for name in made.namelist() if name.endswith((".xml", ".rels"))}


def test_comments_stay_in_the_template_and_lint_says_so(tiny: Project) -> None:
    put(tiny, ANCHOR, {"word/comments.xml": ("comments", COMMENT)})
    said = found(tiny, "omitted-comment")
    assert (said.level, said.location.context) == ("info", "ask Maria")
    assert "Anna" in said.message
    made = parts_of(tiny)
    assert "word/comments.xml" not in made
    assert not any("Anna" in part or "comment" in part.lower() for part in made.values())


def test_tracked_changes_are_reported_with_who_made_them(tiny: Project) -> None:
    put(tiny, CHANGE)
    assert "Anna" in found(tiny, "tracked-changes-in-template").message


def test_a_header_of_the_template_is_left_out_and_lint_says_so(tiny: Project) -> None:
    header = hdr("Office of {{ city_nmae }}")
    put(tiny, "", {"word/header9.xml": ("header", header)})
    assert "Office of" in found(tiny, "omitted-header").location.context


def test_a_tag_that_nobody_fills_is_reported(tiny: Project) -> None:
    put(tiny, "", {"word/charts/chart1.xml": ("chart", TITLE)})
    said = found(tiny, "unfilled-tag")
    assert "{{ city_name }}" in said.message
    assert "chart1" in said.location.position


def test_a_picture_whose_file_is_gone_is_reported(tiny: Project) -> None:
    put(tiny, PICTURE)
    assert "rId999" in found(tiny, "undefined-relationship").message


@pytest.mark.parametrize("typed", ["Dear { city_name }}", "Dear {city_name}", "Dear city_name }}"])
def test_half_a_tag_is_reported_with_the_text_around_it(tiny: Project, typed: str) -> None:
    put(tiny, paragraph(typed))
    assert found(tiny, "stray-brace").location.context == typed
    assert (
        found(tiny, "stray-brace").location.position
        == "body, heading 'Letter to {{ city_name }}', paragraph 1"
    )


def test_one_broken_tag_hides_neither_another_nor_an_unknown_name(tiny: Project) -> None:
    lines = ("{{ city_name ", "{{ city_nmae }}", "{%p fi example %}", "{{ example|uper }}", "{{ city_off }}")
    write_type(tiny.root, DECLARED, [*BODY, *lines])
    said = lint(tiny, ["letter"])
    assert sum(each.rule == "broken-tag" for each in said) == 3
    assert {each.message for each in said if each.rule == "missing-name"} == {
        "the data does not contain city_nmae", "the data does not contain city_off",
    }  # fmt: skip


def test_what_a_broken_loop_would_give_is_no_unknown_name(tiny: Project) -> None:
    loop = ("{%p fro row in review.team.members %}", "{{ row.role }}", "{%p endfor %}")
    write_type(tiny.root, DECLARED, [*BODY, *loop])
    assert [each.rule for each in lint(tiny, ["letter"])] == ["broken-tag"]


def test_a_broken_loop_in_several_runs_defines_its_name_too(tiny: Project) -> None:
    pieces = ("{%p fro ", "row", " in review.team.members %}")
    runs = "".join(f'<w:r><w:t xml:space="preserve">{each}</w:t></w:r>' for each in pieces)
    put(tiny, f"<w:p>{runs}</w:p>{paragraph('{{ row.role }}')}{paragraph('{%p endfor %}')}")
    assert [each.rule for each in lint(tiny, ["letter"]) if "name" in each.rule or "tag" in each.rule] == [
        "broken-tag"
    ]


def test_a_missing_name_is_answered_with_the_names_there_are(tiny: Project) -> None:
    write_type(tiny.root, DECLARED, [*BODY, "{{ nothing_like_it }}"])
    assert "assembler list names letter" in found(tiny, "missing-name").hint
    with pytest.raises(TemplateError) as caught:
        assemble(BuildContext(tiny), ORDER)
    assert "--missing" not in caught.value.hint


def styled(tiny: Project, text: str) -> None:
    """A house style of the project whose plain pages, which have no chapter in their head, say ``text``."""
    folder = tiny.root / "templates/house-styles"
    style = open_package(tiny.house_style("plain"), "plain.docx")
    titled = [part for part in style.related("header") if b"document_title" in style.parts[part]]
    (header,) = (part for part in titled if b"STYLEREF" not in style.parts[part])
    (folder / "ours.docx").write_bytes(pack({**style.parts, header: hdr(text).encode()}))


@pytest.mark.parametrize(
    ("text", "rule"), [("{{ city_name ", "broken-tag"), ("{{ city_nmae }}", "missing-name")]
)
def test_a_wrong_tag_in_a_house_style_is_blamed_on_its_file(tiny: Project, text: str, rule: str) -> None:
    styled(tiny, text)
    assert found(tiny, rule).location.file == "templates/house-styles/ours.docx"
    with pytest.raises(TemplateError) as caught:
        assemble(BuildContext(tiny), Order("letter", EXAMPLE, language="en", house_style="ours"))
    assert {each.location.file for each in caught.value.diagnostics} == {"templates/house-styles/ours.docx"}


def test_a_file_that_cannot_be_opened_hides_nothing_in_the_others(tiny: Project) -> None:
    folder = tiny.root / "templates/house-styles"
    (folder / "torn.docx").write_bytes(b"torn")
    write_type(tiny.root, DECLARED.replace("contact.office", "contact.ofice"), [*BODY, "{{ city_nmae }}"])
    rules = {each.rule for each in lint(tiny, ["letter"])}
    assert {"stopped-check", "unknown-path", "missing-name"} <= rules
    (tiny.root / "templates/letter/template.docx").unlink()
    assert {"stopped-check", "unknown-path"} <= {each.rule for each in lint(tiny, ["letter"])}


ROW = ("{{ office.code }}", "Which position?", "{{ office }}")


def listed(*headings: str) -> list[tuple[str, ...]]:
    row = ("{{ row.code }}", "{{ row.line }}")
    return [headings, ("{%tr for row in budgets.rows %}", ""), row, ("{%tr endfor %}", "")]


@pytest.mark.parametrize(
    ("more", "body", "rule"),
    [
        ("", [[("Question", "Code", "Answer"), (ROW[1], ROW[0], ROW[2])]], "code-not-first"),
        ("", [[("Code", "Question", "Answer"), (ROW[0], "1)", ROW[2])]], "row-without-question"),
        (LIST, [*BODY, listed("Code", "Budget line")], "headings-differ"),
        (LIST, [*BODY, listed("No", "Line")], "headings-differ"),
        ("", [*BODY, "{%p if example %} an example"], "tag-not-alone"),
    ],
)
def test_what_a_form_without_controls_would_miss_is_reported(
    tiny: Project, more: str, body: list[Line], rule: str
) -> None:
    write_type(tiny.root, DECLARED + more, body)
    assert rule in {each.rule for each in lint(tiny, ["letter"])}


@pytest.mark.parametrize("question", ["Which position?", "{{ city_name }}"])
def test_a_question_may_be_in_the_row_above(tiny: Project, question: str) -> None:
    table = [("Code", "Answer"), ("", question), ("{{ office.code }}", "{{ office }}")]
    write_type(tiny.root, DECLARED, [table])
    assert "row-without-question" not in {each.rule for each in lint(tiny, ["letter"])}


def test_a_list_with_the_headings_of_its_declaration_is_valid(tiny: Project) -> None:
    write_type(tiny.root, DECLARED + LIST, [*BODY, listed("Code", "Line")])
    assert lint(tiny, ["letter"]) == ()


def test_a_table_without_header_row_or_title_is_reported(tiny: Project) -> None:
    cells = cell("a") + cell("b")
    put(tiny, f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{cells}</w:tr></w:tbl>")
    assert found(tiny, "table-without-header").location.context == "a"
    assert found(tiny, "table-without-title").level == "warning"
