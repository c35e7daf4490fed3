"""From right to left: every paragraph, table, section and run of such letters says so, in its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from assembler.word.package.package import Package, open_package, pack
from assembler.word.package.xml import parse, qn
from assembler.word.style.right_to_left import set_right_to_left


@pytest.fixture
def turned(parts: Mapping[str, bytes]) -> Package:
    hebrew = parts["word/document.xml"].replace(b">Agreed?<", ">מוסכם?<".encode())
    bold = hebrew.replace(b"<w:b/>", b'<w:rFonts w:ascii="Carlito"/><w:b/><w:sz w:val="40"/>')
    text = bold.replace(b">It says <", ">נאמר <".encode())
    return set_right_to_left(open_package(pack({**parts, "word/document.xml": text}), "rtl.docx"))


def test_paragraphs_tables_and_sections_are_turned(turned: Package) -> None:
    body = parse(turned.parts["word/document.xml"])
    for name, flag in (("w:p", "w:pPr/w:bidi"), ("w:tbl", "w:tblPr/w:bidiVisual")):
        path = "/".join(map(qn, flag.split("/")))
        assert {each.find(path) is not None for each in body.iter(qn(name))} == {True}
    assert all(each.find(qn("w:bidi")) is not None for each in body.iter(qn("w:sectPr")))
    for part in ("word/header1.xml", "word/footer1.xml", "word/footnotes.xml", "word/styles.xml"):
        assert b"<w:bidi/>" in turned.parts[part]


def test_only_runs_of_such_letters_are_and_look_as_bold_and_large_as_before(turned: Package) -> None:
    runs = {
        "".join(text.text or "" for text in run.iter(qn("w:t"))): run.find(qn("w:rPr"))
        for run in parse(turned.parts["word/document.xml"]).iter(qn("w:r"))
    }
    said, code = runs["נאמר "], runs["B1"]
    assert said is not None and code is not None
    assert [child.tag.rpartition("}")[2] for child in said] == [
        "rFonts", "b", "bCs", "sz", "szCs", "rtl", "lang",
    ]  # fmt: skip
    assert said.find(qn("w:rFonts")).get(qn("w:cs")) == "Carlito"
    assert code.find(qn("w:rtl")) is None


def test_the_file_stays_valid(turned: Package, schemas: Any) -> None:
    assert schemas.findings(turned.to_bytes()) == []


@pytest.mark.validator
def test_microsofts_validator_finds_nothing(turned: Package, validator: Any) -> None:
    assert validator.of(turned.to_bytes()) == []
