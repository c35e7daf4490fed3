"""The measure of running text: 140 mm in every house style, in proportion to its letters."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from lxml import etree

from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from assembler.word.package.package import Package, open_package
from assembler.word.package.xml import parse, qn
from assembler.word.style.house_style import measure_text_width
from shipped import HOUSE_STYLES, TYPES

PROJECT = Project(shipped_folder())
RUNNING = (
    "BodyText", "Lead", "ListBullet", "ListNumber", "Guidance", "Statement", "SourceLine", "ItemHeading",
)  # fmt: skip
MM = 1440 / 25.4


def read(data: bytes) -> tuple[Package, etree._Element]:
    package = open_package(data, "file.docx")
    return package, parse(package.parts[package.main])


def read_style(package: Package, style: str) -> etree._Element:
    root = parse(package.parts[package.related("styles")[0]])
    return next(each for each in root.iter(qn("w:style")) if each.get(qn("w:styleId")) == style)


@pytest.mark.parametrize("name", HOUSE_STYLES)
def test_a_line_of_running_text_has_80_to_90_characters(name: str) -> None:
    package, body = read(PROJECT.house_style(name))
    size = parse(package.parts[package.related("styles")[0]]).find(f"{qn('w:docDefaults')}//{qn('w:sz')}")
    width = measure_text_width(list(body.iter(qn("w:sectPr")))[-1])
    assert size is not None and width is not None
    letter = int(size.get(qn("w:val"), "")) / 2
    for style in RUNNING:
        indent = read_style(package, style).find(f"{qn('w:pPr')}/{qn('w:ind')}")
        assert indent is not None, style
        measure = (width - int(indent.get(qn("w:right"), "0"))) / MM
        assert 12.5 <= measure / letter <= 13.5, style


def list_running_text(body: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield the style and text of each paragraph outside tables."""
    for paragraph in body.iter(qn("w:p")):
        if next(paragraph.iterancestors(qn("w:tc")), None) is None:
            style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            text = "".join(each.text or "" for each in paragraph.iter(qn("w:t"))).strip()
            yield "Normal" if style is None else style.get(qn("w:val"), ""), text


@pytest.mark.parametrize("name", TYPES)
def test_running_text_is_body_text(name: str) -> None:
    _, body = read(PROJECT.template(name))
    if any(size.get(qn("w:orient")) == "landscape" for size in body.iter(qn("w:pgSz"))):
        return  # a grid in landscape format has no running text
    for style, text in list_running_text(body):
        assert style != "Normal" or not text or text == "{{p contents }}", text
        if style == "BodyText" and text.startswith("{{p "):
            assert '|set_style("BodyText")' in text
