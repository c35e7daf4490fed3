"""A part is deflated as it is rendered; what must be mended is seen all the same, in parts of any size."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document

from assembler.word.package.package import open_package
from assembler.word.package.zip_writer import Member, deflate, deflate_chunks, inflate
from assembler.word.render.prepared_template import PreparedTemplate
from assembler.word.render.streamed_compression import MAX_KEPT
from assembler.word.render.table_grids import fit_grids
from assembler.word.render.template_preparation import prepare

LONG = "A sentence of some length about what was seen. " * 20


@pytest.fixture(scope="module")
def log() -> PreparedTemplate:
    """A row for each record; its second cell loses its paragraph where the record has no words."""
    document = Document()
    table = document.add_table(3, 2)
    table.cell(0, 0).text, table.cell(2, 0).text = "{%tr for each in log %}", "{%tr endfor %}"
    table.cell(1, 0).text = "{{ each.name }}"
    table.cell(1, 1).text = "{%p if each.words %}"
    for line in ("{{ each.words }}", "{%p endif %}"):
        table.cell(1, 1).add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return prepare(open_package(stream.getvalue(), "log.docx"), "log.docx")


def body(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode()


@pytest.mark.parametrize("count", [3, 2 * MAX_KEPT // len(LONG)])
def test_an_empty_cell_gets_its_paragraph_in_a_part_of_any_size(log: PreparedTemplate, count: int) -> None:
    records = [{"name": f"R{number}", "words": LONG} for number in range(count)]
    whole = body(log.render({"log": records}))
    records[count // 2] = {"name": "empty", "words": ""}
    mended = body(log.render({"log": records}))
    assert whole.count("</w:tc>") == whole.count("</w:p></w:tc>") == 2 * count
    assert mended.count("<w:p/></w:tc>") == 1
    assert mended.count("</w:tc>") == 2 * count


def test_what_is_fresh_unpacks_to_the_same_as_what_is_constant() -> None:
    chunks = [LONG.encode(), b"", "Ελλάδα".encode()]
    fresh, constant = deflate_chunks("a.xml", chunks), deflate("a.xml", b"".join(chunks))
    assert isinstance(fresh, Member)
    assert inflate(fresh) == inflate(constant) == b"".join(chunks)
    assert fresh.before[16:20] == constant.before[16:20]  # the checksum


def test_only_a_table_whose_grid_does_not_fit_is_written_again() -> None:
    cell = "<w:tc><w:p></w:p></w:tc>"
    grid = '<w:tblGrid><w:gridCol w:w="500"/><w:gridCol w:w="500"/></w:tblGrid>'
    fits = f"<w:tbl>{grid}<w:tr>{cell * 2}</w:tr></w:tbl>"
    wide = f"<w:tbl>{grid}<w:tr>{cell * 4}</w:tr></w:tbl>"
    start = '<w:body xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    made = fit_grids(f"{start}{fits}{wide}</w:body>".encode()).decode()
    assert fits in made
    assert made.count("<w:gridCol") == 6
    assert "xmlns" not in made[len(start) :]
