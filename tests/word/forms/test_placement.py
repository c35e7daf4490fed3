"""Declared places become places for controls, and what is wrong with them is told all at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pytest

from assembler.errors import TemplateError
from assembler.model.documents.document_type import (
    BlockDeclaration,
    CellDeclaration,
    ColumnDeclaration,
    DocumentType,
    FieldDeclaration,
    GridDeclaration,
    ListDeclaration,
)
from assembler.model.documents.form_manifest import ControlKind
from assembler.word.forms.placement import check_placement, place_fields
from assembler.word.package.package import Package, open_package
from assembler.word.package.xml import W14
from assembler.word.package.zip_writer import pack
from word_notation import Markup, W, document_xml, markup, paragraph, row, table

Drawn = Callable[..., Package]


def field(code: str) -> FieldDeclaration:
    return FieldDeclaration(code=code, path="x", control=ControlKind.TEXT, title="T", prompt="P")


def listed(code: str) -> ListDeclaration:
    columns = {"line": ColumnDeclaration(heading="Line"), "kind": ColumnDeclaration(heading="Kind")}
    return ListDeclaration(code=code, path="x", title="T", columns=columns)


DECLARED = DocumentType(
    name="small", title="Small", description="A small form", kind="form", record="baseline", example="x",
    fields={"deadline": field("F.1")},
    lists={"budgets": listed("F.2")},
    blocks={
        "indicator": BlockDeclaration(path="x", fields={"ambition": field("1")}, lists={"proof": listed("2")})
    },
)  # fmt: skip


def p(text: str) -> Markup:
    return paragraph(text, style="Response", look='<w:keepLines/><w:jc w:val="left"/>')


def field_row(name: str) -> Markup:
    return row(p(f"{{{{ {name}.code }}}}"), p("Question"), p(f"{{{{ {name} }}}}"))


def list_table(
    name: str, *, header: bool = True, columns: tuple[str, ...] = ("code", "line", "kind")
) -> Markup:
    return table(
        row(p("Code"), p("Line"), p("Kind"), header=header),
        row(p(f"{{%tr for row in {name}.rows %}}")),
        row(*(p(f"{{{{ row.{column} }}}}") for column in columns)),
        row(p("{%tr endfor %}")),
    )


GOOD = (
    table(field_row("deadline")),
    list_table("budgets"),
    p("{%p for indicator in indicators %}"),
    table(field_row("indicator.ambition")),
    list_table("indicator.proof"),
    p("{%p endfor %}"),
)


def budgets_with(*columns: str) -> tuple[str, ...]:
    return (GOOD[0], list_table("budgets", columns=columns), *GOOD[2:])


@pytest.fixture
def template(parts: Mapping[str, bytes]) -> Drawn:
    """A function that puts ``body`` into a sound Word file."""

    def with_body(*body: str) -> Package:
        main = document_xml(*body, namespaces=f'xmlns:w="{W}"')
        return open_package(pack({**parts, "word/document.xml": main.encode()}), "template.docx")

    return with_body


def body_of(package: Package) -> str:
    return package.parts[package.main].decode()


def rules(package: Package) -> list[str]:
    return [diagnostic.rule for diagnostic in check_placement(package, DECLARED)]


def test_a_valid_template_has_no_faults(template: Drawn) -> None:
    assert rules(template(*GOOD)) == []


def test_a_field_becomes_the_inside_of_its_paragraph_and_the_paragraphs_after_it(template: Drawn) -> None:
    xml = body_of(place_fields(template(*GOOD), DECLARED))
    assert re.findall(r"\{\{[^}]+\}\}", xml)[:5] == [
        "{{ deadline.code_xml }}",
        "{{ deadline.style or 'Response' }}",
        "{{ deadline.numbering }}",
        "{{ deadline.first }}",
        "{{p deadline.rest }}",
    ]


def test_numbering_stands_where_the_schema_wants_it(template: Drawn) -> None:
    xml = body_of(place_fields(template(*GOOD), DECLARED))
    assert '<w:keepLines/>{{ deadline.numbering }}<w:jc w:val="left"/>' in xml


def test_the_cells_of_a_list_and_of_a_block_are_placed(template: Drawn) -> None:
    xml = body_of(place_fields(template(*GOOD), DECLARED))
    for tag in ("{{ row.code_xml }}", "{{ row.line }}", "{{ indicator.ambition.first }}"):
        assert tag in xml
    assert xml.count("{{ row.kind }}") == 2


def test_the_question_beside_the_field_stays(template: Drawn) -> None:
    assert body_of(place_fields(template(*GOOD), DECLARED)).count("Question") == 2


def test_checkboxes_of_word_2010_may_stand_in_the_document(template: Drawn) -> None:
    xml = body_of(place_fields(template(*GOOD), DECLARED))
    assert 'mc:Ignorable="w14"' in xml and "xmlns:w14=" in xml


def test_the_prefix_of_checkboxes_is_declared_where_another_is_in_use(template: Drawn) -> None:
    document = template(*GOOD)
    xml = document.parts[document.main].replace(
        b"<w:document ", b'<w:document xmlns:own="%s" ' % W14.encode()
    )
    xml = body_of(place_fields(document.with_parts({document.main: xml}), DECLARED))
    assert 'mc:Ignorable="w14"' in xml and f'xmlns:w14="{W14}"' in xml


def test_the_numbering_gets_the_lists_of_rich_answers(template: Drawn) -> None:
    once = place_fields(template(*GOOD), DECLARED)
    numbering = once.parts["word/numbering.xml"].decode()
    assert re.findall(r'w:num [^>]*w:numId="(\d+)"', numbering) == ["1", "9001", "9002"]


def test_a_template_without_fields_stays_as_it_is(template: Drawn) -> None:
    plain = template(p("{{ name }}"))
    nothing = DECLARED.model_copy(update={"fields": {}, "lists": {}, "blocks": {}})
    assert place_fields(plain, nothing) is plain


def test_a_place_split_over_runs_is_still_found(template: Drawn) -> None:
    answer = paragraph("{{ dead", "line }}", style="Response")
    split = row(p("{{ deadline.code }}"), p("Question"), answer)
    assert rules(template(table(split), *GOOD[1:])) == []


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (GOOD[1:], "field-not-shown"),
        ((*GOOD, table(field_row("deadline"))), "field-shown-twice"),
        ((table(row(p("{{ deadline.code }}"), p("until {{ deadline }}"))), *GOOD[1:]), "field-not-alone"),
        ((p("{{ deadline }}"), *GOOD[1:]), "field-not-alone"),
        ((table(row(p("{{ deadline.code }} x"), p("{{ deadline }}"))), *GOOD[1:]), "field-not-alone"),
        ((table(row(p("Code"), p("{{ deadline }}"))), *GOOD[1:]), "code-count"),
        ((GOOD[0], *GOOD[2:]), "list-not-shown"),
        ((*GOOD, list_table("budgets")), "list-shown-twice"),
        ((GOOD[0], list_table("budgets", header=False), *GOOD[2:]), "list-without-header"),
        (budgets_with("code", "line"), "column-count"),
        (budgets_with("code", "line", "kind", "kin"), "undeclared-column"),
    ],
)
def test_each_fault_is_reported_by_its_rule(template: Drawn, body: tuple[str, ...], rule: str) -> None:
    assert rules(template(*body)) == [rule]


def test_a_fault_says_where_and_what_to_do(template: Drawn) -> None:
    package = template(table(row(p("Code"), p("Question"), p("{{ deadline }}"))), *GOOD[1:])
    with pytest.raises(TemplateError) as error:
        place_fields(package, DECLARED)
    (diagnostic,) = error.value.diagnostics
    assert diagnostic.location.position == "body, table 1, row 1, cell 3"
    assert "{{ deadline.code }}" in diagnostic.hint


def test_a_misspelt_field_is_guessed(template: Drawn) -> None:
    (diagnostic,) = check_placement(template(table(field_row("deadlines")), *GOOD[1:]), DECLARED)
    assert "{{ deadlines }}" in diagnostic.hint


def cell(heading: str) -> CellDeclaration:
    return CellDeclaration(heading=heading, control=ControlKind.RICH)


GRID = DECLARED.model_copy(
    update={
        "fields": {},
        "lists": {},
        "blocks": {
            "indicator": BlockDeclaration(
                path="x",
                grids={"desk": GridDeclaration(cells={"known": cell("Known"), "asked": cell("To ask")})},
            )
        },
    }
)


def grid_table(*cells: str, header: bool = True) -> Markup:
    return table(
        row(p("Code"), p("Said"), p("Known"), p("To ask"), header=header),
        row(p("{%tr for indicator in indicators %}")),
        row(*(p(f"{{{{ indicator.{name} }}}}") for name in cells)),
        row(p("{%tr endfor %}")),
    )


KNOWN = "{{ indicator.desk.known }}"
CODE = p("{{ indicator.desk.code }}")
GOOD_GRID = grid_table("desk.code", "said", "desk.known", "desk.asked")


def test_a_row_of_a_grid_has_its_code_once_and_an_answer_in_each_cell(template: Drawn) -> None:
    xml = body_of(place_fields(template(GOOD_GRID), GRID))
    assert re.findall(r"\{\{[^}]+\}\}", xml) == [
        "{{ indicator.desk.code_xml }}",
        "{{ indicator.said }}",
        "{{ indicator.desk.known.style or 'Response' }}",
        "{{ indicator.desk.known.numbering }}",
        "{{ indicator.desk.known.first }}",
        "{{p indicator.desk.known.rest }}",
        "{{ indicator.desk.asked.style or 'Response' }}",
        "{{ indicator.desk.asked.numbering }}",
        "{{ indicator.desk.asked.first }}",
        "{{p indicator.desk.asked.rest }}",
    ]


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (grid_table("said", "desk.known", "desk.asked"), "code-count"),
        (grid_table("desk.code", "desk.known"), "cell-count"),
        (grid_table("desk.code", "desk.known", "desk.asked", "desk.known"), "cell-count"),
        (grid_table("desk.code", "desk.known", "desk.asked", "desk.askd"), "undeclared-cell"),
        (grid_table("desk.code", "desk.known", "desk.asked", header=False), "grid-without-header"),
        (grid_table("desk.code", "desk.asked") + table(row(p(KNOWN))), "cell-outside-row"),
        (markup(GOOD_GRID.replace(KNOWN, f"we know {KNOWN}")), "field-not-alone"),
    ],
)
def test_each_fault_of_a_grid_is_reported_by_its_rule(template: Drawn, body: str, rule: str) -> None:
    assert [diagnostic.rule for diagnostic in check_placement(template(body), GRID)] == [rule]


def test_the_code_of_a_grid_may_be_in_each_branch_of_a_condition(template: Drawn) -> None:
    cells = f"{p('{%p if tall %}')}{CODE}{p('{%p else %}')}{CODE}{p('{%p endif %}')}"
    body = markup(GOOD_GRID.replace(CODE, cells))
    assert not list(check_placement(template(body), GRID))


def test_a_cell_of_a_grid_is_never_called_code() -> None:
    with pytest.raises(ValueError, match="code"):
        GridDeclaration(cells={"code": cell("Code")})
