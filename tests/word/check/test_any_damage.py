"""A damaged document is checked, shown and tidied without losing text, or refused with one of our errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import TypeVar

import pytest
from lxml import etree

from assembler.errors import AssemblyError
from assembler.word.check.check import check_document
from assembler.word.dump.dump import show
from assembler.word.dump.normalise import tidy
from assembler.word.package.package import open_package, pack
from assembler.word.package.xml import W

T = TypeVar("T")
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
GARBAGE = ("", "-1", "x", "99999999999", "{{ x", "1.5", "é", " ")


def damaged(parts: Mapping[str, bytes], dice: Random) -> bytes:
    """The valid document with a few elements or attributes of one part lost, doubled or spoiled."""
    name = dice.choice([part for part in parts if part.endswith((".xml", ".rels"))])
    root = etree.fromstring(parts[name])
    for _ in range(dice.randint(1, 3)):
        spoil(dice.choice(list(root.iter(etree.Element))), dice)
    left = {part: data for part, data in parts.items() if dice.random() > 0.005}
    return pack({**left, name: etree.tostring(root)})


def spoil(element: etree._Element, dice: Random) -> None:
    parent = element.getparent()
    way = dice.choice(("lose", "lose attribute", "garbage", "garbage", "comment", "double"))
    if way == "lose" and parent is not None:
        parent.remove(element)
    elif way == "lose attribute" and element.attrib:
        del element.attrib[dice.choice(list(element.attrib))]
    elif way == "garbage" and element.attrib:
        element.set(dice.choice(list(element.attrib)), dice.choice(GARBAGE))
    elif way == "comment":
        element.append(etree.Comment("between"))
    elif parent is not None:
        parent.append(etree.fromstring(etree.tostring(element)))


@pytest.fixture(params=[80, pytest.param(300, marks=pytest.mark.product)])
def tries(request: pytest.FixtureRequest) -> int:
    """The number of damaged documents."""
    return int(request.param)


def outcomes(
    parts: Mapping[str, bytes], tries: int, job: Callable[[bytes, str], T]
) -> Iterator[tuple[bytes, T]]:
    """Each damaged document that the job accepts, with its result; a refusal names the file and a hint."""
    dice, refused = Random(2009), 0
    for _ in range(tries):
        data = damaged(parts, dice)
        try:
            result = job(data, "damaged.docx")
        except AssemblyError as error:
            refused += 1
            assert "damaged.docx" in error.location and error.message and error.hint, error
        else:
            yield data, result
    assert 0 < refused < tries / 4


def texts(data: bytes) -> list[str]:
    """The text elements of the body, in order; what only older programs are meant to read left out."""
    package = open_package(data, "damaged.docx")
    root = etree.fromstring(package.parts[package.main])
    found = (each for each in root.iter(f"{{{W}}}t") if each.text)
    return [str(each.text) for each in found if next(each.iterancestors(FALLBACK), None) is None]


def test_damage_is_reported_with_its_location_and_a_remedy(parts: Mapping[str, bytes], tries: int) -> None:
    reported = 0
    for _, diagnostics in outcomes(parts, tries, check_document):
        assert all(
            each.location.file == "damaged.docx" and each.message and each.hint for each in diagnostics
        )
        reported += bool(diagnostics)
    assert reported > tries / 2


def test_what_is_shown_of_a_damaged_document_lacks_none_of_its_text(
    parts: Mapping[str, bytes], tries: int
) -> None:
    for data, shown in outcomes(parts, tries, show):
        missing = [text for text in texts(data) if text.strip() not in shown]
        assert not missing


def test_a_damaged_document_keeps_its_text_when_it_is_tidied(parts: Mapping[str, bytes], tries: int) -> None:
    for data, tidied in outcomes(parts, tries, tidy):
        assert "".join(texts(tidied)) == "".join(texts(data))
        assert tidy(tidied, "tidied.docx") == tidied
