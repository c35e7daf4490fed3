"""Forms from an untrusted source: refused with a sentence, or read; never a crash, never a bomb."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import pytest

import word_notation
from assembler.errors import FileError
from assembler.word.package.legacy_formats import detect_legacy_format
from assembler.word.returned.odt_cell import MAX_SPACES
from assembler.word.returned.returned_file import open_returned_file, read_form
from word_notation import W, markup, relationships

ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODT_TYPE = "application/vnd.oasis.opendocument.text"


def packed(parts: dict[str, str]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return held.getvalue()


def docx(body: str, files: Mapping[str, str] | None = None) -> bytes:
    return word_notation.docx(markup(body), files=files)


def odt(body: str) -> bytes:
    names = " ".join(f'xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "text", "table"))
    inside = f"<office:body><office:text>{body}</office:text></office:body>"
    content = f"<office:document-content {names}>{inside}</office:document-content>"
    return packed({"mimetype": ODT_TYPE, "content.xml": content})


RTFS: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "nested": (lambda: b"{\\rtf1" + b"{" * 3_000_000 + b"}" * 3_000_000, "nested"),
    "large": (lambda: b"{\\rtf1 " + b"a" * 100 * 1024**2, "100 MB"),
}
MASSES: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "empty runs": (lambda: docx("<w:p>" + "<w:r/>" * 200_000 + "</w:p>"), "empty runs"),
    "rows": (lambda: docx("<w:tbl>" + "<w:tr><w:tc><w:p/></w:tc></w:tr>" * 60_000 + "</w:tbl>"), "rows"),
    "elements": (
        lambda: docx("<w:p>" + "<w:r><w:t>a</w:t></w:r>" * 1_100_000 + "</w:p>"), "too much|elements"
    ),
    "depth": (lambda: docx("<w:sdt><w:sdtContent>" * 300 + "</w:sdtContent></w:sdt>" * 300), "well-formed"),
    "tracked changes": (
        lambda: docx("<w:p>" + "<w:ins>" * 5_000 + "</w:ins>" * 5_000 + "</w:p>"), "well-formed"
    ),
    "tables": (lambda: docx("<w:tbl><w:tr><w:tc>" * 3_000 + "</w:tc></w:tr></w:tbl>" * 3_000), "well-formed"),
    "one text": (lambda: docx(f"<w:p><w:r><w:t>{'a' * 11_000_000}</w:t></w:r></w:p>"), "10 million"),
    "one part": (
        lambda: docx(f"<w:p><w:r><w:t>{'a b c d ' * 14_000_000}</w:t></w:r></w:p>"), "limit is 100 MB"
    ),
    "depth of an .odt": (lambda: odt("<text:section>" * 300 + "</text:section>" * 300), "damaged"),
    "path": (lambda: docx("<w:p/>", {"../../evil": "x"}), "unsafe name"),
    "macros": (lambda: docx("<w:p/>", {"word/vbaProject.bin": "x"}), "macros"),
    "empty spans": (lambda: odt("<text:p>" + "<text:span/>" * 200_000 + "</text:p>"), "empty runs"),
    "damage": (lambda: odt("<text:p/>").replace(b"PK\x03\x04", b"PK\x03\x05", 1), "damaged"),
}  # fmt: skip
"""Hostile files by name: what makes each, and a word of its refusal. ``make speed`` bounds the time."""


@pytest.mark.parametrize("name", RTFS)
def test_an_rtf_that_would_hold_up_its_reader_is_refused(name: str) -> None:
    make, reason = RTFS[name]
    with pytest.raises(FileError, match=reason):
        detect_legacy_format(make(), "form.rtf")


@pytest.mark.parametrize("name", MASSES)
def test_masses_depths_tricks_and_macros_are_refused(name: str) -> None:
    make, reason = MASSES[name]
    with pytest.raises(FileError, match=reason):
        read_form(open_returned_file(make(), "form"))


@pytest.mark.parametrize("part", ["word/document.xml", "content.xml"])
def test_an_entity_bomb_is_refused(part: str) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    body = f'{bomb}<w:document xmlns:w="{W}"><w:body>&b;</w:body></w:document>'
    odf = {"mimetype": ODT_TYPE, part: body}
    data = docx("", {part: body}) if part.startswith("word") else packed(odf)
    with pytest.raises(FileError):
        read_form(open_returned_file(data, "form"))


def test_tables_in_tables_are_read() -> None:
    words, end = "<w:p><w:r><w:t>deep</w:t></w:r></w:p>", "</w:tc></w:tr></w:tbl>"
    [table] = read_form(
        open_returned_file(docx("<w:tbl><w:tr><w:tc>" * 60 + words + end * 60), "form")
    ).tables
    assert table.rows[0][0].text == "deep"
    inner = "<table:table><table:table-row><table:table-cell>"
    outer = "</table:table-cell></table:table-row></table:table>"
    [table] = read_form(
        open_returned_file(odt(inner * 60 + "<text:p>deep</text:p>" + outer * 60), "form")
    ).tables
    assert table.rows[0][0].text == "deep"


def test_numbers_that_lie_do_not_grow() -> None:
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr><w:p/></w:tc>'
    [table] = read_form(open_returned_file(docx(f"<w:tbl><w:tr>{wide}</w:tr></w:tbl>"), "form")).tables
    assert len(table.rows[0]) < 100
    blanks = '<text:p>a<text:s text:c="2000000000"/>b<text:s text:c="many"/>c</text:p>'
    assert len(read_form(open_returned_file(odt(blanks), "form")).outside.text) < 2 * MAX_SPACES


def test_links_to_elsewhere_are_read_as_words_and_never_followed() -> None:
    rels = relationships(("r1", "image", "http://192.0.2.1/x.png"), ("r2", "image", "../../../../etc/passwd"))
    found = read_form(open_returned_file(docx("<w:p/>", {"word/_rels/document.xml.rels": rels}), "form"))
    assert found.outside.pictures == ()


def test_an_encrypted_file_and_an_old_workbook_are_no_forms() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    sealed = ole + "EncryptedPackage\0".encode("utf-16-le")
    assert detect_legacy_format(sealed, "form") == ""
    with pytest.raises(FileError, match="password"):
        read_form(open_returned_file(sealed, "form"))
    manifest = '<manifest:file-entry><manifest:encryption-data manifest:checksum="x"/></manifest:file-entry>'
    sealed = packed({"mimetype": ODT_TYPE, "META-INF/manifest.xml": manifest, "content.xml": "\x05\x02"})
    with pytest.raises(FileError, match="encrypted with a password"):
        open_returned_file(sealed, "form.odt")
    with pytest.raises(FileError, match="not a Word document"):
        detect_legacy_format(ole + "Workbook\0".encode("utf-16-le"), "form")
