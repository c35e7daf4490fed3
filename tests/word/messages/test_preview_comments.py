"""Each message says its name in a comment, wherever it stands, and nothing of the signs stays behind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from lxml import etree

from assembler.word.messages.preview_comments import END, MessageInfo, add_comments, marker
from assembler.word.package.package import Package, open_package, pack
from assembler.word.package.xml import parse, qn

TOLD = {marker(number): MessageInfo(f"m{number}", (f"English {number}",)) for number in range(6)}


def signed(number: int, text: str) -> str:
    return f"{marker(number)}{text}{END}"


SIGNED = {
    ">Who wrote it?<": f">{signed(0, f'Who {signed(1, chr(119))}rote it?')}<",
    ">The mayor<": f">{signed(2, 'The mayor')}<",
    ">Results<": f">{signed(3, 'Results')}<",
    'descr="A white square"': f'descr="{signed(4, "A white square")}"',
    'descr="The arms"': f'descr="{signed(5, "The arms")}"',
    ">On which day?<": f">{signed(0, 'On which day?')}<",
}
"""Texts of the sound document as they stand there in a preview: one within another, one that comes twice."""
WANTED = {
    "m0 English 0": "Who wrote it?",
    "m1 English 1": "w",
    "m2 English 2": "The mayor",
    "m3 English 3": "Results",
    "alt text: m4 English 4": "",
}


def commented(parts: Mapping[str, bytes], changes: Mapping[str, str]) -> tuple[Package, set[str]]:
    """The sound document with texts replaced, and its comments made."""
    changed = {name: _replaced(data, changes) for name, data in parts.items()}
    return add_comments(open_package(pack(changed), "preview.docx"), TOLD, heading="Elsewhere")


def _replaced(data: bytes, changes: Mapping[str, str]) -> bytes:
    text = data.decode("utf-8") if b"<?xml" in data[:5] else ""
    for old, new in changes.items():
        text = text.replace(old, new)
    return text.encode("utf-8") if text else data


def comments(package: Package) -> dict[str, str]:
    """By its id, the text of each comment that is new."""
    (name,) = package.related("comments")
    found = parse(package.parts[name]).iter(qn("w:comment"))
    return {
        each.get(qn("w:id"), ""): " ".join(text.text or "" for text in each.iter(qn("w:t")))
        for each in found if each.get(qn("w:author")) == "Assembler"
    }  # fmt: skip


def ranged(package: Package, number: str) -> str:
    """The text between the start and the end of a comment's range."""
    texts, inside = [], False
    for element in parse(package.parts[package.main]).iter(etree.Element):
        if element.get(qn("w:id")) == number and str(element.tag).endswith(("RangeStart", "RangeEnd")):
            inside = element.tag == qn("w:commentRangeStart")
        elif inside and element.tag == qn("w:t"):
            texts.append(element.text or "")
    return "".join(texts)


@pytest.fixture
def made(parts: Mapping[str, bytes]) -> tuple[Package, set[str]]:
    return commented(parts, SIGNED)


def test_a_comment_goes_round_its_message(made: tuple[Package, set[str]]) -> None:
    package, _ = made
    told = comments(package)
    assert {text: ranged(package, number) for number, text in told.items()} == WANTED


def test_what_can_have_no_comment_is_listed_at_the_end(made: tuple[Package, set[str]]) -> None:
    package, shown = made
    texts = [text.text or "" for text in parse(package.parts[package.main]).iter(qn("w:t"))]
    assert texts[texts.index("Elsewhere") :] == ["Elsewhere", "header 1", "m5 · English 5"]
    assert shown == {f"m{number}" for number in range(6)}


def test_no_sign_stays_behind_and_the_file_is_valid(made: tuple[Package, set[str]], schemas: Any) -> None:
    package, _ = made
    for data in package.parts.values():
        assert not any(each.encode() in data for each in (*TOLD, END))
    assert schemas.findings(package.to_bytes()) == []


@pytest.mark.validator
def test_microsofts_validator_finds_nothing(made: tuple[Package, set[str]], validator: Any) -> None:
    assert validator.of(made[0].to_bytes()) == []
