"""The three jobs over one Word file: bytes in, findings, text or bytes out."""

from __future__ import annotations

import io

import docx
import pytest

from assembler.errors import FileError
from assembler.word.check.check import check_document
from assembler.word.dump.dump import show
from assembler.word.dump.normalise import tidy


def letter(text: str) -> bytes:
    document = docx.Document()
    document.add_heading("Results", 1)
    document.add_paragraph(text)
    document.core_properties.title = "A letter"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_letter_of_python_docx_lacks_only_its_language_tags() -> None:
    assert [diagnostic.rule for diagnostic in check_document(letter("Dear city"), "letter.docx")] == [
        "runs-without-language"
    ]


def test_a_tag_that_is_left_is_reported_with_its_place() -> None:
    diagnostic = check_document(letter("Dear {{ city }}"), "letter.docx")[0]
    assert (diagnostic.rule, str(diagnostic.location)) == ("leftover-tag", "letter.docx, body, paragraph 2")


def test_a_letter_is_shown_and_tidied() -> None:
    data = letter("Dear city")
    lines = show(data, "letter.docx", with_looks=False).splitlines()
    assert "  paragraph Heading1: Results" in lines
    assert "  paragraph Normal: Dear city" in lines
    assert show(tidy(data, "letter.docx"), "letter.docx", with_looks=False).splitlines() == lines


@pytest.mark.parametrize("job", [check_document, show, tidy])
def test_each_job_refuses_what_is_no_word_file(job) -> None:
    with pytest.raises(FileError, match=r"letter\.docx"):
        job(b"Dear city", "letter.docx")
