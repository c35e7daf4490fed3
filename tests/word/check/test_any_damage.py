"""Whatever is broken in a document, checking, showing and tidying it end well or with one of our errors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from random import Random

import pytest
from lxml import etree

from assembler.errors import AssemblyError
from assembler.word.check.check import sound
from assembler.word.dump.dump import show
from assembler.word.dump.normalise import tidy
from assembler.word.package.package import pack

GARBAGE = ("", "-1", "x", "99999999999", "{{ x", "1.5", "é", " ")


def damaged(parts: Mapping[str, bytes], dice: Random) -> bytes:
    """The sound document with a few elements or attributes of one part lost, doubled or spoiled."""
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


@pytest.mark.parametrize("job", [sound, show, tidy])
def test_no_damage_breaks_the_job(parts: Mapping[str, bytes], job: Callable[[bytes, str], object]) -> None:
    dice = Random(2009)
    for _ in range(300):
        with suppress(AssemblyError):
            job(damaged(parts, dice), "damaged.docx")
