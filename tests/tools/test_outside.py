"""The outside programs really judge: a good file passes, a broken one does not, the file stays as it was."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest


def letter(text: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.office
def test_libreoffice_saves_several_files_in_one_go(office, tmp_path: Path) -> None:
    paths = [tmp_path / "nl" / "letter.docx", tmp_path / "en" / "letter.docx"]
    for path in paths:
        path.parent.mkdir()
        path.write_bytes(letter(path.parent.name))
    saved = office.convert(paths, "docx")
    assert [docx.Document(str(path)).paragraphs[0].text for path in saved] == ["nl", "en"]


@pytest.mark.office
def test_a_file_that_libreoffice_cannot_read_is_reported_by_name(office, tmp_path: Path) -> None:
    path = tmp_path / "nothing.docx"
    path.write_bytes(b"PK\x03\x04 no zip at all")
    with pytest.raises(AssertionError, match=r"nothing\.pdf"):
        office.convert([path], "pdf")


@pytest.mark.validator
def test_microsofts_validator_passes_what_word_would_write(validator, tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    path.write_bytes(letter("Dear city"))
    assert validator.findings([path]) == {path: []}


@pytest.mark.validator
def test_microsofts_validator_reports_a_paragraph_inside_a_run(validator) -> None:
    document = docx.Document()
    document.add_paragraph("x").runs[0]._r.append(document.add_paragraph("inside")._p)
    out = io.BytesIO()
    document.save(out)
    assert any("invalid child element 'w:p'" in line for line in validator.of(out.getvalue()))


@pytest.mark.validator
def test_microsofts_validator_leaves_the_file_as_it_was(validator, tmp_path: Path) -> None:
    document = docx.Document()
    document.part.relate_to("http://[not a uri", docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK, True)
    path = tmp_path / "link.docx"
    document.save(str(path))
    before = path.read_bytes()
    validator.findings([path])
    assert path.read_bytes() == before


@pytest.mark.validator
def test_microsofts_validator_says_when_a_file_cannot_be_opened(validator) -> None:
    assert validator.of(b"no zip")[0].startswith("cannot be opened")
