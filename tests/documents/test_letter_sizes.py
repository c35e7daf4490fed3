"""Letters are large enough to be read: counted in complete documents, in the size that Word shows them in."""

from __future__ import annotations

import re
from collections import Counter
from itertools import cycle

import pytest

from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.assembly.orders.resolve import expand_parts
from assembler.word.package.package import open_package
from assembler.word.package.xml import parse, qn
from assembler.word.style.text_format import TextFormats
from shipped import HOUSE_STYLES, TYPES

LEAST = {"harbour": 9.5, "large-print": 16.0}
"""The size in points that nearly all letters have at least; Arial is larger than Calibri of the same size."""
USUAL = 10.0
FLOOR = 9.0
SMALLER = {"CodeHeader": 8.0, "FieldCode": 8.0, "SectionCode": 8.0, "FormNumber": 7.5, "FormMark": 7.5}
"""Styles of what programs read, and the least size of each in points."""
SHARE = 0.95


def count_letters(build_context: BuildContext, name: str, house_style: str) -> Counter[tuple[float, str]]:
    """Count the letters of a document by their size and the style that decides it."""
    declared = build_context.project.document_type(name)
    edition = next(iter(declared.editions), "")
    order = Order(name, declared.example, language="en", house_style=house_style, edition=edition, draft=True)
    data = assemble(build_context, expand_parts(build_context.project, [order])[0]).data
    package = open_package(data, name)
    formats, letters = TextFormats(package), Counter[tuple[float, str]]()
    for part in package.text_parts():
        for run in parse(package.parts[part]).iter(qn("w:r")):
            paragraph = next(run.iterancestors(qn("w:p")))
            styles = (*paragraph.iterfind(f"{qn('w:pPr')}/{qn('w:pStyle')}"), *run.iter(qn("w:rStyle")))
            names = [each.get(qn("w:val"), "") for each in styles]
            style = next((each for each in names if each in SMALLER), "")
            text = "".join(each.text or "" for each in run.iterfind(qn("w:t")))
            size = formats.find_format(paragraph, run.find(qn("w:rPr"))).size
            letters[size, style] += len("".join(text.split()))
    return +letters


def assert_readable(build_context: BuildContext, name: str, house_style: str) -> None:
    letters = count_letters(build_context, name, house_style)
    least = LEAST.get(house_style, USUAL)
    floors = {} if house_style == "large-print" else SMALLER
    floor = FLOOR if floors else least

    assert {each for each in letters if each[0] < floors.get(each[1], floor)} == set()
    text = [(size, count) for (size, style), count in letters.items() if style not in floors]
    assert sum(count for size, count in text if size >= least) >= SHARE * sum(count for _, count in text)


@pytest.mark.sampled(3)
@pytest.mark.parametrize(("name", "house_style"), list(zip(TYPES[::3], cycle(HOUSE_STYLES), strict=False)))
def test_nearly_all_letters_of_a_document_have_ten_points_and_none_is_under_nine(
    build_context: BuildContext, name: str, house_style: str
) -> None:
    """A third of the types, the house styles taking turns."""
    assert_readable(build_context, name, house_style)


@pytest.mark.product
@pytest.mark.parametrize("name", TYPES)
@pytest.mark.parametrize("house_style", HOUSE_STYLES)
def test_letters_are_large_enough_in_every_house_style(
    build_context: BuildContext, name: str, house_style: str
) -> None:
    assert_readable(build_context, name, house_style)


def test_the_letters_of_charts_are_as_large_as_those_of_the_house_style(build_context: BuildContext) -> None:
    sizes = {}
    for house_style in ("plain", "large-print"):
        order = Order("agenda-evaluation", "gia-2010", language="en", house_style=house_style)
        parts = open_package(assemble(build_context, order).data, "evaluation.docx").parts
        charts = [
            parts[name] for name in parts if name.startswith("word/charts/record-") and name.endswith("xml")
        ]
        sizes[house_style] = {size for each in charts for size in re.findall(rb'sz="(\d+)"', each)}
    assert sizes == {"plain": {b"950"}, "large-print": {b"1600"}}
