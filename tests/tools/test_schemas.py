"""The standard's schemas are complete, unchanged and strict, and need no network."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from assembler.word.package.package import open_package, pack
from own_types import draw_template

FOLDER = Path(__file__).resolve().parents[1] / "schemas"
STANDARD = FOLDER / "standard"


def letter(part: str = "", old: str = "", new: str = "") -> bytes:
    """A Word file, with one replacement in one of its parts."""
    parts = dict(open_package(draw_template(["Dear city"]), "letter.docx").parts)
    if part:
        assert old.encode() in parts[part]
        parts[part] = parts[part].replace(old.encode(), new.encode(), 1)
    return pack(parts)


def differences(folder: Path) -> list[str]:
    """The schemas of ``folder`` that are not those in its list of digests, by name."""
    lines = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split() for line in lines)}
    there = {path.name: sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.xsd")}
    return sorted(name for name, _ in listed.items() ^ there.items())


def test_no_file_of_the_standard_was_edited_added_or_removed() -> None:
    assert differences(STANDARD) == []


def test_a_changed_schema_is_reported_by_name(tmp_path: Path) -> None:
    for path in STANDARD.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "wml.xsd").write_bytes(b" " + (STANDARD / "wml.xsd").read_bytes())
    (tmp_path / "vml-main.xsd").unlink()
    (tmp_path / "other.xsd").write_bytes(b"<x/>")
    assert set(differences(tmp_path)) == {"wml.xsd", "vml-main.xsd", "other.xsd"}


@pytest.mark.parametrize("name", ["document.xsd", "package.xsd"])
def test_the_schemas_load_without_the_network(name: str) -> None:
    assert etree.XMLSchema(etree.parse(str(FOLDER / name), etree.XMLParser(no_network=True)))


def test_a_plain_document_keeps_the_schemas(schemas: Any) -> None:
    assert schemas.findings(letter()) == []


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("word/document.xml", "<w:p>", "<w:p><w:p/>"),
        ("docProps/core.xml", "<dc:title>", "<dc:rights/><dc:title>"),
        ("[Content_Types].xml", "<Default ", "<Defaults/><Default "),
        ("word/_rels/document.xml.rels", "<Relationship ", "<Relation/><Relationship "),
    ],
)
def test_a_fault_in_any_part_is_found(schemas: Any, part: str, old: str, new: str) -> None:
    found = schemas.findings(letter(part, old, new))
    assert len(found) == 1 and found[0].startswith(part)
