"""Opening what people send: a Word file becomes its parts, all else a sentence that says what it is."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

import pytest
from docx import Document

from assembler.errors import FileError
from assembler.word.package.package import Package, open_package, pack

MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
PLAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
CORE_BY_LIBREOFFICE = (
    "http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties"
)


def word_file(text: str = "Report") -> bytes:
    document = Document()
    document.add_paragraph(text)
    document.sections[0].header.paragraphs[0].text = "Head"
    document.sections[0].footer.paragraphs[0].text = "Foot"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(part: str, change: Callable[[bytes], bytes]) -> bytes:
    parts = parts_of(word_file())
    parts[part] = change(parts[part])
    return pack(parts)


def zipped(*members: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return stream.getvalue()


def refusal(data: bytes) -> FileError:
    with pytest.raises(FileError) as caught:
        open_package(data, "form.docx")
    assert caught.value.location == "form.docx"
    assert caught.value.hint
    return caught.value


def test_a_word_file_opens_into_its_parts_and_names_those_that_people_read() -> None:
    package = open_package(word_file(), "form.docx")
    assert package.main == "word/document.xml"
    assert b"Report" in package.parts[package.main]
    text = package.text_parts()
    assert text[0] == "word/document.xml"
    assert [b"Head" in package.parts[name] for name in text].count(True) == 1
    assert text[-1] == "docProps/core.xml"


def test_what_is_packed_opens_again_with_the_same_parts_in_python_s_own_zip_reader() -> None:
    package = open_package(word_file(), "form.docx")
    packed = package.to_bytes()
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == "[Content_Types].xml"
    assert parts_of(packed) == package.parts


def test_the_same_parts_give_the_same_bytes() -> None:
    first = open_package(word_file(), "a.docx").to_bytes()
    assert open_package(first, "b.docx").to_bytes() == first


def test_a_part_with_a_name_in_greek_keeps_it() -> None:
    parts = parts_of(word_file()) | {"word/media/αθήνα.png": b"\x89PNG"}
    assert open_package(pack(parts), "form.docx").parts["word/media/αθήνα.png"] == b"\x89PNG"


def test_changed_parts_take_the_old_ones_place() -> None:
    package = open_package(word_file(), "form.docx")
    other = package.with_parts({"word/document.xml": b"<w/>", "word/new.bin": b"1"})
    assert list(other.parts) == [*package.parts, "word/new.bin"]
    assert other.parts["word/document.xml"] == b"<w/>"
    assert b"Report" in package.parts["word/document.xml"]


def test_the_core_properties_of_libreoffice_get_the_relationship_type_that_opc_asks_for() -> None:
    data = changed("_rels/.rels", lambda part: part.replace(CORE.encode(), CORE_BY_LIBREOFFICE.encode()))
    package = open_package(data, "saved.docx")
    assert package.core_properties == "docProps/core.xml"
    assert [line.type for line in package.relationships()].count(CORE) == 1


def test_a_template_saved_as_dotx_becomes_a_document() -> None:
    dotx = PLAIN.replace("document.main", "template.main").encode()
    data = changed("[Content_Types].xml", lambda part: part.replace(PLAIN.encode(), dotx))
    package = open_package(data, "form.dotx")
    assert package.content_type(package.main) == PLAIN


def test_a_part_in_utf_16_is_kept_in_utf_8() -> None:
    def in_utf_16(part: bytes) -> bytes:
        text = part.decode().partition("?>")[2]
        return ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16")

    package = open_package(changed("word/document.xml", in_utf_16), "form.docx")
    assert b"Report" in package.parts["word/document.xml"]


def test_an_empty_custom_xml_part_as_libreoffice_leaves_it_is_no_obstacle() -> None:
    parts = parts_of(word_file()) | {"customXml/item1.xml": b""}
    assert open_package(pack(parts), "form.docx").parts["customXml/item1.xml"] == b""


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b"just some text", "not a Word file"),
        (b"%PDF-1.7", "PDF"),
        (rb"{\rtf1\ansi", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".doc"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (zipped(("notes.txt", b"hello")), "not a Word file"),
        (zipped(("mimetype", b"application/vnd.oasis.opendocument.text")), "OpenDocument"),
    ],
)
def test_another_kind_of_file_is_called_by_its_name(data: bytes, what: str) -> None:
    assert what in refusal(data).message


@pytest.mark.parametrize(
    ("name", "document"),
    [("in/~$form.docx", "form.docx"), (r"C:\in\~$ternal.docx", "ternal.docx"), (".~lock.a.odt#", "a.odt")],
)
def test_the_lock_file_of_an_open_document_names_the_document(name: str, document: str) -> None:
    with pytest.raises(FileError) as caught:
        open_package(b"\x05Maria" + bytes(156), name)
    assert "lock file" in caught.value.message
    assert f"`{document}`" in caught.value.hint


def test_a_file_that_was_cut_off_is_called_damaged() -> None:
    data = word_file()
    for length in (40, len(data) // 2, len(data) - 10):
        assert "damaged" in refusal(data[:length]).message


def test_a_file_with_a_flipped_byte_is_called_damaged() -> None:
    data = bytearray(word_file())
    data[200] ^= 0xFF
    assert "damaged" in refusal(bytes(data)).message


def test_macros_are_refused_by_content_type() -> None:
    data = changed("[Content_Types].xml", lambda part: part.replace(PLAIN.encode(), MACROS.encode()))
    assert "macros" in refusal(data).message


def test_macros_are_refused_by_the_part_that_holds_them() -> None:
    assert "macros" in refusal(pack(parts_of(word_file()) | {"word/vbaProject.bin": b"1"})).message


def test_a_workbook_is_no_word_document() -> None:
    def workbook(part: bytes) -> bytes:
        return part.replace(b"word/document.xml", b"xl/workbook.xml")

    parts = parts_of(word_file())
    parts["xl/workbook.xml"] = parts.pop("word/document.xml")
    parts["_rels/.rels"] = workbook(parts["_rels/.rels"])
    parts["[Content_Types].xml"] = workbook(parts["[Content_Types].xml"]).replace(
        PLAIN.encode(), b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    )
    assert "Excel workbook" in refusal(pack(parts)).message


def test_strict_open_xml_is_refused_with_what_to_do() -> None:
    transitional = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    strict = b"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
    assert (
        "Strict" in refusal(changed("_rels/.rels", lambda part: part.replace(transitional, strict))).message
    )


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    assert "unpack" in refusal(zipped(("word/document.xml", bytes(64 * 1024 * 1024)))).message


def test_too_many_members_are_refused() -> None:
    assert "unpack" in refusal(zipped(*((f"word/{n}.xml", b"<a/>") for n in range(5001)))).message


def test_a_member_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(zipped(("word/document.xml", bytes(1_000_000))))
    directory = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, directory + 24, 10)
    assert "damaged" in refusal(bytes(data)).message


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/passwd", "word/./a.xml", "C:/a.xml", "word/a\x07.xml"])
def test_a_name_that_leaves_the_package_is_refused(name: str) -> None:
    assert "unsafe name" in refusal(zipped((name, b"<a/>"))).message


def test_a_name_with_a_backslash_is_refused() -> None:
    assert "unsafe name" in refusal(zipped(("word/XX.xml", b"<a/>")).replace(b"word/XX", rb"word\XX")).message


def test_a_part_that_stands_twice_is_refused() -> None:
    assert "twice" in refusal(zipped(("word/a.xml", b"<a/>"), ("word/A.xml", b"<a/>"))).message


def test_entities_are_refused_wherever_they_stand() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    for part in ("word/styles.xml", "docProps/app.xml"):
        assert "DOCTYPE" in refusal(changed(part, lambda _: bomb)).message
    assert "DOCTYPE" in refusal(pack(parts_of(word_file()) | {"customXml/item1.xml": bomb})).message


def test_entities_hidden_in_utf_16_are_refused() -> None:
    bomb = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "ha">]><a>&b;</a>'.encode("utf-16")
    assert "DOCTYPE" in refusal(changed("word/styles.xml", lambda _: bomb)).message


def test_broken_xml_is_reported_with_its_part() -> None:
    error = refusal(changed("word/document.xml", lambda part: part[:-20]))
    assert "word/document.xml" in error.message


def test_a_package_without_its_main_part_is_incomplete() -> None:
    parts = parts_of(word_file())
    del parts["word/document.xml"]
    assert "missing" in refusal(pack(parts)).message


def test_an_encrypted_zip_is_refused() -> None:
    data = bytearray(word_file())
    position = -1
    while (position := data.find(b"PK\x01\x02", position + 1)) >= 0:
        data[position + 8] |= 1
    assert "password" in refusal(bytes(data)).message


def test_a_package_can_be_made_from_parts_alone() -> None:
    assert Package("a", {"x": b""}, "x").relationships() == ()
