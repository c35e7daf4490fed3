"""Every document type: what its declaration says stands in its template, and the model has a place for it.

What is in ``templates/`` is discovered, so a new type is held to this without a line here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from assembler.assembly.checks.declarations import check_declaration
from assembler.model.documents.document_type import DocumentType, NarrativeDeclaration
from assembler.store.project.project import Project
from assembler.word.forms.placement import check_layout, check_placement
from assembler.word.package.package import Package, open_package
from assembler.word.package.xml import parse, qn
from assembler.word.style.house_style import apply_house_style, find_missing_styles

PROJECT = Project(Path(__file__).resolve().parents[2])
TYPES = PROJECT.document_types()
STYLES = PROJECT.house_styles()


def declared(name: str) -> DocumentType:
    return PROJECT.document_type(name)


def template(name: str) -> Package:
    return open_package(PROJECT.template(name), f"templates/{name}/template.docx")


def house_style(name: str) -> Package:
    return open_package(PROJECT.house_style(name), f"templates/house-styles/{name}.docx")


@pytest.mark.parametrize("name", TYPES)
def test_whatever_the_declaration_names_is_there(name: str) -> None:
    assert check_declaration(PROJECT, declared(name)) == ()


@pytest.mark.parametrize("name", TYPES)
def test_its_tables_can_be_read_by_people_and_without_controls(name: str) -> None:
    assert check_layout(template(name), declared(name)) == ()
    assert check_placement(template(name), declared(name)) == ()


def body(name: str) -> etree._Element:
    package = template(name)
    return parse(package.parts[package.main])


def words(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


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
        shown = re.compile(rf"\{{\{{p {place}\.text(\|[a-z_]+(\([A-Za-z. \"]+\))?)* \}}\}}")
        texts = [at for at, text in enumerate(said) if shown.fullmatch(text)]
        assert codes and texts and min(codes) < min(texts), place


@pytest.mark.parametrize("house", STYLES)
@pytest.mark.parametrize("name", TYPES)
def test_each_house_style_has_every_style_of_the_template(name: str, house: str) -> None:
    assert find_missing_styles(template(name), house_style(house)) == ()


@pytest.mark.sampled(5)
@pytest.mark.validator
@pytest.mark.parametrize("house", STYLES)
@pytest.mark.parametrize("name", TYPES)
def test_microsoft_finds_nothing_wrong_in_the_template_in_any_house_style(
    name: str, house: str, validator
) -> None:  # type: ignore[no-untyped-def]
    assert validator.of(apply_house_style(template(name), house_style(house)).to_bytes()) == []
