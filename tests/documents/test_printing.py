"""What a mayor opens: PDFs with the right page numbers, made for archives and for screen readers."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from assembler.assembly.orders.order import Order, Outcome
from assembler.batch.batch import Batch, BatchSettings
from assembler.batch.pdf import print_documents, select_unprinted
from assembler.store.files.cache import FolderCache
from assembler.store.office.office import find_office
from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from assembler.word.check.check import check_document
from assembler.word.package.zip_reader import read_members

ORDERS = [
    Order("agenda-guide", "examples/agenda-2009", language="nl"),
    Order("charter-commitment", "charter", language="fi"),
]
NUMBER = "880012345678"
"""Of a decision: twelve digits, as the places for page numbers have."""


def print_batch(project: Project) -> list[Outcome]:
    batch = Batch(project, BatchSettings(project.build_folder, pdf=True, pages=True))
    done, todo = batch.split_orders(ORDERS)
    done += batch.build(todo)
    fresh = dict(print_documents(batch, select_unprinted(batch, done), find_office(), workers=1))
    return [{**dict(done), **fresh}[order] for order in ORDERS]


def pages_in(path: Path) -> list[int]:
    """The page numbers that the table of contents shows, in its order."""
    body = read_members(path.read_bytes(), path.name)["word/document.xml"].decode()
    return [int(each) for each in re.findall(r"PAGEREF _Toc\d+ .*?<w:t>(\d+)</w:t>", body)]


@pytest.mark.office
@pytest.mark.usefixtures("office")  # skips where LibreOffice is missing
def test_pdfs_are_tagged_titled_and_numbered_and_are_made_once(tmp_path: Path) -> None:
    charters = tmp_path / "data/records/charter"
    charters.mkdir(parents=True)
    example = (shipped_folder() / "data/records/examples/charter-havenstad/charter.yaml").read_text("utf-8")
    (charters / "charter.yaml").write_text(example.replace("2026-112", NUMBER), "utf-8")
    project = Project(tmp_path, share=shipped_folder(), cache=FolderCache(tmp_path / "build/cache"))
    guide, charter = print_batch(project)
    assert guide.path and guide.pdf and charter.pdf and guide.error is None
    for pdf, tag in ((guide.pdf, b"nl-NL"), (charter.pdf, b"fi-FI")):
        data = pdf.read_bytes()
        assert data.startswith(b"%PDF")
        assert b"/StructTreeRoot" in data and b"/MarkInfo<</Marked true>>" in data
        assert b"/Lang(" + tag + b")" in data
        assert b"/DisplayDocTitle true" in data
        assert b"pdfaid" in data
        assert b"/AcroForm" not in data
    if program := shutil.which("pdftotext"):
        assert NUMBER.encode() in subprocess.check_output([program, charter.pdf, "-"])
    assert b"/Outlines" in guide.pdf.read_bytes()
    numbers = pages_in(guide.path)
    assert len(numbers) > 5
    assert numbers == sorted(numbers) and numbers[-1] > numbers[0] > 1
    assert check_document(guide.path.read_bytes(), guide.path.name) == ()
    before = {each.path: each.digest for each in (guide, charter)}
    again = print_batch(project)
    assert [each.unchanged for each in again] == [True, True]
    assert {each.path: each.digest for each in again} == before
    guide.pdf.unlink()
    assert [each.pdf is not None for each in print_batch(project)] == [True, False]
