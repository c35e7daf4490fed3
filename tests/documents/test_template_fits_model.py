"""Every document type: what its declaration says stands in its template, and the model has a place for it.

What is in ``templates/`` is discovered, so a new type is held to this without a line here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from pydantic import BaseModel

from assembler.jobs.declaration_checks import check_declaration
from assembler.model.document_type import (
    DocumentType,
    FieldDeclaration,
    GridDeclaration,
    ListDeclaration,
    NarrativeDeclaration,
)
from assembler.model.paths import ROOTS
from assembler.model.wanted import wanted_at
from assembler.store.project import Project
from assembler.word.house_style import apply, missing_styles
from assembler.word.package import Package, open_package
from assembler.word.xmlparts import parse, qn

PROJECT = Project(Path(__file__).resolve().parents[2])
TYPES = PROJECT.document_types()
STYLES = PROJECT.house_styles()


def item_of(path: str) -> type[BaseModel]:
    """What the mapping at ``path`` holds; ``*`` stands for a part of the record."""
    kind, *inside = path.split(".")
    return wanted_at(ROOTS[kind], (*inside, "any"))  # type: ignore[no-any-return]


def declared(name: str) -> DocumentType:
    return PROJECT.document_type(name)


def template(name: str) -> Package:
    return open_package(PROJECT.template(name), f"templates/{name}/template.docx")


def house_style(name: str) -> Package:
    return open_package(PROJECT.house_style(name), f"templates/house-styles/{name}.docx")


@pytest.mark.parametrize("name", TYPES)
def test_whatever_the_declaration_names_is_there(name: str) -> None:
    assert check_declaration(PROJECT, declared(name)) == ()


Fields = Iterator[tuple[str, FieldDeclaration, type[BaseModel] | None]]
Lists = Iterator[tuple[str, ListDeclaration, type[BaseModel] | None]]


def fields(kind: DocumentType) -> Fields:
    """(place in the template, declaration, entity that the path starts from) of each field."""
    yield from ((name, field, None) for name, field in kind.fields.items())
    for block, each in kind.blocks.items():
        yield from ((f"{block}.{name}", field, item_of(each.path)) for name, field in each.fields.items())


def lists(kind: DocumentType) -> Lists:
    """The same of each list."""
    yield from ((name, each, None) for name, each in kind.lists.items())
    for block, inside in kind.blocks.items():
        yield from ((f"{block}.{name}", each, item_of(inside.path)) for name, each in inside.lists.items())


def grids(kind: DocumentType) -> Iterator[tuple[str, GridDeclaration, type[BaseModel]]]:
    """The same of each grid."""
    for block, inside in kind.blocks.items():
        item = item_of(inside.path)
        yield from ((f"{block}.{name}", each, item) for name, each in inside.grids.items())


def body(name: str) -> etree._Element:
    package = template(name)
    return parse(package.parts[package.main])


def words(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


def rows(name: str) -> list[list[str]]:
    return [[words(cell) for cell in row.iter(qn("w:tc"))] for row in body(name).iter(qn("w:tr"))]


@pytest.mark.parametrize("name", TYPES)
def test_each_field_has_one_row_with_its_code_its_question_and_its_answer(name: str) -> None:
    beside = {"{{ row.code }}", *(f"{{{{ {place}.code }}}}" for place, _, _ in grids(declared(name)))}
    codes = (row for row in rows(name) if re.fullmatch(r"\{\{ [\w.]+\.code \}\}", row[0]))
    found = [row for row in codes if row[0] not in beside]
    asked = {row[0]: row for row in found}

    assert len(asked) == len(found)
    assert set(asked) == {f"{{{{ {place}.code }}}}" for place, _, _ in fields(declared(name))}
    for place, _, _ in fields(declared(name)):
        _, question, answer = asked[f"{{{{ {place}.code }}}}"]
        assert answer == f"{{{{ {place} }}}}"
        assert re.search(r"[a-z]{3}", question), place


@pytest.mark.parametrize("name", TYPES)
def test_each_list_is_a_table_whose_header_row_says_what_the_declaration_says(name: str) -> None:
    table = rows(name)
    for place, each, _ in lists(declared(name)):
        at = table.index([f"{{%tr for row in {place}.rows %}}"])
        assert table[at - 1] == ["Code", *(column.heading for column in each.columns.values())]
        assert table[at + 1] == ["{{ row.code }}", *(f"{{{{ row.{column} }}}}" for column in each.columns)]
        assert table[at + 2] == ["{%tr endfor %}"]


def columns(row: etree._Element) -> list[str]:
    """The words of a row, column by column of the table: a merged cell is told once, then nothing."""
    told: list[str] = []
    for cell in row.iterchildren(qn("w:tc")):
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        told += [words(cell), *[""] * (int(span.get(qn("w:val"), "1")) - 1 if span is not None else 0)]
    return told


def table_of(name: str, tag: str) -> tuple[list[list[str]], int]:
    """The rows of the table where ``tag`` stands in a cell of its own, and the number of that row."""
    for table in body(name).iter(qn("w:tbl")):
        told = [columns(row) for row in table.iterchildren(qn("w:tr"))]
        found = [at for at, row in enumerate(told) if tag in row]
        if found:
            return told, found[0]
    raise AssertionError(f"{tag} is nowhere")


@pytest.mark.parametrize("name", TYPES)
def test_each_row_of_a_grid_begins_with_its_code_below_the_headings_of_its_cells(name: str) -> None:
    for place, grid, _ in grids(declared(name)):
        told, at = table_of(name, f"{{{{ {place}.code }}}}")
        assert told[at][0] == f"{{{{ {place}.code }}}}"
        said = {told[at].index(f"{{{{ {place}.{key} }}}}"): cell.heading for key, cell in grid.cells.items()}
        header = next(row for row in told[:at] if all(row[column] == said[column] for column in said))
        assert all(header.count(heading) == 1 for heading in said.values()), place


def narratives(kind: DocumentType) -> Iterator[tuple[str, NarrativeDeclaration]]:
    """(place in the template, declaration) of each section of running text."""
    yield from kind.narrative.items()
    for block, inside in kind.blocks.items():
        yield from ((f"{block}.{name}", each) for name, each in inside.narrative.items())


@pytest.mark.parametrize("name", TYPES)
def test_each_section_is_a_rich_text_of_the_model_and_shows_its_code_before_its_text(name: str) -> None:
    said = [words(paragraph) for paragraph in body(name).iter(qn("w:p"))]
    for place, _ in narratives(declared(name)):
        codes = [at for at, text in enumerate(said) if f"{{{{ {place}.code }}}}" in text]
        shown = re.compile(rf"\{{\{{p {place}\.text(\|keep_with_next(\([a-z. ]+\))?)? \}}\}}")
        texts = [at for at, text in enumerate(said) if shown.fullmatch(text)]
        assert codes and texts and min(codes) < min(texts), place


@pytest.mark.parametrize("name", TYPES)
def test_each_table_has_a_header_row_that_repeats_and_says_what_it_holds(name: str) -> None:
    for table in body(name).iter(qn("w:tbl")):
        first = table.find(qn("w:tr"))
        caption = table.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}")
        assert first is not None
        assert first.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None, words(first)
        assert caption is not None, words(first)
        assert all(words(cell) for cell in first.iter(qn("w:tc")))


@pytest.mark.parametrize("name", TYPES)
def test_loops_and_conditions_stand_alone_in_their_paragraph(name: str) -> None:
    for paragraph in body(name).iter(qn("w:p")):
        text = re.sub(r"^\{% (?:colspan|cellbg) [^%]+ %\}", "", words(paragraph))
        assert "{%" not in text or re.fullmatch(r"\{%(p|tr|tc) [^%]+ %\}", text), text


@pytest.mark.parametrize("house", STYLES)
@pytest.mark.parametrize("name", TYPES)
def test_each_house_style_has_every_style_of_the_template(name: str, house: str) -> None:
    assert missing_styles(template(name), house_style(house)) == ()


@pytest.mark.validator
@pytest.mark.parametrize("house", STYLES)
@pytest.mark.parametrize("name", TYPES)
def test_microsoft_finds_nothing_wrong_in_the_template_in_any_house_style(
    name: str, house: str, validator
) -> None:  # type: ignore[no-untyped-def]
    assert validator.of(apply(template(name), house_style(house)).to_bytes()) == []
